import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'

/** Every role, what it permits and how far, and the posts that bring it. */
export async function listRoles(ctx: Context): Promise<Output<typeof api.listRoles>> {
  return store.listRoles(ctx.sql)
}
