import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/contest.ts'
import { contestViews } from './contest-views.ts'

/** A page of contests with their rulings. */
export async function listContests(
  ctx: Context,
  input: Input<typeof api.listContests>,
): Promise<Output<typeof api.listContests>> {
  const page = await store.listContests(ctx.sql, input)
  return { rows: await contestViews(ctx, page.rows), next: page.next, total: page.total }
}
