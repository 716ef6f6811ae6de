import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultRules } from './default-rules.ts'
import { type DecisionFacts, factNames, holeOf, kindOf, misfits } from './fact.ts'
import { evaluate, type Rule, ruleSetFaults, sentenceOf } from './rule-set.ts'

/** A case that every rule is content with. */
const goodFacts: DecisionFacts = {
  'application.amount': '100000.00',
  'application.term': 36,
  'application.annual-rate': '0.048',
  'application.all-in-rate': '0.048',
  'application.down-payment': '60000.00',
  'application.down-payment-ratio': '0.375',
  'application.installment': '2988.12',
  'application.ltv': '0.625',
  'vehicle.price-base': '160000.00',
  'vehicle.use': 'self',
  'vehicle.energy': 'new-energy',
  'vehicle.condition': 'new',
  'customer.kind': 'individual',
  'customer.age': 35,
  'customer.age-at-end': 38,
  'customer.monthly-income': '20000.00',
  'customer.monthly-debt': '0.00',
  'score.points': 705,
  'score.band': 'A',
  'customer.installment-to-income': '0.1494',
  'customer.exposure': '100000.00',
  'customer.blacklisted': false,
  'customer.credit-consent': true,
  'duplicates.vehicle': 0,
  'duplicates.vehicle-other-customer': 0,
  'duplicates.customer': 0,
  'duplicates.phone': 0,
  'duplicates.document': 0,
  'dealer.frozen': false,
  'documents.missing': 0,
  'product.minimum-amount': '10000.00',
  'product.maximum-amount': '500000.00',
  'product.minimum-down-payment-ratio': '0.2',
  'product.term-offered': true,
  'parameter.ltv.cap': '0.8',
  'parameter.term.cap': 60,
  'parameter.age.range.min': 18,
  'parameter.age.range.max': 65,
  'parameter.affordability.installment-to-income.refer': '0.5',
  'parameter.affordability.installment-to-income.max': '0.7',
  'parameter.rate.cap': '0.24',
  'parameter.decision.auto-approve.max-amount': '500000',
  'parameter.decision.auto-approve.max-exposure': '200000',
  'parameter.decision.auto-approve.max-ltv': '0.8',
}

const verdictOf = (change: DecisionFacts) => evaluate(defaultRules, { ...goodFacts, ...change }).verdict
const ruleThat = (change: DecisionFacts) =>
  evaluate(defaultRules, { ...goodFacts, ...change })
    .reasons.filter(reason => reason.outcome !== 'pass')
    .map(reason => `${reason.rule} ${reason.outcome}`)

describe('the default rules', () => {
  it('have no faults and read only what the catalogue knows', () => {
    expect(ruleSetFaults(defaultRules)).toEqual([])
    expect(misfits(goodFacts)).toEqual([])
    expect(Object.keys(goodFacts).sort()).toEqual([...factNames].sort())
  })

  it('approve a case that all are content with', () => {
    expect(ruleThat({})).toEqual([])
    expect(verdictOf({})).toBe('approve')
  })

  it.each([
    [{ 'customer.credit-consent': false }, 'consent decline'],
    [{ 'customer.blacklisted': true }, 'blacklist decline'],
    [{ 'dealer.frozen': true }, 'dealer-frozen decline'],
    [
      { 'application.amount': '500000.01', 'parameter.decision.auto-approve.max-amount': '600000' },
      'product-amount decline',
    ],
    [{ 'application.amount': '9999.99' }, 'product-amount decline'],
    [{ 'product.term-offered': false }, 'product-term decline'],
    [{ 'application.down-payment-ratio': '0.1999999999' }, 'down-payment decline'],
    [{ 'application.ltv': '0.8000000001', 'parameter.decision.auto-approve.max-ltv': '0.9' }, 'ltv-cap decline'],
    [{ 'application.term': 61 }, 'term-cap decline'],
    [{ 'application.all-in-rate': '0.2400000001' }, 'rate-cap decline'],
    [{ 'customer.age': 17 }, 'age decline'],
    [{ 'customer.age-at-end': 66 }, 'age decline'],
    [{ 'customer.installment-to-income': '0.51' }, 'affordability refer'],
    [{ 'customer.installment-to-income': '0.71' }, 'affordability decline'],
    [{ 'customer.installment-to-income': null }, 'affordability refer'],
    [{ 'duplicates.vehicle': 1 }, 'duplicate-vehicle refer'],
    [{ 'duplicates.vehicle': 1, 'duplicates.vehicle-other-customer': 1 }, 'duplicate-vehicle decline'],
    [{ 'duplicates.customer': 1 }, 'duplicate-customer refer'],
    [{ 'duplicates.phone': 1 }, 'duplicate-phone refer'],
    [{ 'duplicates.document': 2 }, 'duplicate-document refer'],
    [{ 'documents.missing': 1 }, 'documents refer'],
    [{ 'customer.kind': 'sole-proprietor' }, 'customer-kind refer'],
    [{ 'customer.kind': 'enterprise', 'customer.age': null, 'customer.age-at-end': null }, 'customer-kind refer'],
    [{ 'vehicle.condition': 'used' }, 'used-vehicle refer'],
    [{ 'customer.exposure': '200000.01' }, 'automatic-exposure refer'],
    [
      { 'application.amount': '100000.01', 'parameter.decision.auto-approve.max-amount': '100000' },
      'automatic-amount refer',
    ],
    [{ 'application.ltv': '0.7000000001', 'parameter.decision.auto-approve.max-ltv': '0.7' }, 'automatic-ltv refer'],
  ] as [DecisionFacts, string][])('find %j: %s', (change, expected) => {
    expect(ruleThat(change)).toEqual([expected])
  })

  it('let a bound itself pass', () => {
    expect(
      verdictOf({
        'application.ltv': '0.8',
        'application.term': 60,
        'application.all-in-rate': '0.24',
        'application.amount': '500000.00',
        'customer.age-at-end': 65,
        'customer.installment-to-income': '0.5',
        'customer.exposure': '200000',
      }),
    ).toBe('approve')
  })

  it('never approve when a fact that decides is unknown', () => {
    for (const name of factNames) {
      const read = defaultRules.some(rule => JSON.stringify(rule.cases).includes(`"${name}"`))
      if (read && name !== 'customer.kind') expect(verdictOf({ [name]: null }), name).not.toBe('approve')
    }
  })

  it('grow no milder as the loan grows', () => {
    const rank = { approve: 0, refer: 1, decline: 2 }
    const rate = fc.integer({ min: 0, max: 12000 }).map(basis => (basis / 10000).toFixed(4))
    fc.assert(
      fc.property(rate, rate, fc.boolean(), (a, b, burden) => {
        const name = burden ? 'customer.installment-to-income' : 'application.ltv'
        const [low, high] = Number(a) <= Number(b) ? [a, b] : [b, a]
        expect(rank[verdictOf({ [name]: low })]).toBeLessThanOrEqual(rank[verdictOf({ [name]: high })])
      }),
    )
  })
})

