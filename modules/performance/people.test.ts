import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Day, day } from '#lib/day'
import { peopleFirstValues } from '../reference/first-values-people.ts'
import { isNews, turnOf } from './digest.ts'
import { attritionOf, fallOf, loadOf, type SignFacts, type SignRule } from './health.ts'
import { dispersion, type Entry, leaderboard, streakOf } from './leaderboard.ts'
import { mondayOf, type PulseTally, toldPulse } from './pulse.ts'
import { erlangC, hourUnder, loadOfQueue, openMinutes, peopleNeeded, waitsBeyond, weekOf } from './queue-model.ts'

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

describe('the queue model', () => {
  it('gives what others publish', () => {
    // pyworkforce, ErlangC: 100 transactions in 30 minutes of 3 minutes each, 80 % within 20 seconds.
    const load = loadOfQueue(200, 3)
    expect(load).toBe(10)
    expect(peopleNeeded(load, 3, 20 / 60, 0.2)).toBe(14)
    expect(erlangC(load, 14)).toBeCloseTo(0.1741319335950498, 12)
    expect(1 - waitsBeyond(load, 14, 3, 20 / 60)).toBeCloseTo(0.8883500191794669, 12)
    // Wolfram Language, ErlangC: 30 calls an hour of five minutes, nine of ten not delayed: six people.
    expect(peopleNeeded(loadOfQueue(30, 5), 5, 0, 0.1)).toBe(6)
    // Bertsekas and Gallager read "about 0.10" off the curve for 6 erlangs and 10 servers.
    expect(erlangC(6, 10)).toBeCloseTo(0.101, 3)
    // Textbook closed forms: one server waits with its load, two with 2ρ²/(1+ρ).
    expect(erlangC(0.7, 1)).toBeCloseTo(0.7, 12)
    expect(erlangC(1.6, 2)).toBeCloseTo((2 * 0.64) / 1.8, 12)
  })

  it('waits less with more people, more with more work, and asks for the fewest that do', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 60, noNaN: true }),
        fc.integer({ min: 1, max: 80 }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        (load, people, minutes, atMost) => {
          const wait = waitsBeyond(load, people, 10, minutes)
          expect(wait).toBeGreaterThanOrEqual(0)
          expect(wait).toBeLessThanOrEqual(1)
          expect(waitsBeyond(load, people + 1, 10, minutes)).toBeLessThanOrEqual(wait + 1e-12)
          expect(waitsBeyond(load * 1.1, people, 10, minutes)).toBeGreaterThanOrEqual(wait - 1e-12)
          const needed = peopleNeeded(load, 10, minutes, atMost)
          expect(waitsBeyond(load, needed, 10, minutes)).toBeLessThanOrEqual(atMost)
          expect(waitsBeyond(load, needed - 1, 10, minutes)).toBeGreaterThan(atMost)
        },
      ),
    )
    expect(peopleNeeded(0, 10, 10, 0.05)).toBe(0)
  })

  it('puts what comes at night or on a free day on the next hour that is worked, and loses nothing before the end', () => {
    const hours = [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ]
    expect(openMinutes(hours).slice(9, 18)).toEqual([60, 60, 60, 0, 30, 60, 60, 60, 60])
    const works = (on: Day) => !['2026-03-07', '2026-03-08'].includes(on)
    const span = { from: day('2026-03-02'), to: day('2026-03-15') }
    const cells = weekOf(
      [
        { day: day('2026-03-02'), hour: 10, count: 2 },
        { day: day('2026-03-02'), hour: 12, count: 1 },
        { day: day('2026-03-06'), hour: 22, count: 3 },
        { day: day('2026-03-15'), hour: 23, count: 9 },
      ],
      span,
      works,
      hours,
    )
    const at = (weekday: number, hour: number) => cells.find(one => one.weekday === weekday && one.hour === hour)
    expect(at(1, 10)).toEqual({ weekday: 1, hour: 10, days: 2, minutes: 60, arrivals: 2 })
    expect(at(1, 13)).toEqual({ weekday: 1, hour: 13, days: 2, minutes: 30, arrivals: 1 })
    expect(at(1, 9)?.arrivals).toBe(3)
    expect(at(6, 9)?.days).toBe(1)
    expect(cells.reduce((sum, one) => sum + one.arrivals, 0)).toBe(6)
  })

  it('scales with what is tried, and asks for no fewer at the upper end of chance', () => {
    const cell = { weekday: 1, hour: 9, days: 10, minutes: 60, arrivals: 80 }
    const as = { people: 4, volume: 1, handlingMinutes: 20, waitMinutes: 30, atMost: 0.05 }
    const now = hourUnder(cell, as)
    expect(now).toMatchObject({ rate: 8, needed: 5 })
    expect(now.load).toBeCloseTo(8 / 3, 12)
    expect(now.neededAtMost).toBeGreaterThanOrEqual(now.needed)
    expect(hourUnder(cell, { ...as, volume: 2 }).rate).toBe(16)
    expect(hourUnder(cell, { ...as, people: 2 }).beyond).toBe(1)
  })
})

