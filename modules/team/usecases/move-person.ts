import { must } from '#lib/assert'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkEffectiveDay, checkReportingLines } from '../assignment.ts'
import { todo } from '../post.ts'
import * as groups from '../store/group.ts'
import { reportingLines } from '../store/line.ts'
import * as people from '../store/person.ts'
import { insertTransition, supersedePlanned } from '../store/transition.ts'
import { personView } from '../view.ts'
import { checkSuperior } from './add-person.ts'
import { checkNotLast, checkPosts } from './check-post.ts'
import { follow, type Held, handOver, heldWork } from './held-work.ts'
import { impactOfMove } from './impact.ts'
import { neighbours } from './neighbours.ts'
import { planHandOver } from './planned-hand-over.ts'

/**
 * Gives a person another post, group or manager from a day on; the present assignment ends that day, and what was planned beyond
 * it is planned no more. Work the plan names goes to others; the rest follows into the new group, but not out of the branch: at
 * once, or on the day of a move dated ahead. A preview also says what would change.
 * @throws Refusal team.person_not_found, team.person_left, team.stale, team.effective_day, team.dated_back, team.period_frozen,
 *   team.reason_needed,
 *   team.reporting_circle, team.group_not_found, team.own_post, team.post_reserved, team.post_not_found, team.post_retired,
 *   team.last_administrator, team.work_unassigned, team.nothing_to_change, and those of a hand-over
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
  const { fromDay, post, reason } = input
  const group = (await groups.groupNodes(ctx.sql, fromDay)).find(node => node.key === toKey(input.groupId))
  refuseUnless(group, 'team.group_not_found', {}, 'groupId')
  ctx.rights.check('team.person.write', { ownerId: null, groupId: group.key, branchId: group.branchKey })
  await checkPosts(ctx, person.key, { from: person.post, to: post, on: fromDay })
  checkEffectiveDay(person.fromDay ? { fromDay: person.fromDay } : null, fromDay, ctx.today, reason)
  const closed = fromDay < ctx.today ? await neighbours().closedThrough(ctx.sql) : null
  refuseUnless(closed === null || fromDay > closed, 'team.period_frozen', { through: closed ?? '' }, 'fromDay')
  if (post !== person.post) await checkNotLast(ctx, person, fromDay)
  const manager = await checkSuperior(ctx, input.reportsTo, fromDay)
  const next = { post, groupKey: group.key, branchKey: group.branchKey, reportsTo: manager?.key ?? null }
  const held = await heldWork(ctx, person, fromDay)
  const planned = input.handOver.map(line => line.kind)
  const above = person.branchKey === group.branchKey ? [] : staying(held).filter(one => !planned.includes(one.kind))
  const impact = ctx.dryRun
    ? { ...(await impactOfMove(ctx, person, next, manager, held)), unassigned: above.map(one => one.kind) }
    : null
  const records = input.handOver.filter(line => neighbours().held.some(({ kind }) => kind === line.kind))
  await handOver(
    ctx,
    person,
    input.handOver.filter(line => !records.includes(line)),
    fromDay,
  )
  if (!ctx.dryRun) {
    const count = above.reduce((sum, one) => sum + one.count, 0)
    refuseUnless(count === 0, 'team.work_unassigned', { count, kinds: above.map(one => one.kind) }, 'handOver')
  }
  await supersedePlanned(ctx.sql, person.key, fromDay)
  // Until the day of a move dated ahead the person still does the work; it moves with them then.
  if (fromDay > ctx.today) await planHandOver(ctx, person, fromDay, records)
  else {
    await handOver(ctx, person, records, fromDay)
    if (person.groupKey !== group.key && person.branchKey === group.branchKey)
      await follow(ctx, person, group.key, planned)
  }
  await people.endAssignment(ctx.sql, person.key, fromDay)
  await people.insertAssignment(
    ctx,
    { personKey: person.key, post, groupKey: group.key, reportsTo: next.reportsTo, fromDay },
    reason,
  )
  checkReportingLines(person.key, await reportingLines(ctx.sql, fromDay), fromDay)
  await people.touchPerson(ctx.sql, person.key)
  await insertTransition(ctx, { personKey: person.key, kind: 'move', fromDay, reason, items: todo.move })
  ctx.about(person.id)
  ctx.note({ from: person.post, to: post, fromDay, ...(fromDay < ctx.today ? { datedBack: true } : {}) })
  await ctx.emit('team.person-moved', { personId: person.id })
  const after = must(await people.personById(ctx.sql, input.id, ctx.today), 'the person is there')
  return { ...personView(after), impact }
}

/** Work of the floors above that stays in the branch its holder leaves. */
const staying = (held: readonly Held[]) =>
  held.filter(one => !one.ends && !one.personal && neighbours().held.some(({ kind }) => kind === one.kind))
