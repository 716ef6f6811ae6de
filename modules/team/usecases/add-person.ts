import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { checkReportingLines } from '../assignment.ts'
import { type Post, todo } from '../post.ts'
import * as groups from '../store/group.ts'
import { reportingLines } from '../store/line.ts'
import * as people from '../store/person.ts'
import { insertTransition } from '../store/transition.ts'
import { checkPosts } from './check-post.ts'

/** What taking a person in needs; `password` is given only where the installation chooses it (demo, first administrator). */
export type NewPerson = {
  name: string
  username: string
  joinedOn: Day
  post: Post
  groupId: Id<'group'>
  reportsTo: Id<'person'> | null
  fromDay: Day
  password?: string
}

/**
 * Takes a person into the team: opens the sign-in, records the person, begins the first assignment and the list of what to do. A
 * person who comes back after leaving joins anew under another username; what they did before stays theirs.
 * @returns the first password, in clear this once
 * @throws Refusal team.username_taken, team.group_not_found, team.person_not_found, team.person_left, team.post_not_found,
 *   team.post_retired, team.post_reserved, team.effective_day, authority.out_of_scope
 */
export async function addPerson(ctx: Context, input: NewPerson): Promise<{ id: Id<'person'>; password: string }> {
  const group = (await groups.groupNodes(ctx.sql, input.fromDay)).find(node => node.key === toKey(input.groupId))
  refuseUnless(group, 'team.group_not_found', {}, 'groupId')
  ctx.rights.check('team.person.write', { ownerId: null, groupId: group.key, branchId: group.branchKey })
  await checkPosts(ctx, null, { from: null, to: input.post, on: input.fromDay })
  refuseUnless(input.fromDay >= input.joinedOn, 'team.effective_day', { since: input.joinedOn }, 'fromDay')
  if (await people.usernameTaken(ctx.sql, input.username)) {
    throw new Refusal('team.username_taken', { username: input.username }, 'username')
  }
  await checkSuperior(ctx, input.reportsTo, input.fromDay)
  const reportsTo = input.reportsTo ? toKey(input.reportsTo) : null
  const { userId, password } = ctx.dryRun
    ? { userId: `preview-${input.username}`, password: '' }
    : await ctx.signIns.open(input.username, input.name, input.password)
  const key = await people.insertPerson(ctx.sql, {
    userId,
    username: input.username,
    name: input.name,
    joinedOn: input.joinedOn,
  })
  await people.insertAssignment(ctx, {
    personKey: key,
    post: input.post,
    groupKey: group.key,
    reportsTo,
    fromDay: input.fromDay,
  })
  checkReportingLines(key, await reportingLines(ctx.sql, input.fromDay), input.fromDay)
  if (ctx.actor.kind === 'person')
    await insertTransition(ctx, {
      personKey: key,
      kind: 'join',
      fromDay: input.fromDay,
      reason: null,
      items: todo.join,
    })
  const id = toId('person', key)
  ctx.about(id)
  ctx.note({ post: input.post })
  await ctx.emit('team.person-joined', { personId: id })
  return { id, password }
}

/** Whether somebody can be reported to from a day on. @throws Refusal team.person_not_found, team.person_left */
export async function checkSuperior(
  ctx: Context,
  id: Id<'person'> | null,
  from: Day,
  field = 'reportsTo',
): Promise<people.PersonRow | null> {
  if (id === null) return null
  const manager = await people.personById(ctx.sql, id, from)
  refuseUnless(manager, 'team.person_not_found', {}, field)
  refuseUnless(manager.leftOn === null || manager.leftOn > from, 'team.person_left', {}, field)
  return manager
}
