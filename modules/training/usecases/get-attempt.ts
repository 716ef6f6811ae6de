import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { attemptByKey } from '../store/attempt.ts'
import { personWithin } from './people-within.ts'
import { resultOf } from './result-of.ts'

/** The result of an exam: one’s own, or of somebody whose training one may see. @throws Refusal training.attempt_not_found, authority.out_of_scope */
export async function getAttempt(
  ctx: Context,
  input: Input<typeof api.getAttempt>,
): Promise<Output<typeof api.getAttempt>> {
  const attempt = await attemptByKey(ctx.sql, toKey(input.id))
  refuseUnless(attempt, 'training.attempt_not_found')
  if (attempt.personKey !== ctx.actor.key) {
    refuseUnless(ctx.rights.verdict('training.report.read').allow, 'training.attempt_not_found')
    await personWithin(ctx, 'training.report.read', toId('person', attempt.personKey))
  }
  return resultOf(ctx, attempt)
}
