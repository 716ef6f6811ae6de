import type { Context } from '#platform/context'
import { boardGroups } from '../store/group.ts'

/** How far a reader's figures reach: everything, or the branch, group or person named. */
export type Reach = { reach: 'all' | 'branch' | 'group' | 'own'; name: string | null }

/** How far a permission reaches for whoever asks: the kernel is asked about a record of nobody, of the branch, of the group. */
export async function reachOf({ sql, rights, actor, today }: Context, permission: string): Promise<Reach> {
  const reaches = (groupId: bigint | null, branchId: bigint | null) =>
    rights.verdict(permission, { ownerId: null, groupId, branchId }).allow
  if (reaches(null, null)) return { reach: 'all', name: null }
  const group = (await boardGroups(sql, today)).find(({ key }) => key === actor.groupKey)
  if (reaches(null, actor.branchKey)) return { reach: 'branch', name: group?.branchName ?? null }
  if (reaches(actor.groupKey, null)) return { reach: 'group', name: group?.name ?? null }
  return { reach: 'own', name: actor.name }
}
