import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { endDelegations, openDelegations } from '../store/delegation.ts'
import * as leaves from '../store/leave.ts'
import * as people from '../store/person.ts'

/** Cancels leave that is not over; what was delegated for it ends with it. @throws Refusal team.leave_not_found, team.leave_over */
export async function cancelLeave(
  ctx: Context,
  input: Input<typeof api.cancelLeave>,
): Promise<Output<typeof api.cancelLeave>> {
  const leave = await leaves.leaveForUpdate(ctx.sql, toKey(input.id))
  refuseUnless(leave, 'team.leave_not_found')
  const person = await people.personById(ctx.sql, toId('person', leave.personKey), ctx.today)
  ctx.rights.check('team.leave.write', {
    ownerId: leave.personKey,
    groupId: person?.groupKey ?? null,
    branchId: person?.branchKey ?? null,
  })
  refuseUnless(!leave.cancelled && leave.toDay >= ctx.today, 'team.leave_over')
  await leaves.cancelLeave(ctx, leave.key)
  const lent = (await openDelegations(ctx.sql, leave.personKey, ctx.today)).filter(row => row.leaveKey === leave.key)
  await endDelegations(
    ctx,
    lent.map(row => row.key),
    ctx.today,
    'team.leave-cancelled',
  )
  ctx.about(input.id, toId('person', leave.personKey))
  return { id: input.id }
}
