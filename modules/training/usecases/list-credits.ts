import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { creditsOf } from '../store/learning.ts'
import { personWithin } from './people-within.ts'

/** What a person’s hours are made of. @throws Refusal training.person_not_found, authority.out_of_scope */
export async function listCredits(
  ctx: Context,
  input: Input<typeof api.listCredits>,
): Promise<Output<typeof api.listCredits>> {
  const person = await personWithin(ctx, 'training.report.read', input.personId)
  return creditsOf(ctx.sql, person.key, input.year)
}
