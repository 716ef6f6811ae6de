import type { RawBuilder } from 'kysely'
import type { Day } from '#lib/day'
import { applicationRows, reviewRows } from '#origination'
import type { Context } from '#platform/context'
import { rows, sql } from '#platform/database'
import { loanRows } from '#servicing'
import type { Tally } from './figure.ts'
import type { Metric } from './metric.ts'
import type { Period } from './period.ts'

/** Limits a figure to one person or one group; neither: everything in the reader's scope. */
export type Subject = { personKey?: bigint | undefined; groupKey?: bigint | undefined }

const sources = { applications: applicationRows, reviews: reviewRows, loans: loanRows }
const prefixes = { applications: 'application', reviews: 'application', loans: 'loan' } as const

/** The rows a metric looks at, within the reader's scope: both the figure and the drawer are read off this. */
function lookedAt(ctx: Context, metric: Metric, period: Period, subject: Subject): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (metric.day) conditions.push(sql`r.${sql.ref(metric.day)} BETWEEN ${period.from}::date AND ${period.to}::date`)
  if (metric.among) conditions.push(sql`r.${sql.ref(metric.among)}`)
  if (subject.personKey !== undefined) conditions.push(sql`r.person_id = ${subject.personKey}`)
  if (subject.groupKey !== undefined) conditions.push(sql`r.group_id = ${subject.groupKey}`)
  return sql`(SELECT r.* FROM (${sources[metric.source](ctx, 'performance.metric.read')}) r WHERE ${sql.join(conditions, sql` AND `)}) r`
}

const measureOf = (metric: Metric) => (metric.measure ? sql`r.${sql.ref(metric.measure)}::numeric` : sql`1::numeric`)
const countedOf = (metric: Metric) => (metric.counted ? sql`r.${sql.ref(metric.counted)}` : sql`true`)

const tallyColumns = (metric: Metric) => sql`count(*)::int AS rows, trunc(sum(${measureOf(metric)}))::text AS total,
  trunc(sum(${measureOf(metric)}) FILTER (WHERE ${countedOf(metric)}))::text AS part,
  ${metric.how === 'median' ? sql`(percentile_cont(0.5) WITHIN GROUP (ORDER BY ${measureOf(metric)}::float8))::text` : sql`NULL::text`} AS median`

/** One metric for every person, every group and in all, in one pass. */
export async function tallies(ctx: Context, metric: Metric, period: Period) {
  return rows<Tally & { personKey: bigint | null; groupKey: bigint | null; level: number }>(
    sql`SELECT r.person_id AS "personKey", r.group_id AS "groupKey", grouping(r.person_id, r.group_id) AS level, ${tallyColumns(metric)}
          FROM ${lookedAt(ctx, metric, period, {})} GROUP BY GROUPING SETS ((r.person_id), (r.group_id), ())`,
    ctx.sql,
  )
}

/** One metric for one subject. */
export async function tally(ctx: Context, metric: Metric, period: Period, subject: Subject): Promise<Tally> {
  const [row] = await rows<Tally>(
    sql`SELECT ${tallyColumns(metric)} FROM ${lookedAt(ctx, metric, period, subject)}`,
    ctx.sql,
  )
  return row!
}

/** The rows behind a figure, newest first, the first thousand. */
export async function figureRows(ctx: Context, metric: Metric, period: Period, subject: Subject) {
  const day = metric.day ? sql`r.${sql.ref(metric.day)}` : sql`NULL::date`
  const found = await rows<{
    key: bigint
    number: string
    personKey: bigint | null
    day: Day | null
    measure: string | null
    counted: boolean
  }>(
    sql`SELECT r.key, r.number, r.person_id AS "personKey", ${day} AS day,
               ${metric.measure ? sql`r.${sql.ref(metric.measure)}::text` : sql`NULL::text`} AS measure, coalesce(${countedOf(metric)}, false) AS counted
          FROM ${lookedAt(ctx, metric, period, subject)} ORDER BY ${day} DESC NULLS LAST, r.key DESC LIMIT 1000`,
    ctx.sql,
  )
  return found.map(row => ({ ...row, prefix: prefixes[metric.source] }))
}
