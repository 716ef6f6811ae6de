import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as delegations from '../store/delegation.ts'
import * as people from '../store/person.ts'

/**
 * Ends a delegation at once: by its giver, by its holder, or by who manages the giver.
 * @throws Refusal team.delegation_not_found, team.delegation_ended, authority.out_of_scope
 */
export async function endDelegation(
  ctx: Context,
  input: Input<typeof api.endDelegation>,
): Promise<Output<typeof api.endDelegation>> {
  const found = await delegations.delegationByKey(ctx.sql, toKey(input.id))
  refuseUnless(found, 'team.delegation_not_found')
  if (found.fromKey !== ctx.actor.key && found.toKey !== ctx.actor.key) {
    const giver = await people.personById(ctx.sql, toId('person', found.fromKey), ctx.today)
    ctx.rights.check('team.person.write', {
      ownerId: null,
      groupId: giver?.groupKey ?? null,
      branchId: giver?.branchKey ?? null,
    })
  }
  refuseUnless(found.endedOn === null && found.toDay >= ctx.today, 'team.delegation_ended')
  await delegations.endDelegations(ctx, [found.key], ctx.today, input.reason)
  ctx.about(input.id, toId('person', found.fromKey), toId('person', found.toKey))
  await ctx.emit('team.delegation-ended', { delegationId: input.id })
  return { id: input.id }
}
