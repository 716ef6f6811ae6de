import { addDays, type Day, daysBetween } from '#lib/day'

/** Who does something in the first days. */
export const newcomerRoles = ['newcomer', 'mentor', 'manager'] as const
export type NewcomerRole = (typeof newcomerRoles)[number]

/** Where somebody's first days stand. */
export const newcomerStates = ['open', 'passed', 'ended'] as const
export type NewcomerState = (typeof newcomerStates)[number]

/** What is said at a milestone. */
export const reviewVerdicts = ['on-track', 'behind', 'at-risk'] as const
export type ReviewVerdict = (typeof reviewVerdicts)[number]

/** One thing to do in the first days: by whom, within how many days; a course is done when it is completed. */
export type FirstDaysItem = {
  code: string
  name: string
  nameEn: string
  withinDays: number
  by: NewcomerRole
  courseCode: string | null
}

/** An item with when it is due and when it was done. */
export type ItemStanding = FirstDaysItem & { dueOn: Day; doneOn: Day | null; overdue: boolean }

/** How the items of a plan stand on a day, the ones due first first. `done`: the days on which they were, by code. */
export function itemsOn(
  items: readonly FirstDaysItem[],
  fromDay: Day,
  today: Day,
  done: ReadonlyMap<string, Day>,
): ItemStanding[] {
  return items
    .map(item => {
      const dueOn = addDays(fromDay, item.withinDays)
      const doneOn = done.get(item.code) ?? null
      return { ...item, dueOn, doneOn, overdue: doneOn === null && dueOn < today }
    })
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
}

/**
 * Whether a milestone's review may be written: once the milestone before it has come, so that nobody judges the ninetieth day in
 * the first week.
 */
export function reviewOpen(reviewDays: readonly number[], day: number, fromDay: Day, today: Day): boolean {
  const place = reviewDays.indexOf(day)
  if (place < 0) return false
  return daysBetween(fromDay, today) >= (place === 0 ? 0 : reviewDays[place - 1]!)
}

/** The first milestone the manager has not spoken at, with the day it falls on; null when all are done. */
export function nextReview(
  reviewDays: readonly number[],
  fromDay: Day,
  said: readonly { day: number; role: NewcomerRole }[],
): { day: number; dueOn: Day } | null {
  const day = reviewDays.find(one => !said.some(review => review.day === one && review.role === 'manager'))
  return day === undefined ? null : { day, dueOn: addDays(fromDay, day) }
}
