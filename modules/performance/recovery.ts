import { addMonths, type Day } from '#lib/day'
import { fen, type Money, min } from '#lib/money'
import { portion } from './deferral.ts'

/** What may be taken from a month's wage; dated parameters. */
export type RecoveryLaw = { mostShare: string; leastWage: Money }

/**
 * The most that may be taken in a month: no more than the share of the wage, and the rest not below the local minimum
 * (工资支付暂行规定 art. 16). Never below zero.
 */
export function monthlyCap(wage: Money, law: RecoveryLaw): Money {
  const byShare = portion(wage, law.mostShare)
  const byFloor = fen(wage - law.leastWage)
  const cap = min(byShare, byFloor)
  return cap > 0n ? cap : fen(0)
}

/** A plan of more months than this is none: people must agree otherwise. */
const longest = 120

/** What is taken in which month. */
export type RecoveryStep = { month: Day; amount: Money }

/**
 * Spreads a claim over months from `first` on, beside what they take already for other claims, no more than `most` a month where less
 * was agreed than the law allows; null when the wage leaves no room or ten years would not do. The last month takes the rest.
 */
export function planRecovery(
  claim: Money,
  wage: Money,
  law: RecoveryLaw,
  first: Day,
  planned: ReadonlyMap<Day, Money> = new Map(),
  most: Money | null = null,
): RecoveryStep[] | null {
  const cap = monthlyCap(wage, law)
  if (claim > 0n && (cap === 0n || most === 0n)) return null
  const steps: RecoveryStep[] = []
  for (let left = claim, month = first; left > 0n; month = addMonths(month, 1)) {
    const room = fen(cap - (planned.get(month) ?? 0n))
    const amount = min(left, most === null ? room : min(most, room))
    if (amount <= 0n) continue
    steps.push({ month, amount })
    left = fen(left - amount)
    if (left > 0n && steps.length === longest) return null
  }
  return steps
}

/** The finding of a case of 尽职免责: no fault, part of it, all of it. */
export const outcomes = ['none', 'partial', 'full'] as const
export type Outcome = (typeof outcomes)[number]

/** What a finding takes back of what the loan paid the person: `share` of it for `partial`. */
export function atFault(earned: Money, outcome: Outcome, share: string | null): Money {
  if (outcome === 'none') return fen(0)
  return outcome === 'full' ? earned : portion(earned, share ?? '0')
}
