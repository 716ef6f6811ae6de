import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personById } from '#team'
import type { heldApi } from '../held-api.ts'
import { insertSamePerson } from '../store/held.ts'

/** Says whether two accounts are one human's, or of two humans of one name. @throws Refusal authority.held_person, authority.held_pair */
export async function saySamePerson(
  ctx: Context,
  input: Input<typeof heldApi.saySamePerson>,
): Promise<Output<typeof heldApi.saySamePerson>> {
  refuseUnless(input.personId !== input.otherId, 'authority.held_pair', {}, 'otherId')
  const keys = [toKey(input.personId), toKey(input.otherId)] as const
  for (const key of keys)
    refuseUnless(await personById(ctx.sql, toId('person', key), ctx.today), 'authority.held_person')
  // Nobody declares themselves to be another: that would open their own changes to their own check.
  refuseUnless(!keys.includes(ctx.actor.key ?? -1n) || input.same, 'authority.held_pair', {}, 'personId')
  await insertSamePerson(ctx, { person: keys[0], other: keys[1], same: input.same, reason: input.reason })
  ctx.about(input.personId, input.otherId)
  ctx.note({ same: input.same })
  return { same: input.same }
}
