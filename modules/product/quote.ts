import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { type Money, max, mulDiv } from '#lib/money'
import type { Rate } from '#lib/rate'
import { type CostForm, type CostRules, costForm, costRulesOf } from './cost-form.ts'
import type { ProductBalloon, ProductSubsidy } from './definition.ts'
import { upFrontFees } from './fee.ts'
import { fractionOf } from './fraction.ts'
import { offerSubsidy, type ProductVersion, termsOf, type Wanted } from './offer.ts'
import { type Plan, planFor } from './plan.ts'
import type { SubsidyDue } from './subsidy.ts'
import type { Terms } from './terms.ts'
import { trueCost } from './true-cost.ts'

/** A plan with what people ask of it first. */
export type PlanQuote = {
  terms: Terms
  plan: Plan
  firstDueOn: Day
  firstPayment: Money
  lastPayment: Money
  highestPayment: Money
  /** Cash that leaves at disbursement besides the down payment. */
  upFrontFees: Money
  totalInterest: Money
  totalFees: Money
  /** Interest and all fees. */
  totalCost: Money
  /** All payments and what was charged up front. */
  totalPayment: Money
  /** The true yearly cost as decimals. */
  simple: Rate
  effective: Rate
  costForm: CostForm
  balloon: { amount: Money; atEnd: ProductBalloon['atEnd'] } | null
  subsidy:
    | (Pick<ProductSubsidy, 'payer' | 'fullRate' | 'when'> & Pick<SubsidyDue, 'amount' | 'payments'> & { saved: Money })
    | null
}

/** Computes a quote on a product version. @throws Refusal product.* when the terms are not possible */
export function quoteOf(version: Pick<ProductVersion, 'definition'>, wanted: Wanted, rules: CostRules): PlanQuote {
  const terms = termsOf(version, wanted)
  const plan = planFor(terms)
  const cost = trueCost(terms, plan)
  const upFront = upFrontFees(terms)
  const { installments, totals } = plan
  const form = costForm(
    terms,
    plan,
    costRulesOf(version.definition, rules),
    version.definition.fees.map(fee => fee.nameEn),
  )
  return {
    terms,
    plan,
    firstDueOn: installments[0]!.dueOn,
    firstPayment: installments[0]!.payment,
    lastPayment: installments.at(-1)!.payment,
    highestPayment: installments.reduce((most, row) => max(most, row.payment), 0n as Money),
    upFrontFees: upFront,
    totalInterest: totals.interest,
    totalFees: (totals.fee + upFront) as Money,
    totalCost: (totals.interest + totals.fee + upFront) as Money,
    totalPayment: (totals.payment + upFront) as Money,
    simple: fromPercent(cost.simple),
    effective: fromPercent(cost.effective),
    costForm: form,
    balloon:
      terms.balloon === undefined ? null : { amount: terms.balloon, atEnd: version.definition.balloon?.atEnd ?? [] },
    subsidy: subsidyQuote(version, terms, plan),
  }
}

function subsidyQuote(version: Pick<ProductVersion, 'definition'>, terms: Terms, plan: Plan): PlanQuote['subsidy'] {
  const due = offerSubsidy(version, terms, plan)
  const { subsidy } = version.definition
  if (!due || !subsidy) return null
  const { payer, fullRate, when } = subsidy
  return { payer, fullRate, when, amount: due.amount, saved: due.undiscounted, payments: due.payments }
}

/** How the customer says what is to be financed: an amount, or a price with a down payment or its share. */
export type Financing = {
  principal?: Money | null | undefined
  price?: Money | null | undefined
  downPayment?: Money | null | undefined
  downPaymentRatio?: Rate | null | undefined
}

/**
 * Principal and down payment of a wish: a given principal stands; else price less down payment. A share of the price is
 * rounded up to whole yuan, so that the loan is not a few fen. Null when it does not say enough.
 */
export function financed(wish: Financing): { principal: Money; downPayment: Money | null } | null {
  const { principal, price, downPayment, downPaymentRatio } = wish
  if (principal) return { principal, downPayment: price ? max((price - principal) as Money, 0n as Money) : null }
  if (!price) return null
  if (downPayment !== null && downPayment !== undefined)
    return { principal: max((price - downPayment) as Money, 0n as Money), downPayment }
  if (!downPaymentRatio) return null
  const { numerator, denominator } = fractionOf(downPaymentRatio)
  const down = (mulDiv(price, numerator, denominator * 100n, 'up') * 100n) as Money
  return { principal: max((price - down) as Money, 0n as Money), downPayment: down }
}

/** Down payment ÷ price, four decimals rounded down; null without a price. */
export function downPaymentRatio(downPayment: Money | null, price: Money | null | undefined): Rate | null {
  if (downPayment === null || !price) return null
  return new Decimal(downPayment.toString()).div(price.toString()).toFixed(4, Decimal.ROUND_DOWN) as Rate
}

function fromPercent(text: string): Rate {
  return new Decimal(text).div(100).toFixed() as Rate
}
