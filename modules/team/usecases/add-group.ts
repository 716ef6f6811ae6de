import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkTree } from '../group.ts'
import * as groups from '../store/group.ts'
import { groupLeader } from './group-leader.ts'

/**
 * Adds a group to a branch, from a day on. @throws Refusal team.branch_not_found, team.group_not_found, team.group_branch,
 *   team.group_taken, team.retroactive, team.person_not_found, team.person_left
 */
export async function addGroup(ctx: Context, input: Input<typeof api.addGroup>): Promise<Output<typeof api.addGroup>> {
  const branchKey = toKey(input.branchId)
  const branches = await groups.listBranches(ctx.sql)
  refuseUnless(
    branches.some(branch => branch.key === branchKey),
    'team.branch_not_found',
    {},
    'branchId',
  )
  ctx.rights.check('team.group.write', { ownerId: null, groupId: null, branchId: branchKey })
  const fromDay = input.fromDay ?? ctx.today
  refuseUnless(fromDay >= ctx.today, 'team.retroactive', { today: ctx.today }, 'fromDay')
  await groups.lockTree(ctx.sql)
  const parentKey = input.parentId ? toKey(input.parentId) : null
  const leaderKey = await groupLeader(ctx, input.leaderId, fromDay)
  const shape = { branchKey, parentKey, leaderKey, name: input.name, fromDay }
  checkTree([...(await groups.groupPeriods(ctx.sql)), { ...shape, key: 0n, toDay: null }], fromDay)
  const key = await groups.insertGroup(ctx.sql, { ...shape, function: input.function })
  refuseUnless(key !== null, 'team.group_taken', { name: input.name }, 'name')
  const id = toId('group', key)
  ctx.about(id)
  await ctx.emit('team.group-changed', { groupId: id })
  return { id }
}
