import { must } from '#lib/assert'
import { addDays } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkEffectiveDay } from '../assignment.ts'
import * as people from '../store/person.ts'
import { personView } from '../view.ts'
import { checkPosts } from './check-post.ts'

/**
 * Ends a person's work: the last day is `leftOn`, the sign-in closes at once.
 * @throws Refusal team.person_not_found, team.person_left, team.stale, team.effective_day, team.still_manages, team.own_post, team.post_reserved
 */
export async function endPerson(
  ctx: Context,
  input: Input<typeof api.endPerson>,
): Promise<Output<typeof api.endPerson>> {
  const person = await people.personById(ctx.sql, input.id, ctx.today, true)
  refuseUnless(person, 'team.person_not_found')
  refuseUnless(person.leftOn === null, 'team.person_left')
  refuseUnless(person.version === input.version, 'team.stale')
  ctx.rights.check('team.person.write', { ownerId: null, groupId: person.groupKey, branchId: person.branchKey })
  checkPosts(ctx, person.key, [person.post])
  const toDay = addDays(input.leftOn, 1)
  checkEffectiveDay(person.fromDay ? { fromDay: person.fromDay } : null, toDay)
  const reports = [...(await people.managers(ctx.sql, ctx.today)).values()].filter(
    manager => manager === person.key,
  ).length
  refuseUnless(reports === 0, 'team.still_manages', { count: reports })
  await people.endAssignment(ctx.sql, person.key, toDay)
  await people.touchPerson(ctx.sql, person.key, input.leftOn)
  if (!ctx.dryRun) await ctx.signIns.close(person.userId)
  ctx.about(person.id)
  await ctx.emit('team.person-left', { personId: person.id })
  return personView(must(await people.personById(ctx.sql, input.id, ctx.today), 'the person is there'))
}
