import { describe, expect, it } from 'vitest'
import { addMonths, type Day, day } from '#lib/day'
import { contagionOf, type Hold, holdOn, noEnd, noHold, observe, rankWith, recheckOn, stageWith } from './hold.ts'

const rules = { upgrade: { months: 6, periods: 2 }, significantFrom: 31, defaultFrom: 91, cureMonths: 3 }
const due = (from: string, count: number) => Array.from({ length: count }, (_, index) => addMonths(day(from), index))
const facts = (overdueDays: number, rankByDays: number, dueDays: readonly Day[] = [], rankBefore = rankByDays) => ({
  overdueDays,
  rankByDays,
  dueDays,
  rankBefore,
})
const bad: Hold = { ...noHold, classUntil: noEnd, stageUntil: noEnd }

describe('a loan that has been bad', () => {
  it('is upgraded six months after its arrears are paid, not before, and then passes through stage 2', () => {
    const paid = day('2026-03-20')
    const cured = holdOn(bad, paid, facts(0, 0, due('2026-04-08', 12), 2), rules)
    expect(cured).toMatchObject({ classUntil: '2026-09-20', stageUntil: '2026-12-20' })
    expect(recheckOn(cured, paid)).toBe('2026-09-20')
    const before = holdOn(cured, day('2026-09-19'), facts(0, 0), rules)
    expect([rankWith(before, facts(0, 0)), stageWith(before, 2, 0, rules)]).toEqual([2, 3])
    const after = holdOn(cured, day('2026-09-20'), facts(0, 0), rules)
    expect([rankWith(after, facts(0, 0)), stageWith(after, 0, 0, rules)]).toEqual([0, 2])
    expect(holdOn(after, day('2026-12-20'), facts(0, 0), rules)).toEqual(noHold)
  })

  it('waits for two installments when they take longer than six months', () => {
    const quarterly = ['2026-06-20', '2026-12-20', '2027-06-20'].map(text => day(text))
    expect(holdOn(bad, day('2026-03-20'), facts(0, 0, quarterly), rules).classUntil).toBe('2026-12-21')
  })

  it('begins its months anew when it falls overdue in them, if only for a day', () => {
    const cured = holdOn(bad, day('2026-03-20'), facts(0, 0, due('2026-04-08', 12)), rules)
    expect(holdOn(cured, day('2026-05-09'), facts(1, 1), rules)).toMatchObject({ classUntil: noEnd, stageUntil: noEnd })
  })

  it('is not upgraded while its corporate debtor has other bad exposure here', () => {
    const held: Hold = { ...noHold, nonRetail: true, contagion: 'kept', classUntil: day('2026-09-20') }
    expect(holdOn(held, day('2026-09-20'), facts(0, 0), rules).classUntil).toBe('2026-09-20')
    expect(holdOn({ ...held, contagion: 'none' }, day('2026-09-20'), facts(0, 0), rules).classUntil).toBeNull()
  })
})

describe('the stages', () => {
  it('turn at 31 and at 91 days past due, by the watch list and by observation', () => {
    const stage = (days: number, rank: number, hold: Partial<Hold> = {}) => {
      const on = holdOn({ ...noHold, ...hold }, day('2026-03-20'), facts(days, rank), rules)
      return stageWith(on, rankWith(on, facts(days, rank)), days, rules)
    }
    expect([stage(30, 1), stage(31, 1), stage(90, 1), stage(91, 2)]).toEqual([1, 2, 2, 3])
    expect(stage(0, 0, { watched: true })).toBe(2)
    expect(stage(0, 0, { observedUntil: day('2027-01-01'), observedClass: 'special-mention' })).toBe(2)
  })
})

describe('a restructured loan', () => {
  const plan = due('2026-05-08', 24)
  it('is observed for a year from its first new due day, at least as special mention', () => {
    const observed = observe(noHold, plan, 0, 2)
    expect(observed).toMatchObject({ observedUntil: '2027-05-08', observedClass: 'special-mention' })
    expect(rankWith(observed, facts(0, 0))).toBe(1)
    expect(holdOn(observed, day('2027-05-07'), facts(0, 0), rules).observedClass).toBe('special-mention')
    expect(holdOn(observed, day('2027-05-08'), facts(0, 0), rules)).toEqual(noHold)
  })
  it('stays bad when it was, and becomes bad when restructured again under observation', () => {
    expect(observe(noHold, plan, 2, 2).observedClass).toBe('substandard')
    expect(observe(observe(noHold, plan, 0, 2), due('2026-09-08', 24), 1, 2)).toMatchObject({
      observedUntil: '2027-09-08',
      observedClass: 'substandard',
    })
  })
  it('stays observed past the end while it is overdue', () => {
    const observed = observe(noHold, plan, 0, 2)
    const late = holdOn(observed, day('2027-05-08'), facts(5, 1), rules)
    expect(late.observedUntil).toBe(noEnd)
    expect(holdOn(late, day('2027-05-20'), facts(0, 0, due('2027-06-08', 9)), rules).observedUntil).toBe('2027-07-09')
  })
})

describe('a corporate debtor', () => {
  const on = day('2026-06-01')
  const tenth = 1_000_000_000n
  const loan = (outstanding: bigint, classUntil: Day | null = null) => ({
    outstanding,
    classUntil,
    observedClass: null,
  })
  it('is bad with all its loans when more than a tenth of what it owes is bad, not at a tenth', () => {
    expect(contagionOf([loan(900n), loan(100n, noEnd)], on, tenth)).toBe('kept')
    expect(contagionOf([loan(899n), loan(101n, noEnd)], on, tenth)).toBe('all')
    expect(contagionOf([loan(899n), loan(101n)], on, tenth)).toBe('none')
  })
  it('lets go when its bad loan has served its months', () => {
    expect(contagionOf([loan(10n, on), loan(90n)], on, tenth)).toBe('none')
    const all: Hold = { ...noHold, nonRetail: true, contagion: 'all' }
    expect(rankWith(all, facts(0, 0))).toBe(2)
    expect(rankWith({ ...all, contagion: 'kept' }, facts(0, 0, [], 0))).toBe(0)
    expect(rankWith({ ...all, contagion: 'kept' }, facts(0, 0, [], 2))).toBe(2)
  })
})
