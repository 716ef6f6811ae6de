import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Context } from '#platform/context'
import { figureOf } from '../figure.ts'
import { type MetricCode, metricOf } from '../metric.ts'
import { ask, measureOne } from '../store/measure.ts'

/**
 * What one person's metric came to from a day through another, in whole units: pieces, fen, minutes half-up, a share in
 * ten-thousandths half-up; null where there is nothing to measure. Whose eyes it is seen with is the caller's to say in `ctx`.
 */
export async function personResult(
  ctx: Context,
  code: MetricCode,
  personKey: bigint,
  from: Day,
  to: Day,
): Promise<{ value: bigint; rows: number } | null> {
  const metric = metricOf(code)
  const { rows, total, part, median } = await measureOne(await ask(ctx), metric, { from, to }, { personKey })
  const whole = (text: string | Decimal) => BigInt(new Decimal(text).toFixed(0, Decimal.ROUND_HALF_UP))
  switch (metric.how) {
    case 'count':
      return { value: BigInt(rows), rows }
    case 'sum':
    case 'distinct':
      return { value: BigInt(total ?? '0'), rows }
    case 'median':
    case 'p90':
      return median === null ? null : { value: whole(median), rows }
    case 'ks':
    case 'auc':
    case 'psi': {
      const { value } = figureOf(metric, { rows, total, part, median })
      return value === null ? null : { value: whole(new Decimal(value).times(10_000)), rows }
    }
    case 'share':
      return total === null || total === '0'
        ? null
        : { value: whole(new Decimal(part ?? 0).times(10_000).div(total)), rows }
  }
}
