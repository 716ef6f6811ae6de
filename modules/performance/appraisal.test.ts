import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import {
  attainment,
  checkMove,
  composed,
  cycleStates,
  drawPeers,
  gradeOf,
  leniency,
  parts,
  trimmedMean,
} from './appraisal.ts'
import { askedBy, drawVoices, isQuiet } from './voice.ts'

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

  it('asks about each file and each customer once, spread over the cycle, nobody at night and nobody who said not to be asked', () => {
    const file = fc.bigInt(1n, 40n).map(fileKey => ({ fileKey, customerKey: (fileKey % 6n) + 1n, number: 'x' }))
    fc.assert(
      fc.property(fc.array(fc.array(file)), fc.integer({ min: 0, max: 4 }), (people, count) => {
        const asked = { files: new Set([7n]), customers: new Set([2n]) }
        const all = people.flatMap(served => drawVoices(served, asked, new Set([3n]), count, Math.random))
        expect(new Set(all.map(one => one.fileKey)).size).toBe(all.length)
        expect(new Set(all.map(one => one.customerKey)).size).toBe(all.length)
        expect(all.some(one => one.fileKey === 7n || [2n, 3n].includes(one.customerKey))).toBe(false)
      }),
    )
    const month = { from: '2026-03-01' as Day, to: '2026-03-31' as Day }
    const days = ['2026-02-28', '2026-03-01', '2026-03-16', '2026-04-05'] as Day[]
    expect(days.map(day => askedBy(day, month, 8))).toEqual([0, 1, 5, 8])
    const night = { from: '22:00', to: '08:00' }
    expect(['07:59', '08:00', '21:59', '22:00'].map(time => isQuiet(time, night))).toEqual([true, false, false, true])
  })

  it('sees how generous each manager is, but for who assessed too few', () => {
    const gave = (manager: bigint, ...scores: number[]) => scores.map(score => ({ manager, score }))
    expect(leniency([...gave(1n, 90, 92, 94), ...gave(2n, 70, 72, 74), ...gave(3n, 100, 100)])).toEqual([
      { manager: 1n, people: 3, mean: '92.00', above: '5.50' },
      { manager: 2n, people: 3, mean: '72.00', above: '-14.50' },
    ])
  })

  it('measures a target both ways and goes forward one state at a time', () => {
    expect(attainment('90', '100', 'more').toFixed(2)).toBe('90.00')
    expect(attainment('300', '100', 'more').toFixed(2)).toBe('120.00')
    expect(attainment('0.03', '0.02', 'less').toFixed(2)).toBe('50.00')
    expect(attainment('0.09', '0.02', 'less').toFixed(2)).toBe('0.00')
    // A band is reached anywhere within it, and missed on either side of it.
    const band = (value: string) => attainment(value, '0.5', 'band', '0.8').toFixed(2)
    expect(['0.25', '0.50', '0.80', '0.96'].map(band)).toEqual(['50.00', '100.00', '100.00', '80.00'])
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
