import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/customer.ts'

/** Personal data in full; the audit line keeps who looked, at whom and why. @throws Refusal party.customer_not_found */
export async function revealCustomer(
  ctx: Context,
  input: Input<typeof api.revealCustomer>,
): Promise<Output<typeof api.revealCustomer>> {
  const row = await store.customerById(ctx.sql, input.id)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.reveal', row)
  ctx.about(input.id)
  ctx.note({ revealed: ['name', 'idNumber', 'phone', 'address', 'bankCard'], reason: input.reason })
  return store.openCustomer(ctx, row.key)
}
