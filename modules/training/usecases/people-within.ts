import { type Id, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { boardPeople, type PersonRow, personById } from '#team'

/** Who is within the reader's reach for a permission, by key; optionally of one group or one person only. */
export async function peopleWithin(
  ctx: Context,
  permission: string,
  only: { groupId?: Id<'group'>; personId?: Id<'person'> } = {},
): Promise<Map<bigint, PersonRow>> {
  const people = await boardPeople(ctx, permission)
  return new Map(
    people
      .filter(person => !only.groupId || person.groupKey === toKey(only.groupId))
      .filter(person => !only.personId || person.key === toKey(only.personId))
      .map(person => [person.key, person]),
  )
}

/** One person of the team within the actor's reach. @throws Refusal training.person_not_found, authority.out_of_scope */
export async function personWithin(
  ctx: Context,
  permission: string,
  personId: Id<'person'>,
): Promise<PersonRow & { post: NonNullable<PersonRow['post']> }> {
  const person = await personById(ctx.sql, personId, ctx.today)
  refuseUnless(
    person?.post && (person.leftOn === null || person.leftOn > ctx.today),
    'training.person_not_found',
    {},
    'personId',
  )
  ctx.rights.check(permission, { ownerId: person.key, groupId: person.groupKey, branchId: person.branchKey })
  return { ...person, post: person.post }
}
