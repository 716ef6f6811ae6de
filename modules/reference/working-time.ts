import { assert } from '#lib/assert'
import { addDays, type Day, dayAt, type Instant, instantAt, msBetween, weekday } from '#lib/day'

/** Which days are worked and when: holidays and make-up workdays override the weekend rule. */
export type WorkCalendar = {
  hours: readonly { from: string; to: string }[]
  holidays: ReadonlySet<string>
  makeUpDays: ReadonlySet<string>
}

/** Whether people work on a day: Monday to Friday but for holidays, and the make-up days. */
export function isWorkday(day: Day, calendar: WorkCalendar): boolean {
  if (calendar.makeUpDays.has(day)) return true
  return weekday(day) <= 5 && !calendar.holidays.has(day)
}

/** The working stretches of a day, as instants. */
function stretches(day: Day, calendar: WorkCalendar): { from: Instant; to: Instant }[] {
  if (!isWorkday(day, calendar)) return []
  return calendar.hours.map(({ from, to }) => ({ from: instantAt(day, from), to: instantAt(day, to) }))
}

/** Whole working minutes from one moment to another, rounded down; zero when `to` is not later. */
export function workingMinutesBetween(from: Instant, to: Instant, calendar: WorkCalendar): number {
  let ms = 0
  for (let day = dayAt(from); day <= dayAt(to); day = addDays(day, 1)) {
    for (const stretch of stretches(day, calendar)) {
      const begin = stretch.from > from ? stretch.from : from
      const end = stretch.to < to ? stretch.to : to
      if (begin < end) ms += msBetween(begin, end)
    }
  }
  return Math.floor(ms / 60_000)
}

/**
 * The moment at which so many working minutes have passed since `from`: when a clock of working time runs out. Zero minutes
 * from a time nobody works is the moment work begins again.
 * @throws Bug when the calendar has no working time within a year
 */
export function addWorkingMinutes(from: Instant, minutes: number, calendar: WorkCalendar): Instant {
  let left = minutes * 60_000
  let day = dayAt(from)
  for (let idle = 0; idle < 366; idle += 1) {
    for (const stretch of stretches(day, calendar)) {
      const begin = stretch.from > from ? stretch.from : from
      if (begin >= stretch.to) continue
      const length = msBetween(begin, stretch.to)
      if (left <= length) return new Date(Date.parse(begin) + left).toISOString() as Instant
      left -= length
      idle = 0
    }
    day = addDays(day, 1)
  }
  assert(false, 'a calendar without a working day in a year is broken')
}
