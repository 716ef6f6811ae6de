import { addMonths, monthEnd } from '#lib/day'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups, withDescendants } from '#team'
import type { api } from '../api.ts'
import { isKept, type Level } from '../metric.ts'
import { firstOf } from '../period.ts'
import { freezeRows, frozenMonths, insertFrozenMonth, freezeFigures as keepFigures } from '../store/frozen.ts'
import { ask, type By, measure } from '../store/measure.ts'
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
  const span = { from: first, to: monthEnd(first) }
  refuseUnless(ctx.today >= addMonths(first, 1), 'performance.month_not_over', { month: first.slice(0, 7) })
  const metrics = [...(await metricsOnDay(ctx, span.to)).values()].filter(isKept)
  const versions = Object.fromEntries(metrics.map(metric => [metric.code, metric.number]))
  if (!(await insertFrozenMonth(ctx, first, versions)))
    throw new Refusal('performance.figures_frozen', { month: first.slice(0, 7) })
  const asked = await ask(ctx, 'everything')
  for (const metric of metrics) await freezeRows(asked, metric, first, span)
  const groups = await boardGroups(ctx.sql, span.to)
  const tree = groups.flatMap(group =>
    withDescendants(group.key, groups).map(memberKey => ({ groupKey: group.key, memberKey })),
  )
  const told: [Level, By][] = [
    ['person', 'people'],
    ['branch', 'branches'],
    ...(tree.length > 0 ? [['group', { tree }] as [Level, By]] : []),
  ]
  for (const [level, by] of told) {
    const figures = await measure(asked, metrics, [span], by)
    await keepFigures(
      ctx.sql,
      first,
      figures.flatMap(({ code, subjectKey, isAll, tally }) => {
        if (isAll) return [{ code, level: 'company' as const, subjectKey: 0n, tally }]
        return subjectKey === null ? [] : [{ code, level, subjectKey, tally }]
      }),
    )
  }
  ctx.note({ month: first, metrics: metrics.length })
  await ctx.emit('performance.figures-frozen', { month: first })
  return listFrozen(ctx)
}
