import { type Day, daysBetween } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Plan } from './plan.ts'
import type { Terms } from './terms.ts'

/** The true yearly cost in percent, four decimals: simple = periodic rate × 12, effective = compounded (IRR). */
export type TrueCost = { simple: string; effective: string }

/**
 * What the loan really costs a year: the rate at which the payments are worth the cash received (fees at disbursement
 * lower it). Monthly plans by periodic IRR, an odd first period by XIRR on actual/365. Source: PBoC notice 2021 no. 3,
 * domain.md §3.1. Floats are enough here: no money follows from the result, only a published percentage.
 */
export function trueCost(terms: Terms, plan: Plan): TrueCost {
  const upFront = (terms.fees ?? []).reduce((total, fee) => total + (fee.when === 'disbursement' ? fee.amount : 0n), 0n)
  const received = asFloat(terms.principal - upFront)
  const payments = plan.installments.map(row => asFloat(row.payment))
  if (received <= 0) return { simple: '0.0000', effective: '0.0000' }
  if (!terms.firstDueOn) {
    const monthly = solve(
      rate => payments.reduceRight((value, payment) => (value + payment) / (1 + rate), 0) - received,
    )
    return { simple: percent(monthly * 12), effective: percent((1 + monthly) ** 12 - 1) }
  }
  const years = plan.installments.map(row => yearsFrom(terms.disbursedOn, row.dueOn))
  const yearly = solve(
    rate => payments.reduce((value, payment, index) => value + payment / (1 + rate) ** years[index]!, 0) - received,
  )
  return { simple: percent(((1 + yearly) ** (1 / 12) - 1) * 12), effective: percent(yearly) }
}

const yearsFrom = (from: Day, to: Day) => daysBetween(from, to) / 365
const asFloat = (fen: bigint) => Number(fen)
const percent = (share: number) => new Decimal(share).times(100).toFixed(4, Decimal.ROUND_HALF_UP)

/** The rate at which a falling value crosses zero, by bisection: slow and certain beats fast and sometimes wrong. */
function solve(value: (rate: number) => number): number {
  let low = -0.99
  let high = 1
  while (value(high) > 0 && high < 1e6) high *= 2
  for (let step = 0; step < 200 && high - low > 1e-15; step += 1) {
    const middle = (low + high) / 2
    if (value(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
