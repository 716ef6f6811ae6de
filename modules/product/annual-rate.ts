import { Decimal } from '#lib/decimal'
import { Refusal, refuseUnless } from '#lib/refusal'
import { decimalText } from './quote-input.ts'
import { percentText } from './true-cost.ts'
import { bisect } from './yield.ts'

/** An amount at `t` whole unit periods and the odd fraction `f` of one after the first advance. */
type CashFlow = { amount: number; t: number; f: number }

/** Percent a year, two decimals: `apr` = rate per unit period × unit periods a year, `effective` = compounded. */
export type AnnualRate = { apr: string; effective: string }

/**
 * The annual percentage rate of cash flows, by the general equation of Regulation Z, Appendix J (b)(8): the rate i per unit
 * period at which Σ advance/((1+f·i)(1+i)^t) = Σ payment/((1+f·i)(1+i)^t). Input as read from JSON. Floats: a published
 * percentage follows, never money.
 * @throws Refusal product.cash_flows when malformed, product.no_annual_rate when the payments do not repay the advances
 */
export function annualRate(input: unknown): AnnualRate {
  refuseUnless(typeof input === 'object' && input !== null && !Array.isArray(input), 'product.cash_flows', {
    field: '{unitPeriodsPerYear, advances, payments}',
  })
  const { unitPeriodsPerYear, advances, payments } = input as Record<string, unknown>
  const periods = readFloat(unitPeriodsPerYear, 'unitPeriodsPerYear')
  if (!(periods > 0 && periods <= 366)) throw malformed('unitPeriodsPerYear')
  const lent = readFlows(advances, 'advances')
  const repaid = readFlows(payments, 'payments')
  const total = (flows: CashFlow[]) => flows.reduce((amount, flow) => amount + flow.amount, 0)
  if (!(total(lent) > 0)) throw malformed('advances')
  if (repaid.length === 0 || total(repaid) < total(lent) - 1e-9) throw new Refusal('product.no_annual_rate')
  const excess = (rate: number) => worth(repaid, rate) - worth(lent, rate)
  let high = 1
  while (excess(high) > 0 && high < 1e9) high *= 2
  if (excess(high) > 0) throw new Refusal('product.no_annual_rate')
  const rate = Math.max(0, bisect(excess, 0, high))
  return {
    apr: percentText(rate * periods, 2),
    effective: percentText(compounded(rate, periods), 2),
  }
}

/** What a rate per period comes to in a year; beyond what a float holds, where nobody lends, in decimals. */
function compounded(rate: number, periods: number): number | Decimal {
  const year = Math.expm1(Math.log1p(rate) * periods)
  return Number.isFinite(year) ? year : new Decimal(1).plus(rate).pow(periods)
}

const malformed = (field: string) => new Refusal('product.cash_flows', { field }, field)

/** What flows are worth at the first advance, at a rate per unit period. */
function worth(flows: readonly CashFlow[], rate: number): number {
  return flows.reduce((total, { amount, t, f }) => total + amount / ((1 + f * rate) * (1 + rate) ** t), 0)
}

function readFlows(value: unknown, field: string): CashFlow[] {
  if (!Array.isArray(value)) throw malformed(field)
  return value.map(flow => {
    if (typeof flow !== 'object' || flow === null || Array.isArray(flow)) throw malformed(field)
    const { amount, t, f = 0 } = flow as Record<string, unknown>
    const read = {
      amount: readFloat(amount, `${field}.amount`),
      t: readFloat(t, `${field}.t`),
      f: readFloat(f, `${field}.f`),
    }
    if (read.amount < 0 || read.amount > 1e15) throw malformed(`${field}.amount`)
    if (!Number.isInteger(read.t) || read.t < 0 || read.t > 100_000) throw malformed(`${field}.t`)
    if (read.f < 0 || read.f >= 1) throw malformed(`${field}.f`)
    return read
  })
}

/** A number, or decimal text. Fractions such as 4/7 arrive as inexact numbers and are welcome here. */
function readFloat(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  const text = typeof value === 'string' ? decimalText(value) : null
  if (text === null) throw malformed(field)
  return Number(text)
}
