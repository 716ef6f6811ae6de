import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { countByState } from '../store/listing.ts'

/** How many applications stand in each state, in the reader's scope or only the reader's own. */
export async function countApplications(
  ctx: Context,
  { mine }: Input<typeof api.countApplications>,
): Promise<Output<typeof api.countApplications>> {
  return countByState(ctx, mine ? ctx.actor.key : null)
}
