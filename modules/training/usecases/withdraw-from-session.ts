import { must } from '#lib/assert'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { registrationsOf, setRegistrations } from '../store/session.ts'
import { moveUp, plannedSession } from './session-rights.ts'

/** Gives the seat or the place in line back; the first who waits moves up at once. @throws Refusal training.session_not_found, training.session_state, training.not_registered */
export async function withdrawFromSession(
  ctx: Context,
  input: Input<typeof api.withdrawFromSession>,
): Promise<Output<typeof api.withdrawFromSession>> {
  const session = await plannedSession(ctx, input.id)
  const personKey = must(ctx.actor.key, 'people register')
  const own = (await registrationsOf(ctx.sql, session.key)).find(row => row.personKey === personKey)
  refuseUnless(own && own.state !== 'withdrawn' && own.attendedAt === null, 'training.not_registered')
  await setRegistrations(ctx.sql, session.key, [personKey], 'withdrawn')
  return { movedUp: await moveUp(ctx, session.key, session.capacity) }
}
