import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareText } from '#lib/share'
import { bucketsFrom, daysOf } from './bad.ts'
import { type Cohort, curveOf, matureAges } from './maturity.ts'

const cohort = (last: number, seenFrom = 0): Cohort => ({
  cohort: 'any',
  loans: 10,
  principal: 1000n,
  last,
  seenFrom,
})

describe('the maturity gate', () => {
  it('shows a cohort at no age that its youngest loan has not reached', () => {
    expect(matureAges(cohort(102), 105)).toEqual([0, 1, 2, 3])
    expect(matureAges(cohort(102), 101)).toEqual([])
  })

  it('shows a cohort at no age at which it was not yet seen: loans taken over had no watched youth', () => {
    expect(matureAges(cohort(100, 6), 109)).toEqual([6, 7, 8, 9])
  })

  it('lets a curve of “ever” only rise, and one of “current” show each age alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ age: fc.nat(20), loans: fc.nat(9), balance: fc.bigInt(0n, 900n) }), { maxLength: 30 }),
        points => {
          const curve = curveOf(cohort(2), points, 20, true)
          expect(curve).toHaveLength(19)
          for (const [index, point] of curve.entries())
            expect(point.balance).toBeGreaterThanOrEqual(curve[index - 1]?.balance ?? 0n)
          const mature = points.filter(point => point.age <= 18)
          expect(curve.at(-1)!.loans).toBe(mature.reduce((total, point) => total + point.loans, 0))
          const alone = curveOf(cohort(2), points, 20, false)
          expect(alone.reduce((total, point) => total + point.loans, 0)).toBe(curve.at(-1)!.loans)
        },
      ),
    )
  })
})

describe('the words of a picture', () => {
  it('say which days a bucket means, and which buckets are at least as bad', () => {
    const bounds = [
      { name: 'M0', from: 0 },
      { name: 'M1', from: 1 },
      { name: 'M2', from: 31 },
      { name: 'M2+', from: 61 },
    ]
    expect(daysOf(bounds, 'M1')).toEqual({ from: 1, to: 30 })
    expect(daysOf(bounds, 'M2+')).toEqual({ from: 61, to: null })
    expect(bucketsFrom(['M0', 'M1', 'M2', 'M2+'], 'M2')).toEqual(['M2', 'M2+'])
    expect(bucketsFrom(['M0', 'M1'], 'M9')).toEqual([])
  })

  it('give shares with six decimals, half up, and none of nothing', () => {
    expect(shareText(1n, 3n)).toBe('0.333333')
    expect(shareText(2n, 3n)).toBe('0.666667')
    expect(shareText(5, 0)).toBeNull()
  })
})
