import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'

/** The organisation: every branch and group with head counts. Structure is open to everyone; the people in it are scoped. */
export async function listGroups(ctx: Context): Promise<Output<typeof api.listGroups>> {
  const [groups, branches] = [await store.listGroups(ctx.sql, ctx.today), await store.listBranches(ctx.sql)]
  return {
    groups: groups.map(row => ({
      id: toId('group', row.key),
      name: row.name,
      function: row.function,
      parentId: row.parentKey === null ? null : toId('group', row.parentKey),
      branchId: toId('branch', row.branchKey),
      branchName: row.branchName,
      people: row.people,
      version: row.version,
    })),
    branches: branches.map(row => ({ id: toId('branch', row.key), name: row.name, city: row.city })),
  }
}
