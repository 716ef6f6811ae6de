import { assert } from './assert.ts'

/** A calendar day `YYYY-MM-DD`; it has no time and no zone. Comparable with `<` and `===`. */
export type Day = string & { readonly __day: true }

/** A moment in UTC, ISO 8601 with milliseconds, `2026-11-23T01:02:03.004Z`. Comparable with `<`. */
export type Instant = string & { readonly __instant: true }

const msPerDay = 86_400_000

/** Parses a day; null when malformed or impossible (30 February). Years 1900–2999. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  const year = Number(match[1])
  const month = Number(match[2])
  const date = Number(match[3])
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return null
  return text as Day
}

/** Brands a literal or trusted text as a day. @throws Bug when it is none. */
export function day(text: string): Day {
  const parsed = parseDay(text)
  assert(parsed, `not a day: ${text}`)
  return parsed
}

/** Brands a trusted ISO text as an instant, normalised to UTC milliseconds. @throws Bug when it is none. */
export function instant(text: string): Instant {
  const ms = Date.parse(text)
  assert(!Number.isNaN(ms), `not an instant: ${text}`)
  return new Date(ms).toISOString() as Instant
}

/** Adds whole milliseconds to an instant. */
export function addMs(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString() as Instant
}

/** Milliseconds from `a` to `b`; negative when `b` is earlier. */
export function msBetween(a: Instant, b: Instant): number {
  return Date.parse(b) - Date.parse(a)
}

/** Days since 1970-01-01. Years are counted from March, so that the leap day is their last; no text of a Date is parsed. */
export function dayNumber(value: Day): number {
  if (value.length !== 10) return Date.parse(`${value}T00:00:00Z`) / msPerDay
  const { year, month, date } = parts(value)
  const marchYear = month > 2 ? year : year - 1
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The day with this many days since 1970-01-01. */
export function dayFromNumber(number: number): Day {
  // Outside the four digits of a year, and for what is no whole number, the calendar of JavaScript has the last word.
  if (!(number >= -700_000 && number <= 2_900_000 && Number.isInteger(number)))
    return new Date(number * msPerDay).toISOString().slice(0, 10) as Day
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * march + 2) / 5) + 1
  const month = march < 10 ? march + 3 : march - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${year < 1000 ? String(year).padStart(4, '0') : year}-${two[month]}-${two[date]}` as Day
}

const two = Array.from({ length: 32 }, (_, value) => String(value).padStart(2, '0'))

/** The day `count` days later (earlier when negative). */
export function addDays(value: Day, count: number): Day {
  return dayFromNumber(dayNumber(value) + count)
}

/** Calendar days from `from` to `to`: the first day counts, the last does not (算头不算尾). */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/** Number of days in a month, 1–12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Whether the year has a 29 February. */
export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Year, month 1–12 and day of month. */
export function parts(value: Day): { year: number; month: number; date: number } {
  const digit = (index: number) => value.charCodeAt(index) - 48
  return {
    year: digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3),
    month: digit(5) * 10 + digit(6),
    date: digit(8) * 10 + digit(9),
  }
}

/** Builds a day; a date beyond the month's end becomes the month's end. */
export function dayOf(year: number, month: number, date: number): Day {
  const clipped = Math.min(date, daysInMonth(year, month))
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(clipped).padStart(2, '0')}` as Day
}

/**
 * Adds months, keeping `anchorDate` (default: the day's own date) where the month has it and the month end where not:
 * 31 January → 28 February → 31 March when the anchor is 31.
 */
export function addMonths(value: Day, count: number, anchorDate?: number): Day {
  const { year, month, date } = parts(value)
  const index = year * 12 + (month - 1) + count
  return dayOf(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, anchorDate ?? date)
}

/** Whole months from `from`'s month to `to`'s month, ignoring the day of month. */
export function monthsBetween(from: Day, to: Day): number {
  const a = parts(from)
  const b = parts(to)
  return (b.year - a.year) * 12 + b.month - a.month
}

/** The last day of the month. */
export function monthEnd(value: Day): Day {
  const { year, month } = parts(value)
  return dayOf(year, month, 31)
}

/** ISO weekday, 1 Monday … 7 Sunday. */
export function weekday(value: Day): number {
  return ((((dayNumber(value) + 3) % 7) + 7) % 7) + 1
}

/** The earlier of two days. */
export function earliest(a: Day, b: Day): Day {
  return a < b ? a : b
}

/** The later of two days. */
export function latest(a: Day, b: Day): Day {
  return a > b ? a : b
}

/** The calendar day of an instant in a zone with a fixed offset; Asia/Shanghai has been UTC+8 without change since 1991. */
export function dayAt(at: Instant, offsetMinutes = 480): Day {
  return new Date(Date.parse(at) + offsetMinutes * 60_000).toISOString().slice(0, 10) as Day
}

/** The instant of `HH:MM` on a day in a zone with a fixed offset (Asia/Shanghai by default). */
export function instantAt(value: Day, time: string, offsetMinutes = 480): Instant {
  assert(/^\d{2}:\d{2}$/.test(time), `not a time: ${time}`)
  return new Date(Date.parse(`${value}T${time}:00Z`) - offsetMinutes * 60_000).toISOString() as Instant
}
