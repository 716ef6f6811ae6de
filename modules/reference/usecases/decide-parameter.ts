import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'

/**
 * Approves or rejects a proposal: a second person, and before the day it takes effect.
 * @throws Refusal reference.parameter_not_found, reference.decided_conflict, reference.own_proposal, reference.from_day
 */
export async function decideParameter(
  ctx: Context,
  input: Input<typeof api.decideParameter>,
): Promise<Output<typeof api.decideParameter>> {
  const row = await store.parameterForUpdate(ctx.sql, toKey(input.id))
  refuseUnless(row, 'reference.parameter_not_found')
  refuseUnless(row.approved === null, 'reference.decided_conflict')
  refuseUnless(row.proposedBy !== ctx.actor.key, 'reference.own_proposal')
  refuseUnless(!input.approved || row.fromDay > ctx.today, 'reference.from_day', { today: ctx.today })
  await store.insertDecision(ctx.sql, {
    key: row.key,
    approved: input.approved,
    decidedBy: ctx.actor.key,
    reason: input.reason,
    now: ctx.now,
  })
  ctx.about(input.id)
  ctx.note({ code: row.code, approved: input.approved })
  if (input.approved)
    await ctx.emit('reference.parameter-approved', { parameterId: input.id, code: row.code, fromDay: row.fromDay })
  return { id: input.id }
}
