import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'

/** Starts the day close in the background: of the open day, or of every day up to one. @throws Refusal servicing.through */
export async function startDayClose(
  ctx: Context,
  input: Input<typeof api.startDayClose>,
): Promise<Output<typeof api.startDayClose>> {
  const through = input.through ?? ctx.today
  refuseUnless(through >= ctx.today, 'servicing.through', { through, day: ctx.today }, 'through')
  ctx.note({ through })
  await ctx.emit('servicing.day-close-requested', { through })
  return { through }
}
