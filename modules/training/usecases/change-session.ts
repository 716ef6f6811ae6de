import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { updateSession } from '../store/session.ts'
import { checkSession, moveUp, plannedSession } from './session-rights.ts'

/** Changes a planned session; more seats move the waiting list up, fewer take nobody’s seat. @throws Refusal training.session_not_found, training.session_state, training.stale, training.session_times, training.session_speaker, training.session_host */
export async function changeSession(
  ctx: Context,
  input: Input<typeof api.changeSession>,
): Promise<Output<typeof api.changeSession>> {
  const session = await plannedSession(ctx, input.id, input.version)
  const checked = await checkSession(ctx, input)
  await updateSession(ctx.sql, session.key, { ...input, ...checked })
  return { movedUp: await moveUp(ctx, session.key, input.capacity) }
}
