import type { Day } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Post } from './post.ts'

/** One stretch of a person's work: a post in a group, from a day up to but not including another. */
export type Assignment = {
  personKey: bigint
  post: Post
  groupKey: bigint
  reportsTo: bigint | null
  fromDay: Day
  toDay: Day | null
}

/**
 * Checks that a new assignment keeps the reporting line a tree: nobody reports to themself, not even through others.
 * @param managerOf who each person reports to now
 * @throws Refusal team.reporting_circle
 */
export function checkReportingLine(
  personKey: bigint,
  reportsTo: bigint | null,
  managerOf: ReadonlyMap<bigint, bigint | null>,
) {
  for (let above = reportsTo; above !== null; above = managerOf.get(above) ?? null) {
    refuseUnless(above !== personKey, 'team.reporting_circle', {}, 'reportsTo')
  }
}

/**
 * Checks the day a change takes effect against the assignment it ends.
 * @throws Refusal team.effective_day when it would rewrite the past
 */
export function checkEffectiveDay(current: Pick<Assignment, 'fromDay'> | null, fromDay: Day) {
  refuseUnless(
    !current || fromDay > current.fromDay,
    'team.effective_day',
    { since: current?.fromDay ?? '' },
    'fromDay',
  )
}
