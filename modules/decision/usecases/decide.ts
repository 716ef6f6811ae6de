import { assert, must } from '#lib/assert'
import { type Id, toId } from '#lib/id'
import type { Context, Placed } from '#platform/context'
import { type DecisionFacts, misfits } from '../fact.ts'
import { evaluate, type Reason, type Verdict } from '../rule-set.ts'
import * as store from '../store.ts'

/** A decision as the asking module gets it. */
export type Decision = { id: Id<'decision'>; verdict: Verdict; reasons: Reason[]; ruleSetVersion: number }

/**
 * Decides on facts by the rule set in force today and keeps the decision with exactly these facts, so that it can be
 * evaluated again. `case_` says what it is about and whose it is, for the timeline and for scopes.
 */
export async function decide(
  ctx: Context,
  facts: DecisionFacts,
  case_: { about: Id<string> | null } & Placed = { about: null, ownerId: null, groupId: null, branchId: null },
): Promise<Decision> {
  assert(misfits(facts).length === 0, `facts are not as the catalogue says: ${misfits(facts).join(', ')}`)
  const ruleSet = must(await store.ruleSetOn(ctx.sql, ctx.today), 'an installation always has a rule set in force')
  const { verdict, reasons } = evaluate(ruleSet.rules, facts)
  const key = await store.insertDecision(ctx, { ...case_, ruleSetKey: ruleSet.key, facts, verdict, reasons })
  return { id: toId('decision', key), verdict, reasons, ruleSetVersion: ruleSet.number }
}
