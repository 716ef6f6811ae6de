import { assert } from './assert.ts'
import { Decimal } from './decimal.ts'

/** An amount of yuan in fen. Addition and subtraction are bigint's; only `mulDiv` and `fromDecimal` divide or round. */
export type Money = bigint & { readonly __money: true }

/** How a fraction of a fen becomes whole fen. `half-up` rounds a half away from zero, `up` away from zero, `down` to zero. */
export type Rounding = 'half-up' | 'half-even' | 'up' | 'down'

export const zero = 0n as Money

/** Brands a whole number of fen as money. */
export function fen(value: bigint | number): Money {
  assert(typeof value === 'bigint' || Number.isSafeInteger(value), `not whole fen: ${value}`)
  return BigInt(value) as Money
}

/** Parses yuan such as `1234.5` or `-0.01`; null when it is not a decimal number with at most two decimals. */
export function parseYuan(text: string): Money | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,2}))?$/.exec(text)
  if (!match) return null
  const [, sign, whole, part = ''] = match
  const value = BigInt(whole!) * 100n + BigInt(part.padEnd(2, '0'))
  return (sign === '-' ? -value : value) as Money
}

/** Writes fen as yuan with two decimals and no separators: `-12.05`. This is money's only form in JSON. */
export function formatYuan(amount: bigint): string {
  const magnitude = amount < 0n ? -amount : amount
  const text = `${magnitude / 100n}.${(magnitude % 100n).toString().padStart(2, '0')}`
  return amount < 0n ? `-${text}` : text
}

/** `amount × numerator ÷ denominator` in whole fen, rounded once as told. @throws Bug on a zero denominator. */
export function mulDiv(amount: bigint, numerator: bigint, denominator: bigint, rounding: Rounding): Money {
  assert(denominator !== 0n, 'division by zero')
  let dividend = amount * numerator
  let divisor = denominator
  if (divisor < 0n) {
    dividend = -dividend
    divisor = -divisor
  }
  const negative = dividend < 0n
  if (negative) dividend = -dividend
  const quotient = dividend / divisor
  const twice = (dividend % divisor) * 2n
  const exact = twice === 0n
  const roundUp =
    rounding === 'up'
      ? !exact
      : rounding === 'down'
        ? false
        : rounding === 'half-up'
          ? twice >= divisor
          : twice > divisor || (twice === divisor && quotient % 2n === 1n)
  const magnitude = roundUp ? quotient + 1n : quotient
  return (negative ? -magnitude : magnitude) as Money
}

const decimalRounding = {
  'half-up': Decimal.ROUND_HALF_UP,
  'half-even': Decimal.ROUND_HALF_EVEN,
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
} as const

/** Rounds an exact number of fen to whole fen. */
export function fromDecimal(fenExact: Decimal, rounding: Rounding): Money {
  return BigInt(fenExact.toFixed(0, decimalRounding[rounding])) as Money
}

/** The sum of amounts; zero for none. */
export function sum(amounts: Iterable<bigint>): Money {
  let total = 0n
  for (const amount of amounts) total += amount
  return total as Money
}

/** The smaller of two amounts. */
export function min(a: Money, b: Money): Money {
  return a < b ? a : b
}

/** The larger of two amounts. */
export function max(a: Money, b: Money): Money {
  return a > b ? a : b
}
