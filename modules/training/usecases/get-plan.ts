import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { personWithin } from './people-within.ts'
import { planView } from './plan-view.ts'

/** A person’s plan of a year. @throws Refusal training.person_not_found, authority.out_of_scope */
export async function getPlan(ctx: Context, input: Input<typeof api.getPlan>): Promise<Output<typeof api.getPlan>> {
  return planView(ctx, await personWithin(ctx, 'training.plan.read', input.personId), input.year)
}
