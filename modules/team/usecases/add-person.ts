import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { checkReportingLine } from '../assignment.ts'
import type { Post } from '../post.ts'
import * as groups from '../store/group.ts'
import * as people from '../store/person.ts'
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
 * Takes a person into the team: opens the sign-in, records the person, begins the first assignment.
 * @returns the first password, in clear this once
 * @throws Refusal team.username_taken, team.group_not_found, team.person_not_found, team.post_reserved, authority.out_of_scope
 */
export async function addPerson(ctx: Context, input: NewPerson): Promise<{ id: Id<'person'>; password: string }> {
  const group = (await groups.groupNodes(ctx.sql, input.fromDay)).find(node => node.key === toKey(input.groupId))
  refuseUnless(group, 'team.group_not_found', {}, 'groupId')
  ctx.rights.check('team.person.write', { ownerId: null, groupId: group.key, branchId: group.branchKey })
  checkPosts(ctx, null, [input.post])
  if (await people.usernameTaken(ctx.sql, input.username)) {
    throw new Refusal('team.username_taken', { username: input.username }, 'username')
  }
  if (input.reportsTo && !(await people.personById(ctx.sql, input.reportsTo, ctx.today))) {
    throw new Refusal('team.person_not_found', {}, 'reportsTo')
  }
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
  checkReportingLine(key, reportsTo, await people.managers(ctx.sql, ctx.today))
  await people.insertAssignment(ctx.sql, {
    personKey: key,
    post: input.post,
    groupKey: group.key,
    reportsTo,
    fromDay: input.fromDay,
  })
  const id = toId('person', key)
  ctx.about(id)
  ctx.note({ post: input.post })
  await ctx.emit('team.person-joined', { personId: id })
  return { id, password }
}
