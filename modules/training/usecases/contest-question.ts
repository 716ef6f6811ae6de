import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { attemptByKey, itemsOf } from '../store/attempt.ts'
import * as store from '../store/contest.ts'

/**
 * Says that a question of one's own exam, once it is handed in, is wrong: whatever one answered, and each question once.
 * @throws Refusal training.attempt_not_found, training.exam_running, training.question_not_found, training.contest_twice
 */
export async function contestQuestion(
  ctx: Context,
  input: Input<typeof api.contestQuestion>,
): Promise<Output<typeof api.contestQuestion>> {
  const attempt = await attemptByKey(ctx.sql, toKey(input.id))
  refuseUnless(attempt && attempt.personKey === ctx.actor.key, 'training.attempt_not_found')
  refuseUnless(attempt.closedAt !== null, 'training.exam_running')
  const item = (await itemsOf(ctx.sql, attempt.key)).find(one => one.position === input.position)
  refuseUnless(item && item.questionKey !== null, 'training.question_not_found')
  const key = await store.insertContest(ctx, {
    attemptKey: attempt.key,
    position: item.position,
    questionKey: item.questionKey,
    personKey: attempt.personKey,
    reason: input.reason,
  })
  refuseUnless(key !== null, 'training.contest_twice')
  const contestId = toId('contest', key)
  ctx.about(contestId, input.id)
  await ctx.emit('training.question-contested', { contestId })
  return { id: contestId }
}
