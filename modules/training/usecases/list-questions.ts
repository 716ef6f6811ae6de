import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { remarksOn } from '../question.ts'
import * as store from '../store/question.ts'

/** A page of the bank with what the exams handed in say about each question. */
export async function listQuestions(
  ctx: Context,
  input: Input<typeof api.listQuestions>,
): Promise<Output<typeof api.listQuestions>> {
  const page = await store.listQuestions(ctx.sql, input)
  return {
    rows: page.rows.map(row => {
      const { topic, kind, difficulty, stem, options, answer, explanation, source, asked, share, discrimination } = row
      const two = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)
      return {
        id: toId('question', row.key),
        topic,
        kind,
        difficulty,
        stem,
        options,
        answer,
        explanation,
        source,
        retired: row.retiredAt !== null,
        asked,
        share: two(share),
        discrimination: two(discrimination),
        remarks: remarksOn({ asked, share, discrimination }),
      }
    }),
    next: page.next,
    total: page.total,
  }
}
