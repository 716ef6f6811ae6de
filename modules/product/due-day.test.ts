import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, day } from '#lib/day'
import { type Money, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor } from './plan.ts'
import { type Terms, unitsPerYear } from './terms.ts'

const yuan = (text: string) => parseYuan(text) as Money
const rate = (text: string) => text as Rate
const plan = (change: Partial<Terms> = {}) =>
  planFor({
    principal: yuan('100000'),
    disbursedOn: day('2026-01-15'),
    annualRate: rate('0.048'),
    periods: 36,
    method: 'equal-installment',
    dayCount: 'period',
    rounding: 'half-up',
    ...change,
  })
const anyPeriods = fc.record({
  disbursedOn: fc.integer({ min: 0, max: 40_000 }).map(offset => addDays(day('1960-01-01'), offset)),
  periods: fc.integer({ min: 1, max: 84 }),
  every: fc.record({
    count: fc.integer({ min: 1, max: 4 }),
    unit: fc.constantFrom(...(Object.keys(unitsPerYear) as (keyof typeof unitsPerYear)[])),
  }),
})

describe('the calendar', () => {
  const dueOn = (change: Partial<Terms>) => plan(change).installments.map(row => row.dueOn)
  it('falls due on the anchor day, on the month end where the month lacks it, and then on the anchor again', () => {
    expect(dueOn({ disbursedOn: day('2028-01-31'), periods: 4 })).toEqual([
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
      '2028-05-31',
    ])
    expect(dueOn({ firstDueOn: day('2026-03-31'), periods: 3 })).toEqual(['2026-03-31', '2026-04-30', '2026-05-31'])
    expect(dueOn({ disbursedOn: day('2024-02-29'), periods: 2, every: { count: 1, unit: 'year' } })).toEqual([
      '2025-02-28',
      '2026-02-28',
    ])
  })

  it('agrees with the days of the house', () => {
    fc.assert(
      fc.property(anyPeriods, wanted => {
        const { count, unit } = wanted.every
        const due = dueOn(wanted)
        for (const [index, on] of due.entries()) {
          const periods = count * (index + 1)
          const months = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }[unit]
          expect(on).toBe(
            months > 0
              ? addMonths(wanted.disbursedOn, periods * months)
              : addDays(wanted.disbursedOn, periods * (unit === 'week' ? 7 : 1)),
          )
        }
      }),
      { numRuns: 500 },
    )
  })

  it('splits actual/actual on 1 January and counts 30/360 as the bond market does', () => {
    const interest = (dayCount: Terms['dayCount'], disbursedOn: string, firstDueOn: string) =>
      plan({
        dayCount,
        method: 'interest-only',
        periods: 1,
        principal: yuan('36500000'),
        annualRate: rate('0.1'),
        disbursedOn: day(disbursedOn),
        firstDueOn: day(firstDueOn),
      }).installments[0]!.interest
    // 20 days of a 365-day year and 11 of a 366-day year.
    expect(interest('actual/actual', '2023-12-12', '2024-01-12')).toBe(yuan('309699.45'))
    expect(interest('actual/actual', '2023-06-30', '2025-06-30')).toBe(yuan('7300000'))
    expect(interest('30/360', '2026-01-30', '2026-03-31')).toBe(yuan('608333.33'))
    expect(interest('30/360', '2026-01-15', '2026-03-31')).toBe(yuan('770555.56'))
    expect(interest('30E/360', '2026-01-15', '2026-03-31')).toBe(yuan('760416.67'))
  })
})
