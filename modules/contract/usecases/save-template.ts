import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/template.ts'
import { draftForUpdate, templateView } from './get-template.ts'

/** Saves a draft template, faults and all. @throws Refusal contract.template_not_found, template_state, template_stale */
export async function saveTemplate(
  ctx: Context,
  input: Input<typeof api.saveTemplate>,
): Promise<Output<typeof api.saveTemplate>> {
  const draft = await draftForUpdate(ctx, input, 'save')
  await store.saveDraft(ctx, draft.key, input)
  ctx.about(input.id)
  return templateView(ctx, input.id)
}
