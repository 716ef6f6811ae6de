import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkParent } from '../group.ts'
import * as store from '../store.ts'

/** Adds a group to a branch. @throws Refusal team.branch_not_found, team.group_not_found, team.group_branch, team.group_taken */
export async function addGroup(ctx: Context, input: Input<typeof api.addGroup>): Promise<Output<typeof api.addGroup>> {
  const branchKey = toKey(input.branchId)
  const branches = await store.listBranches(ctx.sql)
  refuseUnless(
    branches.some(branch => branch.key === branchKey),
    'team.branch_not_found',
    {},
    'branchId',
  )
  ctx.rights.check('team.group.write', { ownerId: null, groupId: null, branchId: branchKey })
  const parentKey = input.parentId ? toKey(input.parentId) : null
  checkParent(null, branchKey, parentKey, await store.groupNodes(ctx.sql))
  const key = await store.insertGroup(ctx.sql, { branchKey, parentKey, name: input.name, function: input.function })
  refuseUnless(key !== null, 'team.group_taken', { name: input.name }, 'name')
  const id = toId('group', key)
  ctx.about(id)
  return { id }
}
