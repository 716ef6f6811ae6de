import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as groups from '../store/group.ts'

/** The organisation: every branch and group with head counts. Structure is open to everyone; the people in it are scoped. */
export async function listGroups(ctx: Context): Promise<Output<typeof api.listGroups>> {
  const [found, branches] = [await groups.listGroups(ctx.sql, ctx.today), await groups.listBranches(ctx.sql)]
  return {
    groups: found.map(row => ({
      id: toId('group', row.key),
      name: row.name,
      function: row.function,
      parentId: row.parentKey === null ? null : toId('group', row.parentKey),
      branchId: toId('branch', row.branchKey),
      branchName: row.branchName,
      leaderId: row.leaderKey === null ? null : toId('person', row.leaderKey),
      leaderName: row.leaderName,
      fromDay: row.fromDay,
      toDay: row.toDay,
      people: row.people,
      version: row.version,
    })),
    branches: branches.map(row => ({ id: toId('branch', row.key), name: row.name, city: row.city })),
  }
}
