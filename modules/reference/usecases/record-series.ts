import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { insertSeries } from '../store.ts'

/** Records a published figure; a second one for a day corrects the first, which stays on record. @throws Refusal reference.series_day */
export async function recordSeries(
  ctx: Context,
  input: Input<typeof api.recordSeries>,
): Promise<Output<typeof api.recordSeries>> {
  refuseUnless(input.day <= ctx.today, 'reference.series_day', { today: ctx.today }, 'day')
  await insertSeries(ctx.sql, [input], ctx.actor.key, ctx.now)
  ctx.note({ series: input.code, day: input.day, value: input.value })
  await ctx.emit('reference.series-recorded', { code: input.code, day: input.day })
  return { day: input.day, value: input.value }
}
