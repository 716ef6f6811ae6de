import type { Money } from '#lib/money'
import { difference, negated, type Share, sumParts, totalOf } from './share.ts'

/** What one action moved: parts of installments, money paid in advance, a fee of its own, and what came back of a claim. */
export type Effect = {
  shares: Share[]
  /** Added to what is paid in advance; negative when taken from it. */
  advance: Money
  settlementFee: Money
  recovered: Money
  /** What came in of the growth of a written-off claim. */
  grown: Money
}

const none = 0n as Money

export function noEffect(): Effect {
  return { shares: [], advance: none, settlementFee: none, recovered: none, grown: none }
}

/** What has to move for one effect to become another. */
export function changeOf(before: Effect, after: Effect): Effect {
  return {
    shares: difference(before.shares, after.shares),
    advance: (after.advance - before.advance) as Money,
    settlementFee: (after.settlementFee - before.settlementFee) as Money,
    recovered: (after.recovered - before.recovered) as Money,
    grown: (after.grown - before.grown) as Money,
  }
}

/** The effect with every sign turned: what a reversal moves. */
export function turned(effect: Effect): Effect {
  return {
    shares: negated(effect.shares),
    advance: -effect.advance as Money,
    settlementFee: -effect.settlementFee as Money,
    recovered: -effect.recovered as Money,
    grown: -effect.grown as Money,
  }
}

/** Whether an effect moves nothing. */
export function isNothing(effect: Effect): boolean {
  const { shares, advance, settlementFee, recovered, grown } = effect
  return shares.length === 0 && advance === 0n && settlementFee === 0n && recovered === 0n && grown === 0n
}

/** All that an effect moves, as one amount. */
export function amountOf(effect: Effect): Money {
  return (totalOf(sumParts(effect.shares)) +
    effect.advance +
    effect.settlementFee +
    effect.recovered +
    effect.grown) as Money
}
