import type { Day } from '#lib/day'
import type { Id } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import * as people from '../store/person.ts'

/** The key of who is to lead a group: somebody in the team on that day. @throws Refusal team.person_not_found, team.person_left */
export async function groupLeader(ctx: Context, id: Id<'person'> | null | undefined, on: Day): Promise<bigint | null> {
  if (!id) return null
  const leader = await people.personById(ctx.sql, id, on)
  refuseUnless(leader, 'team.person_not_found', {}, 'leaderId')
  refuseUnless(leader.leftOn === null && leader.post !== null, 'team.person_left', {}, 'leaderId')
  return leader.key
}
