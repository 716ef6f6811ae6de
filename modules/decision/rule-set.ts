import { formatPercent } from '#lib/rate'
import type { StateTable } from '#lib/state'
import type { Language, Word } from '#lib/words'
import { say } from '#lib/words'
import { type Condition, factsOf, faultsOf, holds } from './condition.ts'
import { codeWord, type DecisionFacts, type FactValue, factWord, holeOf, incomeFacts, kindOf, notTold } from './fact.ts'

export type RuleOutcome = 'pass' | 'refer' | 'decline'
export type Verdict = 'approve' | 'refer' | 'decline'

/**
 * One rule: the outcomes it can have and when. `sentence` states the figures it looked at (holes named after the facts), so
 * that it reads the same whether the rule passed or not. `whenUnknown` is what a fact that nobody knows leads to.
 */
export type Rule = {
  code: string
  name: Word
  sentence: Word
  cases: { outcome: 'refer' | 'decline'; when: Condition }[]
  whenUnknown: RuleOutcome
}

export type RuleSetState = 'draft' | 'published' | 'discarded'
export type RuleSetAction = 'publish' | 'discard'

/** A draft is published by another person and then stands for good, or is discarded. */
export const ruleSetStates: StateTable<RuleSetState, RuleSetAction> = {
  draft: { publish: 'published', discard: 'discarded' },
  published: {},
  discarded: {},
}

/** What one rule said of one case, with the values it read. */
export type Reason = { rule: string; outcome: RuleOutcome; facts: Record<string, FactValue>; unknown: string[] }
export type Evaluation = { verdict: Verdict; reasons: Reason[] }

const severity = { pass: 0, refer: 1, decline: 2 } as const

/**
 * The verdict on a case: decline if any rule declines, else refer if any refers, else approve. Pure and deterministic; the
 * order of rules changes only the order of reasons. Unknown facts never make a rule pass unless the rule itself says so.
 */
export function evaluate(rules: readonly Rule[], facts: DecisionFacts): Evaluation {
  const reasons = rules.map(rule => reasonOf(rule, facts))
  const worst = reasons.reduce((most, reason) => Math.max(most, severity[reason.outcome]), 0)
  return { verdict: (['approve', 'refer', 'decline'] as const)[worst]!, reasons }
}

function reasonOf(rule: Rule, facts: DecisionFacts): Reason {
  let outcome: RuleOutcome = 'pass'
  let settled = true
  for (const { outcome: led, when } of rule.cases) {
    const truth = holds(when, facts)
    if (truth === 'unknown') settled = false
    if (truth === true && severity[led] > severity[outcome]) outcome = led
  }
  if (!settled && severity[rule.whenUnknown] > severity[outcome]) outcome = rule.whenUnknown
  const read = factsRead(rule)
  return {
    rule: rule.code,
    outcome,
    facts: Object.fromEntries(read.map(name => [name, facts[name] ?? null])),
    unknown: settled ? [] : read.filter(name => (facts[name] ?? null) === null),
  }
}

/** Every fact a rule reads, each once. */
export function factsRead(rule: Rule): string[] {
  return [...new Set(rule.cases.flatMap(one => factsOf(one.when)))]
}

export type RuleFault = { rule: string; code: string; at: string }

/** Everything that is wrong with a rule set, at once; only one without faults may be published. */
export function ruleSetFaults(rules: readonly Rule[]): RuleFault[] {
  if (rules.length === 0) return [{ rule: '', code: 'empty', at: 'rules' }]
  const seen = new Set<string>()
  return rules.flatMap(rule => {
    const twice = seen.has(rule.code)
    seen.add(rule.code)
    const read = factsRead(rule).map(holeOf)
    const holes = [...rule.sentence.join(' ').matchAll(/\{(\w+)\}/g)].map(match => match[1]!)
    return [
      ...(twice ? [{ rule: rule.code, code: 'twice', at: 'code' }] : []),
      ...(rule.cases.length === 0 ? [{ rule: rule.code, code: 'empty', at: 'cases' }] : []),
      ...rule.cases.flatMap(one => faultsOf(one.when).map(fault => ({ rule: rule.code, ...fault }))),
      ...[...new Set(holes)]
        .filter(hole => !read.includes(hole))
        .map(at => ({ rule: rule.code, code: 'unread_hole', at })),
    ]
  })
}

/** The rule's sentence with the values it read, as people write them; `kept` says what stands in a hole instead of its value. */
export function sentenceOf(
  rule: Pick<Rule, 'sentence'>,
  facts: Record<string, FactValue>,
  language: Language,
  kept: Record<string, string> = {},
): string {
  const values = Object.entries(facts).map(([name, value]) => [holeOf(name), shown(name, value, language)])
  return say(rule.sentence, language, { ...Object.fromEntries(values), ...kept })
}

/** A fact's value as people write it: `75.00 %`, `186,000.00`, yes or no; a dash when nobody knows. */
export function shown(name: string, value: FactValue, language: Language): string {
  if (value === null) return language === 'zh' ? '未知' : 'unknown'
  switch (kindOf(name)) {
    case 'rate':
      return formatPercent(String(value))
    case 'money':
      return `¥ ${grouped(String(value))}`
    case 'flag':
      return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
    case 'code':
      return say(codeWord(String(value)), language)
    default:
      return String(value)
  }
}

function grouped(yuan: string): string {
  const [whole, part] = yuan.split('.')
  return whole!.replace(/\B(?=(\d{3})+$)/g, ',') + (part ? `.${part}` : '')
}

/** A reason as people read it; to whom the customer's income is not answered, neither it nor what tells it is said. */
export function reasonView(rule: Rule | undefined, reason: Reason, language: Language, earns = true) {
  const told = (name: string) => earns || !incomeFacts.has(name)
  const facts = Object.entries(reason.facts)
  const kept = Object.fromEntries(
    facts.filter(([name]) => !told(name)).map(([name]) => [holeOf(name), say(notTold, language)]),
  )
  return {
    rule: reason.rule,
    name: rule ? say(rule.name, language) : reason.rule,
    outcome: reason.outcome,
    sentence: rule ? sentenceOf(rule, reason.facts, language, kept) : '',
    unknown: reason.unknown.map(name => say(factWord(name), language)),
    facts: facts
      .filter(([name]) => told(name))
      .map(([name, value]) => ({
        name,
        label: say(factWord(name), language),
        value,
        shown: shown(name, value, language),
      })),
  }
}