describe('evaluation', () => {
  const anyFacts: fc.Arbitrary<DecisionFacts> = fc.record(
    Object.fromEntries(
      factNames.map(name => {
        const kind = kindOf(name)
        const value: fc.Arbitrary<string | number | boolean> =
          kind === 'flag'
            ? fc.boolean()
            : kind === 'number'
              ? fc.integer({ min: 0, max: 100 })
              : kind === 'code'
                ? fc.constantFrom('individual', 'enterprise', 'new', 'used')
                : fc.integer({ min: 0, max: 400 }).map(percent => (percent / 100).toFixed(2))
        return [name, fc.option(value, { nil: null })]
      }),
    ),
  )

  it('gives the same answer for the same facts in any order of rules and of facts, and after a trip through JSON', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.shuffledSubarray(defaultRules, { minLength: defaultRules.length }),
        (facts, shuffled) => {
          const first = evaluate(defaultRules, facts)
          const stored = JSON.parse(
            JSON.stringify({ rules: shuffled, facts: Object.fromEntries(Object.entries(facts).reverse()) }),
          )
          const second = evaluate(stored.rules as Rule[], stored.facts)
          expect(second.verdict).toBe(first.verdict)
          const byRule = (reasons: typeof first.reasons) => Object.fromEntries(reasons.map(one => [one.rule, one]))
          expect(byRule(second.reasons)).toEqual(byRule(first.reasons))
        },
      ),
    )
  })

  it('is never milder than its severest rule, and another rule never makes it milder', () => {
    const rank = { approve: 0, refer: 1, decline: 2, pass: 0 }
    fc.assert(
      fc.property(anyFacts, fc.subarray(defaultRules), (facts, some) => {
        const { verdict, reasons } = evaluate(some, facts)
        expect(rank[verdict]).toBe(Math.max(0, ...reasons.map(reason => rank[reason.outcome])))
        expect(rank[evaluate(defaultRules, facts).verdict]).toBeGreaterThanOrEqual(rank[verdict])
      }),
    )
  })

  it('shows the values each rule read', () => {
    const { reasons } = evaluate(defaultRules, { ...goodFacts, 'application.ltv': null })
    const ltv = reasons.find(reason => reason.rule === 'ltv-cap')!
    expect(ltv).toEqual({
      rule: 'ltv-cap',
      outcome: 'refer',
      facts: { 'application.ltv': null, 'parameter.ltv.cap': '0.8' },
      unknown: ['application.ltv'],
    })
  })
})

describe('a rule set', () => {
  it('lists all its faults at once', () => {
    const broken: Rule[] = [
      { ...defaultRules[0]!, cases: [] },
      { ...defaultRules[0]!, sentence: ['{applicationLtv}', '{applicationLtv}'] },
    ]
    expect(ruleSetFaults(broken).map(fault => fault.code)).toEqual(
      expect.arrayContaining(['empty', 'twice', 'unread_hole']),
    )
    expect(ruleSetFaults([])).toHaveLength(1)
  })

  it('says every default rule in both languages without an open hole', () => {
    for (const rule of defaultRules) {
      const { facts } = evaluate([rule], goodFacts).reasons[0]!
      for (const language of ['zh', 'en'] as const) {
        expect(rule.name.every(Boolean), rule.code).toBe(true)
        expect(sentenceOf(rule, facts, language), rule.code).not.toMatch(/[{}]/)
      }
    }
    expect(
      sentenceOf(
        defaultRules.find(rule => rule.code === 'ltv-cap')!,
        { 'application.ltv': '0.85', 'parameter.ltv.cap': '0.8' },
        'zh',
      ),
    ).toBe('贷款成数 85.00 %，上限 80.00 %。')
    expect(holeOf('application.down-payment-ratio')).toBe('applicationDownPaymentRatio')
  })
})
