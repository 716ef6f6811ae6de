import type { Rate } from '#lib/rate'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { stageTimes } from '../store/listing.ts'
import { share } from '../vehicle.ts'

/** How long each stage took, in working minutes, for the applications in the reader's scope. */
export async function listStageTimes(
  ctx: Context,
  input: Input<typeof api.listStageTimes>,
): Promise<Output<typeof api.listStageTimes>> {
  return (await stageTimes(ctx, input)).map(row => ({
    state: row.state,
    count: row.count,
    median: Number(row.median),
    p90: Number(row.p90),
    withinTime: share(BigInt(row.within), BigInt(row.timed), 'down') as Rate | null,
  }))
}
