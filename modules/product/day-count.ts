import { isLeap } from '#lib/day'
import { type CalendarDay, calendarDay, daysLater } from './due-day.ts'
import type { Fraction } from './fraction.ts'
import { type countedDays, type DayCount, type Every, unitsPerYear } from './terms.ts'

/**
 * The part of a year between two days, exact. `period` is one period whatever its days. `30/360` is the bond basis (a last
 * day 31 becomes 30 only behind a first day 30), `30E/360` the Eurobond basis (every 31 becomes 30), `actual/actual` the
 * ISDA one, split on 1 January; `actual/actual-afb` counts whole years back from the end and what is left over 366 where it
 * holds a 29 February, else over 365. `counted` says which border day is the period's own where that matters, in these two:
 * with the last one the year splits on 31 December. Source: ISDA 2006 definitions 4.16; FBF master agreement 1994.
 */
export function yearFraction(
  dayCount: DayCount,
  every: Every,
  from: CalendarDay,
  to: CalendarDay,
  counted: (typeof countedDays)[number] = 'first',
): Fraction {
  switch (dayCount) {
    case 'period':
      return fraction(every.count, unitsPerYear[every.unit])
    case '30/360': {
      const first = Math.min(from.date, 30)
      return fraction(thirties(from, first, to, to.date === 31 && first === 30 ? 30 : to.date), 360)
    }
    case '30E/360':
      return fraction(thirties(from, Math.min(from.date, 30), to, Math.min(to.date, 30)), 360)
    case 'actual/360':
      return fraction(to.number - from.number, 360)
    case 'actual/365':
      return fraction(to.number - from.number, 365)
    case 'actual/actual':
      return counted === 'first' ? isdaFraction(from, to) : isdaFraction(daysLater(from, 1), daysLater(to, 1))
    case 'actual/actual-afb':
      return counted === 'first' ? afbFraction(from, to) : afbFraction(daysLater(from, 1), daysLater(to, 1))
  }
}

const fraction = (numerator: number, denominator: number): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
})

const thirties = (from: CalendarDay, first: number, to: CalendarDay, last: number) =>
  (to.year - from.year) * 360 + (to.month - from.month) * 30 + last - first

function isdaFraction(from: CalendarDay, to: CalendarDay): Fraction {
  const days = to.number - from.number
  if (from.year === to.year) return fraction(days, isLeap(from.year) ? 366 : 365)
  let leapDays = 0
  // Days from the first day to 1 January behind it, then whole years, then the rest.
  let number = from.number
  for (let year = from.year; year <= to.year; year += 1) {
    const end = year === to.year ? to.number : newYear(from, year + 1)
    if (isLeap(year)) leapDays += end - number
    number = end
  }
  return fraction(leapDays * 365 + (days - leapDays) * 366, 365 * 366)
}

/** Whole years back from the end, on 28 February to a leap year's 29th, and the days before them. */
function afbFraction(from: CalendarDay, to: CalendarDay): Fraction {
  let years = 0
  let end = to
  for (;;) {
    const back = yearsBefore(to, years + 1)
    if (back.number < from.number) break
    years += 1
    end = back
  }
  const leapDay = [from.year, end.year].some(year => {
    if (!isLeap(year)) return false
    const { number } = calendarDay(year, 2, 29)
    return from.number <= number && number < end.number
  })
  const base = leapDay ? 366 : 365
  return fraction(years * base + end.number - from.number, base)
}

function yearsBefore({ year, month, date }: CalendarDay, count: number): CalendarDay {
  const earlier = year - count
  return calendarDay(earlier, month, month === 2 && date >= 28 ? (isLeap(earlier) ? 29 : 28) : date)
}

/** Day number of 1 January of a year, counted on from a day before it. */
function newYear(from: CalendarDay, year: number): number {
  let number = from.number - dayOfYear(from)
  for (let passed = from.year; passed < year; passed += 1) number += isLeap(passed) ? 366 : 365
  return number
}

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const dayOfYear = ({ year, month, date }: CalendarDay) =>
  daysBefore[month - 1]! + (month > 2 && isLeap(year) ? 1 : 0) + date - 1
