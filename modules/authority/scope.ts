/** How far a permission reaches: one's own records, the group's (with sub-groups), the branch's, all. */
export const scopeLevels = ['own', 'group', 'branch', 'all'] as const
export type ScopeLevel = (typeof scopeLevels)[number]

/** A right as a role gives it; `permission` may end in `.*`. */
export type Grant = { role: string; permission: string; scope: ScopeLevel }

/** Where the actor stands today; `groupKeys` includes sub-groups. */
export type Standing = { personKey: bigint | null; groupKeys: readonly bigint[]; branchKeys: readonly bigint[] }

/** Whose right it is: one's own, another's on loan, or taken in an emergency. */
export type Via = 'own' | 'delegation' | 'glass'

/** One right of one person: how far, measured from whose place, and by which chain of rules. */
export type Right = { permission: string; scope: ScopeLevel; standing: Standing; ruleIds: readonly string[]; via: Via }

/**
 * The reach of one permission for one actor, as plain sets. The check of one record and the SQL predicate of a list are
 * both read off this value, so they cannot disagree.
 */
export type Reach = {
  all: boolean
  ownerKeys: readonly bigint[]
  groupKeys: readonly bigint[]
  branchKeys: readonly bigint[]
  ruleIds: string[]
}

/** Everything, everywhere: the program itself. */
export const everywhere: Reach = { all: true, ownerKeys: [], groupKeys: [], branchKeys: [], ruleIds: ['system'] }

/** The records near somebody's own place, up to a level; one's own records are near at every level. */
export function standingReach({ personKey, groupKeys, branchKeys }: Standing, level: ScopeLevel): Reach {
  const deep = scopeLevels.indexOf(level)
  return {
    all: level === 'all',
    ownerKeys: personKey === null ? [] : [personKey],
    groupKeys: deep >= 1 ? groupKeys : [],
    branchKeys: deep >= 2 ? branchKeys : [],
    ruleIds: [],
  }
}

/** Whether a granted permission (possibly `module.noun.*`) covers a wanted one. */
export function covers(granted: string, wanted: string): boolean {
  return granted === wanted || (granted.endsWith('.*') && wanted.startsWith(granted.slice(0, -1)))
}

/** Whether two permissions, either possibly with a star, have one in common. */
export function meet(one: string, other: string): boolean {
  return covers(one, other) || covers(other, one)
}

/** The reach of a permission; null when no right covers it. Several rights add up: the widest wins. */
export function reachOf(rights: readonly Right[], permission: string): Reach | null {
  const found = rights.filter(right => covers(right.permission, permission))
  if (found.length === 0) return null
  const at = (level: ScopeLevel) => found.filter(right => right.scope === level)
  return {
    all: at('all').length > 0,
    ownerKeys: unique(found.flatMap(({ standing }) => (standing.personKey === null ? [] : [standing.personKey]))),
    groupKeys: unique(at('group').flatMap(({ standing }) => standing.groupKeys)),
    branchKeys: unique(at('branch').flatMap(({ standing }) => standing.branchKeys)),
    ruleIds: unique(found.flatMap(right => right.ruleIds)),
  }
}

/** Whether a record lies within a reach. Whatever the level, one's own records are within it. */
export function within(
  reach: Reach,
  place: { ownerId: bigint | null; groupId: bigint | null; branchId: bigint | null },
): boolean {
  return (
    reach.all ||
    (place.ownerId !== null && reach.ownerKeys.includes(place.ownerId)) ||
    (place.groupId !== null && reach.groupKeys.includes(place.groupId)) ||
    (place.branchId !== null && reach.branchKeys.includes(place.branchId))
  )
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)]
}
