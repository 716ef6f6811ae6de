import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkReportingLines } from '../assignment.ts'
import { dottedForUpdate, endDotted, insertDotted, reportingLines } from '../store/line.ts'
import * as people from '../store/person.ts'
import { checkSuperior } from './add-person.ts'

/**
 * Lets a person report to somebody else too, for something, from a day on.
 * @throws Refusal team.person_not_found, team.person_left, team.retroactive, team.leave_days, team.dotted_manager,
 *   team.dotted_conflict, team.reporting_circle
 */
export async function addDottedLine(
  ctx: Context,
  input: Input<typeof api.addDottedLine>,
): Promise<Output<typeof api.addDottedLine>> {
  const { fromDay, toDay, purpose } = input
  const person = await people.personById(ctx.sql, input.id, ctx.today, true)
  refuseUnless(person, 'team.person_not_found')
  refuseUnless(person.leftOn === null, 'team.person_left')
  ctx.rights.check('team.person.write', { ownerId: null, groupId: person.groupKey, branchId: person.branchKey })
  refuseUnless(fromDay >= ctx.today, 'team.retroactive', { today: ctx.today }, 'fromDay')
  refuseUnless(toDay === null || toDay > fromDay, 'team.leave_days', {}, 'toDay')
  const manager = await checkSuperior(ctx, input.managerId, fromDay, 'managerId')
  refuseUnless(manager && manager.key !== person.key, 'team.reporting_circle', {}, 'managerId')
  refuseUnless(person.reportsToKey !== manager.key, 'team.dotted_manager', { name: manager.name }, 'managerId')
  const key = await insertDotted(ctx, { personKey: person.key, managerKey: manager.key, purpose, fromDay, toDay })
  refuseUnless(key !== null, 'team.dotted_conflict', { name: manager.name }, 'fromDay')
  checkReportingLines(person.key, await reportingLines(ctx.sql, fromDay), fromDay, 'managerId')
  ctx.about(person.id, manager.id)
  return { id: toId('dotted', key) }
}

/** Ends a dotted line on a day. @throws Refusal team.dotted_not_found, team.retroactive */
export async function endDottedLine(
  ctx: Context,
  input: Input<typeof api.endDottedLine>,
): Promise<Output<typeof api.endDottedLine>> {
  const line = await dottedForUpdate(ctx.sql, toKey(input.id))
  const open = line && line.toDay !== line.fromDay && (line.toDay === null || line.toDay > ctx.today)
  refuseUnless(line && open, 'team.dotted_not_found')
  refuseUnless(input.toDay >= ctx.today, 'team.retroactive', { today: ctx.today }, 'toDay')
  const person = await people.personById(ctx.sql, toId('person', line.personKey), ctx.today)
  ctx.rights.check('team.person.write', {
    ownerId: null,
    groupId: person?.groupKey ?? null,
    branchId: person?.branchKey ?? null,
  })
  await endDotted(ctx.sql, [line.key], input.toDay)
  ctx.about(toId('person', line.personKey), toId('person', line.managerKey))
  return { id: input.id }
}
