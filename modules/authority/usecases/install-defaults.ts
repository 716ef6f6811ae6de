import { must } from '#lib/assert'
import { parseYuan } from '#lib/money'
import type { Context } from '#platform/context'
import { defaultLimits, defaultRoles } from '../default-roles.ts'
import { insertDefaults } from '../store.ts'

/** Gives a new installation its first roles and limits; an installation that has roles keeps its own. */
export async function installDefaults(ctx: Context): Promise<void> {
  const limits = defaultLimits.map(line => ({
    ...line,
    maxExposure: must(parseYuan(line.maxExposure), 'a limit is an amount'),
  }))
  await insertDefaults(ctx.sql, defaultRoles, limits, '2018-01-01' as typeof ctx.today)
}
