import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annualRate } from '../../modules/product/annual-rate.ts'
import { runs } from '../runs.ts'
import { outsideJson } from './outside.ts'

/**
 * A reading of Regulation Z, Appendix J, from dates on: paragraph (b)(5) says how many whole unit periods and what fraction of
 * one lie between two dates, (b)(8) what flows are worth. Long decimals; it shares no line with the program.
 */
const Long = Decimal.clone({ precision: 60 })
const dayMs = 86_400_000
const at = (text: string) => Date.parse(`${text}T00:00:00Z`) / dayMs
const lengthOf = (y: number, m: number) => new Date(Date.UTC(y, m + 1, 0)).getUTCDate()

/** The same date some months earlier, or the last day of that month: "measured back from the later date", (b)(2). */
function monthsBack(day: number, count: number): number {
  const date = new Date(day * dayMs)
  const [y, m] = [date.getUTCFullYear(), date.getUTCMonth() - count]
  const month = new Date(Date.UTC(y, m, 1))
  return Date.UTC(y, m, Math.min(date.getUTCDate(), lengthOf(month.getUTCFullYear(), month.getUTCMonth()))) / dayMs
}
function fullMonths(from: number, to: number): { months: number; days: number } {
  let months = 0
  while (monthsBack(to, months + 1) >= from) months += 1
  return { months, days: monthsBack(to, months) - from }
}

type UnitPeriod = { unit: 'day' | 'week' | 'semimonth' | 'month' | 'year'; count: number }
const perYear = ({ unit, count }: UnitPeriod) =>
  ({ day: 365, week: 52, semimonth: 24, month: 12, year: 1 })[unit] / count

/** (b)(5)(i)–(v): whole unit periods t and the fraction f between two dates. */
function between(from: number, to: number, { unit, count }: UnitPeriod): { t: number; f: number } {
  const whole = (days: number, each: number) => ({ t: Math.floor(days / each), f: (days % each) / each })
  if (unit === 'day' || unit === 'week') return whole(to - from, count * (unit === 'week' ? 7 : 1))
  const { months, days } = fullMonths(from, to)
  if (unit === 'semimonth') return whole(months * 30 + days, 15)
  if (unit === 'month' && count < 12) return whole(months * 30 + days, 30 * count)
  const t = Math.floor(months / 12)
  if (days === 0) return { t, f: (months % 12) / 12 }
  return { t, f: (monthsBack(to, t * 12) - from) / 365 }
}

type Example = {
  example: string
  consummation: string
  first_payment: string
  unit_periods_per_year: number
  payments: { amount: number; t: number; f: number }[]
}
const unitOf: Record<number, UnitPeriod> = {
  12: { unit: 'month', count: 1 },
  24: { unit: 'semimonth', count: 1 },
  4: { unit: 'month', count: 3 },
  52: { unit: 'week', count: 1 },
  26: { unit: 'week', count: 2 },
}
const appendix = outsideJson<{ cases: Example[] }>('regz/appendix-j.json')
const dated = (appendix?.cases ?? []).filter(one => one.first_payment && unitOf[one.unit_periods_per_year])

describe.skipIf(!appendix)('the reading of dates', () => {
  it.each(dated)('puts the first payment where $example has it', one => {
    const { t, f } = between(at(one.consummation), at(one.first_payment), unitOf[one.unit_periods_per_year]!)
    expect(t).toBe(one.payments[0]!.t)
    expect(f).toBeCloseTo(one.payments[0]!.f, 9)
  })

  // The regulation's own dates: (c)(1)(ii), (iv), (c)(5)(ii) to (iv).
  it.each([
    ['1978-02-10', '1978-04-01', 'month', 1, 1, 19 / 30],
    ['1978-05-23', '1978-10-01', 'month', 3, 1, 39 / 90],
    ['1978-07-15', '1980-01-15', 'year', 1, 1, 0.5],
    ['1978-01-03', '1980-01-03', 'year', 1, 2, 0],
  ] as const)('from %s to %s', (from, to, unit, count, t, f) => {
    const found = between(at(from), at(to), { unit, count })
    expect(found.t).toBe(t)
    expect(found.f).toBeCloseTo(f, 12)
  })
})

const anyUnit = fc.constantFrom<UnitPeriod>(
  { unit: 'month', count: 1 },
  { unit: 'month', count: 1 },
  { unit: 'month', count: 2 },
  { unit: 'month', count: 3 },
  { unit: 'month', count: 6 },
  { unit: 'semimonth', count: 1 },
  { unit: 'week', count: 1 },
  { unit: 'week', count: 2 },
  { unit: 'week', count: 4 },
  { unit: 'day', count: 1 },
  { unit: 'day', count: 30 },
  { unit: 'year', count: 1 },
)
const anyTransaction = fc.record({
  unit: anyUnit,
  on: fc.integer({ min: at('1996-01-01'), max: at('2030-12-31') }),
  first: fc.integer({ min: 1, max: 120 }),
  // An amount's weight in the payment that is solved: balloons, skipped payments, odd first and last ones.
  weights: fc.array(fc.oneof({ weight: 8, arbitrary: fc.constant(10) }, fc.integer({ min: 0, max: 90 })), {
    minLength: 1,
    maxLength: 60,
  }),
  later: fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 50 })), { maxLength: 4 }),
  // Ten-thousandths of a percent a year, up to what a pawnbroker takes.
  rate: fc.integer({ min: 1, max: 240_0000 }),
})

describe('transactions of any dates', () => {
  it('are priced back to the rate they were made from', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(anyTransaction, ({ unit, on, first, weights, later, rate }) => {
        const periodsAYear = perYear(unit)
        const i = new Long(rate).div(1_000_000).div(periodsAYear)
        const worth = ({ t, f }: { t: number; f: number }) =>
          new Long(1).div(new Long(1).plus(i.times(f)).times(i.plus(1).pow(t)))
        const step = { day: 1, week: 7, semimonth: 15, month: 30, year: 365 }[unit.unit] * unit.count
        // Advances in tranches, the last before the first payment.
        const advances = [
          { amount: 10_000, t: 0, f: 0 },
          ...later.map(([share, days]) => ({ amount: share * 100, ...between(on, on + days, unit) })),
        ]
        const begin = on + Math.max(first, ...later.map(([, days]) => days))
        const begins = between(on, begin, unit)
        const shaped = weights.map((weight, k) => ({ weight, t: begins.t + k, f: begins.f }))
        // An odd last payment comes half a period late.
        const last = shaped.at(-1)!
        if (shaped.length > 1) Object.assign(last, between(on, begin + Math.round((shaped.length - 0.5) * step), unit))
        const lent = advances.reduce((sum, one) => sum.plus(worth(one).times(one.amount)), new Long(0))
        const asked = shaped.reduce((sum, one) => sum.plus(worth(one).times(one.weight)), new Long(0))
        fc.pre(asked.gt(0))
        const payments = shaped.map(({ weight, t, f }) => ({ amount: lent.div(asked).times(weight).toNumber(), t, f }))
        const answer = annualRate({ unitPeriodsPerYear: periodsAYear, advances, payments })
        const off = (text: string, exact: Decimal) => new Long(text).minus(exact).abs().toNumber()
        // Half a hundredth, and a hair for amounts that are floats.
        expect(off(answer.apr, i.times(periodsAYear * 100))).toBeLessThan(0.005 + 1e-7)
        const effective = i.plus(1).pow(periodsAYear).minus(1).times(100)
        expect(off(answer.effective, effective)).toBeLessThan(0.005 + effective.toNumber() * 1e-9)
      }),
      { numRuns: runs(400) },
    )
  })
})
