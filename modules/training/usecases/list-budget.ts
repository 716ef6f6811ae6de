import { type Day, instantAt } from '#lib/day'
import { toId } from '#lib/id'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups } from '#team'
import type { api } from '../api.ts'
import { budgets } from '../store/report.ts'

/** Planned and spent by group in a year; what is planned and not yet held counts as committed. */
export async function listBudget(
  ctx: Context,
  input: Input<typeof api.listBudget>,
): Promise<Output<typeof api.listBudget>> {
  const { year } = input
  const from = instantAt(`${year}-01-01` as Day, '00:00')
  const to = instantAt(`${year + 1}-01-01` as Day, '00:00')
  const groups = new Map((await boardGroups(ctx.sql, ctx.today)).map(group => [group.key, group]))
  return (await budgets(ctx.sql, year, from, to)).map(({ groupKey, budget, committed, spent, sessions }) => {
    const group = groupKey === null ? undefined : groups.get(groupKey)
    return {
      groupId: groupKey === null ? null : toId('group', groupKey),
      groupName: group?.name ?? null,
      branchName: group?.branchName ?? null,
      budget: budget as Money | null,
      committed: committed as Money,
      spent: spent as Money,
      left: budget === null ? null : ((budget - committed - spent) as Money),
      sessions,
    }
  })
}
