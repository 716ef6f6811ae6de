import type { client } from '../../client.ts'

export type RuleSet = Awaited<ReturnType<typeof client.decision.getRuleSet>>
export type RuleView = RuleSet['rules'][number]
export type SaveInput = Parameters<typeof client.decision.saveRuleSet>[0]
export type RuleIn = SaveInput['rules'][number]
export type Condition = RuleIn['cases'][number]['when']
export type Fact = Awaited<ReturnType<typeof client.decision.listFacts>>[number]

/** A rule as it goes back to the server. */
export function ruleIn(rule: RuleView): RuleIn {
  return {
    code: rule.code,
    name: [rule.name[0]!, rule.name[1]!],
    sentence: [rule.sentence[0]!, rule.sentence[1]!],
    whenUnknown: rule.whenUnknown,
    cases: rule.cases.map(one => ({ outcome: one.outcome, when: one.when as Condition })),
  }
}
