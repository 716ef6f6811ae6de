import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Day, day } from '#lib/day'
import { peopleFirstValues } from '../reference/first-values-people.ts'
import { attritionOf, fallOf, loadOf, type SignFacts, type SignRule } from './health.ts'
import { mondayOf, type PulseTally, toldPulse } from './pulse.ts'

const rules = peopleFirstValues.find(value => value.code === 'health.signs')!.value as SignRule[]
const levels = { watch: 25, high: 50 }
const quiet: SignFacts = {
  overload: null,
  overdue: 0,
  'output-fell': null,
  'score-fell': null,
  'long-in-post': 3,
  'manager-changed': null,
  'colleagues-left': null,
  'no-leave': 10,
  'no-talk': null,
}

describe('the load of a person', () => {
  it('adds up shares of different full loads, and is nothing where nothing is counted', () => {
    expect(
      loadOf([
        { work: 'leads', open: 20, norm: 40 },
        { work: 'in-progress', open: 9, norm: 15 },
      ]),
    ).toBe(110)
    expect(loadOf([{ work: 'leads', open: 0, norm: 40 }])).toBeNull()
  })
})

describe('signs that somebody may leave', () => {
  it('count from their limit on, the recent ones up to it, and add up to a level', () => {
    expect(attritionOf(quiet, rules, levels)).toEqual({ level: 'low', points: 0, signs: [] })
    const found = attritionOf({ ...quiet, overload: 120, 'colleagues-left': 90, 'manager-changed': 91 }, rules, levels)
    expect(found).toMatchObject({ level: 'watch', points: 35 })
    expect(found.signs.map(one => one.sign)).toEqual(['overload', 'colleagues-left'])
    expect(attritionOf({ ...quiet, overload: 119 }, rules, levels).signs).toEqual([])
    const most = { ...quiet, overload: 200, overdue: 9, 'output-fell': 60, 'score-fell': 20, 'no-leave': 400 }
    expect(attritionOf(most, rules, levels)).toMatchObject({ level: 'high', points: 75 })
  })

  it('say nothing of what is not known, whatever the weights', () => {
    const unknown = Object.fromEntries(Object.keys(quiet).map(key => [key, null])) as SignFacts
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: rules.length, maxLength: rules.length }), weights => {
        const own = rules.map((rule, at) => ({ ...rule, weight: weights[at]! }))
        return attritionOf(unknown, own, levels).points === 0
      }),
    )
  })

  it('see no fall where there was too little to fall from', () => {
    expect(fallOf(20, 10)).toBe(50)
    expect(fallOf(9, 0)).toBeNull()
    expect(fallOf(10, 15)).toBe(-50)
  })
})

describe('the weekly pulse', () => {
  const week = day('2026-03-02')
  const tally = (groupKey: bigint, answers: number, total: number, branchKey = 1n): PulseTally => ({
    week,
    groupKey,
    branchKey,
    answers,
    total,
  })

  it('begins on Mondays', () => {
    for (const one of ['2026-03-02', '2026-03-05', '2026-03-08']) expect(mondayOf(one as Day)).toBe('2026-03-02')
    expect(mondayOf('2026-03-09' as Day)).toBe('2026-03-09')
  })

  it('tells a small group only with the other small ones of its branch, and not while these are too few', () => {
    const told = toldPulse([tally(1n, 5, 20), tally(2n, 3, 9), tally(3n, 2, 4), tally(4n, 3, 3, 2n)], 4)
    expect(told).toEqual([
      { week, groupKey: 1n, branchKey: 1n, answers: 5, mean: 4 },
      { week, groupKey: null, branchKey: 1n, answers: 5, mean: 2.6 },
    ])
  })

  it('never tells fewer than the least, and never the same answer twice', () => {
    const group = fc.record({ answers: fc.integer({ min: 1, max: 9 }), branch: fc.bigInt(1n, 3n) })
    fc.assert(
      fc.property(fc.array(group, { maxLength: 12 }), fc.integer({ min: 3, max: 6 }), (groups, least) => {
        const tallies = groups.map((one, at) => tally(BigInt(at), one.answers, one.answers * 3, one.branch))
        const told = toldPulse(tallies, least)
        const sum = (list: readonly { answers: number }[]) => list.reduce((total, one) => total + one.answers, 0)
        return told.every(one => one.answers >= least) && sum(told) <= sum(tallies)
      }),
    )
  })
})
