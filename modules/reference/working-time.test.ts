import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs, type Day, dayAt, type Instant, instantAt } from '#lib/day'
import { addWorkingMinutes, isWorkday, type WorkCalendar, workingMinutesBetween } from './working-time.ts'

const calendar: WorkCalendar = {
  hours: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ],
  holidays: new Set(['2026-10-01', '2026-10-02']),
  makeUpDays: new Set(['2026-10-10']),
}
const at = (on: string, time: string) => instantAt(on as Day, time)

describe('working time', () => {
  it('knows weekends, holidays and make-up days', () => {
    expect(['2026-09-30', '2026-10-01', '2026-10-03', '2026-10-10'].map(on => isWorkday(on as Day, calendar))).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
  it('skips lunch, nights and holidays', () => {
    expect(workingMinutesBetween(at('2026-09-30', '11:00'), at('2026-09-30', '14:00'), calendar)).toBe(90)
    expect(workingMinutesBetween(at('2026-09-30', '17:00'), at('2026-10-05', '10:00'), calendar)).toBe(120)
    expect(addWorkingMinutes(at('2026-09-30', '17:00'), 120, calendar)).toBe(at('2026-10-05', '10:00'))
  })
  const moment = fc
    .integer({ min: 0, max: 60 * 24 * 40 })
    .map(offset => addMs(at('2026-09-20', '00:00'), offset * 60_000) as Instant)
  const works = (moment: Instant) => {
    const day = dayAt(moment)
    return (
      isWorkday(day, calendar) &&
      calendar.hours.some(({ from, to }) => instantAt(day, from) <= moment && moment <= instantAt(day, to))
    )
  }
  it('adding then measuring agrees, and the end lies in working time', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 3000 }), (from, minutes) => {
        const end = addWorkingMinutes(from, minutes, calendar)
        expect(workingMinutesBetween(from, end, calendar)).toBe(minutes)
        expect(works(end), end).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
  it('measures a stretch as the sum of its parts, and nothing backwards', () => {
    fc.assert(
      fc.property(moment, moment, moment, (...moments) => {
        const [a, b, c] = moments.sort() as [Instant, Instant, Instant]
        expect(workingMinutesBetween(a, b, calendar) + workingMinutesBetween(b, c, calendar)).toBe(
          workingMinutesBetween(a, c, calendar),
        )
        expect(workingMinutesBetween(c, a, calendar)).toBe(0)
      }),
      { numRuns: 300 },
    )
  })
  it('adding in two steps is adding once', () => {
    const minutes = fc.integer({ min: 1, max: 2000 })
    fc.assert(
      fc.property(moment, minutes, minutes, (from, first, second) => {
        expect(addWorkingMinutes(addWorkingMinutes(from, first, calendar), second, calendar)).toBe(
          addWorkingMinutes(from, first + second, calendar),
        )
      }),
      { numRuns: 300 },
    )
  })
  it('begins when work begins, and finds a calendar without working time broken', () => {
    expect(addWorkingMinutes(at('2026-10-01', '03:00'), 0, calendar)).toBe(at('2026-10-05', '09:00'))
    expect(() => addWorkingMinutes(at('2026-10-01', '03:00'), 1, { ...calendar, hours: [] })).toThrow('broken')
  })
})
