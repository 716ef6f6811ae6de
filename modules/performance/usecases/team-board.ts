import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups, boardPeople, withDescendants } from '#team'
import type { api } from '../api.ts'
import { figureOf } from '../figure.ts'
import { type MetricCode, metricsOn } from '../metric.ts'
import { checkPeriod } from '../period.ts'
import * as store from '../store.ts'

type Figures = Partial<Record<MetricCode, ReturnType<typeof figureOf>>>

/** Figures per person, per group and in all; only rows and people within the reader's scope. @throws Refusal performance.period */
export async function teamBoard(
  ctx: Context,
  period: Input<typeof api.teamBoard>,
): Promise<Output<typeof api.teamBoard>> {
  checkPeriod(period)
  const byPerson = new Map<bigint, Figures>()
  const byGroup = new Map<bigint, Figures>()
  const all: Figures = {}
  const people = await boardPeople(ctx, 'performance.metric.read')
  const groups = await boardGroups(ctx.sql, ctx.today)
  const tree = groups.flatMap(group =>
    withDescendants(group.key, groups).map(memberKey => ({ groupKey: group.key, memberKey })),
  )
  for (const metric of metricsOn('team')) {
    for (const row of await store.tallies(ctx, metric, period)) {
      if (row.isAll) all[metric.code] = figureOf(metric, row)
      else if (row.personKey !== null) at(byPerson, row.personKey)[metric.code] = figureOf(metric, row)
    }
    for (const row of await store.groupTallies(ctx, metric, period, tree))
      at(byGroup, row.groupKey)[metric.code] = figureOf(metric, row)
  }
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
      })),
    all,
  }
}

function at(map: Map<bigint, Figures>, key: bigint): Figures {
  const found = map.get(key) ?? {}
  map.set(key, found)
  return found
}
