import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as leaves from '../store/leave.ts'

/** The newest leave in the reader's scope. */
export async function listLeave(
  ctx: Context,
  input: Input<typeof api.listLeave>,
): Promise<Output<typeof api.listLeave>> {
  const found = await leaves.listLeave(ctx, input.personId)
  return found.map(row => ({
    id: toId('leave', row.key),
    personId: toId('person', row.personKey),
    personName: row.personName,
    kind: row.kind,
    fromDay: row.fromDay,
    toDay: row.toDay,
    standInId: row.standInKey === null ? null : toId('person', row.standInKey),
    standInName: row.standInName,
    reason: row.reason,
    cancelled: row.cancelled,
  }))
}
