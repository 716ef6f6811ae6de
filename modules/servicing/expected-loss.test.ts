import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '#lib/money'
import { expectedLoss, factorUnit, type Grade, type LossRules, lossFactors } from './expected-loss.ts'
import { bucketBounds, loanClasses } from './standing.ts'

const rules: LossRules = {
  pd: [
    { fromDays: 0, annual: '0.016' },
    { fromDays: 1, annual: '0.12' },
    { fromDays: 91, annual: '1' },
  ],
  lgd: loanClasses.map((name, index) => ({ class: name, lgd: ['0.40', '0.45', '0.55', '0.80', '1'][index]! })),
  scenarios: [
    { weight: '0.6', pdMultiple: '1', lgdMultiple: '1' },
    { weight: '0.15', pdMultiple: '0.8', lgdMultiple: '0.95' },
    { weight: '0.25', pdMultiple: '1.5', lgdMultiple: '1.1' },
  ],
  recoveryMonths: 12,
  buckets: bucketBounds([1, 31, 61, 91]),
}
const one: LossRules = { ...rules, scenarios: [{ weight: '1', pdMultiple: '1', lgdMultiple: '1' }] }
const grade = (change: Partial<Grade> = {}): Grade => ({
  stage: 1,
  bucket: 'M0',
  class: 'normal',
  months: 24,
  grace: 0,
  percent: 0,
  ...change,
})

describe('the expected loss', () => {
  it('of a bullet in stage 1 is twelve months of default times the loss, whatever the months left', () => {
    // Undiscounted, Σ marginal PD over twelve months is the yearly PD itself: 1.6 % × 40 %.
    for (const months of [12, 24, 60]) expect(lossFactors(one)(grade({ months })).final).toBe(640_000n)
  })

  it('of a loan repaid evenly counts what is still owed month by month', () => {
    // Two months, h = 1 − 0.88^(1/12) = 0.010596…: h × 45 % × (1 + (1 − h) ÷ 2), by hand.
    const h = 1 - 0.88 ** (1 / 12)
    const byHand = Math.round(h * 0.45 * (1 + (1 - h) / 2) * 1e8)
    const { even } = lossFactors(one)(grade({ stage: 2, bucket: 'M1', class: 'special-mention', months: 2 }))
    expect(Number(even)).toBe(byHand)
  })

  it('of a loan within grace stays whole, and grows by its interest, until the first installment is paid', () => {
    // Four months at 12 %, two of them grace: h × LGD × Σ (1 − h)^(t−1) × what is owed at the start of t, discounted t months.
    const h = 1 - 0.88 ** (1 / 12)
    const owed = [1, 1.01, 1.01 ** 2, 1.01 ** 2 / 2]
    const byHand = owed.reduce((total, part, at) => total + (h * 0.45 * (1 - h) ** at * part) / 1.01 ** (at + 1), 0)
    const within = { stage: 2, bucket: 'M1', class: 'special-mention', months: 4, percent: 12 } as const
    const { even, final } = lossFactors(one)(grade({ ...within, grace: 2 }))
    expect(Number(even)).toBe(Math.round(byHand * 1e8))
    expect(final).toBeGreaterThan(even)
    expect(even).toBeGreaterThan(lossFactors(one)(grade(within)).even)
    // Where one installment ends it behind grace, nothing is ever repaid evenly.
    const single = lossFactors(one)(grade({ ...within, grace: 3 }))
    expect(single.even).toBe(single.final)
  })

  it('in default is what does not come back, and the wait for what does', () => {
    // 1 − (1 − 0.55) ÷ 1.01^12
    const { even, final } = lossFactors(one)(grade({ stage: 3, bucket: 'M4', class: 'substandard', percent: 12 }))
    expect(even).toBe(final)
    expect(Number(even)).toBe(Math.round((1 - 0.45 / 1.01 ** 12) * 1e8))
  })

  it('weighs the scenarios and never counts more than a whole', () => {
    const { final } = lossFactors(rules)(grade())
    const byHand = 0.6 * 0.016 * 0.4 + 0.15 * 0.0128 * 0.38 + 0.25 * 0.024 * 0.44
    expect(Math.abs(Number(final) - byHand * 1e8)).toBeLessThanOrEqual(1)
    // All is lost but in the better scenario, where a twentieth comes back: 15 % × 5 %.
    expect(lossFactors(rules)(grade({ stage: 3, class: 'loss' })).final).toBe(factorUnit - 750_000n)
  })

  it('rounds half-up to the fen and never exceeds what is owed', () => {
    const factor = { even: 50_000_000n, final: 100_000_000n }
    const loan = { outstanding: fen(3), finalPrincipal: fen(2), overdueInterest: fen(0), overdueFee: fen(0) }
    expect(expectedLoss(loan, factor)).toBe(3n)
    const factorOf = lossFactors(rules)
    fc.assert(
      fc.property(
        fc.constantFrom<1 | 2 | 3>(1, 2, 3),
        fc.constantFrom('M0', 'M1', 'M4+'),
        fc.constantFrom(...loanClasses),
        fc.integer({ min: 1, max: 84 }),
        fc.bigInt({ min: 1n, max: 10n ** 11n }),
        (stage, bucket, name, months, outstanding) => {
          const found = factorOf({
            stage,
            bucket,
            class: name,
            months,
            grace: months % 7 < months ? months % 7 : 0,
            percent: 5,
          })
          const whole = { outstanding: fen(outstanding), overdueInterest: fen(0), overdueFee: fen(0) }
          const bullet = expectedLoss({ ...whole, finalPrincipal: fen(outstanding) }, found)
          const even = expectedLoss({ ...whole, finalPrincipal: fen(0) }, found)
          return even <= bullet && bullet <= outstanding * 2n && even >= 0n
        },
      ),
      { numRuns: 200 },
    )
  })
})
