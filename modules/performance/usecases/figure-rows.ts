import { toId, toKey } from '#lib/id'
import { formatYuan } from '#lib/money'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { groupNodes, personNames, withDescendants } from '#team'
import type { api } from '../api.ts'
import { figureOf } from '../figure.ts'
import { metricOf } from '../metric.ts'
import { checkPeriod } from '../period.ts'
import * as store from '../store.ts'

/** Why this number: the figure again with the rows it is made of. @throws Refusal performance.period */
export async function figureRows(
  ctx: Context,
  input: Input<typeof api.figureRows>,
): Promise<Output<typeof api.figureRows>> {
  checkPeriod(input)
  const metric = metricOf(input.metric)
  const subject = {
    personKey: input.personId ? toKey(input.personId) : undefined,
    groupKeys: input.groupId ? withDescendants(toKey(input.groupId), await groupNodes(ctx.sql, ctx.today)) : undefined,
  }
  const found = await store.figureRows(ctx, metric, input, subject)
  const names = await personNames(
    ctx.sql,
    found.flatMap(row => (row.personKey === null ? [] : [row.personKey])),
  )
  const isMoney = metric.measure !== undefined && metric.measure !== 'minutes'
  return {
    metric: metric.code,
    version: metric.version,
    unit: metric.unit,
    asOf: ctx.now,
    figure: figureOf(metric, await store.tally(ctx, metric, input, subject)),
    rows: found.map(row => ({
      about: toId(row.prefix, row.key),
      number: row.number,
      personName: row.personKey === null ? null : (names.get(row.personKey) ?? null),
      day: row.day,
      measure: row.measure !== null && isMoney ? formatYuan(BigInt(row.measure)) : row.measure,
      counted: row.counted,
    })),
  }
}
