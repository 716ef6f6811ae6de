import { addMonths, type Day, monthEnd } from '#lib/day'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { readInMemory } from '#platform/database'
import type { Input, Output } from '#platform/operation'
import { boardGroups, withDescendants } from '#team'
import type { api } from '../api.ts'
import { together } from '../figure.ts'
import { isKept, type Level } from '../metric.ts'
import { firstOf } from '../period.ts'
import {
  type FrozenFigure,
  freezeRows,
  frozenMonths,
  insertFrozenMonth,
  freezeFigures as keepFigures,
} from '../store/frozen.ts'
import { alike, ask, type By, type Measured } from '../store/measure.ts'
import { metricsOnDay } from './metrics-on-day.ts'

/** The months whose figures are kept. */
export async function listFrozen(ctx: Context): Promise<Output<typeof api.listFrozen>> {
  return (await frozenMonths(ctx.sql)).map(({ month, at, byName, versions }) => ({
    month,
    at,
    byName,
    metrics: Object.keys(versions).length,
  }))
}

/**
 * Keeps the figures of a month as they are: each metric's value for the company, every branch, group and person, and the rows it was made
 * of. Nothing about the month changes afterwards; what is corrected later shows as a difference beside it.
 * @throws Refusal performance.month_not_over, performance.figures_frozen
 */
export async function freezeFigures(
  ctx: Context,
  { month }: Input<typeof api.freezeFigures>,
): Promise<Output<typeof api.freezeFigures>> {
  const first = firstOf(month)
  refuseUnless(ctx.today >= addMonths(first, 1), 'performance.month_not_over', { month: first.slice(0, 7) })
  if (!(await keepMonth(ctx, first))) throw new Refusal('performance.figures_frozen', { month: first.slice(0, 7) })
  return listFrozen(ctx)
}

/** Keeps the figures of a month that is over, with their rows; false where they are kept already. */
export async function keepMonth(ctx: Context, first: Day): Promise<boolean> {
  const span = { from: first, to: monthEnd(first) }
  const metrics = [...(await metricsOnDay(ctx, span.to)).values()].filter(isKept)
  const versions = Object.fromEntries(metrics.map(metric => [metric.code, metric.number]))
  if (!(await insertFrozenMonth(ctx, first, versions))) return false
  const asked = await ask(ctx, 'everything')
  const groups = await boardGroups(ctx.sql, span.to)
  const tree = groups.flatMap(group =>
    withDescendants(group.key, groups).map(memberKey => ({ groupKey: group.key, memberKey })),
  )
  const told: [Level, By][] = [
    ['person', 'people'],
    ['branch', 'branches'],
    ...(tree.length > 0 ? [['group', { tree }] as [Level, By]] : []),
  ]
  // What adds up is measured in the places the rows were made in, and added for whoever is told; quantiles are measured for each.
  const places: Measured[] = []
  const figures: FrozenFigure[] = []
  await readInMemory(ctx.sql, async () => {
    for (const group of Map.groupBy(metrics, alike).values()) {
      const found = await freezeRows(asked, group, first, span, told)
      places.push(...found.places)
      figures.push(...found.figures)
    }
  })
  const above = Map.groupBy(tree, link => link.memberKey)
  for (const [code, own] of Map.groupBy(places, one => one.code)) {
    const added = (level: Level, keysOf: (one: Measured) => readonly bigint[]): FrozenFigure[] => {
      const subjects = Map.groupBy(
        own.flatMap(one => keysOf(one).map(key => ({ key, tally: one.tally }))),
        one => one.key,
      )
      return [...subjects].map(([subjectKey, all]) => ({
        code,
        level,
        subjectKey,
        tally: together(all.map(one => one.tally)),
      }))
    }
    figures.push(
      ...added('company', () => [0n]),
      ...added('person', one => (one.subjectKey === null ? [] : [one.subjectKey])),
      ...added('branch', one => (one.branchKey === null ? [] : [one.branchKey])),
      ...added('group', one =>
        one.groupKey === null ? [] : (above.get(one.groupKey) ?? []).map(link => link.groupKey),
      ),
    )
  }
  await keepFigures(ctx.sql, first, figures)
  ctx.note({ month: first, metrics: metrics.length })
  await ctx.emit('performance.figures-frozen', { month: first })
  return true
}
