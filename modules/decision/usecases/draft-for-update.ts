import { type Id, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import { type Language, say, type Word } from '#lib/words'
import type { Context } from '#platform/context'
import { type Rule, ruleSetFaults, ruleSetStates } from '../rule-set.ts'
import * as store from '../store.ts'
import { words } from '../words.ts'

/**
 * The draft, locked, if it is still a draft of this version.
 * @throws Refusal decision.rule_set_not_found, decision.rule_set_stale, decision.rule_set_state
 */
export async function draftForUpdate(
  ctx: Context,
  id: Id<'ruleset'>,
  version: number,
  action: 'save' | 'publish' | 'discard',
): Promise<store.RuleSetRow> {
  const row = await store.ruleSetByKey(ctx.sql, toKey(id), true)
  refuseUnless(row, 'decision.rule_set_not_found')
  const open = action === 'save' ? row.state === 'draft' : nextState(ruleSetStates, row.state, action) !== null
  if (!open) throw new Refusal('decision.rule_set_state', { state: `decision.rule-set.${row.state}` })
  refuseUnless(row.version === version, 'decision.rule_set_stale')
  return row
}

/** @throws Refusal decision.rule_set_faulty naming every fault at once */
export function checkRules(rules: readonly Rule[], language: Language): void {
  const faults = ruleSetFaults(rules)
  const said = faults.map(fault => {
    const word = (words as Readonly<Record<string, Word>>)[`decision.fault.${fault.code}`]!
    return `${fault.rule} ${fault.at} ${say(word, language)}`.trim()
  })
  refuseUnless(faults.length === 0, 'decision.rule_set_faulty', { count: faults.length, faults: said }, 'rules')
}
