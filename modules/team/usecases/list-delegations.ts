import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { delegationHolds } from '../delegation.ts'
import * as delegations from '../store/delegation.ts'
import * as people from '../store/person.ts'

/** What a person has given to others and holds from others, newest first. @throws Refusal team.person_not_found, authority.out_of_scope */
export async function listDelegations(
  ctx: Context,
  { personId }: Input<typeof api.listDelegations>,
): Promise<Output<typeof api.listDelegations>> {
  const person = await people.personById(ctx.sql, personId, ctx.today)
  refuseUnless(person, 'team.person_not_found')
  ctx.rights.check('team.person.read', { ownerId: person.key, groupId: person.groupKey, branchId: person.branchKey })
  const found = await delegations.delegationsOf(ctx.sql, person.key)
  return found.map(row => ({
    id: toId('delegation', row.key),
    fromId: toId('person', row.fromKey),
    fromName: row.fromName,
    toId: toId('person', row.toKey),
    toName: row.toName,
    permissions: [...row.permissions],
    cap: row.cap,
    fromDay: row.fromDay,
    toDay: row.toDay,
    reason: row.reason,
    endedOn: row.endedOn,
    endReason: row.endReason,
    inForce: delegationHolds(row, ctx.today),
  }))
}
