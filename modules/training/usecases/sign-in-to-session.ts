import { must } from '#lib/assert'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { signInOpen } from '../session.ts'
import { attend, register, registrationsOf } from '../store/session.ts'
import { codeHolds } from './session-code.ts'
import { plannedSession } from './session-rights.ts'

/** Signs in with the code of the room. Who is not registered gets a seat where there is one.
 * @throws Refusal training.session_not_found, training.session_state, training.sign_in_closed, training.sign_in_code, training.session_full */
export async function signInToSession(
  ctx: Context,
  input: Input<typeof api.signInToSession>,
): Promise<Output<typeof api.signInToSession>> {
  const session = await plannedSession(ctx, input.id)
  const personKey = must(ctx.actor.key, 'people sign in')
  refuseUnless(signInOpen(session.startsAt, session.endsAt, ctx.now), 'training.sign_in_closed')
  refuseUnless(codeHolds(ctx, session.key, input.code), 'training.sign_in_code', {}, 'code')
  const people = await registrationsOf(ctx.sql, session.key)
  if (people.find(row => row.personKey === personKey)?.state !== 'seated') {
    refuseUnless(people.filter(row => row.state === 'seated').length < session.capacity, 'training.session_full')
    await register(ctx.sql, { sessionKey: session.key, personKey, state: 'seated', at: ctx.now })
  }
  return { attendedAt: await attend(ctx.sql, { sessionKey: session.key, personKey, at: ctx.now, by: 'qr' }) }
}
