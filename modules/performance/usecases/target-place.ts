import { toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { boardGroups, personById, roster } from '#team'
import { type Metric, metricOf } from '../metric.ts'
import type { Period } from '../period.ts'
import { closedThrough } from '../store/frozen.ts'
import { type TargetPlace, type TargetRow, targetByKey, targetsIn } from '../store/target.ts'
import type { Whose } from './subject-for.ts'

export const mayWrite = 'performance.target.write'

/** Where a target stands for data scopes. */
export const placed = ({ branchKey, groupKey, personKey }: TargetPlace) => ({
  ownerId: personKey,
  groupId: groupKey,
  branchId: branchKey,
})

/** The place a target is set for. @throws Refusal performance.person_not_found, performance.subject_not_found */
export async function placeOf(ctx: Context, whose: Whose): Promise<TargetPlace> {
  const nobody = { branchKey: null, groupKey: null, personKey: null }
  const groups = await boardGroups(ctx.sql, ctx.today)
  if (whose.personId) {
    const person = await personById(ctx.sql, whose.personId, ctx.today)
    if (!person?.groupKey) throw new Refusal('performance.person_not_found')
    return { level: 'person', branchKey: person.branchKey, groupKey: person.groupKey, personKey: person.key }
  }
  if (whose.groupId) {
    const group = groups.find(one => one.key === toKey(whose.groupId!))
    refuseUnless(group, 'performance.subject_not_found', {}, 'groupId')
    return { ...nobody, level: 'group', branchKey: group.branchKey, groupKey: group.key }
  }
  if (whose.branchId) {
    const branchKey = toKey(whose.branchId)
    refuseUnless(
      groups.some(one => one.branchKey === branchKey),
      'performance.subject_not_found',
      {},
      'branchId',
    )
    return { ...nobody, level: 'branch', branchKey }
  }
  return { ...nobody, level: 'company' }
}

/**
 * Whether a target is what whoever asks is measured by: their own, or that of the group or branch they manage. They may answer it with another
 * and never set it themselves.
 */
export async function isOwn(ctx: Context, { level, branchKey, groupKey, personKey }: TargetPlace): Promise<boolean> {
  const { key, groupKey: own, branchKey: home } = ctx.actor
  if (key === null) return false
  if (level === 'person') return personKey === key
  if (level === 'company' || (level === 'group' ? groupKey !== own : branchKey !== home)) return false
  return (await roster.stintsIn(ctx.sql, ctx.today, ctx.today, key)).at(-1)?.function === 'management'
}

/** Checks that whoever asks may set a target. @throws Refusal authority.*, performance.target_yours */
export async function checkSetter(ctx: Context, place: TargetPlace): Promise<void> {
  ctx.rights.check(mayWrite, { ...placed(place), ownerId: null })
  refuseUnless(!(await isOwn(ctx, place)), 'performance.target_yours')
}

/** Refuses what cannot be aimed at, and what is over: a frozen month, also within a longer period that is wholly frozen. */
export async function checkTarget(ctx: Context, metric: Metric, { level }: TargetPlace, period: Period): Promise<void> {
  refuseUnless(
    metric.source !== null && metric.day !== null && metric.levels.includes(level),
    'performance.target_level',
  )
  const closed = await closedThrough(ctx.sql)
  refuseUnless(closed === null || period.to > closed, 'performance.period_frozen', { through: closed ?? '' }, 'from')
}

/** The line that counts behind an identifier, which whoever asks may change. @throws Refusal performance.target_not_found, stale */
export async function targetFor(
  ctx: Context,
  id: `target_${string}`,
  version: number | null = null,
): Promise<{ target: TargetRow; metric: Metric }> {
  const found = await targetByKey(ctx.sql, toKey(id))
  if (!found) throw new Refusal('performance.target_not_found')
  const [now] = (await targetsIn(ctx.sql, [found.code], found)).filter(
    one => samePlace(one, found) && samePeriod(one, found),
  )
  const target = now ?? found
  refuseUnless(target.key === found.key && (version === null || target.number === version), 'performance.stale')
  return { target, metric: metricOf(target.code) }
}

export const samePlace = (a: TargetPlace, b: TargetPlace): boolean =>
  a.level === b.level && a.branchKey === b.branchKey && a.groupKey === b.groupKey && a.personKey === b.personKey

export const samePeriod = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to
