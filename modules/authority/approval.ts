import type { Money } from '#lib/money'
import type { Verdict } from '#lib/verdict'

/** What the kernel must know to say whether this person may decide this case. The caller hands the facts over. */
export type ApprovalCase = {
  stage: 'review' | 'second'
  /** Total exposure of the customer if this case is approved. */
  exposure: Money
  /** Who brought the customer in, submitted or already decided on this case. */
  broughtBy: bigint | null
  submittedBy: bigint | null
  decidedBy: readonly bigint[]
}

/** One approval limit of a role. */
export type ApprovalLimit = { role: string; stage: 'review' | 'second'; maxExposure: Money }

/**
 * May this person decide this case alone? Segregation of duties first (nobody decides what they brought in, submitted or
 * already decided), then the limit of the roles held.
 */
export function approvalVerdict(
  personKey: bigint,
  onLeave: boolean,
  roles: readonly string[],
  limits: readonly ApprovalLimit[],
  facts: ApprovalCase,
): Verdict & { limit: Money } {
  const held = limits.filter(limit => roles.includes(limit.role) && limit.stage === facts.stage)
  const limit = held.reduce((most, line) => (line.maxExposure > most ? line.maxExposure : most), 0n as Money)
  const ruleIds = held.map(line => `limit:${line.role}:${line.stage}`)
  const no = (reason: string, ...missing: string[]) => ({ allow: false, reason, ruleIds, missing, limit })
  if (facts.broughtBy === personKey || facts.submittedBy === personKey)
    return no('authority.own_case', 'another_person')
  if (facts.decidedBy.includes(personKey)) return no('authority.decided_before', 'another_person')
  if (onLeave) return no('authority.on_leave', 'back_from_leave')
  if (held.length === 0) return no('authority.no_limit', 'role')
  if (facts.exposure > limit) return no('authority.over_limit', 'higher_limit')
  return { allow: true, reason: 'authority.within_limit', ruleIds, missing: [], limit }
}
