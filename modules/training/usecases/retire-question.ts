import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/question.ts'

/** Draws a question no more. @throws Refusal training.question_not_found */
export async function retireQuestion(
  ctx: Context,
  input: Input<typeof api.retireQuestion>,
): Promise<Output<typeof api.retireQuestion>> {
  refuseUnless(await store.retireQuestion(ctx.sql, toKey(input.id), ctx.now), 'training.question_not_found')
  ctx.about(input.id)
  return { id: input.id }
}
