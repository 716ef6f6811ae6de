import { addMonths, type Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { fen, type Money, mulDiv } from '#lib/money'
import { refuseUnless } from '#lib/refusal'

/** How much of a variable pay is deferred, and when which part of it comes: shares of the deferred part, adding up to one. */
export type DeferralRule = { share: string; parts: readonly { afterMonths: number; share: string }[] }

/** What the law asks of posts whose work decides about risk; dated parameters. */
export type DeferralLaw = { leastShare: string; leastMonths: number }

/**
 * Checks a rule: parts in order that sum to one, never front-loaded (by any moment no more than its share of the time has
 * been paid). For risk-relevant posts at least `leastShare` over at least `leastMonths` (银监发〔2010〕14号 art. 16).
 * @throws Refusal performance.deferral_share, deferral_parts, deferral_front_loaded, deferral_too_little, deferral_too_short
 */
export function checkDeferral(rule: DeferralRule, riskRelevant: boolean, law: DeferralLaw): void {
  const share = new Decimal(rule.share)
  refuseUnless(share.gte(0) && share.lte(1), 'performance.deferral_share', { share: rule.share }, 'deferral.share')
  const last = rule.parts.at(-1)?.afterMonths ?? 0
  const inOrder = rule.parts.every((part, at) => {
    const before = at === 0 ? 0 : rule.parts[at - 1]!.afterMonths
    return Number.isInteger(part.afterMonths) && part.afterMonths > before && new Decimal(part.share).gt(0)
  })
  const whole = rule.parts.reduce((total, part) => total.plus(part.share), new Decimal(0))
  refuseUnless(
    share.isZero() ? rule.parts.length === 0 : inOrder && whole.eq(1),
    'performance.deferral_parts',
    { sum: whole.toString() },
    'deferral.parts',
  )
  let paid = new Decimal(0)
  for (const part of rule.parts) {
    paid = paid.plus(part.share)
    const inTime = paid.times(last).lte(part.afterMonths)
    refuseUnless(inTime, 'performance.deferral_front_loaded', { months: part.afterMonths }, 'deferral.parts')
  }
  if (!riskRelevant) return
  refuseUnless(
    share.gte(law.leastShare),
    'performance.deferral_too_little',
    { least: law.leastShare },
    'deferral.share',
  )
  refuseUnless(last >= law.leastMonths, 'performance.deferral_too_short', { months: law.leastMonths }, 'deferral.parts')
}

/** A deferred part: what, and from which day it is due. */
export type DeferredPart = { amount: Money; vestsOn: Day }

/**
 * Splits an amount earned on a day into what is paid now and the deferred parts. The deferred sum is rounded half-up to the
 * fen once, each part half-up of it; the last takes the tail, so that now and parts sum to the amount.
 */
export function defer(amount: Money, rule: DeferralRule, earnedOn: Day): { now: Money; parts: DeferredPart[] } {
  const deferred = portion(amount, rule.share)
  let left = deferred
  const parts = rule.parts.map((part, at) => {
    const own = at === rule.parts.length - 1 ? left : portion(deferred, part.share)
    left = fen(left - own)
    return { amount: own, vestsOn: addMonths(earnedOn, part.afterMonths) }
  })
  return { now: fen(amount - deferred), parts: parts.filter(part => part.amount !== 0n) }
}

/** The lines of an amount earned on a day: what is paid now, and each deferred part with the day it is due; none of nothing. */
export function earnedLines<Line>(
  line: Line,
  amount: Money,
  rule: DeferralRule,
  earnedOn: Day,
): (Line & { step: 'earn' | 'defer'; amount: Money; vestsOn: Day | null })[] {
  const { now, parts } = defer(amount, rule, earnedOn)
  return [
    ...(now > 0n ? [{ ...line, step: 'earn' as const, amount: now, vestsOn: null }] : []),
    ...parts.map(part => ({ ...line, step: 'defer' as const, ...part })),
  ]
}

/** `amount × share`, half-up to the fen; the share an exact decimal. */
export function portion(amount: bigint, share: string | Decimal): Money {
  const exact = new Decimal(share)
  const places = exact.decimalPlaces()
  const scale = new Decimal(10).pow(places)
  return mulDiv(amount, BigInt(exact.times(scale).toFixed(0)), BigInt(scale.toFixed(0)), 'half-up')
}
