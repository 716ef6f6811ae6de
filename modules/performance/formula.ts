import { Decimal } from '#lib/decimal'
import { Refusal } from '#lib/refusal'

/**
 * Formulas of incentive plans, as people write them: `amount * 0.004`, `if(first_loan = 1, 200, 0)`. Numbers, named inputs,
 * + - * /, comparisons, and/or, min, max, if. There are no loops, no calls of anything else and no clock: a formula ends after
 * as many steps as it has words and says the same today and in three years.
 */
export type Formula =
  | { kind: 'number'; value: Decimal }
  | { kind: 'input'; name: string }
  | { kind: 'call'; name: FunctionName; parts: Formula[] }
  | { kind: 'infix'; sign: Sign; left: Formula; right: Formula }

const functionNames = ['min', 'max', 'if'] as const
type FunctionName = (typeof functionNames)[number]
const strengths = { or: 1, and: 2, '=': 3, '<': 3, '>': 3, '<=': 3, '>=': 3, '+': 4, '-': 4, '*': 5, '/': 5 } as const
type Sign = keyof typeof strengths
const longest = 500
const deepest = 50

/**
 * Reads a formula; every name must be one of the inputs.
 * @throws Refusal performance.formula_long, performance.formula_syntax (`at`: the character), performance.formula_input (`name`)
 */
export function readFormula(text: string, inputs: readonly string[]): Formula {
  if (text.length > longest) throw new Refusal('performance.formula_long', { longest })
  const words = [...text.matchAll(/\s*(?:(\d+(?:\.\d+)?)|([a-z_][a-z0-9_]*)|(<=|>=|[-+*/=<>(),])|(\S))/gi)].map(
    match => ({
      number: match[1],
      name: match[2]?.toLowerCase(),
      sign: match[3],
      at: match.index + match[0].length - match[0].trimStart().length,
      bad: match[4] !== undefined,
    }),
  )
  let next = 0
  const fail = (): never => {
    throw new Refusal('performance.formula_syntax', { at: words[next]?.at ?? text.length })
  }
  const take = (sign: string) => (words[next]?.sign === sign ? words[next++] : fail())

  function one(depth: number): Formula {
    const word = words[next]
    if (!word || word.bad || depth > deepest) return fail()
    next++
    if (word.number !== undefined) return { kind: 'number', value: new Decimal(word.number) }
    if (word.sign === '(') {
      const inner = all(0, depth + 1)
      take(')')
      return inner
    }
    if (word.sign === '-')
      return { kind: 'infix', sign: '-', left: { kind: 'number', value: new Decimal(0) }, right: one(depth + 1) }
    if (word.name === undefined) {
      next--
      return fail()
    }
    if (words[next]?.sign === '(') {
      const name = functionNames.find(known => known === word.name)
      if (!name) throw new Refusal('performance.formula_input', { name: word.name })
      next++
      const parts = [all(0, depth + 1)]
      while (words[next]?.sign === ',') {
        next++
        parts.push(all(0, depth + 1))
      }
      take(')')
      if (name === 'if' ? parts.length !== 3 : parts.length < 2) return fail()
      return { kind: 'call', name, parts }
    }
    if (!inputs.includes(word.name)) throw new Refusal('performance.formula_input', { name: word.name })
    return { kind: 'input', name: word.name }
  }

  function all(above: number, depth: number): Formula {
    if (depth > deepest) return fail()
    let left = one(depth)
    for (;;) {
      const word = words[next]
      const sign = (word?.sign ?? (word?.name === 'and' || word?.name === 'or' ? word.name : undefined)) as
        | Sign
        | undefined
      const strength = sign === undefined ? undefined : strengths[sign]
      if (strength === undefined || strength <= above) return left
      next++
      left = { kind: 'infix', sign: sign!, left, right: all(strength, depth + 1) }
    }
  }

  const formula = all(0, 0)
  if (next < words.length) fail()
  return formula
}

/**
 * The value of a formula; truth is 1 and untruth 0. Null where something is divided by zero: there is nothing to say then,
 * and whoever asked says so instead of paying a guess.
 */
export function evaluate(formula: Formula, inputs: Readonly<Record<string, Decimal>>): Decimal | null {
  const truth = (yes: boolean) => new Decimal(yes ? 1 : 0)
  switch (formula.kind) {
    case 'number':
      return formula.value
    case 'input':
      return inputs[formula.name] ?? null
    case 'call': {
      if (formula.name === 'if') {
        const asked = evaluate(formula.parts[0]!, inputs)
        return asked && evaluate(formula.parts[asked.isZero() ? 2 : 1]!, inputs)
      }
      const parts = formula.parts.map(part => evaluate(part, inputs))
      if (parts.some(part => part === null)) return null
      return formula.name === 'min' ? Decimal.min(...(parts as Decimal[])) : Decimal.max(...(parts as Decimal[]))
    }
    case 'infix': {
      const left = evaluate(formula.left, inputs)
      const right = evaluate(formula.right, inputs)
      if (!left || !right) return null
      switch (formula.sign) {
        case '+':
          return left.plus(right)
        case '-':
          return left.minus(right)
        case '*':
          return left.times(right)
        case '/':
          return right.isZero() ? null : left.div(right)
        case '=':
          return truth(left.eq(right))
        case '<':
          return truth(left.lt(right))
        case '>':
          return truth(left.gt(right))
        case '<=':
          return truth(left.lte(right))
        case '>=':
          return truth(left.gte(right))
        case 'and':
          return truth(!left.isZero() && !right.isZero())
        case 'or':
          return truth(!left.isZero() || !right.isZero())
      }
    }
  }
}

/** The inputs a formula reads. */
export function inputsOf(formula: Formula): Set<string> {
  const found = new Set<string>()
  const walk = (part: Formula): void => {
    if (part.kind === 'input') found.add(part.name)
    if (part.kind === 'call') part.parts.forEach(walk)
    if (part.kind === 'infix') [part.left, part.right].forEach(walk)
  }
  walk(formula)
  return found
}
