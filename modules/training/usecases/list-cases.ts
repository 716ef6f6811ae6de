import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/question.ts'
import { caseView } from '../view.ts'

/** A page of cases with what policy says, for who writes exams. */
export async function listCases(
  ctx: Context,
  input: Input<typeof api.listCases>,
): Promise<Output<typeof api.listCases>> {
  const page = await store.listCases(ctx.sql, input)
  return {
    rows: page.rows.map(row => {
      const { policyVerdict, policyReasons, policyNote, outcome, outcomeNote, source, decided, averagePoints } = row
      return {
        ...caseView(row),
        policyVerdict,
        policyReasons,
        policyNote,
        outcome,
        outcomeNote,
        source,
        decided,
        averagePoints,
      }
    }),
    next: page.next,
    total: page.total,
  }
}
