import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups, boardPeople, withDescendants } from '#team'
import type { api } from '../api.ts'
import { figureOf } from '../figure.ts'
import { type MetricCode, metricOf, metricsOn } from '../metric.ts'
import { checkPeriod } from '../period.ts'
import { ask, type By, type Measured, measure } from '../store/measure.ts'
import { boardTargets } from './board-targets.ts'

type Figures = Partial<Record<MetricCode, ReturnType<typeof figureOf>>>
const permission = 'performance.metric.read'

/**
 * Figures per person, per group and in all. People and groups within the reader's scope show their whole figure, the same for
 * whoever may see it; what is in all counts the rows within the scope. @throws Refusal performance.period
 */
export async function teamBoard(
  ctx: Context,
  period: Input<typeof api.teamBoard>,
): Promise<Output<typeof api.teamBoard>> {
  checkPeriod(period)
  const people = await boardPeople(ctx, permission)
  const groups = await boardGroups(ctx.sql, ctx.today)
  const entitled = groups.filter(
    group => ctx.rights.verdict(permission, { ownerId: null, groupId: group.key, branchId: group.branchKey }).allow,
  )
  const tree = entitled.flatMap(group =>
    withDescendants(group.key, groups).map(memberKey => ({ groupKey: group.key, memberKey })),
  )
  const metrics = metricsOn('team')
  const everything = await ask(ctx, 'everything')
  const targets = await boardTargets(ctx, metrics, period)
  const told = async (by: By) => bySubject(await measure(everything, metrics, [period], by))
  const byPerson = await told('people')
  const byGroup = tree.length > 0 ? await told({ tree }) : new Map<bigint, Figures>()
  const all: Figures = {}
  for (const { code, tally } of await measure(await ask(ctx), metrics, [period], 'all'))
    all[code] = figureOf(metricOf(code), tally)
  // A group is shown with whoever stands above it, so that the tree has no gaps.
  const shown = new Set(
    groups
      .filter(group => byGroup.has(group.key) || people.some(person => person.groupKey === group.key))
      .map(group => group.key),
  )
  const isShown = (key: bigint) => withDescendants(key, groups).some(below => shown.has(below))
  return {
    asOf: ctx.now,
    businessDay: ctx.today,
    ...period,
    people: people.map(person => ({
      id: person.id,
      name: person.name,
      post: person.post,
      groupId: person.groupKey === null ? null : toId('group', person.groupKey),
      groupName: person.groupName,
      branchName: person.branchName,
      reportsTo: person.reportsToKey === null ? null : toId('person', person.reportsToKey),
      reportsToName: person.reportsToName,
      onLeave: person.onLeave,
      figures: byPerson.get(person.key) ?? {},
      targets: targets('person', person.key, byPerson.get(person.key) ?? {}),
    })),
    groups: groups
      .filter(group => isShown(group.key))
      .map(group => ({
        id: toId('group', group.key),
        name: group.name,
        parentId: group.parentKey === null ? null : toId('group', group.parentKey),
        people: people.filter(person => person.groupKey === group.key).length,
        branchName: group.branchName,
        figures: byGroup.get(group.key) ?? {},
        targets: targets('group', group.key, byGroup.get(group.key) ?? {}),
      })),
    all,
  }
}

function bySubject(measured: readonly Measured[]): Map<bigint, Figures> {
  const map = new Map<bigint, Figures>()
  for (const { code, subjectKey, isAll, tally } of measured) {
    if (isAll || subjectKey === null) continue
    const found = map.get(subjectKey) ?? {}
    found[code] = figureOf(metricOf(code), tally)
    map.set(subjectKey, found)
  }
  return map
}
