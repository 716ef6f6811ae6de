import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '#lib/refusal'
import { runs } from '../../tests/runs.ts'
import { annualRate } from './annual-rate.ts'
import { quote } from './quote-answer.ts'

const monthly = (count: number, amount: unknown) =>
  Array.from({ length: count }, (_, index) => ({ amount, t: index + 1, f: 0 }))
const flows = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  unitPeriodsPerYear: 12,
  advances: [{ amount: '5000', t: 0, f: 0 }],
  payments: monthly(24, '230'),
  ...change,
})
const codeOf = (input: unknown) => {
  try {
    annualRate(input)
    return null
  } catch (error) {
    return (error as Refusal).code
  }
}

describe('the annual percentage rate', () => {
  it('compounds what it publishes plain', () => {
    expect(annualRate(flows())).toEqual({ apr: '9.69', effective: '10.13' })
  })

  it('is zero when exactly the advances come back', () => {
    expect(annualRate(flows({ payments: monthly(10, '500') }))).toEqual({ apr: '0.00', effective: '0.00' })
  })

  it('takes advances that come later', () => {
    const advances = [
      { amount: '2500', t: 0, f: 0 },
      { amount: '2500', t: 0, f: 0.5 },
    ]
    expect(Number(annualRate(flows({ advances })).apr)).toBeGreaterThan(9.69)
  })

  it('agrees with the true cost of a plan', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), fc.integer({ min: 2, max: 84 }), (rate, periods) => {
        const annual = (rate / 10_000).toFixed(4)
        const plan = quote({
          principal: '100000',
          disbursedOn: '2026-01-15',
          annualRate: annual,
          periods,
          method: 'equal-installment',
        })
        const { apr } = annualRate({
          unitPeriodsPerYear: 12,
          advances: [{ amount: '100000', t: 0, f: 0 }],
          payments: plan.installments.map(row => ({ amount: row.payment, t: row.seq, f: 0 })),
        })
        expect(Number(apr)).toBeCloseTo(Number(plan.apr.simple), 1)
      }),
      { numRuns: 300 },
    )
  })

  it('solves the general equation as a plain bisection of its present values does', () => {
    const anyFlow = (last: number) =>
      fc.record({
        amount: fc.integer({ min: 1, max: 2_000_000 }).map(cents => cents / 100),
        t: fc.integer({ min: 0, max: last }),
        f: fc.oneof(
          { weight: 2, arbitrary: fc.constant(0) },
          { weight: 1, arbitrary: fc.integer({ min: 1, max: 89 }).map(days => days / 90) },
        ),
      })
    const anyCase = fc.record({
      unitPeriodsPerYear: fc.constantFrom(1, 2, 4, 6, 12, 13, 24, 26, 52, 365, 365 / 255, 360 / 47),
      later: fc.array(anyFlow(6), { maxLength: 2 }),
      firstAdvance: fc.integer({ min: 10_000, max: 9_000_000 }).map(cents => cents / 100),
      payments: fc.oneof(
        fc.array(anyFlow(40), { minLength: 1, maxLength: 12 }),
        fc.array(anyFlow(480), { minLength: 1, maxLength: 60 }),
      ),
      /** What comes back for each unit lent: a hair more than one, twice, a thousand times. */
      gain: fc.oneof(fc.constantFrom(1, 1.000001, 1.01, 2, 10, 1000), fc.double({ min: 1, max: 3, noNaN: true })),
    })
    let solved = 0
    fc.assert(
      fc.property(anyCase, ({ unitPeriodsPerYear, later, firstAdvance, payments, gain }) => {
        const advances = [{ amount: firstAdvance, t: 0, f: 0 }, ...later]
        const total = (list: { amount: number }[]) => list.reduce((sum, flow) => sum + flow.amount, 0)
        const scale = (gain * total(advances)) / total(payments)
        // No payment comes before the money does.
        const repaid = payments.map(({ amount, t, f }) => ({ amount: amount * scale, t: t + 7, f }))
        // Each flow is worth amount·v^t/(1 + f·i), v = 1/(1 + i); the rate is bisected over v, which runs from 0 to 1.
        const net = (v: number) => {
          const i = 1 / v - 1
          const worth = (list: typeof repaid) =>
            list.reduce((sum, { amount, t, f }) => sum + (amount * v ** t) / (1 + f * i), 0)
          return worth(repaid) - worth(advances)
        }
        let [low, high] = [1e-9, 1]
        for (let step = 0; step < 200; step += 1) {
          const middle = (low + high) / 2
          if (net(middle) < 0) low = middle
          else high = middle
        }
        const expected = (1 / high - 1) * unitPeriodsPerYear * 100
        const { apr } = annualRate({ unitPeriodsPerYear, advances, payments: repaid })
        // Two decimals published; a hair on either side of a half may round either way.
        expect(Math.abs(Number(apr) - expected)).toBeLessThan(0.00501 + 1e-9 * expected)
        solved += 1
      }),
      { numRuns: runs(4000) },
    )
    expect(solved).toBeGreaterThan(1000)
  })

  it('finds the rate that flows were made from: one payment, quarters, weeks, thirty years, next to nothing, a loan shark', () => {
    for (const unitPeriodsPerYear of [1, 2, 4, 12, 26, 52, 365])
      for (const percent of [0.01, 0.5, 3.99, 7.25, 18, 36, 240, 1200, 9999])
        for (const [first, count] of [
          [1, 1],
          [1, 12],
          [3, 360],
          [14, 5],
        ] as const) {
          const i = percent / 100 / unitPeriodsPerYear
          const worth = (t: number, f: number) => 1 / ((1 + f * i) * (1 + i) ** t)
          const flows = Array.from({ length: count }, (_, index) => ({ t: first + index, f: index === 0 ? 0.2 : 0 }))
          // A loan shark's thirty years are worth their first payments only, which repay all the same.
          const payment = 10_000 / flows.reduce((sum, { t, f }) => sum + worth(t, f), 0)
          if (payment > 1e14) continue
          const { apr } = annualRate({
            unitPeriodsPerYear,
            advances: [{ amount: 10_000, t: 0, f: 0 }],
            payments: flows.map(flow => ({ amount: payment, ...flow })),
          })
          expect(`${unitPeriodsPerYear} ${first} ${count} ${apr}`).toBe(
            `${unitPeriodsPerYear} ${first} ${count} ${percent.toFixed(2)}`,
          )
        }
  })

  it('writes no infinity and takes a skipped payment', () => {
    const day = annualRate({
      unitPeriodsPerYear: 365,
      advances: [{ amount: 1, t: 0 }],
      payments: [{ amount: 1e6, t: 1 }],
    })
    expect(day.apr).toBe('36499963500.00')
    expect(day.effective).toMatch(/^\d{2000,}\.\d\d$/)
    const payments = monthly(24, '230').map((flow, index) => (index === 5 ? { ...flow, amount: 0 } : flow))
    expect(Number(annualRate(flows({ payments })).apr)).toBe(5.35)
  })

  it('refuses what is no flow, and payments that never repay', () => {
    expect(codeOf(flows({ payments: [] }))).toBe('product.no_annual_rate')
    expect(codeOf(flows({ payments: monthly(1, '230') }))).toBe('product.no_annual_rate')
    for (const input of [null, 5, 'x', [], {}, undefined]) expect(codeOf(input)).toBe('product.cash_flows')
    for (const unitPeriodsPerYear of [0, -12, 'x', null, undefined, 1e9, Number.NaN])
      expect(codeOf(flows({ unitPeriodsPerYear }))).toBe('product.cash_flows')
    for (const payments of [
      null,
      undefined,
      'x',
      [null],
      [{}],
      [[]],
      monthly(24, 'x'),
      monthly(24, -5),
      monthly(24, null),
    ])
      expect(codeOf(flows({ payments }))).toBe('product.cash_flows')
    for (const flow of [
      { amount: 5, t: 0.5 },
      { amount: 5, t: -1 },
      { amount: 5, t: null },
      { amount: 5, t: 0, f: 1 },
      { amount: 5, t: 0, f: null },
    ])
      expect(codeOf(flows({ advances: [flow] }))).toBe('product.cash_flows')
    expect(codeOf(flows({ advances: [] }))).toBe('product.cash_flows')
  })

  it('refuses flows that no rate explains', () => {
    expect(
      codeOf(flows({ advances: [{ amount: '5000', t: 6, f: 0 }], payments: [{ amount: '6000', t: 0, f: 0 }] })),
    ).toBe('product.no_annual_rate')
  })
})
