import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import type { Rule } from '../rule-set.ts'
import * as store from '../store.ts'
import { checkRules, draftForUpdate } from './draft-for-update.ts'
import { viewOf } from './get-rule-set.ts'

/** Saves a draft's rules. @throws Refusal decision.rule_set_not_found, rule_set_state, rule_set_stale, rule_set_faulty */
export async function saveRuleSet(
  ctx: Context,
  input: Input<typeof api.saveRuleSet>,
): Promise<Output<typeof api.saveRuleSet>> {
  const draft = await draftForUpdate(ctx, input.id, input.version, 'save')
  checkRules(input.rules as Rule[], ctx.language)
  await store.saveDraft(ctx, draft.key, input.note, input.rules as Rule[])
  ctx.about(input.id)
  return viewOf(ctx, input.id)
}
