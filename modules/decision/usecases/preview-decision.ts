import { assert, must } from '#lib/assert'
import type { Context } from '#platform/context'
import { type DecisionFacts, misfits } from '../fact.ts'
import { evaluate, reasonView } from '../rule-set.ts'
import * as store from '../store.ts'

/**
 * What the rules in force today would say of facts, in the reader's language; nothing is kept. `earns` is whether the reader is
 * answered what the customer earns.
 */
export async function previewDecision(ctx: Context, facts: DecisionFacts, earns: boolean) {
  assert(misfits(facts).length === 0, `facts are not as the catalogue says: ${misfits(facts).join(', ')}`)
  const ruleSet = must(await store.ruleSetOn(ctx.sql, ctx.today), 'an installation always has a rule set in force')
  const { verdict, reasons } = evaluate(ruleSet.rules, facts)
  return {
    verdict,
    ruleSetNumber: ruleSet.number,
    reasons: reasons.map((reason, at) => reasonView(ruleSet.rules[at], reason, ctx.language, earns)),
  }
}
