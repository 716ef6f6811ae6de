import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkLeave } from '../leave.ts'
import * as leaves from '../store/leave.ts'
import * as people from '../store/person.ts'

/** Records leave and who stands in. @throws Refusal team.person_not_found, team.leave_days, team.leave_conflict, team.stand_in_away */
export async function addLeave(ctx: Context, input: Input<typeof api.addLeave>): Promise<Output<typeof api.addLeave>> {
  const person = await people.personById(ctx.sql, input.personId, ctx.today, true)
  refuseUnless(person, 'team.person_not_found', {}, 'personId')
  ctx.rights.check('team.leave.write', { ownerId: person.key, groupId: person.groupKey, branchId: person.branchKey })
  const standIn = input.standInId ? await people.personById(ctx.sql, input.standInId, ctx.today) : null
  refuseUnless(!input.standInId || (standIn && standIn.key !== person.key), 'team.person_not_found', {}, 'standInId')
  checkLeave(
    input,
    await leaves.leaveOf(ctx.sql, person.key),
    standIn ? await leaves.leaveOf(ctx.sql, standIn.key) : [],
  )
  const key = await leaves.insertLeave(ctx.sql, {
    personKey: person.key,
    kind: input.kind,
    fromDay: input.fromDay,
    toDay: input.toDay,
    standInKey: input.standInId ? toKey(input.standInId) : null,
    reason: input.reason,
  })
  const id = toId('leave', key)
  ctx.about(person.id, id)
  return { id }
}
