import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkClose } from './check-close.ts'

/** Starts the day close in the background: of the open day, or of every day up to one. @throws Refusal as `checkClose` */
export async function startDayClose(
  ctx: Context,
  input: Input<typeof api.startDayClose>,
): Promise<Output<typeof api.startDayClose>> {
  const through = await checkClose(ctx, input)
  ctx.note({ through })
  await ctx.emit('servicing.day-close-requested', { through })
  return { through }
}
