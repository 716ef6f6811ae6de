import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { type Money, max, mulDiv } from '#lib/money'
import type { Rate } from '#lib/rate'
import { type Deal, type DealRules, dealOf } from './deal.ts'
import { fractionOf } from './fraction.ts'
import type { ProductVersion } from './offer.ts'
import type { Wanted } from './offer-terms.ts'

/** A deal with what people ask of it first. Payments and totals are what the customer pays. */
export type PlanQuote = Deal & {
  firstDueOn: Day
  firstPayment: Money
  lastPayment: Money
  highestPayment: Money
  totalInterest: Money
  totalFees: Money
  /** Interest and all fees. */
  totalCost: Money
  /** All payments and what was charged up front. */
  totalPayment: Money
}

/** Computes a quote on a product version. @throws Refusal product.* when the terms are not possible */
export function quoteOf(version: Pick<ProductVersion, 'definition'>, wanted: Wanted, rules: DealRules): PlanQuote {
  return figuresOf(dealOf(version, wanted, rules))
}

/** A deal with its figures. */
export function figuresOf(deal: Deal): PlanQuote {
  const { installments, totals } = deal.plan
  const upFront = deal.upFrontFees
  return {
    ...deal,
    firstDueOn: deal.first.dueOn,
    firstPayment: deal.first.payment,
    lastPayment: installments.at(-1)!.payment,
    highestPayment: installments.reduce((most, row) => max(most, row.payment), 0n as Money),
    totalInterest: totals.interest,
    totalFees: (totals.fee + upFront) as Money,
    totalCost: (totals.interest + totals.fee + upFront) as Money,
    totalPayment: (totals.payment + upFront) as Money,
  }
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
