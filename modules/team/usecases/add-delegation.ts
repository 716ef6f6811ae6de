import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { approval, checkDelegationCircle, checkDelegationDays, checkOwnRights } from '../delegation.ts'
import { checkLeave } from '../leave.ts'
import * as delegations from '../store/delegation.ts'
import * as leaves from '../store/leave.ts'
import * as people from '../store/person.ts'

/**
 * Lets another person use some of one's own permissions, or approve up to an amount, for a period. Only oneself can do it: nobody
 * gives away what is another's.
 * @throws Refusal team.person_not_found, team.person_left, team.delegation_self, team.delegation_circle, team.delegation_days,
 *   team.delegation_beyond, team.delegation_reserved, team.delegation_cap, team.stand_in_away
 */
export async function addDelegation(
  ctx: Context,
  input: Input<typeof api.addDelegation>,
): Promise<Output<typeof api.addDelegation>> {
  const fromKey = must(ctx.actor.key, 'only people delegate')
  const holder = await people.personById(ctx.sql, input.toPersonId, ctx.today)
  refuseUnless(holder, 'team.person_not_found', {}, 'toPersonId')
  refuseUnless(holder.leftOn === null, 'team.person_left', {}, 'toPersonId')
  ctx.rights.check('team.delegation.write', { ownerId: fromKey, groupId: null, branchId: null })
  const { fromDay, toDay, reason } = input
  checkDelegationDays(fromDay, toDay, ctx.today)
  const permissions = [...new Set(input.permissions)].sort()
  refuseUnless(permissions.includes(approval) === (input.cap !== null), 'team.delegation_cap', {}, 'cap')
  checkDelegationCircle(
    { fromKey, toKey: holder.key, fromDay, toDay },
    await delegations.delegationArrows(ctx.sql, fromDay, toDay),
  )
  checkOwnRights(permissions, permission => ctx.rights.verdict(permission))
  checkLeave({ fromDay, toDay }, [], await leaves.leaveOf(ctx.sql, holder.key))
  const key = await delegations.insertDelegation(ctx, {
    fromKey,
    toKey: holder.key,
    permissions,
    cap: input.cap,
    fromDay,
    toDay,
    reason,
    leaveKey: null,
  })
  const id = toId('delegation', key)
  ctx.about(id, toId('person', fromKey), holder.id)
  ctx.note({ permissions, fromDay, toDay })
  await ctx.emit('team.delegation-given', { delegationId: id, personId: holder.id })
  return { id }
}
