import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { viewOf } from './get-rule-set.ts'

/** Begins a draft from an earlier version. @throws Refusal decision.rule_set_not_found */
export async function draftRuleSet(
  ctx: Context,
  input: Input<typeof api.draftRuleSet>,
): Promise<Output<typeof api.draftRuleSet>> {
  const base = await store.ruleSetByKey(ctx.sql, toKey(input.basedOn))
  refuseUnless(base, 'decision.rule_set_not_found', {}, 'basedOn')
  const id = toId('ruleset', await store.insertDraft(ctx, { note: input.note, rules: base.rules }))
  ctx.about(id)
  return viewOf(ctx, id)
}
