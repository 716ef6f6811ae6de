import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkContact, normalised } from '../customer.ts'
import * as store from '../store/customer.ts'

/**
 * Changes a name, a phone or a profile; what identifies the customer stays. The audit line names the fields, not their values.
 * @throws Refusal party.customer_not_found, party.stale, party.phone, party.bank_card
 */
export async function updateCustomer(
  ctx: Context,
  input: Input<typeof api.updateCustomer>,
): Promise<Output<typeof api.updateCustomer>> {
  const row = await store.customerById(ctx.sql, input.id, true)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.write', row)
  refuseUnless(row.version === input.version, 'party.stale')
  const { id, version: _, ...given } = input
  const change = { ...normalised(given), kind: row.kind }
  checkContact(change)
  const version = await store.updateCustomer(ctx, row.key, change)
  ctx.about(id)
  const changed = Object.entries(given).filter(([field, value]) => value !== undefined && differs(row, field, value))
  ctx.note({ changed: changed.map(([field]) => field) })
  await ctx.emit('party.customer-changed', { customerId: id })
  return { id, version }
}

/** Sealed fields can't be compared without opening them: given is changed. */
function differs(row: store.CustomerRow, field: string, value: unknown): boolean {
  return !(field in row) || row[field as keyof store.CustomerRow] !== value
}
