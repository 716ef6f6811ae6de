/** How far a permission reaches: one's own records, the group's (with sub-groups), the branch's, all. */
export const scopeLevels = ['own', 'group', 'branch', 'all'] as const
export type ScopeLevel = (typeof scopeLevels)[number]

/** A right as a role gives it; `permission` may end in `.*`. */
export type Grant = { role: string; permission: string; scope: ScopeLevel }

/** Where the actor stands today; `groupKeys` includes sub-groups. */
export type Standing = { personKey: bigint | null; groupKeys: readonly bigint[]; branchKeys: readonly bigint[] }

/**
 * The reach of one permission for one actor, as plain sets. The check of one record and the SQL predicate of a list are
 * both read off this value, so they cannot disagree.
 */
export type Reach = {
  all: boolean
  ownerKey: bigint | null
  groupKeys: readonly bigint[]
  branchKeys: readonly bigint[]
  ruleIds: string[]
}

/** Whether a granted permission (possibly `module.noun.*`) covers a wanted one. */
export function covers(granted: string, wanted: string): boolean {
  return granted === wanted || (granted.endsWith('.*') && wanted.startsWith(granted.slice(0, -1)))
}

/** The reach of a permission; null when no grant covers it. Several grants add up: the widest wins. */
export function reachOf(grants: readonly Grant[], standing: Standing, permission: string): Reach | null {
  const found = grants.filter(grant => covers(grant.permission, permission))
  if (found.length === 0) return null
  const has = (level: ScopeLevel) => found.some(grant => grant.scope === level)
  return {
    all: has('all'),
    ownerKey: standing.personKey,
    groupKeys: has('group') ? standing.groupKeys : [],
    branchKeys: has('branch') ? standing.branchKeys : [],
    ruleIds: found.map(grant => `${grant.role}:${grant.permission}@${grant.scope}`),
  }
}

/** Whether a record lies within a reach. Whatever the level, one's own records are within it. */
export function within(
  reach: Reach,
  place: { ownerId: bigint | null; groupId: bigint | null; branchId: bigint | null },
): boolean {
  return (
    reach.all ||
    (place.ownerId !== null && place.ownerId === reach.ownerKey) ||
    (place.groupId !== null && reach.groupKeys.includes(place.groupId)) ||
    (place.branchId !== null && reach.branchKeys.includes(place.branchId))
  )
}
