import { must } from '#lib/assert'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkTree, type GroupShape } from '../group.ts'
import { endFrom, patchFrom, valueOn } from '../period.ts'
import * as groups from '../store/group.ts'
import { groupLeader } from './group-leader.ts'
import { impactOfHanging } from './impact.ts'

/**
 * Gives a group another name, parent or leader from a day on; what is not named stays. What was before that day stays as it was.
 * @throws Refusal team.group_not_found, team.stale, team.retroactive, team.group_circle, team.group_branch, team.group_taken,
 *   team.group_closed, team.nothing_to_change, team.person_not_found, team.person_left
 */
export async function changeGroup(
  ctx: Context,
  input: Input<typeof api.changeGroup>,
): Promise<Output<typeof api.changeGroup>> {
  const { fromDay, reason } = input
  const { key, periods } = await openGroup(ctx, input, fromDay)
  const before = valueOn(periods, fromDay)
  refuseUnless(before, 'team.group_closed', {}, 'fromDay')
  const wanted: Partial<GroupShape> = {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.parentId === undefined ? {} : { parentKey: input.parentId === null ? null : toKey(input.parentId) }),
    ...(input.leaderId === undefined ? {} : { leaderKey: await groupLeader(ctx, input.leaderId, fromDay) }),
  }
  const changed = (Object.keys(wanted) as (keyof GroupShape)[]).filter(field => wanted[field] !== before[field])
  refuseUnless(changed.length > 0, 'team.nothing_to_change')
  const after = patchFrom(periods, fromDay, wanted)
  const others = (await groups.groupPeriods(ctx.sql)).filter(period => period.key !== key)
  checkTree([...others, ...after], fromDay)
  const { parentKey } = wanted
  const impact = ctx.dryRun && parentKey !== undefined ? await impactOfHanging(ctx, key, parentKey) : null
  refuseUnless(
    await groups.saveGroupPeriods(ctx.sql, key, fromDay, after),
    'team.group_taken',
    { name: wanted.name ?? before.name },
    'name',
  )
  const told = Object.fromEntries(changed.map(field => [field, String(wanted[field] ?? '')]))
  await groups.insertGroupChange(ctx, { groupKey: key, fromDay, change: told, reason })
  ctx.about(input.id)
  ctx.note({ change: told, fromDay })
  await ctx.emit('team.group-changed', { groupId: input.id })
  return { id: input.id, impact }
}

/**
 * Closes a group from a day on: it has nobody in it from then on, and no sub-groups.
 * @throws Refusal team.group_not_found, team.stale, team.retroactive, team.group_closed, team.group_in_use
 */
export async function closeGroup(
  ctx: Context,
  input: Input<typeof api.closeGroup>,
): Promise<Output<typeof api.closeGroup>> {
  const { toDay, reason } = input
  const { key, periods } = await openGroup(ctx, { ...input, fromDay: toDay }, toDay)
  refuseUnless(must(periods[0], 'a group has a period').fromDay < toDay, 'team.group_closed', {}, 'toDay')
  refuseUnless(
    periods.some(period => period.toDay === null || period.toDay > toDay),
    'team.group_closed',
    {},
    'toDay',
  )
  const all = await groups.groupPeriods(ctx.sql)
  const below = all.filter(one => one.parentKey === key && (one.toDay === null || one.toDay > toDay)).length
  const people = await groups.peopleFrom(ctx.sql, key, toDay)
  refuseUnless(below === 0 && people === 0, 'team.group_in_use', { people, groups: below })
  await groups.saveGroupPeriods(ctx.sql, key, toDay, endFrom(periods, toDay))
  await groups.insertGroupChange(ctx, { groupKey: key, fromDay: toDay, change: { closed: toDay }, reason })
  ctx.about(input.id)
  ctx.note({ closed: toDay })
  await ctx.emit('team.group-changed', { groupId: input.id })
  return { id: input.id }
}

/** The group locked, with its periods, as somebody who may change it sees it. The past is not changed. */
async function openGroup(
  ctx: Context,
  input: Pick<Input<typeof api.changeGroup>, 'id' | 'version'> & Partial<Input<typeof api.changeGroup>>,
  fromDay: Input<typeof api.changeGroup>['fromDay'],
) {
  await groups.lockTree(ctx.sql)
  const key = toKey(input.id)
  const group = await groups.groupForUpdate(ctx.sql, key)
  refuseUnless(group, 'team.group_not_found')
  ctx.rights.check('team.group.write', { ownerId: null, groupId: key, branchId: group.branchKey })
  refuseUnless(group.version === input.version, 'team.stale')
  refuseUnless(fromDay >= ctx.today, 'team.retroactive', { today: ctx.today }, 'fromDay')
  return { key, periods: await groups.groupPeriods(ctx.sql, key) }
}
