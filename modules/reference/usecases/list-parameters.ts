import type { Day } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store.ts'

/** Every parameter with its versions: which is in force today, which wait for a second person or for their day. */
export async function listParameters(
  ctx: Context,
  input: Input<typeof api.listParameters>,
): Promise<Output<typeof api.listParameters>> {
  const found = await store.listParameters(ctx.sql, input.code)
  const names = await personNames(
    ctx.sql,
    found.flatMap(row => [row.proposedBy, row.decidedBy].filter(key => key !== null)),
  )
  const inForce = new Set<string>()
  return found.map(row => {
    const state = stateOf(row, ctx.today, inForce.has(row.code))
    if (state === 'in-force') inForce.add(row.code)
    return {
      id: toId('parameter', row.key),
      code: row.code,
      value: row.value,
      fromDay: row.fromDay,
      source: row.source,
      mark: row.mark,
      reason: row.reason,
      state,
      proposedBy: row.proposedBy === null ? null : (names.get(row.proposedBy) ?? null),
      decidedBy: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? null),
      proposedAt: row.proposedAt,
    }
  })
}

/** Rows come newest first, so the first approved one that has begun is in force and the ones behind it are past. */
function stateOf(row: store.ParameterRow, today: Day, superseded: boolean) {
  if (row.approved === null) return 'proposed'
  if (!row.approved) return 'rejected'
  if (row.fromDay > today) return 'waiting'
  return superseded ? 'past' : 'in-force'
}
