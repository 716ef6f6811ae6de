import { must } from '#lib/assert'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { insertFeedback, sessionSeen } from '../store/session.ts'

/** Rates a session one was at, once; it is shown without the name. @throws Refusal training.session_not_found, training.not_attended, training.feedback_taken */
export async function giveFeedback(
  ctx: Context,
  input: Input<typeof api.giveFeedback>,
): Promise<Output<typeof api.giveFeedback>> {
  const session = await sessionSeen(ctx.sql, toKey(input.id), ctx.actor.key)
  refuseUnless(session, 'training.session_not_found')
  refuseUnless(session.attendedByMe, 'training.not_attended')
  const written = await insertFeedback(ctx.sql, {
    sessionKey: session.key,
    personKey: must(ctx.actor.key, 'people rate'),
    rating: input.rating,
    comment: input.comment,
    at: ctx.now,
  })
  refuseUnless(written, 'training.feedback_taken')
  ctx.about(input.id)
  return { rating: input.rating }
}
