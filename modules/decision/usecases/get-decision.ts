import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { incomeFacts } from '../fact.ts'
import { evaluate, reasonView } from '../rule-set.ts'
import * as store from '../store.ts'

/** One decision with its trace, and whether its facts still give its verdict. @throws Refusal decision.decision_not_found */
export async function getDecision(
  ctx: Context,
  { id }: Input<typeof api.getDecision>,
): Promise<Output<typeof api.getDecision>> {
  const decision = await store.decisionByKey(ctx.sql, toKey(id))
  refuseUnless(decision, 'decision.decision_not_found')
  ctx.rights.check('decision.decision.read', decision)
  const ruleSet = must(await store.ruleSetByKey(ctx.sql, decision.ruleSetKey), 'a decision has its rule set')
  const byCode = new Map(ruleSet.rules.map(rule => [rule.code, rule]))
  const earns = answered.incomeShown(ctx, decision)
  const told = (name: string) => earns || !incomeFacts.has(name)
  return {
    id,
    about: decision.about,
    verdict: decision.verdict,
    reasons: decision.reasons.map(reason => reasonView(byCode.get(reason.rule), reason, ctx.language, earns)),
    facts: Object.fromEntries(Object.entries(decision.facts).filter(([name]) => told(name))),
    incomeWithheld: !earns,
    ruleSetId: toId('ruleset', ruleSet.key),
    ruleSetNumber: ruleSet.number,
    decidedAt: decision.decidedAt,
    businessDay: decision.businessDay,
    replays: evaluate(ruleSet.rules, decision.facts).verdict === decision.verdict,
  }
}
