import { must } from '#lib/assert'
import { addDays } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { metricOf } from '../metric.ts'
import { checkChange, firstBody, metricOn } from '../metric-version.ts'
import { closedThrough } from '../store/frozen.ts'
import * as store from '../store/metric-version.ts'

/**
 * Proposes a change of a metric from a day on; another person decides. What is frozen was measured by the version of its day.
 * @throws Refusal performance.metric_unchanged, metric_part, metric_proposed_conflict, metric_day
 */
export async function proposeMetric(
  ctx: Context,
  input: Input<typeof api.proposeMetric>,
): Promise<Output<typeof api.proposeMetric>> {
  const { code, fromDay, reason, ...body } = input
  const metric = metricOf(code)
  const versions = (await store.metricVersions(ctx.sql, code)).filter(version => version.state === 'approved')
  const now = metricOn(metric, versions, fromDay)
  checkChange(metric, now.change ?? firstBody(metric), body)
  const closed = await closedThrough(ctx.sql)
  const earliest = closed === null || closed < ctx.today ? ctx.today : addDays(closed, 1)
  refuseUnless(fromDay >= earliest, 'performance.metric_day', { earliest }, 'fromDay')
  const key = await store.insertMetricVersion(ctx, { code, body, reason, fromDay })
  if (key === null) throw new Refusal('performance.metric_proposed_conflict')
  ctx.note({ code, fromDay })
  return { id: toId('metricversion', key) }
}

/** Approves or rejects a proposed change; not one's own. @throws Refusal performance.metric_version_not_found, own_metric */
export async function decideMetric(
  ctx: Context,
  { id, approve }: Input<typeof api.decideMetric>,
): Promise<Output<typeof api.decideMetric>> {
  const version = await store.metricVersionForUpdate(ctx.sql, toKey(id))
  refuseUnless(version?.state === 'proposed', 'performance.metric_version_not_found')
  const own = ctx.actor.key !== null && must(version, 'found').madeBy === ctx.actor.key
  refuseUnless(!own, 'performance.own_metric')
  await store.decideMetricVersion(ctx, version.key, approve)
  ctx.about(id)
  ctx.note({ code: version.code, number: version.number, approve })
  return { id }
}
