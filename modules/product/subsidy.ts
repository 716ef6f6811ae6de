import { type Money, mulDiv } from '#lib/money'
import { calendarOf } from './due-day.ts'
import { periodRates } from './period-rate.ts'
import { type Plan, planIn } from './plan.ts'
import type { Terms } from './terms.ts'

/**
 * What the payer of a subsidy owes: `undiscounted` is the plain difference between the contract's payments and the
 * customer's, `presentValue` the same discounted at the contract rate, and `amount` what is paid at disbursement: the
 * present value up to the cap.
 */
export type SubsidyDue<Amount extends bigint = Money> = { presentValue: Amount; undiscounted: Amount; amount: Amount }

/** The subsidy of terms that have one, given the customer's plan; PV = Σ (A_c,k − A_k,k)/Π(1+r). Source: domain.md §4. */
export function subsidyDue<Amount extends bigint>(
  terms: Terms<Amount>,
  customer: Plan<Amount>,
  cent = 1n,
): SubsidyDue<Amount> | null {
  if (!terms.subsidy) return null
  const contract = planIn({ ...terms, subsidy: undefined }, cent)
  const rates = periodRates(terms, calendarOf(terms)).real
  let worth = 0n
  let growth = 1n
  let scale = 1n
  for (const [index, rate] of rates.entries()) {
    const step = rate.denominator + rate.numerator
    scale *= rate.denominator
    growth *= step
    worth = worth * step + (paid(contract, index) - paid(customer, index)) * scale
  }
  const presentValue = mulDiv(worth, 1n, growth, terms.rounding)
  const cap = terms.subsidy.cap
  return {
    presentValue: presentValue as bigint as Amount,
    undiscounted: (total(contract) - total(customer)) as Amount,
    amount: (cap !== undefined && cap < presentValue ? cap : presentValue) as Amount,
  }
}

const paid = (plan: Plan<bigint>, index: number): bigint => plan.installments[index]!.payment
const total = (plan: Plan<bigint>): bigint => plan.totals.payment
