import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Money, mulDiv } from '#lib/money'
import type { Rate } from '#lib/rate'
import { calendarOf } from './due-day.ts'
import { periodRates } from './period-rate.ts'
import { type Plan, planFor, planIn } from './plan.ts'
import type { Subsidy, Terms } from './terms.ts'

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

/**
 * The subsidy of terms that have one, given the customer's plan; PV = Σ (A_c,k − A_k,k)/Π(1+r). Source: domain.md §4.
 * @param lender whose rate the parts are discounted at: the terms themselves, or those of the first of several subsidies
 */
export function subsidyDue<Amount extends bigint>(
  terms: Terms<Amount>,
  customer: Plan<Amount>,
  cent = 1n,
  lender = terms,
): SubsidyDue<Amount> | null {
  if (!terms.subsidy) return null
  const contract = contractPlan(terms, cent)
  const rates = periodRates(lender, calendarOf(lender)).real
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

/** What would fall due if nobody subsidised. */
export function contractPlan<Amount extends bigint>(terms: Terms<Amount>, cent = 1n): Plan<Amount> {
  return (
    (terms.scale ?? 2) === 2 ? planIn({ ...terms, subsidy: undefined }, cent) : contractFor(terms)
  ) as Plan<Amount>
}

/** One of several subsidies: what its payer owes, and its part of each installment. */
export type Layer<Amount extends bigint = Money> = SubsidyDue<Amount> & {
  subsidy: Subsidy<Amount>
  /** The yearly rate before it; behind it stands the subsidy's own. */
  fullRate: Rate
  /** What of each installment its payer bears, up to the cap. */
  rows: Amount[]
}

/**
 * Several subsidies one after the other, each bringing the rate further down. In each installment the contract's payment is the
 * customer's, each payer's part and, where a cap leaves something over, the lender's.
 */
export function layersOf<Amount extends bigint>(
  terms: Terms<Amount>,
  subsidies: readonly Subsidy<Amount>[],
  cent = 1n,
): Layer<Amount>[] {
  const lender: Terms<Amount> = { ...terms, subsidy: undefined }
  let before = lender
  return subsidies.map(subsidy => {
    const customer = planIn({ ...before, subsidy }, cent)
    const contract = contractPlan(before, cent)
    const due = must(subsidyDue({ ...before, subsidy }, customer, cent, lender), 'there is a subsidy')
    const { when = 'disbursement', cap } = subsidy
    const wanted: bigint[] = contract.installments.map((_, index) => paid(contract, index) - paid(customer, index))
    let left: bigint | undefined = cap
    const rows = wanted.map(part => {
      if (when === 'disbursement')
        return due.presentValue > due.amount ? mulDiv(part, due.amount, due.presentValue, 'down') : part
      const borne = left !== undefined && left < part ? left : part
      if (left !== undefined) left -= borne
      return borne
    })
    const layer = { ...due, subsidy, fullRate: before.annualRate, rows: rows as Amount[] }
    before = { ...lender, annualRate: subsidy.customerRate, rateChanges: undefined }
    return layer
  })
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
