import { addDays, type Day } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import { breakpoints, holdsOn } from './period.ts'
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

/** Who reports to whom for a stretch of days: the manager, or somebody else by a dotted line. */
export type ReportingLine = { personKey: bigint; managerKey: bigint; fromDay: Day; toDay: Day | null }

/** How many days a move may be dated back, with a reason; what lies further back has been counted, judged and paid. */
export const longestDatedBack = 31

/**
 * Checks that on every day from `from` on nobody reports to themself, not through others and not through dotted lines: a dotted
 * line is a way to be judged and to escalate, so a circle through it would let two people vouch for each other.
 * @throws Refusal team.reporting_circle
 */
export function checkReportingLines(
  personKey: bigint,
  lines: readonly ReportingLine[],
  from: Day,
  field = 'reportsTo',
) {
  for (const on of breakpoints(lines, from)) {
    const above = new Map<bigint, bigint[]>()
    for (const line of lines)
      if (holdsOn(line, on)) above.set(line.personKey, [...(above.get(line.personKey) ?? []), line.managerKey])
    const reached = new Set<bigint>()
    for (let front = above.get(personKey) ?? []; front.length > 0; ) {
      refuseUnless(!front.includes(personKey), 'team.reporting_circle', {}, field)
      for (const key of front) reached.add(key)
      front = front.flatMap(key => above.get(key) ?? []).filter(key => !reached.has(key))
    }
  }
}

/**
 * Checks the day a change takes effect: after the assignment it ends began; back in time only a month, and with a reason.
 * @throws Refusal team.effective_day when it would rewrite the past, team.dated_back, team.reason_needed
 */
export function checkEffectiveDay(
  current: Pick<Assignment, 'fromDay'> | null,
  fromDay: Day,
  today: Day,
  reason: string | null,
) {
  refuseUnless(
    !current || fromDay > current.fromDay,
    'team.effective_day',
    { since: current?.fromDay ?? '' },
    'fromDay',
  )
  refuseUnless(fromDay >= addDays(today, -longestDatedBack), 'team.dated_back', { days: longestDatedBack }, 'fromDay')
  refuseUnless(fromDay >= today || (reason ?? '').trim() !== '', 'team.reason_needed', { today }, 'reason')
}
