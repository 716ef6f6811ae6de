import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { ruleSetSummary } from '../view.ts'

/** Every version of the rule set, newest first. */
export async function listRuleSets(ctx: Context): Promise<Output<typeof api.listRuleSets>> {
  const inForce = await store.ruleSetOn(ctx.sql, ctx.today)
  return (await store.listRuleSets(ctx.sql)).map(row => ruleSetSummary(row, inForce?.key ?? null))
}
