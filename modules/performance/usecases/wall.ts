import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import { watchClose } from '#servicing'
import { reachOf } from '#team'
import { alertCodes } from '../alert.ts'
import type { api } from '../api.ts'
import { figureOf } from '../figure.ts'
import { metricsOn } from '../metric.ts'
import { ask, measure } from '../store/measure.ts'
import * as store from '../store.ts'

/** The wall board as of now: today's figures, what needs a hand, and the day close, within the reader's scope. */
export async function wall(ctx: Context): Promise<Output<typeof api.wall>> {
  const today = { from: ctx.today, to: ctx.today }
  const metrics = metricsOn('wall')
  const measured = await measure(await ask(ctx), metrics, [today], 'all')
  const figures = metrics.map(metric => ({
    code: metric.code,
    unit: metric.unit,
    figure: figureOf(
      metric,
      must(
        measured.find(one => one.code === metric.code),
        'measured',
      ).tally,
    ),
  }))
  const alerts: Output<typeof api.wall>['alerts'] = []
  for (const code of alertCodes) {
    const { count, oldest } = await store.alertCount(ctx, code)
    if (count > 0) alerts.push({ code, count, oldest })
  }
  const close = ctx.rights.verdict('servicing.day.read').allow ? await watchClose(ctx) : null
  return {
    asOf: ctx.now,
    businessDay: ctx.today,
    scope: await reachOf(ctx, 'performance.metric.read'),
    figures,
    alerts,
    books: close?.books ? { day: close.books.day, checkedAt: close.books.checkedAt, agree: close.books.agree } : null,
    close: close && { running: close.running, last: close.last },
  }
}
