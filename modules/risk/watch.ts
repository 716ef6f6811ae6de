import type { Day } from '#lib/day'

/** From calm to grave; `observed` has nothing overdue and is kept on the list by its past (domain.md §9.2). */
export const watchLevels = ['observed', 'blue', 'yellow', 'orange', 'red'] as const
export type WatchLevel = (typeof watchLevels)[number]

/** Why a loan is on the list, the gravest first. */
export const watchReasons = [
  'first-payment',
  'overdue',
  'contagion',
  'restructured',
  'bad-held',
  'risk-held',
  'watched',
] as const
export type WatchReason = (typeof watchReasons)[number]

/** What is to be done next: by the level while something is overdue, else by what keeps the loan on the list. */
export const nextSteps = [
  'remind',
  'call',
  'first-payment',
  'visit',
  'decide',
  'debtor',
  'review',
  'observe-restructured',
  'wait-upgrade',
  'wait-cure',
] as const
export type NextStep = (typeof nextSteps)[number]

/** What the list knows of a loan. A hold without an end in sight ends on a day after every plan. */
export type WatchFacts = {
  level: number
  overdueDays: number
  firstPayment: boolean
  watched: boolean
  contagion: 'none' | 'kept' | 'all'
  classUntil: Day | null
  stageUntil: Day | null
  observedUntil: Day | null
}

/** Why a loan is on the list. While it is overdue, what its past holds it at has no end and is no reason of its own. */
export function reasonsOf(facts: WatchFacts): WatchReason[] {
  const overdue = facts.overdueDays > 0
  const holds: Record<WatchReason, boolean> = {
    'first-payment': facts.firstPayment,
    overdue: overdue && !facts.firstPayment,
    contagion: facts.contagion !== 'none',
    restructured: facts.observedUntil !== null,
    'bad-held': !overdue && facts.classUntil !== null,
    'risk-held': !overdue && facts.classUntil === null && facts.stageUntil !== null,
    watched: facts.watched,
  }
  return watchReasons.filter(reason => holds[reason])
}

const openEnd = '9999-01-01'

/** The morning on which the last of a loan's holds ends when it is paid in time; null while it is overdue or nothing ends by itself. */
export function endsOn({ overdueDays, contagion, watched, ...facts }: WatchFacts): Day | null {
  if (overdueDays > 0 || contagion !== 'none' || watched) return null
  const ends = [facts.classUntil, facts.stageUntil, facts.observedUntil].filter(day => day !== null)
  const last = ends.sort().at(-1)
  return last !== undefined && last < openEnd ? last : null
}

/** What is to be done next about a loan on the list (times by level: domain.md §9.2). */
export function nextStepOf(facts: WatchFacts): NextStep {
  const { level, overdueDays } = facts
  if (level >= 4) return 'decide'
  if (level === 3) return 'visit'
  if (facts.firstPayment) return 'first-payment'
  if (level === 2) return 'call'
  if (overdueDays > 0) return 'remind'
  if (facts.contagion !== 'none') return 'debtor'
  if (facts.watched) return 'review'
  if (facts.observedUntil !== null) return 'observe-restructured'
  return facts.classUntil !== null ? 'wait-upgrade' : 'wait-cure'
}
