import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { insertBulletin } from '../store/report.ts'

/** Publishes news of the trade. */
export async function addBulletin(
  ctx: Context,
  input: Input<typeof api.addBulletin>,
): Promise<Output<typeof api.addBulletin>> {
  const key = await insertBulletin(ctx.sql, { ...input, by: ctx.actor.key, at: ctx.now })
  const id = toId('bulletin', key)
  ctx.about(id)
  await ctx.emit('training.bulletin-published', { bulletinId: id })
  return { id }
}
