import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '#lib/decimal'
import { attainment, checkMove, composed, cycleStates, drawPeers, gradeOf, parts, trimmedMean } from './appraisal.ts'

const score = fc.integer({ min: 0, max: 100 })

describe('an appraisal', () => {
  it('shares the weight of what is missing among what is there, so that a missing part is never a zero', () => {
    const line = fc.record({ weight: fc.integer({ min: 1, max: 60 }), score: fc.option(score) })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: parts.length }), lines => {
        const found = composed(
          lines.map((one, at) => ({
            part: parts[at]!,
            weight: one.weight,
            score: one.score === null ? null : new Decimal(one.score),
            missing: one.score === null ? ('not-given' as const) : null,
          })),
        )
        const there = lines.flatMap(one => one.score ?? [])
        expect(found.score === null).toBe(there.length === 0)
        if (there.length === 0) return
        const effective = found.parts.reduce((all, one) => all + Number(one.effective), 0)
        expect(Math.abs(effective - 100)).toBeLessThan(0.05)
        expect(Number(found.score)).toBeGreaterThanOrEqual(Math.min(...there))
        expect(Number(found.score)).toBeLessThanOrEqual(Math.max(...there))
      }),
    )
  })

  it('is not moved by one hostile or doting colleague beyond what the others span', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 2, maxLength: 12 }), score, (others, odd) => {
        const mean = trimmedMean([...others, odd]).toNumber()
        expect(mean).toBeGreaterThanOrEqual(Math.min(...others))
        expect(mean).toBeLessThanOrEqual(Math.max(...others))
      }),
    )
    expect(trimmedMean([0, 90, 92, 94, 100]).toFixed(2)).toBe('92.00')
  })

  it('asks only colleagues of the same files, each once, and never the person or the manager', () => {
    const candidate = fc.record({ personKey: fc.bigInt(1n, 30n), files: fc.integer({ min: 0, max: 9 }) })
    fc.assert(
      fc.property(
        fc.uniqueArray(candidate, { selector: one => one.personKey }),
        fc.integer({ min: 0, max: 8 }),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 8, maxLength: 8 }),
        (candidates, count, luck) => {
          let at = 0
          const drawn = drawPeers(candidates, [1n, 2n, null], count, () => luck[at++]!)
          const able = candidates.filter(one => one.files > 0 && one.personKey > 2n)
          expect(drawn.length).toBe(Math.min(count, able.length))
          expect(new Set(drawn).size).toBe(drawn.length)
          expect(drawn.every(one => able.includes(one))).toBe(true)
        },
      ),
    )
  })

  it('measures a target both ways and goes forward one state at a time', () => {
    expect(attainment('90', '100', 'more').toFixed(2)).toBe('90.00')
    expect(attainment('300', '100', 'more').toFixed(2)).toBe('120.00')
    expect(attainment('0.03', '0.02', 'less').toFixed(2)).toBe('50.00')
    expect(attainment('0.09', '0.02', 'less').toFixed(2)).toBe('0.00')
    const bands = [
      { grade: 'B', from: 60 },
      { grade: 'A', from: 90 },
    ]
    expect(['95.00', '90.00', '89.99', '10.00'].map(one => gradeOf(one, bands))).toEqual(['A', 'A', 'B', 'B'])
    for (const from of cycleStates)
      for (const to of cycleStates) {
        const next = cycleStates.indexOf(to) === cycleStates.indexOf(from) + 1
        if (next) checkMove(from, to)
        else expect(() => checkMove(from, to)).toThrow()
      }
  })
})
