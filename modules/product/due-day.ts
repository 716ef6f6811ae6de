import { type Day, daysInMonth, parts } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import { type Every, monthly, type Terms } from './terms.ts'

/** A day in the three forms the engine needs, so that no text is parsed in the loop. `number` counts from 1970-01-01. */
export type CalendarDay = { on: Day; year: number; month: number; date: number; number: number }

const lastYear = 2999
const two = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

/** Days from 1970-01-01 to a date of the Gregorian calendar; years are counted from March, so that the leap day is last. */
function numberOf(year: number, month: number, date: number): number {
  const marchYear = month > 2 ? year : year - 1
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** A date of the calendar with its number. @throws Refusal product.due_beyond_calendar behind the last year */
export function calendarDay(year: number, month: number, date: number): CalendarDay {
  refuseUnless(year <= lastYear, 'product.due_beyond_calendar', { lastYear }, 'periods')
  const on = `${year}-${two[month]}-${two[date]}` as Day
  return { on, year, month, date, number: numberOf(year, month, date) }
}

/** A day with its parts and number. */
export function calendarDayOf(day: Day): CalendarDay {
  const { year, month, date } = parts(day)
  return calendarDay(year, month, date)
}

/** The day so many days behind another. @throws Refusal product.due_beyond_calendar behind the last year */
export function daysLater(from: CalendarDay, count: number): CalendarDay {
  // Beyond a million days the calendar of JavaScript texts ends too; the year tells.
  refuseUnless(count < 500_000, 'product.due_beyond_calendar', { lastYear }, 'periods')
  const { year, month, date } = parts(new Date((from.number + count) * 86_400_000).toISOString().slice(0, 10) as Day)
  return calendarDay(year, month, date)
}

function monthsLater(from: CalendarDay, count: number, anchorDate: number): CalendarDay {
  const index = from.year * 12 + from.month - 1 + count
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  return calendarDay(year, month, anchorDate <= 28 ? anchorDate : Math.min(anchorDate, daysInMonth(year, month)))
}

const monthsOf = { day: 0, week: 0, month: 1, quarter: 3, year: 12 } as const

/** The day `count` periods after a day, keeping the anchor date where the month has it. */
function periodsLater(from: CalendarDay, every: Every, count: number, anchorDate: number): CalendarDay {
  const months = monthsOf[every.unit]
  if (months > 0) return monthsLater(from, count * every.count * months, anchorDate)
  return daysLater(from, count * every.count * (every.unit === 'week' ? 7 : 1))
}

/** What due days follow from. */
type DueTerms = Pick<Terms<bigint>, 'disbursedOn' | 'firstDueOn' | 'lastDueOn' | 'periods' | 'every' | 'anchorDate'>

/**
 * The disbursement day and the due days behind it. Due days are whole periods after the disbursement, or after
 * `firstDueOn`; a day the month lacks becomes the month end and the anchor returns after it. `lastDueOn` ends the last
 * period earlier or later than that, but not before it begins nor where another whole one would end.
 * @throws Refusal product.due_beyond_calendar when the plan would run beyond the year 2999, product.last_due
 */
export function calendarOf(terms: DueTerms): {
  disbursed: CalendarDay
  due: CalendarDay[]
} {
  const { every = monthly } = terms
  const disbursed = calendarDayOf(terms.disbursedOn)
  const first = terms.firstDueOn ? calendarDayOf(terms.firstDueOn) : null
  const anchor = first ?? disbursed
  const due: CalendarDay[] = []
  for (let index = 0; index < terms.periods; index += 1)
    due.push(periodsLater(anchor, every, first ? index : index + 1, terms.anchorDate ?? anchor.date))
  if (terms.lastDueOn && terms.lastDueOn !== due.at(-1)!.on) due[due.length - 1] = agreedLast(terms, disbursed, due)
  return { disbursed, due }
}

/** The last due day that was agreed, where it is none of the regular ones. */
function agreedLast(terms: DueTerms, disbursed: CalendarDay, regular: readonly CalendarDay[]): CalendarDay {
  const last = calendarDayOf(terms.lastDueOn!)
  const { firstDueOn, periods, every = monthly } = terms
  const before = regular.at(-2) ?? disbursed
  const anchor = firstDueOn ? regular[0]! : disbursed
  const beyond = periodsLater(anchor, every, firstDueOn ? periods : periods + 1, terms.anchorDate ?? anchor.date)
  const possible = last.number > before.number && last.number < beyond.number && !(firstDueOn && periods === 1)
  refuseUnless(possible, 'product.last_due', {}, 'lastDueOn')
  return last
}

/** The due days of terms, first to last. */
export function dueDays(terms: DueTerms): Day[] {
  return calendarOf(terms).due.map(day => day.on)
}

/** Whether all periods are alike, so that the plan has one periodic rate. */
export function isRegular(terms: DueTerms): boolean {
  return hasRegularFirst(terms) && hasRegularLast(terms)
}

/** Whether the last period ends where whole ones do. */
export function hasRegularLast(terms: DueTerms): boolean {
  return !terms.lastDueOn || calendarOf({ ...terms, lastDueOn: undefined }).due.at(-1)!.on === terms.lastDueOn
}

/** Whether the first period is as long as the others. */
export function hasRegularFirst(terms: Pick<Terms<bigint>, 'disbursedOn' | 'firstDueOn' | 'every'>): boolean {
  if (!terms.firstDueOn) return true
  const disbursed = calendarDayOf(terms.disbursedOn)
  return periodsLater(disbursed, terms.every ?? monthly, 1, disbursed.date).on === terms.firstDueOn
}
