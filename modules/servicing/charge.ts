import { accounts } from '#ledger'
import type { Money } from '#lib/money'
import type { chargers, chargeWays } from './charger.ts'
import type { Entry } from './entry.ts'

/** A fee at disbursement, as the cost form states it. */
export type Charge = {
  name: string
  nameEn: string
  amount: Money
  chargedBy: (typeof chargers)[number]
  taken: (typeof chargeWays)[number]
}

/** Whether a fee passes our books: what the dealer or a third party takes from the borrower directly does not. */
export function isOurs({ chargedBy, taken }: Pick<Charge, 'chargedBy' | 'taken'>): boolean {
  return chargedBy === 'lender' || taken === 'payout'
}

/** Where a fee belongs: our income, or what we owe to whoever charges it. */
const beneficiary = ({ chargedBy }: Pick<Charge, 'chargedBy'>) =>
  chargedBy === 'lender' ? accounts.feeIncome : accounts.payableToThirdParties

/** Charges a fee: taken out of what we owe the dealer, or come in at the bank. */
export function chargeEntries(charge: Pick<Charge, 'amount' | 'chargedBy' | 'taken'>): Entry[] {
  const debit = charge.taken === 'payout' ? accounts.payableToDealers : accounts.bank
  return [{ debit, credit: beneficiary(charge), amount: charge.amount }]
}

/** A fee as the loan tells it: one that does not pass our books was taken directly. */
export function told(charge: Charge): Charge {
  return isOurs(charge) ? charge : { ...charge, taken: 'direct' }
}

/** Gives a fee back to the borrower, however it was taken: the dealer has been paid long since. */
export function chargeBackEntries(charge: Pick<Charge, 'amount' | 'chargedBy'>): Entry[] {
  return [{ debit: beneficiary(charge), credit: accounts.bank, amount: charge.amount }]
}

/** What fees taken out of the payout leave of it. */
export function payoutAfter(principal: Money, charges: readonly Charge[]): Money {
  return charges.reduce(
    (left, charge) => (charge.taken === 'payout' ? ((left - charge.amount) as Money) : left),
    principal,
  )
}
