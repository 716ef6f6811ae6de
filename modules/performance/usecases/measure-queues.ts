import { addDays } from '#lib/day'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { calendarOf, isWorkday, parametersOn } from '#reference'
import type { api } from '../api.ts'
import { leastArrivals, leastHandled, weekOf } from '../queue-model.ts'
import { queueNames } from '../staffing-api.ts'
import { queueArrivals, queueHandling } from '../store/queue.ts'

const permission = 'performance.health.read'
const clocks = {
  'first-review': 'review',
  'final-review': 'review',
  'second-review': 'second',
  funding: 'funding',
} as const

/** What the queues within the reader's scope were like: whole days up to yesterday, so that no day counts half. */
export async function measureQueues(
  ctx: Context,
  { days }: Input<typeof api.measureQueues>,
): Promise<Output<typeof api.measureQueues>> {
  const span = { from: addDays(ctx.today, -days), to: addDays(ctx.today, -1) }
  const { 'sla.minutes': allowed, 'work.hours': hours } = await parametersOn(
    ctx.sql,
    ['sla.minutes', 'work.hours'],
    ctx.today,
  )
  const calendar = await calendarOf(ctx.sql)
  const arrivals = await queueArrivals(ctx, permission, span)
  const handling = await queueHandling(ctx, permission, span)
  return {
    asOf: ctx.now,
    ...span,
    queues: queueNames.map(queue => {
      const own = arrivals.filter(one => one.queue === queue)
      const count = own.reduce((sum, one) => sum + one.count, 0)
      const known = handling.find(one => one.queue === queue)
      const handled = known?.handled ?? 0
      return {
        queue,
        waitMinutes: allowed[clocks[queue]],
        people: known?.people ?? 0,
        arrivals: count,
        handled,
        handlingMinutes: known?.minutes ?? null,
        few: count < leastArrivals || handled < leastHandled,
        cells: weekOf(own, span, day => isWorkday(day, calendar), hours),
      }
    }),
  }
}
