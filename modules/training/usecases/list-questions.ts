import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/question.ts'
import { questionView } from '../view.ts'

/** A page of the bank with what the exams handed in say about each question. */
export async function listQuestions(
  ctx: Context,
  input: Input<typeof api.listQuestions>,
): Promise<Output<typeof api.listQuestions>> {
  const page = await store.listQuestions(ctx.sql, input)
  return {
    rows: page.rows.map(questionView),
    next: page.next,
    total: page.total,
  }
}
