import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as people from '../store/person.ts'
import { personView } from '../view.ts'

/** One person and every post held. @throws Refusal team.person_not_found, authority.out_of_scope */
export async function getPerson(
  ctx: Context,
  { id }: Input<typeof api.getPerson>,
): Promise<Output<typeof api.getPerson>> {
  const person = await people.personById(ctx.sql, id, ctx.today)
  if (!person) throw new Refusal('team.person_not_found')
  ctx.rights.check('team.person.read', { ownerId: person.key, groupId: person.groupKey, branchId: person.branchKey })
  const history = await people.assignmentsOf(ctx.sql, person.key, ctx.today)
  return {
    ...personView(person),
    history: history.map(row => ({
      post: row.post,
      groupId: toId('group', row.groupKey),
      groupName: row.groupName,
      branchId: toId('branch', row.branchKey),
      branchName: row.branchName,
      reportsTo: row.reportsToKey === null ? null : toId('person', row.reportsToKey),
      reportsToName: row.reportsToName,
      fromDay: row.fromDay,
      toDay: row.toDay,
    })),
  }
}
