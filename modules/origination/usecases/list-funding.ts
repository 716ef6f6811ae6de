import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { fundingView } from '../funding-view.ts'
import * as store from '../store/funding.ts'
import { readerOf } from './reader.ts'

/** Requests for money, most urgent first, with their sum. */
export async function listFunding(
  ctx: Context,
  { state }: Input<typeof api.listFunding>,
): Promise<Output<typeof api.listFunding>> {
  const { rows, total, amount } = await store.listFunding(ctx, state, 200)
  const reader = await readerOf(ctx)
  return { rows: (await answered.withNames(ctx, rows)).map(row => fundingView(row, reader)), total, amount }
}
