import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { attemptByKey } from '../store/attempt.ts'
import { attemptInWindow } from './attempt-window.ts'
import { closeExam } from './close-attempt.ts'
import { resultOf } from './result-of.ts'

/** Hands in: what was saved in time is graded; an answer that was not saved does not count. Passing gives the certificate at once.
 * @throws Refusal training.attempt_not_found, training.exam_closed, training.exam_other_window */
export async function submitExam(
  ctx: Context,
  input: Input<typeof api.submitExam>,
): Promise<Output<typeof api.submitExam>> {
  const attempt = await attemptInWindow(ctx, input.id, input.token, true)
  await closeExam(ctx, attempt, ctx.now < attempt.endsAt ? 'person' : 'time')
  return resultOf(ctx, must(await attemptByKey(ctx.sql, attempt.key), 'the attempt is there'))
}
