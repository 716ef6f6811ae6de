import { weekday } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { yearFraction } from '../day-count.ts'
import type { CalendarDay } from '../due-day.ts'
import { monthly } from '../terms.ts'
import { countedDay, daysLater, type Moment, momentLater } from './time.ts'

/** Which days are business days: all of them, or Monday to Friday. */
export const calendars = ['NC', 'MF'] as const
export type Calendar = (typeof calendars)[number]

/** Where an event on a holiday goes, and whether its figures are those of the new day (S…) or of the old one (C…). */
export const businessDayConventions = ['SCF', 'SCMF', 'CSF', 'CSMF', 'SCP', 'SCMP', 'CSP', 'CSMP'] as const
export type BusinessDayConvention = (typeof businessDayConventions)[number]

export const actusDayCounts = ['AA', 'A360', 'A365', '30E360', '30E360ISDA', '28E336', 'B252'] as const
export type ActusDayCount = (typeof actusDayCounts)[number]

/** An event's moment after the shift, and the day its figures are counted to. */
export type Shifted = { at: Moment; countedTo: CalendarDay }

/** Whether a day is a business day of a calendar. */
function isBusinessDay(day: CalendarDay, calendar: Calendar): boolean {
  return calendar === 'NC' || weekday(day.on) <= 5
}

/** Moves a moment off holidays. Source: ACTUS technical specification, "Business Day Shift Convention". */
export function shift(moment: Moment, convention: BusinessDayConvention | null, calendar: Calendar): Shifted {
  if (!convention || isBusinessDay(moment.day, calendar)) return { at: moment, countedTo: countedDay(moment) }
  const forward = convention.endsWith('F') ? 1 : -1
  const nearest = (step: number) => {
    let moved = momentLater(moment, step)
    while (!isBusinessDay(moved.day, calendar)) moved = momentLater(moved, step)
    return moved
  }
  const wanted = nearest(forward)
  const at = convention.includes('M') && wanted.day.month !== moment.day.month ? nearest(-forward) : wanted
  return { at, countedTo: countedDay(convention.startsWith('S') ? at : moment) }
}

/** The part of a year between two days, exact up to the precision of decimals. `maturity` matters to 30E/360 ISDA only. */
export function yearPart(
  dayCount: ActusDayCount,
  from: CalendarDay,
  to: CalendarDay,
  { calendar, maturity }: { calendar: Calendar; maturity: CalendarDay | null },
): Decimal {
  switch (dayCount) {
    case '28E336':
      return new Decimal(eurobond(from, to, 28)).div(336)
    case '30E360ISDA':
      return new Decimal(eurobond(from, to, 30, day => isFebruaryEnd(day) && day.number !== maturity?.number)).div(360)
    case 'B252':
      return new Decimal(businessDaysBefore(to, calendar) - businessDaysBefore(from, calendar)).div(252)
    default: {
      // Holidays can bring two events together in the other order: what is counted back is counted as it was forth.
      if (to.number < from.number) return yearPart(dayCount, to, from, { calendar, maturity }).negated()
      const { numerator, denominator } = yearFraction(ourDayCount[dayCount], monthly, from, to)
      return new Decimal(numerator.toString()).div(denominator.toString())
    }
  }
}

/** The part of a year between two days by a contract's own convention. */
export function yearsBetween(
  { dayCount, calendar }: { dayCount: ActusDayCount; calendar: Calendar },
  maturity: Moment,
  from: CalendarDay,
  to: CalendarDay,
): Decimal {
  return yearPart(dayCount, from, to, { calendar, maturity: countedDay(maturity) })
}

/** Business days before a day, counted from a Monday long ago: five of each whole week, and those of the week begun. */
function businessDaysBefore({ number }: CalendarDay, calendar: Calendar): number {
  if (calendar === 'NC') return number
  const sinceMonday = number + 3
  const weeks = Math.floor(sinceMonday / 7)
  return weeks * 5 + Math.min(5, sinceMonday - weeks * 7)
}

const ourDayCount = {
  AA: 'actual/actual',
  A360: 'actual/360',
  A365: 'actual/365',
  '30E360': '30E/360',
} as const

const isFebruaryEnd = (day: CalendarDay) => day.month === 2 && daysLater(day, 1).month === 3

/** Days between two days in a year of twelve equal months, every last day of one standing for its last. */
function eurobond(
  from: CalendarDay,
  to: CalendarDay,
  month: 28 | 30,
  isLast: (day: CalendarDay) => boolean = () => false,
): number {
  const date = (day: CalendarDay) => (isLast(day) ? month : Math.min(day.date, month))
  return ((to.year - from.year) * 12 + to.month - from.month) * month + date(to) - date(from)
}
