import { type Id, toId } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { type CustomerData, checkCustomer, normalised } from '../customer.ts'
import * as store from '../store/customer.ts'

/**
 * Records a customer for the person who brings them. The same id number is one customer: where the reader may see the
 * existing one, the refusal says which.
 * @throws Refusal party.id_number, party.credit_code, party.phone, party.bank_card, party.business_missing, party.customer_duplicate, party.no_owner
 */
export async function addCustomer(ctx: Context, input: CustomerData): Promise<{ id: Id<'customer'> }> {
  const { key: ownerId, groupKey: groupId, branchKey: branchId } = ctx.actor
  refuseUnless(ownerId !== null && groupId !== null && branchId !== null, 'party.no_owner')
  const data = normalised(input)
  checkCustomer(data, await store.isDemo(ctx.sql), ctx.today)
  const same = (await store.customersMatching(ctx, { idNumber: data.idNumber })).find(row => row.sameIdNumber)
  if (same) {
    const visible = ctx.rights.verdict('party.customer.read', same).allow
    throw new Refusal('party.customer_duplicate', visible ? { customerId: toId('customer', same.key) } : {}, 'idNumber')
  }
  const id = toId('customer', await store.insertCustomer(ctx, data, { ownerId, groupId, branchId }))
  ctx.about(id)
  ctx.note({ kind: data.kind })
  await ctx.emit('party.customer-added', { customerId: id })
  return { id }
}
