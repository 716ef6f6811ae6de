import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { fen } from '#lib/money'
import { codeOf } from '../../tests/loans.ts'
import { shareOut } from './attribution.ts'
import { chiSquareTail, poissonLimits, repeatable, wilsonLimits } from './chance.ts'
import { compare, type MixCell } from './comparison.ts'
import { metrics } from './metric.ts'
import { metricWords } from './metric-words.ts'
import { daysInGroups, paceOf, split, targetIn, targetPeriod } from './target.ts'

const every = (_: Day) => true

describe('the registry', () => {
  it('says of every metric what it is and how it adds up, and of those without a source what they wait for', () => {
    for (const metric of metrics) {
      expect(metricWords, metric.code).toHaveProperty([`performance.metric.${metric.code}.formula`])
      expect(metric.source === null, metric.code).toBe(metric.waitsFor !== undefined)
    }
    expect(metrics.filter(metric => metric.source !== null).length).toBeGreaterThan(40)
  })
})

describe('credit for shared work', () => {
  it('is shared out to the fen, whoever there was', () => {
    const share = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 11n),
        share,
        share,
        fc.boolean(),
        fc.boolean(),
        (amount, a, b, reviewed, saved) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)]
          const text = (of: number) => (of / 100).toFixed(2)
          const shares = { brought: text(low), reviewed: text(high - low), saved: text(100 - high) }
          const parts = shareOut(fen(amount), shares, { reviewed, saved })
          expect(parts.brought + parts.reviewed + parts.saved).toBe(amount)
          expect(parts.brought >= 0n && parts.reviewed >= 0n && parts.saved >= 0n).toBe(true)
          if (!reviewed) expect(parts.reviewed).toBe(0n)
        },
      ),
    )
  })
})

describe('a target', () => {
  it('is split to the last fen, each part within one of its exact share, and the more the weight the more it gets', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 12n),
        fc.array(fc.bigInt(0n, 1000n), { minLength: 1, maxLength: 20 }),
        (amount, weights) => {
          const parts = split(amount, weights)
          expect(parts.reduce((total, part) => total + part, 0n)).toBe(amount)
          const whole = weights.reduce((total, weight) => total + weight, 0n)
          if (whole === 0n) return
          for (const [at, part] of parts.entries()) {
            const exact = amount * weights[at]!
            expect(part * whole > exact - whole && part * whole < exact + whole).toBe(true)
          }
        },
      ),
    )
    expect(split(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
  })

  it('counts who changed groups within the month in both, by days, and nobody for more days than there are', () => {
    const period = { from: '2026-03-01' as Day, to: '2026-03-31' as Day }
    const moved = [
      { personKey: 1n, groupKey: 10n, fromDay: '2020-01-01' as Day, toDay: '2026-03-11' as Day },
      { personKey: 1n, groupKey: 20n, fromDay: '2026-03-11' as Day, toDay: null },
    ]
    expect(daysInGroups(moved, period, every)).toEqual([
      { personKey: 1n, groupKey: 10n, days: 10n },
      { personKey: 1n, groupKey: 20n, days: 21n },
    ])
  })

  it('is nothing that cannot be reached: no zero, no broken period, no share above one', async () => {
    const money = { unit: 'money' } as const
    expect(targetIn(money, '1234.50')).toBe('123450')
    expect(await codeOf(() => targetIn(money, '0.00'))).toBe('performance.target_zero')
    expect(await codeOf(() => targetIn(money, '0.001'))).toBe('performance.target_value')
    expect(await codeOf(() => targetIn({ unit: 'share' }, '1.1'))).toBe('performance.target_value')
    expect(await codeOf(() => targetPeriod('2026-02-01' as Day, 'quarter'))).toBe('performance.target_period')
  })

  it('has a pace: half the days gone with a third done foretells two thirds', () => {
    const pace = paceOf(new Decimal(100), new Decimal(300), 10, 20)
    expect([pace.forecast, pace.gap, pace.missing, pace.perDay].map(String)).toEqual(['200', '-100', '200', '20'])
    expect(paceOf(new Decimal(0), new Decimal(300), 0, 20).forecast).toBeNull()
  })
})

