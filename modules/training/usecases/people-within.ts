import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { boardPeople, type PersonRow, type Post, personById } from '#team'

/** Who is within the reader's reach for a permission, by key; optionally of one group or one person only. */
export async function peopleWithin(
  ctx: Context,
  permission: string,
  only: { groupId?: Id<'group'> | undefined; personId?: Id<'person'> | undefined } = {},
): Promise<Map<bigint, Placed>> {
  const people = await boardPeople(ctx, permission)
  return new Map(
    people
      .filter(person => !only.groupId || person.groupKey === toKey(only.groupId))
      .filter(person => !only.personId || person.key === toKey(only.personId))
      .map(person => [person.key, person as Placed]),
  )
}

/** A person at work with a post. */
export type Placed = PersonRow & { post: Post; groupKey: bigint; groupName: string; branchName: string; fromDay: Day }

/** One person of the team within the actor's reach. @throws Refusal training.person_not_found, authority.out_of_scope */
export async function personWithin(ctx: Context, permission: string, personId: Id<'person'>): Promise<Placed> {
  const person = await personById(ctx.sql, personId, ctx.today)
  refuseUnless(
    person?.post && (person.leftOn === null || person.leftOn > ctx.today),
    'training.person_not_found',
    {},
    'personId',
  )
  ctx.rights.check(permission, { ownerId: person.key, groupId: person.groupKey, branchId: person.branchKey })
  return person as Placed
}

/** The actor as a person of the team, with the post held today. */
export async function actingPerson(ctx: Context): Promise<PersonRow & { post: Post | null }> {
  return must(await personById(ctx.sql, ctx.actor.id as Id<'person'>, ctx.today), 'the actor is a person')
}
