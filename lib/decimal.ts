import { Decimal as DecimalJs } from 'decimal.js'

/**
 * Exact decimal arithmetic for rates and unrounded figures: 40 significant digits, half-even on the 40th, no exponent in
 * text up to 40 digits. decimal.js is configured once here so that no other library's settings leak into ours.
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  toExpNeg: -40,
  toExpPos: 40,
})
export type Decimal = DecimalJs

/** Parses a plain decimal text such as `0.048`; refuses exponents, blanks, NaN and infinities by returning null. */
export function parseDecimal(text: string): Decimal | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : null
}