describe('a leaderboard', () => {
  const entry = (key: number, rows: number, counted = rows, value = rows): Entry => ({
    key: BigInt(key),
    rows,
    counted,
    value,
  })
  const by = { share: false, better: 'more' as const, least: 4 }

  it('ranks where the differences are more than chance, equals alike', () => {
    const board = leaderboard([entry(1, 5), entry(2, 30), entry(3, 12), entry(4, 12)], by)
    expect(board.verdict).toBe('some')
    expect(board.places.map(one => [Number(one.key), one.rank])).toEqual([
      [2, 1],
      [3, 2],
      [4, 2],
      [1, 4],
    ])
  })

  it('ranks nobody where equals would differ as much, and lists nobody where there are too few', () => {
    const noise = leaderboard([entry(4, 9), entry(2, 12), entry(3, 10), entry(1, 8)], by)
    expect(noise).toMatchObject({ verdict: 'noise' })
    expect(noise.places.map(one => [Number(one.key), one.rank])).toEqual([
      [1, null],
      [2, null],
      [3, null],
      [4, null],
    ])
    expect(leaderboard([entry(1, 100), entry(2, 1), entry(3, 1)], by)).toEqual({
      verdict: 'few',
      chance: null,
      places: [],
    })
  })

  it('judges shares by how many rows they stand on', () => {
    const shares = (rows: number) =>
      leaderboard(
        [0.2, 0.5, 0.5, 0.8].map((share, at) => entry(at, rows, rows * share, share)),
        { ...by, share: true, better: 'less' },
      )
    expect(shares(10).verdict).toBe('noise')
    expect(shares(100)).toMatchObject({ verdict: 'some', places: [{ key: 0n, rank: 1 }, {}, {}, { key: 3n, rank: 4 }] })
  })

  it('tells dispersion as Fisher’s index does: 4 counts of mean 10 and sum of squares 20 give χ² = 2 on 3', () => {
    // χ² tables: P(χ²₃ > 2) = 0.5724.
    expect(dispersion([10, 10, 10 + Math.sqrt(10), 10 - Math.sqrt(10)])).toBeCloseTo(0.5724, 4)
    expect(dispersion([0, 0, 0])).toBe(1)
  })

  it('counts a streak from the last week back', () => {
    expect(streakOf([true, false, true, true])).toBe(2)
    expect(streakOf([true, true, false])).toBe(0)
    expect(streakOf([true, true])).toBe(2)
    expect(streakOf([])).toBe(0)
  })
})

describe('the figures of a week', () => {
  it('are good or bad news by what the metric wants, and none where nothing was', () => {
    const figure = (now: string | null, before: string | null) => ({ code: 'applications' as const, now, before })
    expect(turnOf(figure('3', '2'), 'more')).toBe('good')
    expect(turnOf(figure('3', '2'), 'less')).toBe('bad')
    expect(turnOf(figure(null, '2'), 'more')).toBe('bad')
    expect(turnOf(figure('2', '2'), 'more')).toBe('same')
    expect(turnOf(figure('3', '2'), 'band')).toBe('same')
    expect(isNews(figure(null, '0'))).toBe(false)
    expect(isNews(figure('0', '1'))).toBe(true)
  })
})
