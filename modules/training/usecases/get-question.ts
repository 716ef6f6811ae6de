import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { optionFigures } from '../item-figures.ts'
import { answersTo, contestsOf } from '../store/contest.ts'
import { questionWithFigures } from '../store/question.ts'
import { questionView } from '../view.ts'
import { contestViews } from './contest-views.ts'

/** One question with what the exams handed in say of it, option by option. @throws Refusal training.question_not_found */
export async function getQuestion(
  ctx: Context,
  { id }: Input<typeof api.getQuestion>,
): Promise<Output<typeof api.getQuestion>> {
  const key = toKey(id)
  const row = await questionWithFigures(ctx.sql, key)
  refuseUnless(row, 'training.question_not_found')
  const options = row.kind === 'true-false' ? 2 : row.options.length
  const figures = optionFigures(await answersTo(ctx.sql, key), options)
  const names = await personNames(ctx.sql, row.addedBy === null ? [] : [row.addedBy])
  return {
    ...questionView(row),
    unanswered: figures.unanswered,
    third: figures.third,
    optionFigures: figures.options,
    numbers: figures.numbers,
    replaces: row.replaces === null ? null : toId('question', row.replaces),
    addedByName: row.addedBy === null ? null : (names.get(row.addedBy) ?? null),
    addedAt: row.addedAt,
    contests: await contestViews(ctx, await contestsOf(ctx.sql, key)),
  }
}
