import { Decimal } from '#lib/decimal'
import { formatYuan, type Money } from '#lib/money'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { metricsOn } from '../metric.ts'
import * as store from '../store.ts'
import { running, sameWeekdays, usual } from '../trend.ts'

/** The day's course hour by hour, and the mean course of the same weekdays that were business days of this house. */
export async function wallTrend(ctx: Context): Promise<Output<typeof api.wallTrend>> {
  const before = await store.businessDaysAmong(ctx.sql, sameWeekdays(ctx.today))
  const trends: Output<typeof api.wallTrend>['trends'] = []
  for (const metric of metricsOn('wall')) {
    if (!metric.moment) continue
    const found = await store.hourly(ctx, metric, [ctx.today, ...before])
    const courseOf = (day: string) => running(found.filter(row => row.day === day))
    const write = (value: Decimal) =>
      metric.unit === 'money'
        ? formatYuan(BigInt(value.toFixed(0, Decimal.ROUND_HALF_UP)) as Money)
        : value.toDecimalPlaces(1, Decimal.ROUND_HALF_UP).toString()
    trends.push({
      code: metric.code,
      days: before.length,
      today: courseOf(ctx.today).map(write),
      usual: usual(before.map(courseOf))?.map(write) ?? null,
    })
  }
  return { businessDay: ctx.today, trends }
}
