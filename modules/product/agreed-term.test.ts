import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, day } from '#lib/day'
import type { Refusal } from '#lib/refusal'
import { yearFraction } from './day-count.ts'
import { calendarDayOf, dueDays } from './due-day.ts'
import { quote } from './quote-answer.ts'
import { monthly } from './terms.ts'

const terms = {
  principal: '100000.00',
  disbursedOn: '2026-01-15',
  annualRate: '0.048',
  periods: 12,
  method: 'equal-installment',
}
const plan = (change: Record<string, unknown> = {}) => quote({ ...terms, ...change })
const codeOf = (change: Record<string, unknown>) => {
  try {
    plan(change)
    return null
  } catch (error) {
    return (error as Refusal).code
  }
}
const warnings = (change: Record<string, unknown>) => plan(change).warnings.map(warning => warning.code)

describe('a term agreed to the day', () => {
  it('ends where it was agreed, and its last period bears interest for its days', () => {
    const rows = plan({ lastDueOn: '2027-01-05', dayCount: 'actual/365' }).installments
    const last = rows.at(-1)!
    expect([last.dueOn, last.days, last.balance]).toEqual(['2027-01-05', 21, '0.00'])
    expect(last.interest).toBe(((Number(rows.at(-2)!.balance) * 0.048 * 21) / 365).toFixed(2))
    // Less time to bear interest in, so every installment is a little lower.
    expect(Number(rows[0]!.payment)).toBeLessThan(Number(plan({ dayCount: 'actual/365' }).installments[0]!.payment))
  })

  it('counts an odd last period as a whole one unless it is counted by its days, and says so', () => {
    const whole = plan({ lastDueOn: '2027-01-05' })
    expect(whole.installments.map(row => row.payment)).toEqual(plan().installments.map(row => row.payment))
    expect(whole.warnings.map(warning => warning.code)).toEqual(['product.odd_last_period'])
    const counted = plan({ lastDueOn: '2027-01-05', lastPeriodDayCount: 'actual/360' })
    const last = counted.installments.at(-1)!
    expect(counted.warnings).toEqual([])
    expect(last.interest).toBe(((Number(last.principal) * 0.048 * 21) / 360).toFixed(2))
    // The same cash earlier costs more a year, in days rather than in months.
    expect(Number(whole.apr.effective)).toBeGreaterThan(Number(plan().apr.effective))
  })

  it('is nothing of its own where it ends with a whole period', () => {
    expect(plan({ lastDueOn: '2027-01-15', lastPeriodDayCount: 'actual/365' })).toEqual(plan())
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 1, max: 40 }),
        fc.option(fc.integer({ min: 1, max: 70 })),
        (offset, periods, first) => {
          const disbursedOn = addDays(day('2023-01-01'), offset)
          const firstDueOn = first === null || periods === 1 ? undefined : addDays(disbursedOn, first)
          const lastDueOn = dueDays({ disbursedOn, periods, firstDueOn, every: monthly }).at(-1)!
          const change = { disbursedOn, periods, ...(firstDueOn ? { firstDueOn } : {}) }
          expect(plan({ ...change, lastDueOn })).toEqual(plan(change))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('lies behind the installment before it, before another whole period would end, and is a day', () => {
    expect(codeOf({ lastDueOn: '2026-12-16' })).toBe(null)
    expect(codeOf({ lastDueOn: '2027-02-14' })).toBe(null)
    for (const lastDueOn of ['2026-12-15', '2027-02-15', '2026-02-30', 20261231, ''])
      expect(codeOf({ lastDueOn })).toBe('product.last_due')
    expect(codeOf({ periods: 1, lastDueOn: '2026-02-20' })).toBe(null)
    expect(codeOf({ periods: 1, lastDueOn: '2026-01-15' })).toBe('product.last_due')
    expect(codeOf({ periods: 1, firstDueOn: '2026-02-20', lastDueOn: '2026-02-21' })).toBe('product.last_due')
    expect(codeOf({ lastPeriodDayCount: 'actual/364' })).toBe('product.day_count')
  })
})

describe('the true yearly cost', () => {
  it('is found where the guess is far off and the first rows pay nothing', () => {
    // A rate named at 15.22 % and set to 0.01 % on the first day, over 144 years: the first trial led beyond all numbers.
    const far = plan({
      principal: '5000',
      disbursedOn: '2023-01-01',
      annualRate: '0.1522',
      rateChanges: [{ from: '2023-01-01', annualRate: '0.0001' }],
      periods: 48,
      every: { count: 3, unit: 'year' },
      method: 'stepped',
      principalGracePeriods: 4,
      steps: [{ periods: 5, paymentShare: '0' }],
      rounding: { scale: 0 },
      lastDueOn: '2167-01-02',
    })
    expect(Number(far.apr.effective)).toBeCloseTo(0.01, 2)
  })
})

describe('days that bear the length of their own year', () => {
  const part = (
    dayCount: 'actual/actual' | 'actual/actual-afb',
    from: string,
    to: string,
    counted?: 'first' | 'last',
  ) => {
    const { numerator, denominator } = yearFraction(
      dayCount,
      monthly,
      calendarDayOf(day(from)),
      calendarDayOf(day(to)),
      counted,
    )
    return Number(numerator) / Number(denominator)
  }

  /** The examples of ISDA's memorandum "EMU and market conventions" (1998). */
  it.each([
    ['2003-11-01', '2004-05-01', 61 / 365 + 121 / 366, 182 / 366],
    ['1999-02-01', '1999-07-01', 150 / 365, 150 / 365],
    ['1999-07-01', '2000-07-01', 184 / 365 + 182 / 366, 1],
    ['2002-08-15', '2003-07-15', 334 / 365, 334 / 365],
    ['2003-07-15', '2004-01-15', 170 / 365 + 14 / 366, 184 / 365],
    ['1999-07-30', '2000-01-30', 155 / 365 + 29 / 366, 184 / 365],
    ['2000-01-30', '2000-06-30', 152 / 366, 152 / 366],
  ])('from %s to %s come out as published', (from, to, isda, afb) => {
    expect(part('actual/actual', from, to)).toBeCloseTo(isda, 14)
    expect(part('actual/actual-afb', from, to)).toBeCloseTo(afb, 14)
  })

  it('are whole years back from the end, on the last of February too', () => {
    expect(part('actual/actual-afb', '2024-02-28', '2026-02-28')).toBe(2 + 1 / 365)
    expect(part('actual/actual-afb', '2024-02-29', '2026-02-28')).toBe(2)
    expect(part('actual/actual-afb', '2023-02-28', '2024-02-29')).toBe(1)
    expect(part('actual/actual-afb', '2026-05-05', '2026-05-05')).toBe(0)
  })

  it('belong to the period by their first or by their last one', () => {
    expect(part('actual/actual', '2023-12-12', '2024-01-12', 'last')).toBeCloseTo(19 / 365 + 12 / 366, 14)
    expect(part('actual/actual-afb', '2024-01-31', '2024-02-29')).toBe(29 / 365)
    expect(part('actual/actual-afb', '2024-01-31', '2024-02-29', 'last')).toBe(29 / 366)
    expect(part('actual/actual-afb', '2024-02-29', '2024-03-31', 'last')).toBe(31 / 365)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 900 }), (offset, days) => {
        const from = addDays(day('2010-01-01'), offset)
        const to = addDays(from, days)
        for (const dayCount of ['actual/actual', 'actual/actual-afb'] as const) {
          const next = (on: Day) => addDays(on, 1)
          expect(part(dayCount, from, to, 'last')).toBe(part(dayCount, next(from), next(to), 'first'))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are asked for by name, and only where they matter', () => {
    expect(codeOf({ countedDay: 'both' })).toBe('product.counted_day')
    expect(warnings({ countedDay: 'last' })).toEqual(['product.ignored_field'])
    expect(warnings({ countedDay: 'last', dayCount: 'actual/actual' })).toEqual([])
    expect(plan({ countedDay: 'first', dayCount: 'actual/actual' })).toEqual(plan({ dayCount: 'actual/actual' }))
  })
})
