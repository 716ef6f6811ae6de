import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import * as store from '../store/contest.ts'

/** Whom to tell of a contest: who rules on it while it is open, then who made it and who passed by it. */
export async function contestNews(ctx: Context, contestId: Id<'contest'>) {
  const row = await store.contestByKey(ctx.sql, toKey(contestId))
  return row && { row, passed: await store.passedBy(ctx.sql, row.key) }
}
