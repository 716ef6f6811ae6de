import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Context } from '#platform/context'
import type { figureOf } from '../figure.ts'
import { addsUp, type Level, type Metric, type MetricCode } from '../metric.ts'
import type { Period } from '../period.ts'
import { targetsIn } from '../store/target.ts'
import { targetOut } from '../target.ts'

type Figures = Partial<Record<MetricCode, ReturnType<typeof figureOf>>>
type Reached = Partial<Record<MetricCode, { value: string; reached: string | null }>>

/**
 * How far people and groups have come on their way to the targets that begin with a period and reach at least to its end: of a month so far the
 * month's, of a year so far the year's. Who stood in two groups has both targets of what adds up, else the later one.
 */
export async function boardTargets(
  ctx: Context,
  metrics: readonly Metric[],
  { from, to }: Period,
): Promise<(level: Level, key: bigint, figures: Figures) => Reached> {
  const year = { from: `${from.slice(0, 4)}-01-01` as Day, to: `${to.slice(0, 4)}-12-31` as Day }
  const codes = metrics.map(metric => metric.code)
  const known = (await targetsIn(ctx.sql, codes, year)).filter(one => one.from === from && one.to >= to)
  return (level, key, figures) => {
    const found: Reached = {}
    for (const metric of metrics) {
      const all = known.filter(
        one =>
          one.code === metric.code &&
          one.level === level &&
          (level === 'person' ? one.personKey : one.groupKey) === key,
      )
      const shortest = all.map(one => one.to).sort()[0]
      const own = all.filter(one => one.to === shortest)
      if (own.length === 0) continue
      const value = addsUp(metric)
        ? own.reduce((sum, one) => sum.plus(one.value), new Decimal(0)).toFixed()
        : own.at(-1)!.value
      const figure = figures[metric.code]?.value ?? null
      const amount = figure === null ? null : new Decimal(figure).times(metric.unit === 'money' ? 100 : 1)
      found[metric.code] = {
        value: targetOut(metric, value),
        reached: amount?.div(value).toFixed(4, Decimal.ROUND_HALF_UP) ?? null,
      }
    }
    return found
  }
}
