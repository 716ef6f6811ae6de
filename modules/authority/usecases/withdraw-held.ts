import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { heldApi } from '../held-api.ts'
import * as store from '../store/held.ts'
import { heldId, stillWaiting, visibleHeld } from './held-change.ts'

/** Takes one's own held command back. @throws Refusal authority.held_not_found, authority.held_not_own, authority.held_conflict, authority.held_expired */
export async function withdrawHeld(
  ctx: Context,
  input: Input<typeof heldApi.withdrawHeld>,
): Promise<Output<typeof heldApi.withdrawHeld>> {
  const { held, mine } = await visibleHeld(ctx, input.id, true)
  refuseUnless(mine, 'authority.held_not_own', { name: held.makerName })
  stillWaiting(held, ctx.now)
  const id = heldId(held)
  await store.saveEnd(ctx, held.key, 'withdrawn', input.reason)
  ctx.about(id, ...held.about)
  ctx.note({ operation: held.operation })
  return { id }
}
