import type { Money } from '#lib/money'
import type { Facts } from '#lib/refusal'
import { type CustomerKind, papersMissing } from './document.ts'
import { priceBase, type Vehicle } from './vehicle.ts'

/** What completeness looks at: the written application, the customer behind it and the papers that are there. */
export type Written = {
  customer: { kind: CustomerKind; creditConsent: boolean; monthlyIncome: Money | null } | null
  dealerChosen: boolean
  productChosen: boolean
  principal: Money | null
  periods: number | null
  vehicle: Vehicle
  papers: readonly string[]
}

/** A field or paper that is missing: `vehicle.vin`, `paper.id-card`, `consent.credit`. */
export type Missing = string

/** Everything that must still be filled in before the application can be submitted, all at once, in the order of the form. */
export function missingToSubmit(written: Written): Missing[] {
  const { customer, vehicle } = written
  const unless = (present: unknown, name: Missing) => (present ? [] : [name])
  return [
    ...unless(customer, 'customer'),
    ...unless(!customer || customer.creditConsent, 'consent.credit'),
    ...unless(!customer || customer.monthlyIncome !== null, 'customer.monthly-income'),
    ...unless(written.dealerChosen, 'dealer'),
    ...unless(vehicle.brand, 'vehicle.brand'),
    ...unless(vehicle.model, 'vehicle.model'),
    ...unless(vehicle.vin, 'vehicle.vin'),
    ...unless(vehicle.energy, 'vehicle.energy'),
    ...unless(vehicle.use, 'vehicle.use'),
    ...unless(vehicle.condition, 'vehicle.condition'),
    ...unless(vehicle.price !== null, 'vehicle.price'),
    ...unless(vehicle.condition !== 'used' || vehicle.appraisedValue !== null, 'vehicle.appraised-value'),
    ...unless(written.productChosen, 'product'),
    ...unless(written.principal !== null, 'principal'),
    ...unless(written.periods !== null, 'periods'),
    ...papersMissing(
      { customerKind: customer?.kind ?? null, condition: vehicle.condition, use: vehicle.use },
      'submit',
      written.papers,
    ).map(kind => `paper.${kind}`),
  ]
}

/** What is written but against a rule that no reviewer may lift; `facts` fill the refusal's sentence. */
export type Breach = { code: string; field: string; facts: Facts }

/** The bounds that hold for this vehicle on this day. */
export type Bounds = { ltvCap: string; termCap: number }

/**
 * What is wrong with the written figures: a principal above the price, a loan ratio above the cap for this use, energy and
 * condition, a term above the cap for this vehicle. Bounds themselves are allowed.
 */
export function breaches(
  written: Pick<Written, 'principal' | 'vehicle'> & { termMonths: number | null },
  bounds: Bounds,
  asPercent: (share: string) => string,
): Breach[] {
  const { principal, vehicle, termMonths } = written
  const found: Breach[] = []
  if (principal !== null && vehicle.price !== null && principal > vehicle.price)
    found.push({ code: 'origination.principal_above_price', field: 'principal', facts: {} })
  const base = priceBase(vehicle)
  if (principal !== null && base !== null && exceeds(principal, base, bounds.ltvCap)) {
    found.push({ code: 'origination.ltv_cap', field: 'principal', facts: { cap: asPercent(bounds.ltvCap) } })
  }
  if (termMonths !== null && termMonths > bounds.termCap)
    found.push({ code: 'origination.term_cap', field: 'periods', facts: { term: termMonths, cap: bounds.termCap } })
  return found
}

/** Whether `part ÷ whole` is above a decimal share, exactly. */
export function exceeds(part: bigint, whole: bigint, shareText: string): boolean {
  const [, units, places = ''] = /^(\d+)(?:\.(\d+))?$/.exec(shareText)!
  return part * 10n ** BigInt(places.length) > whole * BigInt(units! + places)
}
