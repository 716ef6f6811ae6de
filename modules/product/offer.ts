import { must } from '#lib/assert'
import { addDays, addMonths, type Day, dayOf, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Id } from '#lib/id'
import { formatYuan, type Money, mulDiv } from '#lib/money'
import { formatPercent, type Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import type { Definition, VersionState } from './definition.ts'
import { fractionOf, powerOfTen } from './fraction.ts'
import type { Plan } from './plan.ts'
import { type SubsidyDue, subsidyDue } from './subsidy.ts'
import type { Terms } from './terms.ts'

export type { Terms }

/** One version of a product, as offers, contracts and loans know it. `name` is the Chinese one. */
export type ProductVersion = {
  id: Id<'product'>
  key: bigint
  code: string
  version: number
  state: VersionState
  name: string
  nameEn: string
  definition: Definition
  effectiveFrom: Day | null
  lastDay: Day | null
}

/** What is asked of a product; what is not known yet (null) is not checked yet. */
export type Offer = {
  principal: Money
  periods: number
  downPayment?: Money | null
  price?: Money | null
  annualRate?: Rate | null
  customerKind?: string | null
  vehicle?: { condition: string | null; energy: string | null; use: string | null } | null
}

/**
 * Whether a product version takes an offer: amount, periods, rate, down payment ÷ price, who and what for.
 * @throws Refusal product.amount_range, product.periods_offered, product.rate_range, product.down_payment_low,
 *   product.customer_kind, product.vehicle_kind
 */
export function checkOffer(version: Pick<ProductVersion, 'definition'>, offer: Offer): void {
  const { definition } = version
  const { principal, periods, downPayment, price, annualRate, customerKind, vehicle } = offer
  refuseUnless(
    principal >= definition.minAmount && principal <= definition.maxAmount,
    'product.amount_range',
    { min: formatYuan(definition.minAmount), max: formatYuan(definition.maxAmount) },
    'principal',
  )
  refuseUnless(
    definition.periods.includes(periods),
    'product.periods_offered',
    { periods: definition.periods.map(String) },
    'periods',
  )
  if (annualRate)
    refuseUnless(
      new Decimal(annualRate).gte(definition.minRate) && new Decimal(annualRate).lte(definition.maxRate),
      'product.rate_range',
      { min: formatPercent(definition.minRate), max: formatPercent(definition.maxRate) },
      'annualRate',
    )
  if (price && price > 0n && downPayment !== null && downPayment !== undefined) {
    const { numerator, denominator } = fractionOf(definition.minDownPaymentRatio)
    // Compared as whole numbers: down payment ÷ price ≥ ratio.
    refuseUnless(
      downPayment * denominator >= price * numerator,
      'product.down_payment_low',
      { ratio: formatPercent(definition.minDownPaymentRatio), least: formatYuan(leastDownPayment(definition, price)) },
      'downPayment',
    )
  }
  if (customerKind)
    refuseUnless((definition.customerKinds as string[]).includes(customerKind), 'product.customer_kind', {
      kind: `product.customer-kind.${customerKind}`,
    })
  if (vehicle) {
    const served =
      accepts(definition.vehicleConditions, vehicle.condition) &&
      accepts(definition.vehicleEnergies, vehicle.energy) &&
      accepts(definition.vehicleUses, vehicle.use)
    refuseUnless(served, 'product.vehicle_kind', {}, 'vehicle')
  }
}

const accepts = (allowed: readonly string[], value: string | null) => value === null || allowed.includes(value)

/** The least down payment a price asks for, rounded up to the fen. */
export function leastDownPayment(definition: Pick<Definition, 'minDownPaymentRatio'>, price: Money): Money {
  const { numerator, denominator } = fractionOf(definition.minDownPaymentRatio)
  return mulDiv(price, numerator, denominator, 'up')
}

/** What an offer leaves open and the product settles. */
export type Wanted = {
  principal: Money
  periods: number
  disbursedOn: Day
  annualRate?: Rate | null | undefined
  grade?: string | null | undefined
  /** The vehicle's price, of which a balloon may be a share. */
  price?: Money | null | undefined
}

/**
 * The terms the engine computes from: the agreed rate, else the grade's, else the product's usual one. What a subsidy adds
 * is no part of them: the customer owes the agreed rate and nothing else.
 * @throws Refusal product.balloon_price when the balloon is a share of a price that is not known
 */
export function termsOf(version: Pick<ProductVersion, 'definition'>, wanted: Wanted): Terms {
  const { definition } = version
  const graded = definition.gradeRates.find(row => row.grade === wanted.grade)
  return {
    principal: wanted.principal,
    disbursedOn: wanted.disbursedOn,
    annualRate: wanted.annualRate ?? graded?.annualRate ?? definition.annualRate,
    periods: wanted.periods,
    method: definition.method,
    dayCount: definition.dayCount,
    firstPeriodDayCount: definition.firstPeriodDayCount ?? undefined,
    rounding: definition.rounding,
    scale: definition.scale,
    tail: definition.tail,
    interestOnlyPeriods: definition.interestOnlyPeriods,
    balloon: balloonOf(definition, wanted),
    steps:
      definition.method === 'stepped'
        ? definition.steps.map(({ periods, paymentShare, principalShare }) => ({
            periods,
            ...(paymentShare === null ? { principalShare: principalShare ?? ('0' as Rate) } : { paymentShare }),
          }))
        : undefined,
    firstDueOn: firstDueOn(definition.dueDay, wanted.disbursedOn),
    fees: definition.fees.map(fee => ({
      name: fee.name,
      when: fee.when,
      chargedBy: fee.chargedBy,
      ...(fee.amount === null ? { rate: fee.rate ?? ('0' as Rate) } : { amount: fee.amount }),
    })),
  }
}

/** What a balloon comes to: its share of the price or of the loan, whole in the product's smallest amount. */
function balloonOf(definition: Definition, { principal, price }: Wanted): Money | undefined {
  const { balloon, scale } = definition
  if (definition.method !== 'balloon' || !balloon) return undefined
  refuseUnless(balloon.basis === 'principal' || (price ?? 0n) > 0n, 'product.balloon_price', {}, 'price')
  const { numerator, denominator } = fractionOf(balloon.share)
  const unit = powerOfTen(2 - scale)
  const of = balloon.basis === 'price' ? must(price, 'the price was asked for') : principal
  return (mulDiv(of, numerator, denominator * unit, 'half-up') * unit) as Money
}

/** The subsidy of an offer whose customer's plan is known; null where the product has none. */
export function offerSubsidy(
  { definition }: Pick<ProductVersion, 'definition'>,
  terms: Terms,
  plan: Plan,
): SubsidyDue | null {
  const { subsidy } = definition
  if (!subsidy) return null
  const { payer, fullRate, when, cap } = subsidy
  const full = {
    ...terms,
    annualRate: fullRate,
    subsidy: { payer, customerRate: terms.annualRate, when, cap: cap ?? undefined },
  }
  return subsidyDue(full, plan)
}

/** The first due day of a fixed day of month: the first one at least `minDays` after disbursement; undefined: a month after. */
export function firstDueOn(dueDay: Definition['dueDay'], disbursedOn: Day): Day | undefined {
  if (!dueDay) return undefined
  const earliest = addDays(disbursedOn, Math.max(1, dueDay.minDays))
  const { year, month } = parts(earliest)
  const inMonth = dayOf(year, month, dueDay.date)
  return inMonth >= earliest ? inMonth : addMonths(inMonth, 1, dueDay.date)
}

/** Whether a published version is on offer on a day. */
export function isOffered(version: Pick<ProductVersion, 'state' | 'effectiveFrom' | 'lastDay'>, on: Day): boolean {
  const { state, effectiveFrom, lastDay } = version
  return state === 'published' && effectiveFrom !== null && effectiveFrom <= on && (lastDay === null || on <= lastDay)
}
