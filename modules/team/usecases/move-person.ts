import { must } from '#lib/assert'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkEffectiveDay, checkReportingLine } from '../assignment.ts'
import * as groups from '../store/group.ts'
import * as people from '../store/person.ts'
import { personView } from '../view.ts'
import { checkPosts } from './check-post.ts'

/**
 * Gives a person another post, group or manager from a day on; the present assignment ends that day, and what was planned beyond
 * it is planned no more.
 * @throws Refusal team.person_not_found, team.person_left, team.stale, team.effective_day, team.reporting_circle, team.group_not_found,
 *   team.own_post, team.post_reserved
 */
export async function movePerson(
  ctx: Context,
  input: Input<typeof api.movePerson>,
): Promise<Output<typeof api.movePerson>> {
  const person = await people.personById(ctx.sql, input.id, ctx.today, true)
  refuseUnless(person, 'team.person_not_found')
  refuseUnless(person.leftOn === null, 'team.person_left')
  refuseUnless(person.version === input.version, 'team.stale')
  ctx.rights.check('team.person.write', { ownerId: null, groupId: person.groupKey, branchId: person.branchKey })
  const group = (await groups.groupNodes(ctx.sql, input.fromDay)).find(node => node.key === toKey(input.groupId))
  refuseUnless(group, 'team.group_not_found', {}, 'groupId')
  ctx.rights.check('team.person.write', { ownerId: null, groupId: group.key, branchId: group.branchKey })
  checkPosts(ctx, person.key, [person.post, input.post])
  checkEffectiveDay(person.fromDay ? { fromDay: person.fromDay } : null, input.fromDay)
  const reportsTo = input.reportsTo ? toKey(input.reportsTo) : null
  checkReportingLine(person.key, reportsTo, await people.managers(ctx.sql, ctx.today))
  await people.endAssignment(ctx.sql, person.key, input.fromDay)
  await people.insertAssignment(ctx.sql, {
    personKey: person.key,
    post: input.post,
    groupKey: group.key,
    reportsTo,
    fromDay: input.fromDay,
  })
  await people.touchPerson(ctx.sql, person.key)
  ctx.about(person.id)
  ctx.note({ from: person.post, to: input.post, fromDay: input.fromDay })
  await ctx.emit('team.person-moved', { personId: person.id })
  return personView(must(await people.personById(ctx.sql, input.id, ctx.today), 'the person is there'))
}
