import { addDays, type Day } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { stateOn } from '../parameter.ts'
import * as store from '../store.ts'

/** Every parameter with its versions: which is in force on the day asked for, which wait for a second person or for their day. */
export async function listParameters(
  ctx: Context,
  input: Input<typeof api.listParameters>,
): Promise<Output<typeof api.listParameters>> {
  const on = input.on ?? ctx.today
  const found = await store.listParameters(ctx.sql, input.code)
  const names = await personNames(
    ctx.sql,
    found.flatMap(row => [row.proposedBy, row.decidedBy].filter(key => key !== null)),
  )
  const nameOf = (key: bigint | null) => (key === null ? null : (names.get(key) ?? null))
  // Rows come newest first within a code: the approved version met before ends the one met now.
  const begun = new Set<string>()
  const next = new Map<string, Day>()
  return found.map(row => {
    const state = stateOn(row, on, begun.has(row.code))
    const follower = row.approved ? next.get(row.code) : undefined
    if (state === 'in-force') begun.add(row.code)
    if (row.approved) next.set(row.code, row.fromDay)
    return {
      id: toId('parameter', row.key),
      code: row.code,
      value: row.value,
      fromDay: row.fromDay,
      toDay: follower ? addDays(follower, -1) : null,
      source: row.source,
      mark: row.mark,
      reason: row.reason,
      state,
      proposedBy: nameOf(row.proposedBy),
      proposedAt: row.proposedAt,
      decidedBy: nameOf(row.decidedBy),
      decidedAt: row.decidedAt,
      decisionReason: row.decisionReason,
      mine: row.proposedBy !== null && row.proposedBy === ctx.actor.key,
    }
  })
}

/** One parameter with every version, as of today. */
export async function getParameter(
  ctx: Context,
  { code }: Input<typeof api.getParameter>,
): Promise<Output<typeof api.getParameter>> {
  return { code, versions: await listParameters(ctx, { code }) }
}
