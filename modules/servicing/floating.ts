import { addDays, addMonths, type Day, dayOf, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Rate } from '#lib/rate'
import { floating } from '#product'

/** How a loan's rate floats, as the contract fixes it. */
export type Floating = floating.FloatingTerms
export type FloatingBase = Floating['base']

/** A published value of a base. */
export type Point = { from: Day; value: Rate }

/** The rate from a day on, and the published value it follows. */
export type Reset = { on: Day; annualRate: Rate; value: Rate; publishedOn: Day }

/** The days on which a base was published with another value than before, ascending. */
export function changeDays(points: readonly Point[]): Day[] {
  return points
    .filter((point, index) => index === 0 || !new Decimal(point.value).eq(points[index - 1]!.value))
    .map(point => point.from)
}

/** The day behind another on which a rate has to be looked at next; with `publication` any day may bring a change. */
export function resetAfter(reset: Floating['reset'], disbursedOn: Day, on: Day): Day {
  if (reset === 'publication') return addDays(on, 1)
  const from = parts(disbursedOn)
  const { year } = parts(on)
  const inYear = (of: number) =>
    reset === 'january' ? dayOf(of, 1, 1) : addMonths(disbursedOn, 12 * (of - from.year), from.date)
  return inYear(year) > on ? inYear(year) : inYear(year + 1)
}

/**
 * The resets that have become due, from the day that was to be looked at next up to another, and the day to look at next.
 * Each takes the value in force on its day; one that leaves the rate as it is is told too, for the caller knows the rate.
 * @param points the base's published values up to the last day, ascending
 */
export function resetsDue(
  terms: Floating,
  disbursedOn: Day,
  from: Day,
  through: Day,
  points: readonly Point[],
): { resets: Reset[]; next: Day } {
  const days: Day[] = []
  if (terms.reset === 'publication') days.push(...changeDays(points).filter(day => day >= from && day <= through))
  else {
    let day = resetAfter(terms.reset, disbursedOn, addDays(from, -1))
    for (; day <= through; day = resetAfter(terms.reset, disbursedOn, day)) days.push(day)
  }
  const resets = days.flatMap(on => {
    const point = points.findLast(one => one.from <= on)
    return point
      ? [{ on, annualRate: floating.rateAt(terms, point.value), value: point.value, publishedOn: point.from }]
      : []
  })
  return { resets, next: resetAfter(terms.reset, disbursedOn, days.at(-1) ?? addDays(from, -1)) }
}

/** For each base and kind of reset the last day that brings something: a loan to be looked at by then is due. */
export type ResetBound = { base: FloatingBase; reset: Floating['reset']; through: Day }

/** The bounds of a day's close. @param points each base's published values up to the day */
export function resetBounds(day: Day, points: Readonly<Record<FloatingBase, readonly Point[]>>): ResetBound[] {
  return floating.bases.flatMap(base =>
    floating.resets.flatMap(reset => {
      const through = reset === 'publication' ? changeDays(points[base]).at(-1) : day
      return through ? [{ base, reset, through }] : []
    }),
  )
}
