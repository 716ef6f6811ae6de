import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { metrics } from '../metric.ts'
import { firstBody, metricOn } from '../metric-version.ts'
import { metricVersions } from '../store/metric-version.ts'

/** The registry as people read it: each metric as it holds today, with its versions, newest first. */
export async function listMetrics(ctx: Context): Promise<Output<typeof api.listMetrics>> {
  const versions = Map.groupBy(await metricVersions(ctx.sql), version => version.code)
  return metrics.map(metric => {
    const own = versions.get(metric.code) ?? []
    const now = metricOn(
      metric,
      own.filter(version => version.state === 'approved'),
      ctx.today,
    )
    const { code, unit, how, source, better } = metric
    return {
      code,
      version: now.number,
      unit,
      how,
      source,
      waitsFor: metric.waitsFor ?? null,
      levels: [...metric.levels],
      maturity: metric.maturity,
      kpiOf: [...metric.kpiOf],
      better,
      boards: [...metric.boards],
      ...(now.change ?? firstBody(metric)),
      versions: own.map(({ key, code: _, body, madeBy, ...version }) => ({
        id: toId('metricversion', key),
        ...version,
        ...body,
        mine: madeBy !== null && madeBy === ctx.actor.key,
      })),
    }
  })
}
