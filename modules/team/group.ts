import type { Day } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import { breakpoints, holdsOn, type Period } from './period.ts'

/** A group's place in the tree. */
export type GroupNode = { key: bigint; parentKey: bigint | null; branchKey: bigint }

/** What of a group may change from a day on. */
export type GroupShape = { name: string; parentKey: bigint | null; leaderKey: bigint | null }

/** One group through time. */
export type GroupPeriod = Period<GroupShape & { key: bigint; branchKey: bigint }>

/** The group and everything under it, for scopes that mean "my group and its sub-groups". */
export function withDescendants(root: bigint, groups: readonly GroupNode[]): bigint[] {
  const found = [root]
  for (let next = 0; next < found.length; next += 1) {
    for (const group of groups) if (group.parentKey === found[next] && !found.includes(group.key)) found.push(group.key)
  }
  return found
}

/** The groups from a root down to this one; what stands above it, nearest last. */
export function pathTo(key: bigint, groups: readonly GroupNode[]): bigint[] {
  const path: bigint[] = []
  for (let at: bigint | null = key; at !== null && !path.includes(at); ) {
    path.push(at)
    const here: bigint = at
    at = groups.find(group => group.key === here)?.parentKey ?? null
  }
  return path.reverse()
}

/**
 * Checks that the groups are a forest on every day from `from` on: a parent is there as long as its sub-groups are, stands in
 * the same branch, and nobody stands under its own sub-group.
 * @throws Refusal team.group_not_found, team.group_branch, team.group_circle
 */
export function checkTree(periods: readonly GroupPeriod[], from: Day) {
  for (const on of breakpoints(periods, from)) {
    const groups = new Map(periods.filter(period => holdsOn(period, on)).map(group => [group.key, group]))
    for (const group of groups.values()) {
      if (group.parentKey === null) continue
      const parent = groups.get(group.parentKey)
      refuseUnless(parent, 'team.group_not_found', {}, 'parentId')
      refuseUnless(parent.branchKey === group.branchKey, 'team.group_branch', {}, 'parentId')
      const seen = new Set([group.key])
      for (let above: GroupPeriod | undefined = parent; above; above = groups.get(above.parentKey ?? -1n)) {
        refuseUnless(!seen.has(above.key), 'team.group_circle', {}, 'parentId')
        seen.add(above.key)
      }
    }
  }
}
