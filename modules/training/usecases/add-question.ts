import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkQuestion } from '../question.ts'
import { insertQuestion } from '../store/question.ts'

/** Adds a question that can be answered. @throws Refusal training.question_options, training.question_answer */
export async function addQuestion(
  ctx: Context,
  input: Input<typeof api.addQuestion>,
): Promise<Output<typeof api.addQuestion>> {
  checkQuestion(input)
  const key = await insertQuestion(ctx.sql, { ...input, replaces: null, by: ctx.actor.key, at: ctx.now })
  const id = toId('question', key)
  ctx.about(id)
  return { id }
}
