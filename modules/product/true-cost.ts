import { Decimal } from '#lib/decimal'
import { isRegular } from './due-day.ts'
import { upFrontFees } from './fee.ts'
import { fractionOf } from './fraction.ts'
import type { Plan } from './plan.ts'
import { monthly, type Terms, unitsPerYear } from './terms.ts'
import { solveForce } from './yield.ts'

/** The true yearly cost in percent, four decimals: simple = periodic rate × periods a year, effective = compounded (IRR). */
export type TrueCost = { simple: string; effective: string }

/**
 * What the loan really costs a year: the rate at which the payments are worth the cash received (fees at disbursement
 * lower it). Periodic IRR where all periods are alike, XIRR on actual/365 behind an odd first one. Source: PBoC notice 2021
 * no. 3, domain.md §3.1. Floats are enough here: no money follows from the result, only a published percentage.
 */
export function trueCost<Amount extends bigint>(terms: Terms<Amount>, plan: Plan<Amount>): TrueCost {
  const { every = monthly } = terms
  const periodsAYear = unitsPerYear[every.unit] / every.count
  const received = asFloat(terms.principal) - asFloat(upFrontFees(terms))
  const payments = plan.installments.map(row => asFloat(row.payment))
  const { numerator, denominator } = fractionOf(terms.annualRate)
  const nominal = Math.max(asFloat(numerator) / asFloat(denominator), -0.9)
  if (isRegular(terms)) {
    const times = plan.installments.map(row => row.seq)
    const force = solveForce(received, payments, times, Math.log1p(nominal / Math.max(periodsAYear, 1)))
    return { simple: percent(Math.expm1(force) * periodsAYear), effective: percent(Math.expm1(force * periodsAYear)) }
  }
  let days = 0
  const times = plan.installments.map(row => {
    days += row.days
    return days / 365
  })
  const force = solveForce(received, payments, times, Math.log1p(nominal))
  return { simple: percent(Math.expm1(force / periodsAYear) * periodsAYear), effective: percent(Math.expm1(force)) }
}

const asFloat = (value: bigint) => Number(value)

/** A share as percent with four decimals, never `-0.0000` and never an exponent. */
function percent(share: number): string {
  return percentText(share, 4)
}

/** A share as percent, rounded half-up, never `-0.00` and never an exponent. */
export function percentText(share: number | Decimal, decimals: number): string {
  const text =
    typeof share === 'number' && Math.abs(share) < 1e12
      ? (share * 100).toFixed(decimals)
      : new Decimal(share).times(100).toFixed(decimals, Decimal.ROUND_HALF_UP)
  return /^-0\.0*$/.test(text) ? text.slice(1) : text
}
