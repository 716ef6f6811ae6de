import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'

/** A market series, oldest first. */
export async function listSeries(
  ctx: Context,
  input: Input<typeof api.listSeries>,
): Promise<Output<typeof api.listSeries>> {
  return store.listSeries(ctx.sql, input.code)
}
