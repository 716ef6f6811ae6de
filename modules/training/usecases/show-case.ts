import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { caseInOpenExam, caseIsTaught, casesByKey } from '../store/question.ts'

/** What policy says about a case that is taught; while it stands in the reader’s open exam it stays closed. @throws Refusal training.case_not_found, training.case_in_exam */
export async function showCase(ctx: Context, input: Input<typeof api.showCase>): Promise<Output<typeof api.showCase>> {
  const key = toKey(input.id)
  const study = (await casesByKey(ctx.sql, [key])).get(key)
  refuseUnless(study && (await caseIsTaught(ctx.sql, key)), 'training.case_not_found')
  refuseUnless(!(await caseInOpenExam(ctx.sql, key, ctx.actor.key)), 'training.case_in_exam')
  const { policyVerdict, policyReasons, policyNote, outcome, outcomeNote } = study
  return { policyVerdict, policyReasons, policyNote, outcome, outcomeNote }
}
