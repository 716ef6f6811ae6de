import { refuseUnless } from '#lib/refusal'
import type { Fraction } from './fraction.ts'

/** What a period asks for: its weight in the installment, and a payment that is fixed beforehand. */
export type Weighed = { weight: bigint; fixed: bigint }

/**
 * The installment A that brings `balance` to `rest` after the last period when period k pays weightₖ·A + fixedₖ at rate rₖ.
 * With all weights 1 and nothing fixed this is A = (P·Π(1+rₖ) − B)/F with F ← 1 + F·(1+rₖ) from F = 1. Exact: whole
 * numbers over one common denominator, so that a half is a half when it is rounded.
 * @throws Refusal product.steps when no period has a weight, product.rate when a period's rate is −100 % or less
 */
export function solveLevel(
  balance: bigint,
  rest: bigint,
  rates: readonly Fraction[],
  periods: readonly Weighed[],
): Fraction {
  let scale = 1n
  let growth = balance
  let factor = 0n
  let fixed = 0n
  let anyFixed = false
  for (let index = 0; index < rates.length; index += 1) {
    const { numerator, denominator } = rates[index]!
    const period = periods[index]!
    const step = denominator + numerator
    refuseUnless(step > 0n, 'product.rate', {}, 'annualRate')
    scale *= denominator
    growth *= step
    factor = factor * step + (period.weight === 1n ? scale : period.weight * scale)
    if (period.fixed !== 0n) anyFixed = true
    if (anyFixed) fixed = fixed * step + period.fixed * scale
  }
  refuseUnless(factor > 0n, 'product.steps', { periods: rates.length }, 'steps')
  return { numerator: growth - fixed - rest * scale, denominator: factor }
}
