import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import { type MetricCode, metrics } from '../metric.ts'
import { type MetricOnDay, metricOn } from '../metric-version.ts'
import { metricVersions } from '../store/metric-version.ts'

/** The registry as it holds on a day, by code: the program's metrics with what the house has changed of them. */
export async function metricsOnDay(ctx: Context, day: Day): Promise<Map<MetricCode, MetricOnDay>> {
  const changes = (await metricVersions(ctx.sql)).filter(version => version.state === 'approved')
  return new Map(
    metrics.map(metric => [
      metric.code,
      metricOn(
        metric,
        changes.filter(change => change.code === metric.code),
        day,
      ),
    ]),
  )
}
