import type { Day } from '#lib/day'
import { parseDay } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Money } from '#lib/money'
import type { Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'

/** How the principal comes back. */
export const methods = ['equal-installment', 'equal-principal', 'interest-only'] as const
export type Method = (typeof methods)[number]

/** How the days of a period become a fraction of a year; `period` takes each period as an equal part of the year. */
export const dayCounts = ['period', '30/360', 'actual/360', 'actual/365'] as const
export type DayCount = (typeof dayCounts)[number]

/** What charges come with the loan and who gets them. */
export type Fee = {
  name: string
  amount: Money
  when: 'disbursement' | 'each'
  chargedBy: 'lender' | 'dealer' | 'third-party'
}

/** Everything a plan follows from. Amounts in fen, rates a year. */
export type Terms = {
  principal: Money
  disbursedOn: Day
  annualRate: Rate
  periods: number
  method: Method
  dayCount: DayCount
  rounding: 'half-up' | 'half-even' | 'up' | 'down'
  /** Due day of the first installment; its day of month is the anchor of the others. Default: one month after disbursement. */
  firstDueOn?: Day | undefined
  fees?: readonly Fee[] | undefined
}

/**
 * Checks terms before anything is computed from them.
 * @throws Refusal product.principal, product.periods, product.rate, product.first_due
 */
export function checkTerms(terms: Terms): void {
  refuseUnless(terms.principal > 0n, 'product.principal', {}, 'principal')
  refuseUnless(
    Number.isInteger(terms.periods) && terms.periods >= 1 && terms.periods <= 600,
    'product.periods',
    {},
    'periods',
  )
  const rate = new Decimal(terms.annualRate)
  refuseUnless(rate.gt(-1) && rate.lte(10), 'product.rate', {}, 'annualRate')
  refuseUnless(parseDay(terms.disbursedOn) !== null, 'product.first_due', {}, 'disbursedOn')
  refuseUnless(!terms.firstDueOn || terms.firstDueOn > terms.disbursedOn, 'product.first_due', {}, 'firstDueOn')
}
