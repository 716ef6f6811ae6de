import { Decimal } from './decimal.ts'

/** A share of a whole as exact text with six decimals (`0.016200`), half-up; null where there is no whole. */
export function shareText(part: bigint | number, whole: bigint | number): string | null {
  const divisor = new Decimal(whole.toString())
  return divisor.isZero() ? null : new Decimal(part.toString()).div(divisor).toFixed(6, Decimal.ROUND_HALF_UP)
}
