import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/template.ts'
import { draftForUpdate, faultsSaid, templateView } from './get-template.ts'

/**
 * Publishes a draft template from a day on; whoever wrote in it cannot.
 * @throws Refusal contract.template_not_found, template_state, template_stale, own_template, effective_day, template_faulty
 */
export async function publishTemplate(
  ctx: Context,
  input: Input<typeof api.publishTemplate>,
): Promise<Output<typeof api.publishTemplate>> {
  const draft = await draftForUpdate(ctx, input, 'publish')
  refuseUnless(ctx.actor.key === null || !draft.editors.includes(ctx.actor.key), 'contract.own_template')
  refuseUnless(input.effectiveFrom >= ctx.today, 'contract.effective_day', { today: ctx.today }, 'effectiveFrom')
  const faults = faultsSaid(draft.body, ctx.language)
  refuseUnless(faults.length === 0, 'contract.template_faulty', { faults: faults.map(fault => fault.message) })
  await store.publishDraft(ctx, draft.key, input.effectiveFrom)
  ctx.about(input.id)
  ctx.note({ number: draft.number, effectiveFrom: input.effectiveFrom })
  return templateView(ctx, input.id)
}
