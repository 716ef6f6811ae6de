import { must } from '#lib/assert'
import { addDays } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkEffectiveDay } from '../assignment.ts'
import { todo } from '../post.ts'
import { dottedLines, endDotted } from '../store/line.ts'
import * as people from '../store/person.ts'
import { insertTransition, supersedePlanned } from '../store/transition.ts'
import { personView } from '../view.ts'
import { checkNotLast, checkPosts } from './check-post.ts'
import { checkNothingLeft, endWhatEnds, handOver, heldWork } from './held-work.ts'

/**
 * Ends a person's work: the last day is `leftOn`, the sign-in closes at once, and everything the person holds goes to others in the
 * same transaction, or nothing happens.
 * @throws Refusal team.person_not_found, team.person_left, team.stale, team.effective_day, team.dated_back, team.reason_needed,
 *   team.still_manages, team.work_unassigned, team.own_post, team.post_reserved, team.last_administrator, and those of a hand-over
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
  await checkPosts(ctx, person.key, { from: person.post, to: null, on: ctx.today })
  const toDay = addDays(input.leftOn, 1)
  checkEffectiveDay(person.fromDay ? { fromDay: person.fromDay } : null, toDay, ctx.today, input.reason)
  await checkNotLast(ctx, person, ctx.today)
  const planned = input.handOver.map(line => line.kind)
  const open = (await heldWork(ctx, person, toDay)).filter(one => !one.ends && !planned.includes(one.kind))
  const reports = open.find(one => one.kind === 'team.report')?.count ?? 0
  const count = open.reduce((sum, one) => sum + one.count, 0)
  refuseUnless(reports === 0 || reports < count, 'team.still_manages', { count: reports }, 'handOver')
  refuseUnless(count === 0, 'team.work_unassigned', { count, kinds: open.map(one => one.kind) }, 'handOver')
  await handOver(ctx, person, input.handOver, toDay)
  await endWhatEnds(ctx, person)
  await checkNothingLeft(ctx, person)
  const dotted = (await dottedLines(ctx.sql, ctx.today, person.key)).filter(line => line.personKey === person.key)
  await endDotted(
    ctx.sql,
    dotted.filter(line => line.toDay === null || line.toDay > toDay).map(line => line.key),
    toDay,
  )
  await supersedePlanned(ctx.sql, person.key, ctx.today)
  await people.endAssignment(ctx.sql, person.key, toDay)
  await people.touchPerson(ctx.sql, person.key, input.leftOn)
  await insertTransition(ctx, {
    personKey: person.key,
    kind: 'leave',
    fromDay: input.leftOn,
    reason: input.reason,
    items: todo.leave,
  })
  if (!ctx.dryRun) await ctx.signIns.close(person.userId)
  ctx.about(person.id)
  ctx.note({ leftOn: input.leftOn, handedOver: planned })
  await ctx.emit('team.person-left', { personId: person.id })
  return personView(must(await people.personById(ctx.sql, input.id, ctx.today), 'the person is there'))
}
