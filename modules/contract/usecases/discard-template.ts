import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/template.ts'
import { draftForUpdate } from './get-template.ts'

/** Discards a draft template. @throws Refusal contract.template_not_found, template_state, template_stale */
export async function discardTemplate(
  ctx: Context,
  input: Input<typeof api.discardTemplate>,
): Promise<Output<typeof api.discardTemplate>> {
  const draft = await draftForUpdate(ctx, input, 'discard')
  await store.discardDraft(ctx.sql, draft.key)
  ctx.about(input.id)
  return { id: input.id }
}
