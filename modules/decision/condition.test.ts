import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '#lib/decimal'
import { type Comparison, type Condition, comparisons, faultsOf, holds, type Truth } from './condition.ts'
import { exact } from './fact.ts'

const leaf = (truth: Truth): Condition =>
  truth === 'unknown'
    ? { left: { fact: 'nobody.knows' }, is: '=', right: { value: 1 } }
    : { left: { value: 1 }, is: '=', right: { value: truth ? 1 : 2 } }
const truth = fc.constantFrom<Truth>(true, false, 'unknown')
const not = (one: Truth): Truth => (one === 'unknown' ? one : !one)

describe('a condition', () => {
  it('compares decimals exactly, as arbitrary-precision arithmetic does', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 10 }))
      .map(([digits, places]) => new Decimal(digits.toString()).div(new Decimal(10).pow(places)).toFixed())
      .filter(text => new Decimal(text).decimalPlaces() <= 10)
    fc.assert(
      fc.property(decimal, decimal, fc.constantFrom<Comparison>(...comparisons), (a, b, is) => {
        const order = new Decimal(a).cmp(b)
        const expected = {
          '<': order < 0,
          '<=': order <= 0,
          '=': order === 0,
          '!=': order !== 0,
          '>=': order >= 0,
          '>': order > 0,
        }[is]
        expect(holds({ left: { value: a }, is, right: { value: b } }, {})).toBe(expected)
      }),
    )
  })

  it('tells 0.1 + 0.2 from a little more, where a float cannot', () => {
    expect(exact('0.3000000001') > exact('0.3')).toBe(true)
    expect(exact('186000.00')).toBe(exact('186000'))
    expect(exact('-0.5') < exact('-0.4999999999')).toBe(true)
  })

  it('follows Kleene: De Morgan holds with unknowns', () => {
    fc.assert(
      fc.property(fc.array(truth, { minLength: 1, maxLength: 6 }), parts => {
        const all = holds({ all: parts.map(leaf) }, {})
        const any = holds({ not: { any: parts.map(part => ({ not: leaf(part) })) } }, {})
        expect(all).toBe(any)
        expect(all).toBe(parts.includes(false) ? false : parts.includes('unknown') ? 'unknown' : true)
      }),
    )
    fc.assert(
      fc.property(truth, one => {
        expect(holds({ not: leaf(one) }, {})).toBe(not(one))
      }),
    )
  })

  it('never guesses: learning an unknown fact can settle a truth but not turn one over', () => {
    const names = ['application.amount', 'customer.monthly-income', 'application.down-payment']
    const condition: fc.Memo<Condition> = fc.memo(depth =>
      depth <= 1
        ? fc
            .tuple(fc.constantFrom(...names), fc.constantFrom<Comparison>(...comparisons), fc.constantFrom(...names))
            .map(([a, is, b]): Condition => ({ left: { fact: a }, is, right: { fact: b } }))
        : fc.oneof(
            fc.array(condition(depth - 1), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })),
            fc.array(condition(depth - 1), { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
            condition(depth - 1).map((inner): Condition => ({ not: inner })),
          ),
    )
    const amount = fc.option(fc.integer({ min: 0, max: 3 }).map(String), { nil: null })
    fc.assert(
      fc.property(condition(3), fc.tuple(amount, amount, amount), fc.constantFrom('0', '2'), (one, values, learned) => {
        const facts = Object.fromEntries(names.map((name, at) => [name, values[at] ?? null]))
        const known = Object.fromEntries(names.map((name, at) => [name, values[at] ?? learned]))
        const before = holds(one, facts)
        if (before !== 'unknown') expect(holds(one, known)).toBe(before)
      }),
    )
  })

  it('says what is wrong before it meets a case', () => {
    const at = (condition: Condition) => faultsOf(condition).map(fault => fault.code)
    expect(at({ left: { fact: 'application.shoe-size' }, is: '>', right: { value: 1 } })).toEqual(['unknown_fact'])
    expect(at({ left: { fact: 'application.ltv' }, is: '>', right: { fact: 'application.amount' } })).toEqual([
      'kinds_differ',
    ])
    expect(at({ left: { fact: 'application.term' }, is: '>', right: { value: '36' } })).toEqual(['kinds_differ'])
    expect(at({ left: { fact: 'dealer.frozen' }, is: '>', right: { value: true } })).toEqual(['no_order'])
    expect(at({ all: [] })).toEqual(['empty'])
    expect(at({ left: { value: 1 }, is: '=', right: { value: 1 } })).toEqual(['empty'])
    expect(at({ left: { fact: 'customer.kind' }, in: [] })).toEqual(['empty'])
    expect(at({ left: { fact: 'application.ltv' }, is: '>', right: { fact: 'parameter.ltv.cap' } })).toEqual([])
  })
})
