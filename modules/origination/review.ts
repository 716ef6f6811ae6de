import { addMs, type Instant, msBetween } from '#lib/day'
import type { ReviewState } from './application.ts'

/** How long a claimed case stays with its reviewer without a decision: a lock of the screen, not a rule of the business. */
const lockMinutes = 30

/** Who holds a case, if the hold has not run out. */
export type Claim = { claimedBy: bigint | null; claimedUntil: Instant | null }

/** Whether somebody other than this person holds the case now. */
export function heldByAnother(claim: Claim, personKey: bigint | null, now: Instant): boolean {
  return (
    claim.claimedBy !== null && claim.claimedBy !== personKey && claim.claimedUntil !== null && claim.claimedUntil > now
  )
}

/** How many seconds this person has had the case in hand; null where they never took it or their hold has run out meanwhile. */
export function secondsInHand(claim: Claim, personKey: bigint | null, now: Instant): number | null {
  if (personKey === null || claim.claimedBy !== personKey || claim.claimedUntil === null || claim.claimedUntil < now)
    return null
  return Math.max(0, lockMinutes * 60 - Math.floor(msBetween(now, claim.claimedUntil) / 1000))
}

/** When a claim made now runs out. */
export function claimEnd(now: Instant): Instant {
  return addMs(now, lockMinutes * 60_000)
}

/** A condition of an approval: a paper to bring or a thing to do, before the contract or before the money. */
export type Condition = { text: string; document: string | null; before: 'signing' | 'funding' }

/** The conditions of a step whose paper is not there. */
export function openConditions(
  conditions: readonly Condition[],
  step: 'signing' | 'funding',
  papers: readonly string[],
): Condition[] {
  return conditions.filter(
    condition =>
      condition.document !== null &&
      !papers.includes(condition.document) &&
      (condition.before === step || step === 'funding'),
  )
}

/** Whether this limit may decide a case that was escalated by somebody with `floor`: escalation goes up, never sideways. */
export function reachesAbove(state: ReviewState, limit: bigint, floor: bigint | null): boolean {
  return state !== 'final-review' || floor === null || limit > floor
}
