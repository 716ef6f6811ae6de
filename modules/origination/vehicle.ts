import { type Money, max, min } from '#lib/money'

export const vehicleUses = ['self', 'commercial'] as const
export const vehicleEnergies = ['fuel', 'new-energy'] as const
export const vehicleConditions = ['new', 'used'] as const

/** What is known of a vehicle while the application is being written. Amounts are fen. */
export type Vehicle = {
  vin: string | null
  brand: string | null
  model: string | null
  energy: (typeof vehicleEnergies)[number] | null
  use: (typeof vehicleUses)[number] | null
  condition: (typeof vehicleConditions)[number] | null
  price: Money | null
  guidePrice: Money | null
  appraisedValue: Money | null
  plate: string | null
}

/**
 * The price the loan ratio is taken on (汽车贷款管理办法): a new vehicle's is the lower of transaction price and published
 * price, a used one's the lower of transaction price and appraised value. Null while not known.
 */
export function priceBase(
  vehicle: Pick<Vehicle, 'condition' | 'price' | 'guidePrice' | 'appraisedValue'>,
): Money | null {
  const { condition, price, guidePrice, appraisedValue } = vehicle
  if (price === null || condition === null) return null
  if (condition === 'used') return appraisedValue === null ? null : min(price, appraisedValue)
  return guidePrice === null ? price : min(price, guidePrice)
}

/** What the customer pays at once: price less loan; never negative. */
export function downPayment(price: Money, principal: Money): Money {
  return max((price - principal) as Money, 0n as Money)
}

const scale = 10n ** 10n

/** A share as a decimal text of ten places. Rounded `up` where more is worse (loan-to-value), `down` where less is worse. */
export function share(part: bigint, whole: bigint, rounding: 'up' | 'down'): string | null {
  if (whole <= 0n) return null
  const scaled = part * scale
  const value = rounding === 'up' ? (scaled + whole - 1n) / whole : scaled / whole
  return `${value / scale}.${(value % scale).toString().padStart(10, '0')}`
}
