import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { checkRules, draftForUpdate } from './draft-for-update.ts'
import { viewOf } from './get-rule-set.ts'

/**
 * Publishes a draft from a day on; whoever wrote in it cannot.
 * @throws Refusal decision.rule_set_not_found, rule_set_state, rule_set_stale, rule_set_faulty, own_rule_set, effective_day
 */
export async function publishRuleSet(
  ctx: Context,
  input: Input<typeof api.publishRuleSet>,
): Promise<Output<typeof api.publishRuleSet>> {
  const draft = await draftForUpdate(ctx, input.id, input.version, 'publish')
  refuseUnless(ctx.actor.key === null || !draft.editorKeys.includes(ctx.actor.key), 'decision.own_rule_set')
  refuseUnless(input.effectiveFrom >= ctx.today, 'decision.effective_day', { today: ctx.today }, 'effectiveFrom')
  checkRules(draft.rules, ctx.language)
  await store.publishDraft(ctx, draft.key, input.effectiveFrom)
  ctx.about(input.id)
  ctx.note({ number: draft.number, effectiveFrom: input.effectiveFrom })
  await ctx.emit('decision.rule-set-published', { ruleSetId: input.id })
  return viewOf(ctx, input.id)
}
