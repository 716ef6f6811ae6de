import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { reviewQueue } from '../store/listing.ts'
import { summaryView } from '../view.ts'
import { readerOf } from './reader.ts'

/** What waits for this reader's desk, most urgent first: the time left on its clock decides. */
export async function listReviewQueue(ctx: Context): Promise<Output<typeof api.listReviewQueue>> {
  const reader = await readerOf(ctx)
  const rows = (await answered.withNames(ctx, await reviewQueue(ctx, 200))).map(row => summaryView(row, reader))
  return { rows, overdue: rows.filter(row => (row.minutesLeft ?? 0) < 0).length }
}
