import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkQuestion } from '../question.ts'
import { insertQuestion, retireQuestion } from '../store/question.ts'

/** Puts a better question in a question’s place. @throws Refusal training.question_not_found, training.question_options, training.question_answer */
export async function replaceQuestion(
  ctx: Context,
  input: Input<typeof api.replaceQuestion>,
): Promise<Output<typeof api.replaceQuestion>> {
  checkQuestion(input)
  const old = toKey(input.id)
  refuseUnless(await retireQuestion(ctx.sql, old, ctx.now), 'training.question_not_found')
  const key = await insertQuestion(ctx.sql, { ...input, replaces: old, by: ctx.actor.key, at: ctx.now })
  const id = toId('question', key)
  ctx.about(input.id, id)
  return { id }
}
