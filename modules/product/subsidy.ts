import type { Day } from '#lib/day'
import { type Money, mulDiv } from '#lib/money'
import { calendarOf } from './due-day.ts'
import { periodRates } from './period-rate.ts'
import { type Plan, planFor, planIn } from './plan.ts'
import type { Terms } from './terms.ts'

/**
 * What the payer of a subsidy owes: `undiscounted` is the plain difference between the contract's payments and the
 * customer's, `presentValue` the same discounted at the contract rate. `amount` is what is paid in all, up to the cap: the
 * present value at disbursement, or the difference of each installment with it. `payments` says when.
 */
export type SubsidyDue<Amount extends bigint = Money> = {
  presentValue: Amount
  undiscounted: Amount
  amount: Amount
  payments: { on: Day; amount: Amount }[]
}

/** The subsidy of terms that have one, given the customer's plan; PV = Σ (A_c,k − A_k,k)/Π(1+r). Source: domain.md §4. */
export function subsidyDue<Amount extends bigint>(
  terms: Terms<Amount>,
  customer: Plan<Amount>,
  cent = 1n,
): SubsidyDue<Amount> | null {
  if (!terms.subsidy) return null
  const contract = (terms.scale ?? 2) === 2 ? planIn({ ...terms, subsidy: undefined }, cent) : contractFor(terms)
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
  const presentValue = mulDiv(worth, 1n, growth, terms.rounding) as bigint
  const { cap, when = 'disbursement' } = terms.subsidy
  const wanted =
    when === 'disbursement'
      ? [{ on: terms.disbursedOn, amount: presentValue }]
      : customer.installments.map((row, index) => ({
          on: row.dueOn,
          amount: paid(contract, index) - paid(customer, index),
        }))
  const payments = capped(wanted, cap)
  return {
    presentValue: presentValue as Amount,
    undiscounted: (total(contract) - total(customer)) as Amount,
    amount: payments.reduce<bigint>((sum, payment) => sum + payment.amount, 0n) as Amount,
    payments: payments as { on: Day; amount: Amount }[],
  }
}

/** The contract's plan where payments are coarser than a fen; such terms are counted in fen. */
const contractFor = (terms: Terms<bigint>) => planFor({ ...(terms as Terms), subsidy: undefined }) as Plan<bigint>

/** Payments until the cap is used up; those of nothing are left out. */
function capped(wanted: readonly { on: Day; amount: bigint }[], cap: bigint | undefined) {
  let left = cap
  return wanted
    .map(({ on, amount }) => {
      const due = left !== undefined && left < amount ? left : amount
      if (left !== undefined) left -= due
      return { on, amount: due }
    })
    .filter(payment => payment.amount !== 0n)
}

const paid = (plan: Plan<bigint>, index: number): bigint => plan.installments[index]!.payment
const total = (plan: Plan<bigint>): bigint => plan.totals.payment
