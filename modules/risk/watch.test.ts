import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { endsOn, nextStepOf, reasonsOf, type WatchFacts } from './watch.ts'

const someDay = fc.constantFrom('2026-07-01', '2026-09-30', '9999-12-31').map(day => day as Day)
const anyFacts: fc.Arbitrary<WatchFacts> = fc
  .record({
    overdueDays: fc.constantFrom(0, 1, 8, 31, 61, 400),
    firstPayment: fc.boolean(),
    watched: fc.boolean(),
    contagion: fc.constantFrom('none' as const, 'kept' as const, 'all' as const),
    classUntil: fc.option(someDay),
    stageUntil: fc.option(someDay),
    observedUntil: fc.option(someDay),
  })
  .map(facts => {
    const firstPayment = facts.firstPayment && facts.overdueDays > 0
    const level = [1, 8, 31, 61].filter(from => facts.overdueDays >= from).length
    return { ...facts, firstPayment, level: firstPayment ? Math.max(2, level) : level }
  })

describe('the watch list', () => {
  it('gives every loan on it a reason, and none to a loan that nothing speaks against', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const held = facts.classUntil ?? facts.stageUntil ?? facts.observedUntil
        const listed = facts.overdueDays > 0 || held !== null || facts.contagion !== 'none' || facts.watched
        expect(reasonsOf(facts).length > 0).toBe(listed)
      }),
    )
  })

  it('promises an end only to loans that are paid up and held by time alone, and then the last of their holds', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const end = endsOn(facts)
        if (end === null) return
        expect([facts.overdueDays, facts.contagion, facts.watched]).toEqual([0, 'none', false])
        for (const day of [facts.classUntil, facts.stageUntil, facts.observedUntil])
          expect(day === null || day <= end).toBe(true)
      }),
    )
  })

  it('says what to do by days past due first, and asks more of a missed first installment', () => {
    const facts: WatchFacts = {
      level: 1,
      overdueDays: 3,
      firstPayment: false,
      watched: false,
      contagion: 'none',
      classUntil: null,
      stageUntil: null,
      observedUntil: null,
    }
    expect(nextStepOf(facts)).toBe('remind')
    expect(nextStepOf({ ...facts, level: 2, firstPayment: true })).toBe('first-payment')
    expect(nextStepOf({ ...facts, level: 2, overdueDays: 9 })).toBe('call')
    expect(nextStepOf({ ...facts, level: 3, overdueDays: 40 })).toBe('visit')
    expect(nextStepOf({ ...facts, level: 4, overdueDays: 90, firstPayment: true })).toBe('decide')
    const paid = { ...facts, level: 0, overdueDays: 0 }
    expect(nextStepOf({ ...paid, classUntil: '2026-09-30' as Day })).toBe('wait-upgrade')
    expect(nextStepOf({ ...paid, stageUntil: '2026-09-30' as Day })).toBe('wait-cure')
    expect(nextStepOf({ ...paid, observedUntil: '2026-09-30' as Day })).toBe('observe-restructured')
    expect(nextStepOf({ ...paid, contagion: 'all' })).toBe('debtor')
    expect(nextStepOf({ ...paid, watched: true, stageUntil: '2026-09-30' as Day })).toBe('review')
  })
})
