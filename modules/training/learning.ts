import { addDays, type Day, dayAt, type Instant, latest } from '#lib/day'

/** How far a person is in a post. */
export const levels = ['newcomer', 'regular', 'senior'] as const
export type Level = (typeof levels)[number]

/** The first three months are a newcomer's (30/60/90 days), unless somebody said otherwise. */
const newcomerDays = 90

/**
 * The level of a person on a day: what was set last while the present post has been held, else by how long it has been. What was
 * set in another post ended with it: being senior as a reviewer says nothing of a collector.
 */
export function levelOn(postSince: Day, today: Day, set: { level: Level; on: Day } | null): Level {
  if (set && set.on >= postSince) return set.level
  return today < addDays(postSince, newcomerDays) ? 'newcomer' : 'regular'
}

/** Where a course to be learnt comes from. */
export const dutySources = ['path', 'assigned', 'defect', 'plan', 'renewal'] as const
export type DutySource = (typeof dutySources)[number]

/** A course somebody has to learn by a day. */
export type Duty = {
  courseKey: bigint
  source: DutySource
  reason: string
  dueOn: Day
  /** What was completed after this moment satisfies it; null when any completion does. */
  since: Instant | null
}

/** The day by which a course of a path is due: so many days after the post began, or the path did for who was there before. */
export function pathDue(postSince: Day, pathSince: Instant, withinDays: number): Day {
  return addDays(latest(postSince, dayAt(pathSince)), withinDays)
}

/** Whether completions (their moments) satisfy a duty. */
export function satisfied(duty: Pick<Duty, 'since'>, completions: readonly Instant[]): boolean {
  return completions.some(at => duty.since === null || at > duty.since)
}

/** One duty a course: of several the one due first, the rest are the same work. */
export function oneEach(duties: readonly Duty[]): Duty[] {
  const soonest = new Map<bigint, Duty>()
  for (const duty of duties) {
    const known = soonest.get(duty.courseKey)
    if (!known || duty.dueOn < known.dueOn) soonest.set(duty.courseKey, duty)
  }
  return [...soonest.values()].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
}

/** What a required certificate is for a person: held well, running out soon, in grace, missing; or held without being asked. */
export const skillStates = ['held', 'expiring', 'grace', 'missing', 'extra', 'none'] as const
export type SkillState = (typeof skillStates)[number]

/** Days before the end from which a certificate counts as running out. */
export const expiringDays = 30

/** The cell of a skills matrix. */
export function skillState(
  required: boolean,
  held: { endsAt: Instant; validUntil: Instant } | null,
  now: Instant,
): SkillState {
  if (!held) return required ? 'missing' : 'none'
  if (now >= held.validUntil) return 'grace'
  if (dayAt(held.endsAt) <= addDays(dayAt(now), expiringDays)) return 'expiring'
  return required ? 'held' : 'extra'
}

/** A line of a person's plan of the year. */
export type PlanLine = {
  kind: 'course' | 'hours' | 'other'
  courseKey: bigint | null
  targetMinutes: number | null
  doneAt: Instant | null
  addedAt: Instant
}

/**
 * How far a line of the plan is, 0–100: a course by its completion within the year, hours by the minutes credited in it,
 * anything else when somebody says that it is done.
 */
export function planProgress(
  line: PlanLine,
  year: number,
  completions: readonly { courseKey: bigint; at: Instant }[],
  minutes: number,
): number {
  if (line.kind === 'other') return line.doneAt ? 100 : 0
  if (line.kind === 'hours') return Math.min(100, Math.floor((minutes * 100) / (line.targetMinutes || 1)))
  const inYear = (at: Instant) => Number(dayAt(at).slice(0, 4)) === year
  return completions.some(one => one.courseKey === line.courseKey && inYear(one.at)) ? 100 : 0
}
