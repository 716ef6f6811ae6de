import { fen, type Money, mulDiv } from '#lib/money'

/** How the credit for a loan is shared between who brought it, who decided on it and who saved it; the three sum to 1. */
export type Attribution = { brought: string; reviewed: string; saved: string }

/** Who of the three there was. Somebody always brought it. */
export type Hands = { reviewed: boolean; saved: boolean }

/** A share of at most ten decimals as ten-billionths. */
const units = (share: string): bigint => {
  const [whole = '0', fraction = ''] = share.split('.')
  return BigInt(whole + fraction.padEnd(10, '0'))
}

/**
 * The reviewed part of an amount as numerator and denominator: where nobody reviewed or nobody had to save a loan, that share is
 * spread over the others in proportion. The division is rounded down to the fen; what is left is of who brought the loan, so
 * that the parts sum to the amount.
 */
export function reviewedPart(attribution: Attribution, hands: Hands): { numerator: bigint; denominator: bigint } {
  const brought = units(attribution.brought)
  const reviewed = hands.reviewed ? units(attribution.reviewed) : 0n
  const saved = hands.saved ? units(attribution.saved) : 0n
  const denominator = brought + reviewed + saved
  return denominator === 0n ? { numerator: 0n, denominator: 1n } : { numerator: reviewed, denominator }
}

/** An amount as it is shared out; the parts sum to it to the fen. */
export function shareOut(amount: Money, attribution: Attribution, hands: Hands) {
  const { numerator, denominator } = reviewedPart(attribution, hands)
  const reviewed = mulDiv(amount, numerator, denominator, 'down')
  const saved = hands.saved ? mulDiv(amount, units(attribution.saved), denominator, 'down') : fen(0)
  return { brought: fen(amount - reviewed - saved), reviewed, saved }
}
