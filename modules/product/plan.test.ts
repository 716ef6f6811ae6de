import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '#lib/day'
import { type Money, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Refusal } from '#lib/refusal'
import { planFor } from './plan.ts'
import { dayCounts, methods, type Terms } from './terms.ts'
import { trueCost } from './true-cost.ts'

const yuan = (text: string) => parseYuan(text) as Money
const terms = (change: Partial<Terms> = {}): Terms => ({
  principal: yuan('100000'),
  disbursedOn: day('2026-01-15'),
  annualRate: '0.048' as Rate,
  periods: 36,
  method: 'equal-installment',
  dayCount: 'period',
  rounding: 'half-up',
  ...change,
})
const codeOf = (change: Partial<Terms>) => {
  try {
    planFor(terms(change))
    return null
  } catch (error) {
    return (error as Refusal).code
  }
}

const anyTerms = fc.record({
  principal: fc.bigInt(100n, 500_000_000n).map(value => value as Money),
  disbursedOn: fc.integer({ min: 0, max: 4000 }).map(offset => addDays(day('2020-01-01'), offset)),
  annualRate: fc.integer({ min: 0, max: 3600 }).map(value => (value / 10_000).toFixed(4) as Rate),
  periods: fc.integer({ min: 1, max: 84 }),
  method: fc.constantFrom(...methods),
  dayCount: fc.constantFrom(...dayCounts),
  rounding: fc.constantFrom('half-up' as const, 'half-even' as const),
})

describe('a plan', () => {
  it('gives the published vectors to the fen', () => {
    const plan = planFor(terms())
    expect(plan.installments[0]).toMatchObject({
      principal: yuan('2588.12'),
      interest: yuan('400'),
      payment: yuan('2988.12'),
      balance: yuan('97411.88'),
    })
    expect(plan.installments[1]).toMatchObject({
      principal: yuan('2598.47'),
      interest: yuan('389.65'),
      balance: yuan('94813.41'),
    })
    expect(plan.installments[35]!.payment).toBe(yuan('2988.06'))
    expect(plan.totals.interest).toBe(yuan('7572.26'))
    expect(trueCost(terms(), plan).effective).toBe('4.9070')

    const sixty = planFor(terms({ principal: yuan('150000'), annualRate: '0.0399' as Rate, periods: 60 }))
    expect([sixty.installments[0]!.payment, sixty.installments[59]!.payment, sixty.totals.interest]).toEqual([
      yuan('2761.80'),
      yuan('2761.93'),
      yuan('15708.13'),
    ])

    const falling = planFor(terms({ principal: yuan('120000'), method: 'equal-principal' }))
    expect([falling.installments[0]!.payment, falling.installments[35]!.payment, falling.totals.interest]).toEqual([
      yuan('3813.33'),
      yuan('3346.78'),
      yuan('8880.00'),
    ])

    const bullet = planFor(terms({ periods: 12, method: 'interest-only' }))
    expect([bullet.installments[0]!.payment, bullet.installments[11]!.payment]).toEqual([
      yuan('400.00'),
      yuan('100400.00'),
    ])

    const free = terms({
      principal: yuan('120000'),
      annualRate: '0' as Rate,
      periods: 24,
      fees: [{ name: '手续费', amount: yuan('3600'), when: 'disbursement', chargedBy: 'lender' }],
    })
    expect(trueCost(free, planFor(free))).toEqual({ simple: '2.9415', effective: '2.9815' })
  })

  it('counts days as the contract says', () => {
    const first = (dayCount: Terms['dayCount']) =>
      planFor(terms({ dayCount, method: 'interest-only', periods: 1 })).installments[0]!.interest
    expect([first('actual/365'), first('actual/360'), first('30/360')]).toEqual([
      yuan('407.67'),
      yuan('413.33'),
      yuan('400.00'),
    ])
  })

  it('falls due on the anchor day, on the month end where the month lacks it', () => {
    expect(planFor(terms({ disbursedOn: day('2026-01-31'), periods: 4 })).installments.map(row => row.dueOn)).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ])
  })

  it('repays exactly the principal, never goes below zero, and adds up', () => {
    fc.assert(
      fc.property(anyTerms, wanted => {
        const { installments, totals } = planFor(wanted)
        expect(totals.principal).toBe(wanted.principal)
        expect(installments.at(-1)!.balance).toBe(0n)
        let balance: bigint = wanted.principal
        for (const row of installments) {
          balance -= row.principal
          expect(row.balance).toBe(balance)
          expect(row.balance >= 0n && row.interest >= 0n && row.principal >= 0n).toBe(true)
          expect(row.payment).toBe(row.principal + row.interest + row.fee)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('is level but for the tail, and moves with the calendar unchanged', () => {
    fc.assert(
      fc.property(anyTerms, fc.integer({ min: 0, max: 48 }), (wanted, months) => {
        const level = { ...wanted, method: 'equal-installment' as const, dayCount: 'period' as const }
        const { installments } = planFor(level)
        for (const row of installments.slice(1, -1)) {
          if (row.balance > 0n) expect(row.payment).toBe(installments[0]!.payment)
        }
        const later = planFor({ ...level, disbursedOn: addDays(level.disbursedOn, months) })
        expect(later.installments.map(row => row.payment)).toEqual(installments.map(row => row.payment))
      }),
      { numRuns: 1000 },
    )
  })

  it('costs more at a higher rate', () => {
    fc.assert(
      fc.property(anyTerms, wanted => {
        const higher = { ...wanted, annualRate: (Number(wanted.annualRate) + 0.01).toFixed(4) as Rate }
        // Each row is rounded by itself, so a cent a row may hide a percent on tiny loans.
        expect(planFor(higher).totals.interest + BigInt(wanted.periods) >= planFor(wanted).totals.interest).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('refuses what cannot be', () => {
    expect(codeOf({ principal: 0n as Money })).toBe('product.principal')
    expect(codeOf({ periods: 0 })).toBe('product.periods')
    expect(codeOf({ periods: 601 })).toBe('product.periods')
    expect(codeOf({ annualRate: '11' as Rate })).toBe('product.rate')
    expect(codeOf({ firstDueOn: day('2026-01-15') })).toBe('product.first_due')
  })
})
