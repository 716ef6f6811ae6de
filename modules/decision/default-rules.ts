import type { Word } from '#lib/words'
import type { Comparison, Condition } from './condition.ts'
import type { FactName } from './fact.ts'
import type { Rule, RuleOutcome } from './rule-set.ts'
import { words } from './words.ts'

const fact = (name: FactName) => ({ fact: name })
const compare = (left: FactName, is: Comparison, right: FactName | number | boolean): Condition => ({
  left: fact(left),
  is,
  right: typeof right === 'string' ? fact(right) : { value: right },
})
const decline = (when: Condition) => ({ outcome: 'decline' as const, when })
const refer = (when: Condition) => ({ outcome: 'refer' as const, when })
const rule = (code: string, whenUnknown: RuleOutcome, ...cases: Rule['cases']): Rule => {
  const said = words as Readonly<Record<string, Word>>
  return {
    code,
    name: said[`decision.rule.${code}`]!,
    sentence: said[`decision.rule.${code}.sentence`]!,
    cases,
    whenUnknown,
  }
}
const aPerson: Condition = { left: fact('customer.kind'), in: ['individual', 'sole-proprietor'] }

/**
 * The rules a new installation begins with: statutory caps and product bounds decline, duplicates and heavy burdens refer,
 * and what lies beyond the limits of automatic approval refers. Everything numeric is a dated parameter.
 */
export const defaultRules: Rule[] = [
  rule('consent', 'decline', decline(compare('customer.credit-consent', '=', false))),
  rule('blacklist', 'refer', decline(compare('customer.blacklisted', '=', true))),
  rule('dealer-frozen', 'refer', decline(compare('dealer.frozen', '=', true))),
  rule(
    'product-amount',
    'refer',
    decline({
      any: [
        compare('application.amount', '<', 'product.minimum-amount'),
        compare('application.amount', '>', 'product.maximum-amount'),
      ],
    }),
  ),
  rule('product-term', 'refer', decline(compare('product.term-offered', '=', false))),
  rule(
    'down-payment',
    'refer',
    decline(compare('application.down-payment-ratio', '<', 'product.minimum-down-payment-ratio')),
  ),
  rule('ltv-cap', 'refer', decline(compare('application.ltv', '>', 'parameter.ltv.cap'))),
  rule('term-cap', 'refer', decline(compare('application.term', '>', 'parameter.term.cap'))),
  rule('rate-cap', 'refer', decline(compare('application.all-in-rate', '>', 'parameter.rate.cap'))),
  rule(
    'age',
    'refer',
    decline({
      all: [
        aPerson,
        {
          any: [
            compare('customer.age', '<', 'parameter.age.range.min'),
            compare('customer.age-at-end', '>', 'parameter.age.range.max'),
          ],
        },
      ],
    }),
  ),
  rule(
    'affordability',
    'refer',
    decline(compare('customer.installment-to-income', '>', 'parameter.affordability.installment-to-income.max')),
    refer(compare('customer.installment-to-income', '>', 'parameter.affordability.installment-to-income.refer')),
  ),
  rule(
    'duplicate-vehicle',
    'refer',
    decline(compare('duplicates.vehicle-other-customer', '>', 0)),
    refer(compare('duplicates.vehicle', '>', 0)),
  ),
  rule('duplicate-customer', 'refer', refer(compare('duplicates.customer', '>', 0))),
  rule('duplicate-phone', 'refer', refer(compare('duplicates.phone', '>', 0))),
  rule('duplicate-document', 'refer', refer(compare('duplicates.document', '>', 0))),
  rule('documents', 'refer', refer(compare('documents.missing', '>', 0))),
  rule('customer-kind', 'refer', refer({ left: fact('customer.kind'), in: ['sole-proprietor', 'enterprise'] })),
  rule('used-vehicle', 'refer', refer({ left: fact('vehicle.condition'), in: ['used'] })),
  rule(
    'automatic-amount',
    'refer',
    refer(compare('application.amount', '>', 'parameter.decision.auto-approve.max-amount')),
  ),
  rule(
    'automatic-exposure',
    'refer',
    refer(compare('customer.exposure', '>', 'parameter.decision.auto-approve.max-exposure')),
  ),
  rule('automatic-ltv', 'refer', refer(compare('application.ltv', '>', 'parameter.decision.auto-approve.max-ltv'))),
]
