import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Money } from '#lib/money'
import type { Rate } from '#lib/rate'
import { type CostForm, type CostRules, costForm, costRulesOf, penaltyRate } from './cost-form.ts'
import type { ProductBalloon } from './definition.ts'
import { upFrontFees } from './fee.ts'
import type { FloatingTerms } from './floating.ts'
import type { ProductVersion } from './offer.ts'
import { floatingOf, termsOf, type Wanted } from './offer-terms.ts'
import { firstPaying, graceOf, type Plan, planFor } from './plan.ts'
import { type FiscalRule, type FiscalUsed, type SubsidyLoss, type SubsidyShare, subsidised } from './subsidy-share.ts'
import type { Terms } from './terms.ts'
import { trueCost } from './true-cost.ts'

/** What a deal takes from the day and the borrower: parameters, the base's value, what of the treasury's cap is used. */
export type DealRules = CostRules & {
  fiscal: FiscalRule | null
  fiscalUsed?: FiscalUsed | undefined
  subsidyLoss?: SubsidyLoss | null
}

/** An offer worked out: everything a quote shows, a contract states and a loan is opened on. */
export type Deal = {
  terms: Terms
  /** What falls due at the agreed rate. */
  agreed: Plan
  /** What the customer pays: the same, less what the treasury pays of the interest. The loan is opened on it. */
  plan: Plan
  /** The first row that asks anything. */
  first: Plan['installments'][number]
  /** How far grace lets the principal grow, and until when. */
  grace: ReturnType<typeof graceOf>
  /** True yearly cost and cost form at the agreed rate: a subsidy that policy may end is not counted on. */
  costForm: CostForm
  simple: Rate
  effective: Rate
  /** The true yearly cost while the treasury pays its part; null where it pays none. */
  relieved: { simple: Rate; effective: Rate } | null
  rules: CostRules
  penaltyRate: Rate
  upFrontFees: Money
  floating: (FloatingTerms & { value: Rate; publishedOn: Day }) | null
  balloon: { amount: Money; atEnd: ProductBalloon['atEnd'] } | null
  subsidies: SubsidyShare[]
  /** When they are lost; null where the rules of the day do not say. */
  subsidyLoss: SubsidyLoss | null
}

/** Works an offer out on a product version. @throws Refusal product.* when the terms are not possible */
export function dealOf(version: Pick<ProductVersion, 'definition'>, wanted: Wanted, rules: DealRules): Deal {
  const { definition } = version
  const terms = termsOf(version, wanted)
  const agreed = planFor(terms)
  const floating = floatingOf(definition)
  const cost = trueCost(terms, agreed)
  const ruled = costRulesOf(definition, rules)
  const fiscal = rules.fiscal && { rule: rules.fiscal, used: rules.fiscalUsed ?? {} }
  const { shares, customer } = subsidised(definition, terms, agreed, fiscal)
  const relieved = customer === agreed ? null : trueCost(terms, customer)
  return {
    terms,
    agreed,
    plan: customer,
    first: firstPaying(customer),
    grace: graceOf(customer),
    costForm: costForm(
      terms,
      agreed,
      ruled,
      definition.fees.map(fee => fee.nameEn),
      floating !== null,
    ),
    simple: fromPercent(cost.simple),
    effective: fromPercent(cost.effective),
    relieved: relieved && { simple: fromPercent(relieved.simple), effective: fromPercent(relieved.effective) },
    rules: ruled,
    penaltyRate: penaltyRate(terms, cost, ruled.penaltyMultiple),
    upFrontFees: upFrontFees(terms),
    floating: floating && wanted.base ? { ...floating, value: wanted.base.value, publishedOn: wanted.base.day } : null,
    balloon: terms.balloon === undefined ? null : { amount: terms.balloon, atEnd: definition.balloon?.atEnd ?? [] },
    subsidies: shares,
    subsidyLoss: shares.length > 0 ? (rules.subsidyLoss ?? null) : null,
  }
}

function fromPercent(text: string): Rate {
  return new Decimal(text).div(100).toFixed() as Rate
}
