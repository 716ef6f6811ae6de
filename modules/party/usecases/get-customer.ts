import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { ageOn } from '../customer.ts'
import * as store from '../store/customer.ts'

/** One customer, personal data masked. @throws Refusal party.customer_not_found */
export async function getCustomer(
  ctx: Context,
  { id }: Input<typeof api.getCustomer>,
): Promise<Output<typeof api.getCustomer>> {
  const row = await store.customerById(ctx.sql, id)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.read', row)
  const owners = await personNames(ctx.sql, [row.ownerId])
  const listed = await store.blacklistOf(ctx.sql, row.idNumberFingerprint)
  return {
    id,
    kind: row.kind,
    name: row.displayName,
    idNumber: row.idNumberMasked,
    phone: row.phoneMasked,
    ownerName: owners.get(row.ownerId) ?? null,
    createdAt: row.createdAt,
    address: row.addressMasked,
    bankCard: row.bankCardMasked,
    age: row.birthDate ? ageOn(row.birthDate, ctx.today) : null,
    businessCode: row.businessCode,
    businessName: row.businessName,
    occupation: row.occupation,
    employer: row.employer,
    monthlyIncome: row.monthlyIncome,
    monthlyDebt: row.monthlyDebt,
    version: row.version,
    consents: await store.consentsOf(ctx.sql, row.key),
    blacklisted: listed?.listed ? listed.reason : null,
  }
}
