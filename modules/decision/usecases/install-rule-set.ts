import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import { defaultRules } from '../default-rules.ts'
import * as store from '../store.ts'

/** Gives a new installation its first rule set, in force from the beginning; one that has rule sets keeps its own. */
export async function installRuleSet(ctx: Context): Promise<void> {
  if ((await store.listRuleSets(ctx.sql)).length > 0) return
  const key = await store.insertDraft(ctx, { note: '系统初始规则 installation default', rules: defaultRules })
  await store.publishDraft(ctx, key, '2018-01-01' as Day)
}
