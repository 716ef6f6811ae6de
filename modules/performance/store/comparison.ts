import { vehiclePrices } from '#origination'
import { sql } from '#platform/database'
import { loanFigureRows } from '#servicing'
import type { MixCell } from '../comparison.ts'
import type { Metric } from '../metric.ts'
import type { Period } from '../period.ts'
import { type Ask, countedOf, lookedAt, rowsLookedAt } from './measure.ts'

/** Who is compared: the people of a metric's rows, or the dealers whose loans they are. */
export type ComparedBy = 'people' | 'dealers'

/**
 * The files behind a share by number, by who is compared and of what kind they were: product, term, share of the price lent (in bands of ten
 * points) and whether the car was new. A kind goes bad at the whole book's rate of that kind.
 */
export async function mixCells(asked: Ask, metric: Metric, period: Period, by: ComparedBy): Promise<MixCell[]> {
  const whom = by === 'people' ? sql`r.person_id` : sql`k.dealer`
  return rowsLookedAt(
    asked,
    metric,
    sql<MixCell>`SELECT x.subject::text AS subject, x.stratum, count(*)::int AS files, count(*) FILTER (WHERE x.bad)::int AS bad
      FROM (SELECT ${whom} AS subject, coalesce(${countedOf(metric)}, false) AS bad,
                   k.product || '/' || ceil(k.periods / 12.0)::text || '/' || CASE WHEN v.price > 0 THEN least(ceil(k.amount * 10.0 / v.price), 10)::text ELSE '?' END || '/' || coalesce(k.condition, '?') AS stratum
              FROM ${lookedAt(asked, [metric], [period], {})} JOIN (${loanFigureRows.kinds()}) k ON k.key = r.key
              LEFT JOIN (${vehiclePrices()}) v ON v.application_id = k.application_id) x
     WHERE x.subject IS NOT NULL GROUP BY 1, 2`,
  )
}
