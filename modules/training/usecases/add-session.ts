import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { insertSession } from '../store/session.ts'
import { checkSession } from './session-rights.ts'

/** Plans a session. @throws Refusal training.session_times, training.session_speaker, training.session_host, training.group_not_found */
export async function addSession(
  ctx: Context,
  input: Input<typeof api.addSession>,
): Promise<Output<typeof api.addSession>> {
  const checked = await checkSession(ctx, input)
  const key = await insertSession(ctx.sql, { ...input, ...checked, by: ctx.actor.key, at: ctx.now })
  const id = toId('session', key)
  ctx.about(id)
  await ctx.emit('training.session-planned', { sessionId: id })
  return { id }
}
