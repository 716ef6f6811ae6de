import { toId, toKey } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { personById } from '#team'
import type { api } from '../api.ts'
import { figureOf } from '../figure.ts'
import { keptDifference, keptFigure, keptRows, keptTally } from '../store/kept.ts'
import { ask, measureOne } from '../store/measure.ts'
import { rowsView } from './figure-rows.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { ofLevel } from './subject-for.ts'

/**
 * The rows of a figure that was kept when it paid or graded somebody, as they were at that moment, and how they differ from now.
 * @throws Refusal performance.figure_not_found, authority.out_of_scope
 */
export async function keptFigureRows(
  ctx: Context,
  { figureId }: Input<typeof api.keptFigureRows>,
): Promise<Output<typeof api.keptFigureRows>> {
  const found = await pastWall(ctx.sql, () => keptFigure(ctx.sql, toKey(figureId)))
  if (!found) throw new Refusal('performance.figure_not_found')
  // Whoever may read the pay or the appraisal that stands on it, may read it; so it is told to whoever may see the person now or then.
  const person = await personById(ctx.sql, toId('person', found.personKey), ctx.today)
  const then = { ownerId: found.personKey, groupId: found.groupId, branchId: found.branchId }
  const now = { ownerId: found.personKey, groupId: person?.groupKey ?? null, branchId: person?.branchKey ?? null }
  const may = (['performance.metric.read', 'performance.pay.read'] as const).some(
    one => ctx.rights.verdict(one, then).allow || ctx.rights.verdict(one, now).allow,
  )
  if (!may) ctx.rights.check('performance.metric.read', now)
  const metric = (await metricsOnDay(ctx, found.to)).get(found.code)!
  return pastWall(ctx.sql, async () => {
    const everything = await ask(ctx, 'everything')
    const { subject } = await ofLevel(ctx, found.level, found.subjectKey ?? found.personKey)
    const difference = await keptDifference(everything, found, metric, subject)
    const same = difference.gone + difference.come + difference.changed === 0
    const tally = await keptTally(ctx.sql, found.key, metric)
    return rowsView(ctx, metric, found.version, {
      figure: figureOf(metric, tally),
      tally,
      rows: await keptRows(ctx.sql, found, metric),
      asOf: found.at,
      frozen: true,
      difference: same
        ? null
        : { ...difference, now: figureOf(metric, await measureOne(everything, metric, found, subject)) },
    })
  })
}
