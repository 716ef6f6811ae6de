import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { draftForUpdate } from './draft-for-update.ts'
import { viewOf } from './get-rule-set.ts'

/** Discards a draft. @throws Refusal decision.rule_set_not_found, rule_set_state, rule_set_stale */
export async function discardRuleSet(
  ctx: Context,
  input: Input<typeof api.discardRuleSet>,
): Promise<Output<typeof api.discardRuleSet>> {
  const draft = await draftForUpdate(ctx, input.id, input.version, 'discard')
  await store.discardDraft(ctx.sql, draft.key)
  ctx.about(input.id)
  return viewOf(ctx, input.id)
}
