import { must } from '#lib/assert'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import type { CaseDecision } from '../case-study.ts'
import { type Answer, answerOf } from '../question.ts'
import { itemsOf, saveAnswer } from '../store/attempt.ts'
import { questionsByKey } from '../store/question.ts'
import { attemptInWindow } from './attempt-window.ts'

/** Keeps an answer. At the second the time is over and later none is taken.
 * @throws Refusal training.attempt_not_found, training.exam_closed, training.exam_other_window, training.exam_time_over, training.answer_shape */
export async function saveExamAnswer(
  ctx: Context,
  input: Input<typeof api.saveExamAnswer>,
): Promise<Output<typeof api.saveExamAnswer>> {
  const attempt = await attemptInWindow(ctx, input.id, input.token, true)
  refuseUnless(ctx.now < attempt.endsAt, 'training.exam_time_over')
  const items = await itemsOf(ctx.sql, attempt.key)
  const item = items.find(one => one.position === input.position)
  refuseUnless(item, 'training.attempt_not_found')
  let kept: Answer | { decision: CaseDecision }
  if (item.questionKey === null) {
    refuseUnless('decision' in input.answer, 'training.answer_shape', {}, 'answer')
    kept = { decision: { ...input.answer.decision, reasons: [...new Set(input.answer.decision.reasons)] } }
  } else {
    refuseUnless(!('decision' in input.answer), 'training.answer_shape', {}, 'answer')
    const question = must(
      (await questionsByKey(ctx.sql, [item.questionKey])).get(item.questionKey),
      'asked from the bank',
    )
    kept = answerOf(question.kind, item.shown, input.answer)
  }
  await saveAnswer(ctx.sql, attempt.key, item.position, kept, ctx.now)
  return { answered: items.filter(one => one.answer !== null || one === item).map(one => one.position) }
}
