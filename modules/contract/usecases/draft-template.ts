import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/template.ts'
import { templateView } from './get-template.ts'

/** Begins a draft from an earlier template. @throws Refusal contract.template_not_found */
export async function draftTemplate(
  ctx: Context,
  input: Input<typeof api.draftTemplate>,
): Promise<Output<typeof api.draftTemplate>> {
  const base = await store.templateByKey(ctx.sql, toKey(input.basedOn))
  refuseUnless(base, 'contract.template_not_found', {}, 'basedOn')
  const id = toId('template', await store.insertDraft(ctx, { note: input.note, body: base.body }))
  ctx.about(id)
  return templateView(ctx, id)
}
