import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { misfits } from '../fact.ts'
import { evaluate, reasonView } from '../rule-set.ts'
import * as store from '../store.ts'

/** What a rule set says of facts; nothing is kept. @throws Refusal decision.rule_set_not_found, decision.facts_invalid */
export async function tryRuleSet(
  ctx: Context,
  input: Input<typeof api.tryRuleSet>,
): Promise<Output<typeof api.tryRuleSet>> {
  const row = await store.ruleSetByKey(ctx.sql, toKey(input.id))
  refuseUnless(row, 'decision.rule_set_not_found')
  const names = misfits(input.facts)
  refuseUnless(names.length === 0, 'decision.facts_invalid', { names }, 'facts')
  const { verdict, reasons } = evaluate(row.rules, input.facts)
  return { verdict, reasons: reasons.map((reason, at) => reasonView(row.rules[at], reason, ctx.language)) }
}
