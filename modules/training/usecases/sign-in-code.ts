import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { signInOpen } from '../session.ts'
import { sessionSeen } from '../store/session.ts'
import { codeNow } from './session-code.ts'
import { checkLeads } from './session-rights.ts'

/** The code to be shown in the room now. @throws Refusal training.session_not_found, training.session_lead, training.sign_in_closed */
export async function signInCode(
  ctx: Context,
  input: Input<typeof api.signInCode>,
): Promise<Output<typeof api.signInCode>> {
  const session = await sessionSeen(ctx.sql, toKey(input.id), ctx.actor.key)
  refuseUnless(session, 'training.session_not_found')
  checkLeads(ctx, session)
  refuseUnless(
    session.state === 'planned' && signInOpen(session.startsAt, session.endsAt, ctx.now),
    'training.sign_in_closed',
  )
  return codeNow(ctx, session.key)
}
