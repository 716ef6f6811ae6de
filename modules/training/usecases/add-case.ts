import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkAnonymous } from '../case-study.ts'
import { insertCase } from '../store/question.ts'

/** Adds a case that names nobody; also what a later module calls with the facts of an application of its own. @throws Refusal training.case_not_anonymous */
export async function addCase(ctx: Context, input: Input<typeof api.addCase>): Promise<Output<typeof api.addCase>> {
  const { title, story, policyNote, outcomeNote, source } = input
  checkAnonymous({ title, story, policyNote, outcomeNote, source }, input.facts)
  const key = await insertCase(ctx.sql, { ...input, by: ctx.actor.key, at: ctx.now })
  const id = toId('study', key)
  ctx.about(id)
  return { id }
}
