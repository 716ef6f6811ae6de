import type { Id } from '#lib/id'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { pastWall } from '#platform/wall'
import { ageOn, type ConsentKind, type CustomerKind } from '../customer.ts'
import * as customers from '../store/customer.ts'
import * as dealers from '../store/dealer.ts'
import { consentsOf, listingOf } from '../store/standing.ts'

/** What other modules may know of a customer: facts to decide on, nothing that names the person. */
export type CustomerFacts = {
  id: Id<'customer'>
  key: bigint
  kind: CustomerKind
  displayName: string
  age: number | null
  idNumberFingerprint: string
  phoneFingerprint: string
  monthlyIncome: Money
  monthlyDebt: Money
  consents: Record<ConsentKind, boolean>
  blacklisted: { reason: string } | null
  ownerId: bigint
  groupId: bigint
  branchId: bigint
}

/** Facts of a customer for deciding; null when there is none. */
export async function customerFacts(ctx: Context, id: Id<'customer'>): Promise<CustomerFacts | null> {
  return pastWall(ctx.sql, async () => {
    const row = await customers.customerById(ctx.sql, id)
    if (!row) return null
    const given = new Map((await consentsOf(ctx.sql, row.key)).map(line => [line.kind, line.given]))
    return {
      id,
      key: row.key,
      kind: row.kind,
      displayName: row.displayName,
      age: row.birthDate ? ageOn(row.birthDate, ctx.today) : null,
      idNumberFingerprint: row.idNumberFingerprint.toString('hex'),
      phoneFingerprint: row.phoneFingerprint.toString('hex'),
      monthlyIncome: row.monthlyIncome,
      monthlyDebt: row.monthlyDebt,
      consents: {
        'credit-bureau': given.get('credit-bureau') ?? false,
        'personal-information': given.get('personal-information') ?? false,
        face: given.get('face') ?? false,
        gps: given.get('gps') ?? false,
      },
      blacklisted: await listingOf(ctx, row),
      ownerId: row.ownerId,
      groupId: row.groupId,
      branchId: row.branchId,
    }
  })
}

/** A customer's data in full for the contract; the audit line of the command says that it was opened. */
export async function customerForContract(ctx: Context, id: Id<'customer'>) {
  const row = await customers.customerById(ctx.sql, id)
  if (!row) return null
  ctx.about(id)
  ctx.note({ openedForContract: id })
  return {
    kind: row.kind,
    businessName: row.businessName,
    businessCode: row.businessCode,
    ...(await customers.openCustomer(ctx, row.key)),
  }
}

/** Facts of a dealer; null when there is none. */
export async function dealerFacts(ctx: Context, id: Id<'dealer'>) {
  return pastWall(ctx.sql, () => dealers.dealerById(ctx.sql, id))
}

/** Where a dealer is paid, in full; the audit line of the command says that it was opened. */
export async function dealerPayee(ctx: Context, id: Id<'dealer'>) {
  return pastWall(ctx.sql, async () => {
    const row = await dealers.dealerById(ctx.sql, id)
    if (!row) return null
    ctx.note({ openedForPayment: id })
    return { name: row.accountName, account: await dealers.openDealerAccount(ctx, row.key), bankName: row.bankName }
  })
}

/** Keys of customers with this id number or phone, for searching; nobody finds somebody by what is withheld from them. */
export async function matches(ctx: Context, by: { idNumber: string } | { phone: string }): Promise<bigint[]> {
  const field = 'phone' in by ? 'party.customer.phone' : 'party.customer.idNumber'
  const found = await customers.customersMatching(ctx, by)
  return found.filter(row => ctx.rights.shows(field, row) !== 'withheld').map(row => row.key)
}

/** Names, phones and repayment accounts of customers in full, to remind them and to collect; the audit line says why. */
export async function contactsOf(ctx: Context, keys: readonly bigint[]) {
  return customers.openContacts(ctx, keys)
}
