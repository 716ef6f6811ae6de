import { refuseUnless } from '#lib/refusal'

/** A group's place in the tree. */
export type GroupNode = { key: bigint; parentKey: bigint | null; branchKey: bigint }

/** The group and everything under it, for scopes that mean "my group and its sub-groups". */
export function withDescendants(root: bigint, groups: readonly GroupNode[]): bigint[] {
  const found = [root]
  for (let next = 0; next < found.length; next += 1) {
    for (const group of groups) if (group.parentKey === found[next] && !found.includes(group.key)) found.push(group.key)
  }
  return found
}

/**
 * Checks that hanging `key` under `parentKey` makes no circle and stays in one branch.
 * @throws Refusal team.group_circle, team.group_branch
 */
export function checkParent(
  key: bigint | null,
  branchKey: bigint,
  parentKey: bigint | null,
  groups: readonly GroupNode[],
) {
  if (parentKey === null) return
  const parent = groups.find(group => group.key === parentKey)
  refuseUnless(parent, 'team.group_not_found', {}, 'parentId')
  refuseUnless(parent.branchKey === branchKey, 'team.group_branch', {}, 'parentId')
  refuseUnless(key === null || !withDescendants(key, groups).includes(parentKey), 'team.group_circle', {}, 'parentId')
}
