import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import { firstRules } from '../first-rules.ts'
import { insertFirstRules } from '../store/rule.ts'

/** Gives an installation the first version of every rule it has never known; what it knows is its own people's. */
export async function installDefaults(ctx: Context): Promise<void> {
  const fromDay = '2018-01-01' as Day
  const first = firstRules().map(rule => ({ ...rule, fromDay, toDay: null, reason: 'installation' }))
  await insertFirstRules(ctx.sql, first, ctx.now)
}
