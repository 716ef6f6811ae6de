import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'

/** The chart of accounts. */
export async function listAccounts(ctx: Context): Promise<Output<typeof api.listAccounts>> {
  return store.listAccounts(ctx.sql)
}
