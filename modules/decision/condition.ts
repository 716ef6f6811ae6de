import { type DecisionFacts, exact, type FactValue, fits, kindOf } from './fact.ts'

/** What a condition looks at: a fact of the case (or a dated parameter, whose names begin with `parameter.`), or a value. */
export type Operand = { fact: string } | { value: string | number | boolean }

export const comparisons = ['<', '<=', '=', '!=', '>=', '>'] as const
export type Comparison = (typeof comparisons)[number]

/** A rule's condition as data: it holds, does not hold, or cannot be said because a fact is unknown. */
export type Condition =
  | { left: Operand; is: Comparison; right: Operand }
  | { left: Operand; in: string[] }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }

/** Kleene's three values: what is unknown stays unknown unless the rest settles it. */
export type Truth = true | false | 'unknown'

/** Evaluates a condition. Pure: the same facts give the same truth, whatever the order of their names. */
export function holds(condition: Condition, facts: DecisionFacts): Truth {
  if ('all' in condition) return conjunction(condition.all.map(part => holds(part, facts)))
  if ('any' in condition) return negation(conjunction(condition.any.map(part => negation(holds(part, facts)))))
  if ('not' in condition) return negation(holds(condition.not, facts))
  const left = worth(condition.left, facts)
  if ('in' in condition) return left === null ? 'unknown' : condition.in.includes(String(left))
  const right = worth(condition.right, facts)
  if (left === null || right === null) return 'unknown'
  return compare(left, condition.is, right)
}

function conjunction(parts: Truth[]): Truth {
  if (parts.includes(false)) return false
  return parts.includes('unknown') ? 'unknown' : true
}

function negation(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth
}

function worth(operand: Operand, facts: DecisionFacts): FactValue {
  return 'value' in operand ? operand.value : (facts[operand.fact] ?? null)
}

function compare(left: string | number | boolean, is: Comparison, right: string | number | boolean): boolean {
  const numeric = isNumeric(left) && isNumeric(right)
  const order = numeric
    ? sign(exact(left as string | number) - exact(right as string | number))
    : left === right
      ? 0
      : String(left) < String(right)
        ? -1
        : 1
  switch (is) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '>=':
      return order >= 0
    case '>':
      return order > 0
  }
}

function sign(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0
}

function isNumeric(value: string | number | boolean): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d{1,10})?$/.test(value))
}

/** Every fact a condition names, in order of appearance, each once. */
export function factsOf(condition: Condition): string[] {
  return [...new Set(named(condition))]
}

function named(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(named)
  if ('any' in condition) return condition.any.flatMap(named)
  if ('not' in condition) return named(condition.not)
  const sides = 'in' in condition ? [condition.left] : [condition.left, condition.right]
  return sides.flatMap(side => ('fact' in side ? [side.fact] : []))
}

export type ConditionFault = { code: 'unknown_fact' | 'kinds_differ' | 'no_order' | 'empty'; at: string }

/** What is wrong with a condition before it ever meets a case: unknown facts, comparisons between kinds, order on words. */
export function faultsOf(condition: Condition): ConditionFault[] {
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any
    return parts.length === 0 ? [{ code: 'empty', at: 'all' in condition ? 'all' : 'any' }] : parts.flatMap(faultsOf)
  }
  if ('not' in condition) return faultsOf(condition.not)
  const unknown = factsOf(condition).filter(name => kindOf(name) === null)
  if (unknown.length > 0) return unknown.map(at => ({ code: 'unknown_fact', at }))
  if ('in' in condition) return condition.in.length === 0 ? [{ code: 'empty', at: 'in' }] : []
  const { left, is, right } = condition
  const kind = 'fact' in left ? kindOf(left.fact) : 'fact' in right ? kindOf(right.fact) : null
  if (kind === null) return [{ code: 'empty', at: is }]
  const at = 'fact' in left ? left.fact : (right as { fact: string }).fact
  const agree = [left, right].every(side =>
    'fact' in side ? sameMeasure(kindOf(side.fact)!, kind) : fits(kind, side.value),
  )
  if (!agree) return [{ code: 'kinds_differ', at }]
  if ((kind === 'flag' || kind === 'code') && is !== '=' && is !== '!=') return [{ code: 'no_order', at }]
  return []
}

function sameMeasure(a: string, b: string): boolean {
  return a === b
}
