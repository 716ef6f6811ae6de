import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { changeToken, itemsOf } from '../store/attempt.ts'
import { hashOf, newToken, ownAttempt } from './attempt-window.ts'

/** Goes on with an exam in this window; whatever other window it was open in can read and save no more.
 * @throws Refusal training.attempt_not_found, training.exam_closed, training.exam_time_over */
export async function resumeExam(
  ctx: Context,
  input: Input<typeof api.resumeExam>,
): Promise<Output<typeof api.resumeExam>> {
  const attempt = await ownAttempt(ctx, input.id, true)
  refuseUnless(attempt.closedAt === null, 'training.exam_closed')
  refuseUnless(ctx.now < attempt.endsAt, 'training.exam_time_over')
  const token = newToken()
  await changeToken(ctx.sql, attempt.key, hashOf(token))
  ctx.about(input.id)
  return { id: input.id, token, count: (await itemsOf(ctx.sql, attempt.key)).length, endsAt: attempt.endsAt }
}
