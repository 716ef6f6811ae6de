import type { Context } from '#platform/context'
import { firstSeries, firstValues } from '../parameter.ts'
import { hasParameters, insertFirstValues, insertSeries } from '../store.ts'

/** Gives a new installation its first parameters and market series; one that has parameters keeps its own. */
export async function installParameters(ctx: Context): Promise<void> {
  if (!(await hasParameters(ctx.sql))) await insertFirstValues(ctx.sql, firstValues, ctx.now)
  await insertSeries(ctx.sql, firstSeries)
}
