import { toId } from '#lib/id'
import { type Language, say } from '#lib/words'
import type { Condition, Operand } from './condition.ts'
import { type FactValue, factWord, kindOf } from './fact.ts'
import { shown } from './rule-set.ts'
import type { RuleSetRow } from './store.ts'

/** A rule set as the list shows it. */
export function ruleSetSummary(row: RuleSetRow, inForceKey: bigint | null) {
  return {
    id: toId('ruleset', row.key),
    number: row.number,
    state: row.state,
    note: row.note,
    rules: row.rules.length,
    inForce: row.key === inForceKey,
    draftedByName: row.draftedByName,
    draftedAt: row.draftedAt,
    publishedByName: row.publishedByName,
    publishedAt: row.publishedAt,
    effectiveFrom: row.effectiveFrom,
    version: row.version,
  }
}

/** A rule set with its rules, each condition also as a sentence. */
export function ruleSetView(
  row: RuleSetRow,
  inForceKey: bigint | null,
  actions: ('edit' | 'publish' | 'discard')[],
  language: Language,
) {
  return {
    ...ruleSetSummary(row, inForceKey),
    rules: row.rules.map(rule => ({
      code: rule.code,
      name: [...rule.name],
      sentence: [...rule.sentence],
      whenUnknown: rule.whenUnknown,
      cases: rule.cases.map(one => ({ ...one, reads: reads(one.when, language) })),
    })),
    actions,
  }
}

const signs = { '<': '<', '<=': '≤', '=': '=', '!=': '≠', '>=': '≥', '>': '>' } as const

/** A condition as people read it: `贷款成数 > 贷款成数上限`. */
export function reads(condition: Condition, language: Language): string {
  const zh = language === 'zh'
  if ('all' in condition) return condition.all.map(part => grouped(part, language)).join(zh ? ' 且 ' : ' and ')
  if ('any' in condition) return condition.any.map(part => grouped(part, language)).join(zh ? ' 或 ' : ' or ')
  if ('not' in condition) return `${zh ? '非 ' : 'not '}${grouped(condition.not, language)}`
  const kindFrom = 'fact' in condition.left ? condition.left.fact : ''
  if ('in' in condition) {
    const values = condition.in.map(value => shown(kindFrom, value, language)).join(zh ? '、' : ', ')
    return `${named(condition.left, kindFrom, language)} ${zh ? '属于' : 'is one of'} ${values}`
  }
  const measure = kindFrom || ('fact' in condition.right ? condition.right.fact : '')
  return `${named(condition.left, measure, language)} ${signs[condition.is]} ${named(condition.right, measure, language)}`
}

function grouped(condition: Condition, language: Language): string {
  const text = reads(condition, language)
  return 'all' in condition || 'any' in condition ? `（${text}）` : text
}

function named(operand: Operand, measure: string, language: Language): string {
  if ('fact' in operand) return say(factWord(operand.fact), language)
  return kindOf(measure) ? shown(measure, operand.value as FactValue, language) : String(operand.value)
}
