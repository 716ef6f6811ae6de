import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { heldApi } from '../held-api.ts'
import * as store from '../store/held.ts'
import { heldId, heldToDecide } from './held-change.ts'

/** Turns a held command down, with the reason its maker reads. Whoever may check may refuse. @throws Refusal as `heldToDecide` */
export async function refuseHeld(
  ctx: Context,
  input: Input<typeof heldApi.refuseHeld>,
): Promise<Output<typeof heldApi.refuseHeld>> {
  const { held } = await heldToDecide(ctx, input.id)
  const id = heldId(held)
  await store.saveEnd(ctx, held.key, 'refused', input.reason)
  ctx.about(id, ...held.about)
  ctx.note({ operation: held.operation })
  await ctx.emit('authority.change-settled', { heldId: id })
  return { id }
}
