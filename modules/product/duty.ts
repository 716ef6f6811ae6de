import { must } from '#lib/assert'
import { mulDiv } from '#lib/money'
import type { Rate } from '#lib/rate'
import { fractionOf, powerOfTen } from './fraction.ts'
import type { Terms } from './terms.ts'

/**
 * What a period owes, which is all that a method says: nothing (interest joins the balance), its interest, an equal part of
 * the principal, an amount of principal fixed beforehand, a payment fixed beforehand, or a share of the installment that is
 * solved over the real rates.
 */
export type Duty = {
  kind: 'nothing' | 'interest' | 'part' | 'principal' | 'payment' | 'share'
  weight: bigint
  fixed: bigint
}

/** Whether a duty pays its interest besides, so that the balance does not grow by it. */
export const paysInterest = ({ kind }: Duty) => kind === 'interest' || kind === 'part' || kind === 'principal'

/** The duties of all periods, the unit their weights are counted in, and what is left for the last row besides its share. */
export type Duties = { duties: readonly Duty[]; weightUnit: bigint; rest: bigint }

const nothing: Duty = { kind: 'nothing', weight: 0n, fixed: 0n }
const interest: Duty = { kind: 'interest', weight: 0n, fixed: 0n }
const part: Duty = { kind: 'part', weight: 0n, fixed: 0n }
const whole: Duty = { kind: 'share', weight: 1n, fixed: 0n }
const payment = (fixed: bigint): Duty => ({ kind: 'payment', weight: 0n, fixed })

/** What each period of checked terms owes: grace first, then interest only, then as the method says. */
export function dutiesOf(terms: Terms<bigint>): Duties {
  const { method, periods } = terms
  if (method === 'custom')
    return { duties: must(terms.payments, 'custom has payments').map(payment), weightUnit: 1n, rest: 0n }
  const front: Duty[] = []
  if (method !== 'flat-fee') {
    for (let count = terms.principalGracePeriods ?? 0; count > 0; count -= 1) front.push(nothing)
    for (let count = terms.interestOnlyPeriods ?? 0; count > 0; count -= 1) front.push(interest)
  }
  if (method === 'stepped') return stepped(terms, front)
  const rest = method === 'balloon' ? must(terms.balloon, 'a balloon') : 0n
  const usual =
    method === 'interest-only' ? interest : method === 'equal-principal' || method === 'flat-fee' ? part : whole
  while (front.length < periods) front.push(usual)
  return { duties: front, weightUnit: 1n, rest }
}

function stepped(terms: Terms<bigint>, duties: Duty[]): Duties {
  const steps = must(terms.steps, 'stepped has steps')
  const decimals = Math.max(0, ...steps.map(step => (step.paymentShare?.split('.')[1] ?? '').length))
  const weightUnit = powerOfTen(decimals)
  for (const step of steps) {
    const share = fractionOf(step.paymentShare ?? '0')
    const duty: Duty =
      step.principalShare !== undefined
        ? { kind: 'principal', weight: 0n, fixed: principalPart(terms, step.principalShare) }
        : step.payment === undefined
          ? { kind: 'share', weight: (share.numerator * weightUnit) / share.denominator, fixed: 0n }
          : payment(step.payment)
    for (let count = step.periods; count > 0; count -= 1) duties.push(duty)
  }
  const rest: Duty = { kind: 'share', weight: weightUnit, fixed: 0n }
  while (duties.length < terms.periods) duties.push(rest)
  return { duties, weightUnit, rest: 0n }
}

/** A share of the original principal, rounded as the terms say. */
function principalPart(terms: Terms<bigint>, share: Rate): bigint {
  const { numerator, denominator } = fractionOf(share)
  return mulDiv(terms.principal, numerator, denominator, terms.rounding)
}
