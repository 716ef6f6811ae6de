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
  it('adding then measuring agrees, and the end lies in working time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 40 }), fc.integer({ min: 1, max: 3000 }), (offset, minutes) => {
        const from = addMs(at('2026-09-20', '00:00'), offset * 60_000) as Instant
        const end = addWorkingMinutes(from, minutes, calendar)
        expect(workingMinutesBetween(from, end, calendar)).toBe(minutes)
        expect(isWorkday(dayAt(end), calendar)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
