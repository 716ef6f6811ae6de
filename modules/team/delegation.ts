import type { Day } from '#lib/day'
import { daysBetween } from '#lib/day'
import type { Money } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Verdict } from '#lib/verdict'

/** The word that stands among delegated permissions for "may decide cases in my place, up to the cap". */
export const approval = 'approval'

/** The permissions an approver holds one of; without any, there is nothing to decide in whose place. */
export const approvingPermissions = ['origination.application.review', 'origination.application.approve']

/** Days one delegation may last; a longer one is a change of post. */
export const longestDelegation = 366

/** What somebody may do in another's place on a day. */
export type Delegation = {
  key: bigint
  fromKey: bigint
  fromName: string
  toKey: bigint
  /** Names of permissions, and `approval` when cases may be decided. */
  permissions: readonly string[]
  /** Up to which total exposure; null when no approval was delegated. Never more than the giver's own limit of the moment. */
  cap: Money | null
  fromDay: Day
  /** The last day, included. */
  toDay: Day
  reason: string
}

/**
 * Whether a delegation holds on a day. Its own two days both count, as a leave's do. The day on which it was ended does not, since
 * ending is at once; nor does the day on which the giver left, whose sign-in closed that day.
 */
export function delegationHolds(
  line: { fromDay: Day; toDay: Day; endedOn: Day | null; giverLeftOn: Day | null },
  on: Day,
): boolean {
  const before = (end: Day | null) => end === null || on < end
  return line.fromDay <= on && on <= line.toDay && before(line.endedOn) && before(line.giverLeftOn)
}

/** Who stands in for whom, for the circle check. */
export type DelegationArrow = { fromKey: bigint; toKey: bigint; fromDay: Day; toDay: Day }

/**
 * Checks the days of a delegation: it does not begin before today, does not end before it begins, lasts a year at most.
 * @throws Refusal team.delegation_days
 */
export function checkDelegationDays(fromDay: Day, toDay: Day, today: Day) {
  refuseUnless(fromDay >= today, 'team.delegation_days', { most: longestDelegation }, 'fromDay')
  refuseUnless(
    toDay >= fromDay && daysBetween(fromDay, toDay) < longestDelegation,
    'team.delegation_days',
    { most: longestDelegation },
    'toDay',
  )
}

/**
 * Checks that nobody comes to act for themself: following the delegations of days shared with the new one, from its holder on,
 * never leads back to its giver. Whatever is delegated counts, since two who act for each other are one pair of eyes.
 * @throws Refusal team.delegation_self, team.delegation_circle
 */
export function checkDelegationCircle(wanted: DelegationArrow, others: readonly DelegationArrow[]) {
  refuseUnless(wanted.fromKey !== wanted.toKey, 'team.delegation_self', {}, 'toPersonId')
  const near = others.filter(other => other.fromDay <= wanted.toDay && wanted.fromDay <= other.toDay)
  const reached = [wanted.toKey]
  for (let next = 0; next < reached.length; next += 1) {
    refuseUnless(reached[next] !== wanted.fromKey, 'team.delegation_circle', {}, 'toPersonId')
    for (const arrow of near)
      if (arrow.fromKey === reached[next] && !reached.includes(arrow.toKey)) reached.push(arrow.toKey)
  }
}

/**
 * Checks that each permission is the giver's own to give: not unknown, not a right over rights, and held by a rule of the
 * giver's own. A rule whose id begins with `delegation:` is somebody else's right on loan and cannot be lent on.
 * @throws Refusal team.delegation_reserved, team.delegation_beyond
 */
export function checkOwnRights(permissions: readonly string[], verdictOf: (permission: string) => Verdict) {
  const own = (permission: string) => {
    const { allow, ruleIds } = verdictOf(permission)
    return allow && ruleIds.some(rule => !rule.startsWith('delegation:'))
  }
  for (const permission of permissions) {
    const told = { permission: permission === approval ? 'team.delegation.approval' : `permission.${permission}` }
    refuseUnless(!isReserved(permission), 'team.delegation_reserved', told, 'permissions')
    refuseUnless(
      permission === approval ? approvingPermissions.some(own) : own(permission),
      'team.delegation_beyond',
      told,
      'permissions',
    )
  }
}

/** Rights over rights stay with whom they were given to. */
export function isReserved(permission: string): boolean {
  return permission.startsWith('authority.') || permission === 'team.delegation.write'
}