describe('chance', () => {
  it('has the limits and tails of the tables', () => {
    // Exact Poisson limits of 10 are 4.795 and 18.390, of 0 they are 0 and 3.689; Byar comes close.
    expect(poissonLimits(10).low).toBeCloseTo(4.795, 1)
    expect(poissonLimits(10).high).toBeCloseTo(18.39, 1)
    expect(poissonLimits(0).high).toBeCloseTo(3.689, 1)
    expect(wilsonLimits(1, 10).low).toBeCloseTo(0.0179, 3)
    expect(wilsonLimits(1, 10).high).toBeCloseTo(0.4042, 3)
    expect(chiSquareTail(3.841459, 1)).toBeCloseTo(0.05, 5)
    expect(chiSquareTail(18.307038, 10)).toBeCloseTo(0.05, 5)
    expect(chiSquareTail(2, 4)).toBeCloseTo(0.7357589, 6)
  })
})

/** Teams whose members have these true multiples of the risk of their files; hard files go to some more than to others. */
function team(seed: number, truth: readonly number[], files = 200): MixCell[] {
  const random = repeatable(seed)
  return truth.flatMap((multiple, person) =>
    [0.02, 0.12].map((risk, kind) => {
      const hard = (person % 5) / 5
      const of = Math.round(files * (kind === 1 ? hard : 1 - hard))
      let bad = 0
      for (let n = 0; n < of; n += 1) if (random() < risk * multiple) bad += 1
      return { subject: `p${person}`, stratum: `k${kind}`, files: of, bad }
    }),
  )
}

describe('a fair comparison', () => {
  it('says of people who are all equally good that their ranking is noise, whatever files they were given', () => {
    const verdicts = Array.from({ length: 200 }, (_, seed) => compare(team(seed, Array(12).fill(1)), 20))
    const wrong = verdicts.filter(one => one.verdict === 'some').length
    // One in twenty by definition; ten more would be a test that cries wolf.
    expect(wrong).toBeLessThan(20)
    const accused = verdicts.flatMap(one => one.rows).filter(row => row.signal !== null).length
    expect(accused).toBeLessThan(200 * 12 * 0.01)
    // Raw rates would have put whoever had the hard files last.
    const [first] = verdicts
    const raw = first!.rows.map(row => row.bad / row.files)
    expect(Math.max(...raw) / Math.max(0.001, Math.min(...raw))).toBeGreaterThan(3)
    expect(first!.rows.every(row => row.rankTo! - row.rankFrom! >= 3)).toBe(true)
  })

  it('finds the one who is really three times worse, and keeps the others together', () => {
    const found = compare(team(3, [1, 1, 1, 3, 1, 1, 1, 1]), 20)
    expect(found.verdict).toBe('some')
    const worst = found.rows.filter(row => row.signal === 'worse').map(row => row.subject)
    expect(worst).toEqual(['p3'])
    expect(found.rows.reduce((sum, row) => sum + row.expected, 0)).toBeCloseTo(found.bad, 6)
  })

  it('withholds what stands on too few files, and divides by nothing', () => {
    const few = compare([...team(5, [1, 1]), { subject: 'new', stratum: 'k0', files: 3, bad: 3 }], 20)
    expect(few.rows.find(row => row.subject === 'new')).toMatchObject({ withheld: true, ratio: null, rankFrom: null })
    expect(compare([], 20)).toMatchObject({ rows: [], verdict: 'too-few', chance: null })
    expect(compare([{ subject: 'a', stratum: 'k', files: 50, bad: 0 }], 20)).toMatchObject({
      verdict: 'none-bad',
      rows: [{ withheld: false, ratio: null }],
    })
  })
})
