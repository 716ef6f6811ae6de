import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { endSession, registrationsOf } from '../store/session.ts'
import { plannedSession } from './session-rights.ts'

/** Cancels a planned session and tells who is registered. @throws Refusal training.session_not_found, training.session_state, training.stale */
export async function cancelSession(
  ctx: Context,
  input: Input<typeof api.cancelSession>,
): Promise<Output<typeof api.cancelSession>> {
  const session = await plannedSession(ctx, input.id, input.version)
  await endSession(ctx.sql, session.key, { state: 'cancelled', reason: input.reason })
  const people = (await registrationsOf(ctx.sql, session.key)).filter(row => row.state !== 'withdrawn')
  await ctx.emit('training.session-cancelled', {
    sessionId: input.id,
    personIds: people.map(row => toId('person', row.personKey)),
  })
  return { id: input.id }
}
