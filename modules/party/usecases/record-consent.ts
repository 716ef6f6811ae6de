import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/customer.ts'

/** Records a consent given or withdrawn; earlier lines stay. @throws Refusal party.customer_not_found */
export async function recordConsent(
  ctx: Context,
  input: Input<typeof api.recordConsent>,
): Promise<Output<typeof api.recordConsent>> {
  const row = await store.customerById(ctx.sql, input.id)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.write', row)
  const id = await store.insertConsent(ctx, row.key, input)
  ctx.about(input.id, id)
  ctx.note({ kind: input.kind, given: input.given })
  return { id }
}
