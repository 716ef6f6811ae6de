import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Id } from '#lib/id'
import { formatYuan, type Money, mulDiv } from '#lib/money'
import { formatPercent, type Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import type { Definition, VersionState } from './definition.ts'
import { fractionOf } from './fraction.ts'
import { shareOf } from './offer-terms.ts'

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

/** A payment agreed for one period. */
export type AgreedPayment = { seq: number; amount: Money }

/** What is asked of a product; what is not known yet (null) is not checked yet. */
export type Offer = {
  principal: Money
  periods: number
  downPayment?: Money | null
  price?: Money | null
  annualRate?: Rate | null
  /** The balloon and the payments the customer chose. */
  balloon?: Money | null | undefined
  payments?: readonly AgreedPayment[] | null | undefined
  customerKind?: string | null
  vehicle?: { condition: string | null; energy: string | null; use: string | null } | null
}

/**
 * Whether a product version takes an offer: amount, periods, rate, down payment ÷ price, choices, who and what for.
 * @throws Refusal product.amount_range, product.periods_offered, product.rate_range, product.rate_floats,
 *   product.down_payment_low, product.balloon_choice, product.payments_choice, product.customer_kind, product.vehicle_kind
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
  refuseUnless(!annualRate || !definition.floating, 'product.rate_floats', {}, 'annualRate')
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
  checkChoices(definition, offer)
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

/** Whether the product lets the customer choose what they chose. @throws Refusal product.balloon_choice, product.payments_choice */
function checkChoices(definition: Definition, { principal, price, balloon, payments }: Offer): void {
  refuseUnless(
    definition.method === 'custom' || (payments ?? []).length === 0,
    'product.payments_choice',
    {},
    'payments',
  )
  if (balloon === null || balloon === undefined) return
  const choice = definition.balloon?.choice
  refuseUnless(choice, 'product.balloon_choice', { min: '—', max: '—' }, 'balloon')
  const [least, most] = [choice.min, choice.max].map(share => shareOf(definition, share, principal, price)) as [
    Money,
    Money,
  ]
  const facts = { min: formatYuan(least), max: formatYuan(most) }
  refuseUnless(balloon >= least && balloon <= most, 'product.balloon_choice', facts, 'balloon')
}

const accepts = (allowed: readonly string[], value: string | null) => value === null || allowed.includes(value)

/** The least down payment a price asks for, rounded up to the fen. */
export function leastDownPayment(definition: Pick<Definition, 'minDownPaymentRatio'>, price: Money): Money {
  const { numerator, denominator } = fractionOf(definition.minDownPaymentRatio)
  return mulDiv(price, numerator, denominator, 'up')
}

/** Whether a published version is on offer on a day. */
export function isOffered(version: Pick<ProductVersion, 'state' | 'effectiveFrom' | 'lastDay'>, on: Day): boolean {
  const { state, effectiveFrom, lastDay } = version
  return state === 'published' && effectiveFrom !== null && effectiveFrom <= on && (lastDay === null || on <= lastDay)
}
