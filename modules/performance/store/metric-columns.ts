import type { RawBuilder } from 'kysely'
import { sql } from '#platform/database'
import type { Metric } from '../metric.ts'

/** What a metric takes of each of its rows `r`: how much, how much of it for the numerator, whether it looks at the row, and whether it counts it. */
export const measureOf = (metric: Metric) => (metric.measure ? sql`r.${sql.ref(metric.measure)}` : sql`1`)
export const partOf = (metric: Metric) =>
  metric.partMeasure ? sql`r.${sql.ref(metric.partMeasure)}` : measureOf(metric)
export const amongOf = (metric: Metric) => (metric.among ? sql`r.${sql.ref(metric.among)}` : sql`true`)
export const countedOf = (metric: Metric) => (metric.counted ? sql`r.${sql.ref(metric.counted)}` : sql`true`)

/** Which quantile a metric tells; null: none. */
export const quantileOf = (metric: Metric): number | null =>
  metric.how === 'median' ? 0.5 : metric.how === 'p90' ? 0.9 : null

/**
 * The rows at each score, for metrics that compare scores: the aggregates of the rows `r` at hand are taken apart again, so that it stands wherever a total
 * can. Rows are named by their score and whether they are counted.
 */
export const scoresOf = (score: RawBuilder<unknown>, counted: RawBuilder<unknown>, filter: RawBuilder<unknown>) =>
  sql`(SELECT json_agg(json_build_array(h.score, h.others, h.counted) ORDER BY h.score) FROM (
      SELECT u.score, count(*) FILTER (WHERE NOT u.counted) AS others, count(*) FILTER (WHERE u.counted) AS counted
        FROM unnest(array_agg(${score}) ${filter}, array_agg(coalesce(${counted}, false)) ${filter}) AS u (score, counted) GROUP BY 1) h)`

/** What adds up over people is grouped once and then added; numbers of different things and quantiles are not. */
export const isPlain = (metric: Metric): boolean =>
  metric.how === 'count' || metric.how === 'sum' || metric.how === 'share'
