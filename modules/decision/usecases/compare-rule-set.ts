import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { say } from '#lib/words'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { evaluate } from '../rule-set.ts'
import * as store from '../store.ts'

/**
 * What this rule set would have said of the latest decisions, from the very facts they were made of: counts of changed
 * verdicts and examples with the rules that made the difference. @throws Refusal decision.rule_set_not_found
 */
export async function compareRuleSet(
  ctx: Context,
  input: Input<typeof api.compareRuleSet>,
): Promise<Output<typeof api.compareRuleSet>> {
  const row = await store.ruleSetByKey(ctx.sql, toKey(input.id))
  refuseUnless(row, 'decision.rule_set_not_found')
  const decisions = await store.newestDecisions(ctx, input.limit)
  const names = new Map(row.rules.map(rule => [rule.code, say(rule.name, ctx.language)]))
  const replayed = decisions.map(decision => ({ decision, now: evaluate(row.rules, decision.facts) }))
  const changed = replayed.filter(({ decision, now }) => now.verdict !== decision.verdict)
  const counts = new Map<string, number>()
  for (const { decision, now } of changed) {
    const swap = `${decision.verdict} ${now.verdict}`
    counts.set(swap, (counts.get(swap) ?? 0) + 1)
  }
  return {
    decisions: decisions.length,
    changed: changed.length,
    swaps: [...counts].map(([swap, count]) => {
      const [from, to] = swap.split(' ') as ['approve' | 'refer' | 'decline', 'approve' | 'refer' | 'decline']
      return { from, to, count }
    }),
    examples: changed.slice(0, 20).map(({ decision, now }) => {
      const before = new Map(decision.reasons.map(reason => [reason.rule, reason.outcome]))
      const differing = now.reasons.filter(reason => before.get(reason.rule) !== reason.outcome)
      return {
        id: toId('decision', decision.key),
        about: decision.about,
        from: decision.verdict,
        to: now.verdict,
        rules: differing.map(reason => names.get(reason.rule) ?? reason.rule).join('、'),
      }
    }),
  }
}
