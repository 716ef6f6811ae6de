import { assert } from '#lib/assert'

/** An exact share as whole numbers; the denominator is positive. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

/** Reads plain decimal text such as `0.048` or `-1` exactly. @throws Bug when it is none. */
export function fractionOf(text: string): Fraction {
  const point = text.indexOf('.')
  assert(/^-?\d+(\.\d+)?$/.test(text), `not a decimal: ${text}`)
  if (point < 0) return { numerator: BigInt(text), denominator: 1n }
  return {
    numerator: BigInt(text.slice(0, point) + text.slice(point + 1)),
    denominator: powerOfTen(text.length - point - 1),
  }
}

/** Whether a < b. */
export function less(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator
}

/** a + b. */
export function plus(a: Fraction, b: Fraction): Fraction {
  return a.denominator === b.denominator
    ? { numerator: a.numerator + b.numerator, denominator: a.denominator }
    : {
        numerator: a.numerator * b.denominator + b.numerator * a.denominator,
        denominator: a.denominator * b.denominator,
      }
}

/** a × b. */
export function times(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator }
}

const powers = Array.from({ length: 41 }, (_, exponent) => 10n ** BigInt(exponent))

/** 10 to a whole power. */
export function powerOfTen(exponent: number): bigint {
  return powers[exponent] ?? 10n ** BigInt(exponent)
}
