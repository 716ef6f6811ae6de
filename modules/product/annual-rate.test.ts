import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '#lib/refusal'
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
