import { Decimal, parseDecimal } from './decimal.ts'

/** A yearly rate as an exact decimal text: `0.048` is 4.8 % a year. Postgres `numeric`, JSON string, never a float. */
export type Rate = string & { readonly __rate: true }

/** Parses a rate of at most 10 decimals; null when malformed. Range rules belong to whoever uses the rate. */
export function parseRate(text: string): Rate | null {
  const value = parseDecimal(text)
  if (!value || value.decimalPlaces() > 10) return null
  return value.toFixed() as Rate
}

/** The rate as an exact decimal to calculate with. */
export function rateValue(rate: Rate | string): Decimal {
  return new Decimal(rate)
}

/** `0.048` → `4.80 %`; rounds half-up to two decimals for the eye only. */
export function formatPercent(rate: Rate | string, decimals = 2): string {
  return `${new Decimal(rate).times(100).toFixed(decimals, Decimal.ROUND_HALF_UP)} %`
}
