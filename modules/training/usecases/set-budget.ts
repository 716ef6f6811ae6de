import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups } from '#team'
import type { api } from '../api.ts'
import { insertBudget } from '../store/report.ts'

/** Sets what a group may spend in a year. @throws Refusal training.group_not_found */
export async function setBudget(
  ctx: Context,
  input: Input<typeof api.setBudget>,
): Promise<Output<typeof api.setBudget>> {
  const groupKey = input.groupId === null ? null : toKey(input.groupId)
  const known = groupKey === null || (await boardGroups(ctx.sql, ctx.today)).some(group => group.key === groupKey)
  refuseUnless(known, 'training.group_not_found', {}, 'groupId')
  const { year, amount, reason } = input
  await insertBudget(ctx.sql, { groupKey, year, amount, reason, by: ctx.actor.key, at: ctx.now })
  ctx.note({ year })
  return { year }
}
