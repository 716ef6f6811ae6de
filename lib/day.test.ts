import { describe, expect, it } from 'vitest'
import { addDays, type Day, dayFromNumber, dayNumber, daysBetween, parts, weekday } from './day.ts'

const msPerDay = 86_400_000

describe('a day', () => {
  it('has the number and the text that the calendar of JavaScript gives it, on every day from 1890 to 3010', () => {
    const from = Date.parse('1890-01-01T00:00:00Z') / msPerDay
    const to = Date.parse('3010-12-31T00:00:00Z') / msPerDay
    let wrong = 0
    for (let number = from; number <= to; number += 1) {
      const date = new Date(number * msPerDay)
      const day = date.toISOString().slice(0, 10) as Day
      const { year, month, date: ofMonth } = parts(day)
      const same =
        dayFromNumber(number) === day &&
        dayNumber(day) === number &&
        year === date.getUTCFullYear() &&
        month === date.getUTCMonth() + 1 &&
        ofMonth === date.getUTCDate() &&
        weekday(day) % 7 === date.getUTCDay()
      if (!same) wrong += 1
    }
    expect(wrong).toBe(0)
    for (const text of ['0001-01-01', '0100-03-01', '0999-12-31', '1000-01-01', '1600-02-29', '9000-02-28'])
      expect(dayFromNumber(dayNumber(text as Day))).toBe(text)
  })

  it('counts on over month ends and leap days, and back', () => {
    expect(addDays('2024-02-28' as Day, 1)).toBe('2024-02-29')
    expect(addDays('2026-02-28' as Day, 1)).toBe('2026-03-01')
    expect(addDays('2026-01-01' as Day, -1)).toBe('2025-12-31')
    expect(daysBetween('2026-01-01' as Day, '2027-01-01' as Day)).toBe(365)
    expect(() => addDays('2026-01-01' as Day, Number.NaN)).toThrow()
  })
})
