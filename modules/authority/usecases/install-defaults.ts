import type { Day } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { firstRules } from '../first-rules.ts'
import { additions } from '../new-rights.ts'
import { versionsOn } from '../rule-book.ts'
import { insertFirstRules, insertVersion, listVersions, lockRules } from '../store/rule.ts'

/** Under which words a proposal of the program stands among those of people. */
export const byProgram = { name: 'chedai', reason: '程序升级带来的新权限 · new rights of a newer program' }

/**
 * Gives an installation the first version of every rule it has never known. What it knows is its own people's: permissions and roles
 * that a newer program would add to it are proposed, and count once somebody has approved them.
 */
export async function installDefaults(ctx: Context): Promise<void> {
  const fromDay = '2018-01-01' as Day
  const first = firstRules()
  await lockRules(ctx.sql)
  await insertFirstRules(
    ctx.sql,
    first.map(rule => ({ ...rule, fromDay, toDay: null, reason: 'installation' })),
    ctx.now,
  )
  const versions = await listVersions(ctx.sql, {})
  const proposer = { ...ctx, actor: { ...ctx.actor, name: byProgram.name } }
  for (const { kind, code, content, added } of additions(first, versions, versionsOn(versions, ctx.today))) {
    const key = await insertVersion(proposer, {
      kind,
      code,
      content,
      fromDay: ctx.today,
      toDay: null,
      reason: byProgram.reason,
      source: added.join(' '),
    })
    await ctx.emit('authority.rule-proposed', { ruleId: toId('rule', key), kind })
  }
}
