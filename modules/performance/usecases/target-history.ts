import { toKey } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { metricOf } from '../metric.ts'
import { targetByKey, versionsOf } from '../store/target.ts'
import { targetOut } from '../target.ts'
import { placed } from './target-place.ts'

/** Every version of a target with who set it why, and what it was answered with. @throws Refusal performance.target_not_found */
export async function targetHistory(
  ctx: Context,
  { id }: Input<typeof api.targetHistory>,
): Promise<Output<typeof api.targetHistory>> {
  const target = await targetByKey(ctx.sql, toKey(id))
  if (!target) throw new Refusal('performance.target_not_found')
  ctx.rights.check('performance.metric.read', placed(target))
  const metric = metricOf(target.code)
  return (await versionsOf(ctx.sql, target.key)).map(version => ({
    ...version,
    value: targetOut(metric, version.value),
    upper: version.upper && targetOut(metric, version.upper),
    counters: version.counters.map(counter => ({ ...counter, value: targetOut(metric, counter.value) })),
  }))
}
