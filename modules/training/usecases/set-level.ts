import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { insertLevel } from '../store/learning.ts'
import { personWithin } from './people-within.ts'

/** Sets how far a person is in the post; never one’s own. @throws Refusal training.person_not_found, training.own_level, authority.out_of_scope */
export async function setLevel(ctx: Context, input: Input<typeof api.setLevel>): Promise<Output<typeof api.setLevel>> {
  const person = await personWithin(ctx, 'training.duty.write', input.personId)
  refuseUnless(person.key !== ctx.actor.key, 'training.own_level', {}, 'personId')
  await insertLevel(ctx.sql, {
    personKey: person.key,
    level: input.level,
    reason: input.reason,
    by: ctx.actor.key,
    at: ctx.now,
  })
  ctx.about(input.personId)
  ctx.note({ level: input.level })
  return { level: input.level }
}
