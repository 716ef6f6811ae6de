import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups, boardPeople } from '#team'
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
  for (const metric of metricsOn('team')) {
    for (const row of await store.tallies(ctx, metric, period)) {
      const figure = figureOf(metric, row)
      const isPersonRow = row.level === 1
      const isGroupRow = row.level === 2
      if (isPersonRow && row.personKey !== null) at(byPerson, row.personKey)[metric.code] = figure
      else if (isGroupRow && row.groupKey !== null) at(byGroup, row.groupKey)[metric.code] = figure
      else if (row.level === 3) all[metric.code] = figure
    }
  }
  const people = await boardPeople(ctx, 'performance.metric.read')
  const groups = await boardGroups(ctx.sql)
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
      reportsToName: person.reportsToName,
      onLeave: person.onLeave,
      figures: byPerson.get(person.key) ?? {},
    })),
    groups: groups
      .filter(group => byGroup.has(group.key) || people.some(person => person.groupKey === group.key))
      .map(group => ({
        id: toId('group', group.key),
        name: group.name,
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
