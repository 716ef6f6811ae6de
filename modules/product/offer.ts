import { addDays, addMonths, type Day, dayOf, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Id } from '#lib/id'
import { formatYuan, type Money, mulDiv } from '#lib/money'
import { formatPercent, type Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import type { Definition, VersionState } from './definition.ts'
import { fractionOf } from './fraction.ts'
import type { Terms } from './terms.ts'

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
}

/** The terms the engine computes from: the agreed rate, else the grade's, else the product's usual one. */
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
    rounding: definition.rounding,
    firstDueOn: firstDueOn(definition.dueDay, wanted.disbursedOn),
    fees: definition.fees.map(fee => ({
      name: fee.name,
      when: fee.when,
      chargedBy: fee.chargedBy,
      ...(fee.amount === null ? { rate: fee.rate ?? ('0' as Rate) } : { amount: fee.amount }),
    })),
  }
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
