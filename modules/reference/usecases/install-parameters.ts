import { addDays } from '#lib/day'
import type { Context } from '#platform/context'
import { firstValues } from '../first-values.ts'
import { firstLoanPrimeRates, firstMarketFigures } from '../series.ts'
import { insertFirstValues, insertSeries, knownCodes, knownSeries } from '../store.ts'
import { isWorkday } from '../working-time.ts'
import { publishedDays } from './calendar-of.ts'

/**
 * Gives an installation the first value of every parameter and the first figures of every market series it does not know
 * yet; what it knows is its own people's.
 */
export async function installParameters(ctx: Context): Promise<void> {
  const codes = await knownCodes(ctx.sql)
  const missing = firstValues.filter(value => !codes.has(value.code))
  await insertFirstValues(ctx.sql, missing, ctx.now)
  const series = await knownSeries(ctx.sql)
  const calendar = { ...publishedDays(), hours: [] }
  const figures = [
    ...firstLoanPrimeRates(twentieth => {
      let day = twentieth
      while (!isWorkday(day, calendar)) day = addDays(day, 1)
      return day
    }),
    ...firstMarketFigures,
  ].filter(point => !series.has(point.code))
  if (figures.length > 0) await insertSeries(ctx.sql, figures, null, ctx.now)
}
