import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/question.ts'

/** Draws a case no more. @throws Refusal training.case_not_found */
export async function retireCase(
  ctx: Context,
  input: Input<typeof api.retireCase>,
): Promise<Output<typeof api.retireCase>> {
  refuseUnless(await store.retireCase(ctx.sql, toKey(input.id), ctx.now), 'training.case_not_found')
  ctx.about(input.id)
  return { id: input.id }
}
