import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/dealer.ts'

/** Freezes a dealer (nothing new is funded) or lifts the freeze. @throws Refusal party.dealer_not_found, party.stale */
export async function setDealerState(
  ctx: Context,
  input: Input<typeof api.setDealerState>,
): Promise<Output<typeof api.setDealerState>> {
  const row = await store.dealerById(ctx.sql, input.id, true)
  refuseUnless(row, 'party.dealer_not_found')
  ctx.rights.check('party.dealer.write', row)
  refuseUnless(row.version === input.version, 'party.stale')
  const version = await store.setDealerState(ctx.sql, row.key, input.state, input.reason)
  ctx.about(input.id)
  ctx.note({ state: input.state, reason: input.reason })
  await ctx.emit('party.dealer-state-changed', { dealerId: input.id, state: input.state })
  return { id: input.id, version }
}
