import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { dutiesOf } from './duties-of.ts'
import { dutyLines } from './duty-lines.ts'
import { personWithin } from './people-within.ts'

/** What one person has to learn. @throws Refusal training.person_not_found, authority.out_of_scope */
export async function listDuties(
  ctx: Context,
  input: Input<typeof api.listDuties>,
): Promise<Output<typeof api.listDuties>> {
  const person = await personWithin(ctx, 'training.report.read', input.personId)
  const learning = (await dutiesOf(ctx, [person])).get(person.key)
  return dutyLines(ctx, person.key, learning?.open ?? [])
}
