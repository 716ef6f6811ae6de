import { dayAt } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { minutesOf } from '../session.ts'
import { insertCredits } from '../store/learning.ts'
import { endSession, registrationsOf } from '../store/session.ts'
import { plannedSession } from './session-rights.ts'

/** Closes a session that took place: its cost is booked against the budget, who was there gets its minutes, the host the credit
 * promised. @throws Refusal training.session_not_found, training.session_state, training.stale, training.session_not_over */
export async function closeSession(
  ctx: Context,
  input: Input<typeof api.closeSession>,
): Promise<Output<typeof api.closeSession>> {
  const session = await plannedSession(ctx, input.id, input.version)
  refuseUnless(ctx.now >= session.startsAt, 'training.session_not_over')
  await endSession(ctx.sql, session.key, { state: 'held', actualCost: input.actualCost })
  const there = (await registrationsOf(ctx.sql, session.key)).filter(
    row => row.attendedAt !== null && row.personKey !== session.hostKey,
  )
  const line = { day: dayAt(session.startsAt), sourceKey: session.key, title: session.title, at: ctx.now }
  const credited = await insertCredits(ctx.sql, {
    ...line,
    personKeys: there.map(row => row.personKey),
    kind: session.kind,
    minutes: minutesOf(session.startsAt, session.endsAt),
  })
  if (session.hostKey !== null && session.hostMinutes > 0)
    await insertCredits(ctx.sql, {
      ...line,
      personKeys: [session.hostKey],
      kind: 'hosting',
      minutes: session.hostMinutes,
    })
  ctx.note({ credited })
  return { credited }
}
