import { addDays, type Day, daysBetween, monthEnd } from '#lib/day'
import { refuseUnless } from '#lib/refusal'

/** A stretch of days, both ends included. */
export type Period = { from: Day; to: Day }

/** Checks that a period runs forward and is no longer than ten years. @throws Refusal performance.period */
export function checkPeriod({ from, to }: Period): void {
  refuseUnless(from <= to && daysBetween(from, to) <= 3660, 'performance.period', {}, 'to')
}

/** The first day of the month of a day. */
export const firstOf = (day: Day): Day => `${day.slice(0, 7)}-01` as Day

/** The last month's end up to a day. */
export function lastMonthEnd(day: Day): Day {
  return monthEnd(day) === day ? day : addDays(firstOf(day), -1)
}

/** The month ends that adjoining spans ask for: all within them, of a position the last of each. */
export function monthEndsAsked(spans: readonly Period[], isPosition: boolean): Day[] {
  if (isPosition) return spans.map(span => lastMonthEnd(span.to))
  const ends: Day[] = []
  for (let end = monthEnd(spans[0]!.from); end <= spans.at(-1)!.to; end = monthEnd(addDays(end, 1))) ends.push(end)
  return ends
}
