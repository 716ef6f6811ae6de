import { type Day, daysBetween } from '#lib/day'
import { refuseUnless } from '#lib/refusal'

/** A stretch of days, both ends included. */
export type Period = { from: Day; to: Day }

/** Checks that a period runs forward and is no longer than ten years. @throws Refusal performance.period */
export function checkPeriod({ from, to }: Period): void {
  refuseUnless(from <= to && daysBetween(from, to) <= 3660, 'performance.period', {}, 'to')
}

/** The first day of the month of a day. */
export const firstOf = (day: Day): Day => `${day.slice(0, 7)}-01` as Day
