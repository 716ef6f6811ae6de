import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { attend, registrationsOf } from '../store/session.ts'
import { checkLeads, plannedSession } from './session-rights.ts'

/** Marks a seated person as there, by who leads the session. @throws Refusal training.session_not_found, training.session_state, training.session_lead, training.not_registered, training.sign_in_closed */
export async function markAttendance(
  ctx: Context,
  input: Input<typeof api.markAttendance>,
): Promise<Output<typeof api.markAttendance>> {
  const session = await plannedSession(ctx, input.id)
  checkLeads(ctx, session)
  refuseUnless(ctx.now >= session.startsAt, 'training.sign_in_closed')
  const personKey = toKey(input.personId)
  const seated = (await registrationsOf(ctx.sql, session.key)).some(
    row => row.personKey === personKey && row.state === 'seated',
  )
  refuseUnless(seated, 'training.not_registered', {}, 'personId')
  return { attendedAt: await attend(ctx.sql, { sessionKey: session.key, personKey, at: ctx.now, by: 'host' }) }
}
