import { must } from '#lib/assert'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { itemsOf } from '../store/attempt.ts'
import { casesByKey, questionsByKey } from '../store/question.ts'
import { caseView } from '../view.ts'
import { attemptInWindow } from './attempt-window.ts'

/** One question as it is asked: options in the order drawn for this sitting, the answer saved so far, never the key.
 * @throws Refusal training.attempt_not_found, training.exam_closed, training.exam_other_window, training.exam_time_over */
export async function getExamItem(
  ctx: Context,
  input: Input<typeof api.getExamItem>,
): Promise<Output<typeof api.getExamItem>> {
  const attempt = await attemptInWindow(ctx, input.id, input.token)
  refuseUnless(ctx.now < attempt.endsAt, 'training.exam_time_over')
  const items = await itemsOf(ctx.sql, attempt.key)
  const item = items.find(one => one.position === input.position)
  refuseUnless(item, 'training.attempt_not_found')
  const question =
    item.questionKey === null
      ? null
      : must((await questionsByKey(ctx.sql, [item.questionKey])).get(item.questionKey), 'asked from the bank')
  const study =
    item.caseKey === null
      ? null
      : must((await casesByKey(ctx.sql, [item.caseKey])).get(item.caseKey), 'asked from the cases')
  return {
    position: item.position,
    count: items.length,
    endsAt: attempt.endsAt,
    now: ctx.now,
    answered: items.filter(one => one.answer !== null).map(one => one.position),
    question: question && {
      kind: question.kind,
      stem: question.stem,
      options: question.kind === 'true-false' ? [] : item.shown.map(place => question.options[place] ?? ''),
    },
    case: study && caseView(study),
    answer:
      item.answer && 'choices' in item.answer
        ? { choices: item.answer.choices.map(place => item.shown.indexOf(place)) }
        : item.answer,
  }
}
