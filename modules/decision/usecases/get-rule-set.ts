import { type Id, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { ruleSetView } from '../view.ts'

/** One rule set with its rules. @throws Refusal decision.rule_set_not_found */
export async function getRuleSet(
  ctx: Context,
  { id }: Input<typeof api.getRuleSet>,
): Promise<Output<typeof api.getRuleSet>> {
  return viewOf(ctx, id)
}

/** The rule set as the reader sees it, with what the reader may do. @throws Refusal decision.rule_set_not_found */
export async function viewOf(ctx: Context, id: Id<'ruleset'>): Promise<Output<typeof api.getRuleSet>> {
  const row = await store.ruleSetByKey(ctx.sql, toKey(id))
  refuseUnless(row, 'decision.rule_set_not_found')
  const inForce = await store.ruleSetOn(ctx.sql, ctx.today)
  const may = (permission: string) => ctx.rights.verdict(permission).allow
  const writes = row.state === 'draft' && may('decision.rule-set.write')
  const publishes =
    row.state === 'draft' &&
    may('decision.rule-set.publish') &&
    (ctx.actor.key === null || !row.editorKeys.includes(ctx.actor.key))
  return ruleSetView(
    row,
    inForce?.key ?? null,
    [...(writes ? (['edit', 'discard'] as const) : []), ...(publishes ? (['publish'] as const) : [])],
    ctx.language,
  )
}
