import type { RawBuilder } from 'kysely'
import { addDays, type Day, type Instant } from '#lib/day'
import { applicationRows, heldRows, lateFundingRows, lateReviewRows, leadRows, reviewRows } from '#origination'
import type { Context } from '#platform/context'
import { rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import { writeJson } from '#platform/write-path'
import { loanFigureRows } from '#servicing'
import type { AlertCode } from './alert.ts'
import type { Tally } from './figure.ts'
import type { Metric, MetricCode } from './metric.ts'
import type { Period } from './period.ts'

/** Limits a figure to one person, or to a group and those below it; neither: everything in the reader's scope. */
export type Subject = { personKey?: bigint | undefined; groupKeys?: bigint[] | undefined }

const permission = 'performance.metric.read'
const sources = {
  leads: leadRows,
  applications: applicationRows,
  held: heldRows,
  reviews: reviewRows,
  ...loanFigureRows,
}
const prefixes = {
  leads: 'lead',
  applications: 'application',
  held: 'application',
  reviews: 'application',
  loans: 'loan',
  dues: 'loan',
  receipts: 'loan',
} as const

/** The rows a metric looks at, within the reader's scope: both the figure and the drawer are read off this. */
function lookedAt(ctx: Context, metric: Metric, period: Period, subject: Subject): RawBuilder<unknown> {
  const conditions = [sql`true`]
  // The period is moved, not the column, so that the column's index finds the rows.
  const later = -(metric.daysLater ?? 0)
  if (metric.day)
    conditions.push(
      sql`r.${sql.ref(metric.day)} BETWEEN ${addDays(period.from, later)}::date AND ${addDays(period.to, later)}::date`,
    )
  if (metric.among) conditions.push(sql`r.${sql.ref(metric.among)}`)
  if (subject.personKey !== undefined) conditions.push(sql`r.person_id = ${subject.personKey}`)
  if (subject.groupKeys !== undefined) conditions.push(sql`r.group_id = ANY(${subject.groupKeys}::bigint[])`)
  return sql`(SELECT r.* FROM (${sources[metric.source](ctx, permission)}) r WHERE ${sql.join(conditions, sql` AND `)}) r`
}

/**
 * Decisions and held cases are their reviewer's, and so within another reach than the applications they name: these are read past
 * the wall. The wall stays before every other source.
 */
const rowsLookedAt = <Row>(ctx: Context, metric: Metric, query: RawBuilder<Row>): Promise<Row[]> =>
  pastWall(
    ctx.sql,
    () => rows(query, ctx.sql),
    metric.source === 'reviews' || metric.source === 'held' ? ['origination.application'] : [],
  )

const measureOf = (metric: Metric) => (metric.measure ? sql`r.${sql.ref(metric.measure)}::numeric` : sql`1::numeric`)
const countedOf = (metric: Metric) => (metric.counted ? sql`r.${sql.ref(metric.counted)}` : sql`true`)

const tallyParts = (metric: Metric) => ({
  total: sql`trunc(sum(${measureOf(metric)}))::text`,
  part: sql`trunc(sum(${measureOf(metric)}) FILTER (WHERE ${countedOf(metric)}))::text`,
  median:
    metric.how === 'median'
      ? sql`(percentile_cont(0.5) WITHIN GROUP (ORDER BY ${measureOf(metric)}::float8))::text`
      : sql`NULL::text`,
})
const tallyColumns = (metric: Metric) => {
  const { total, part, median } = tallyParts(metric)
  return sql`count(*)::int AS rows, ${total} AS total, ${part} AS part, ${median} AS median`
}

/** One metric for every person and in all (no person), in one pass. */
export async function tallies(ctx: Context, metric: Metric, period: Period) {
  return rowsLookedAt(
    ctx,
    metric,
    sql<
      Tally & { personKey: bigint | null; isAll: boolean }
    >`SELECT r.person_id AS "personKey", grouping(r.person_id) = 1 AS "isAll", ${tallyColumns(metric)}
          FROM ${lookedAt(ctx, metric, period, {})} GROUP BY GROUPING SETS ((r.person_id), ())`,
  )
}

/** One metric for every group, what lies in its sub-groups included. `tree`: each group with one member of its family. */
export async function groupTallies(
  ctx: Context,
  metric: Metric,
  period: Period,
  tree: readonly { groupKey: bigint; memberKey: bigint }[],
) {
  const groups = tree.map(link => link.groupKey)
  const members = tree.map(link => link.memberKey)
  return rowsLookedAt(
    ctx,
    metric,
    sql<Tally & { groupKey: bigint }>`SELECT t.group_id AS "groupKey", ${tallyColumns(metric)}
          FROM ${lookedAt(ctx, metric, period, {})}
          JOIN unnest(${groups}::bigint[], ${members}::bigint[]) AS t (group_id, member_id) ON t.member_id = r.group_id
         GROUP BY t.group_id`,
  )
}

/** One metric for one subject. */
export async function tally(ctx: Context, metric: Metric, period: Period, subject: Subject): Promise<Tally> {
  const [row] = await rowsLookedAt(
    ctx,
    metric,
    sql<Tally>`SELECT ${tallyColumns(metric)} FROM ${lookedAt(ctx, metric, period, subject)}`,
  )
  return row!
}

/** Several metrics in all; those that look at the same rows share one pass over them. */
export async function talliesInAll(ctx: Context, metrics: readonly Metric[], period: Period) {
  const found = new Map<MetricCode, Tally>()
  const alike = Map.groupBy(metrics, metric => [metric.source, metric.day, metric.daysLater, metric.among].join())
  for (const group of alike.values()) {
    const columns = group.map(metric => {
      const { total, part, median } = tallyParts(metric)
      return sql`jsonb_build_object('rows', count(*)::int, 'total', ${total}, 'part', ${part}, 'median', ${median}) AS ${sql.ref(metric.code)}`
    })
    const [row] = await rowsLookedAt(
      ctx,
      group[0]!,
      sql<Record<string, Tally>>`SELECT ${sql.join(columns)} FROM ${lookedAt(ctx, group[0]!, period, {})}`,
    )
    for (const { code } of group) found.set(code, row![code]!)
  }
  return found
}

/** The rows behind a figure, newest first, the first thousand. */
export async function figureRows(ctx: Context, metric: Metric, period: Period, subject: Subject) {
  const day = metric.day ? sql`r.${sql.ref(metric.day)}` : sql`NULL::date`
  const found = await rowsLookedAt(
    ctx,
    metric,
    sql<{
      key: bigint
      number: string
      personKey: bigint | null
      day: Day | null
      measure: string | null
      counted: boolean
    }>`SELECT r.key, r.number, r.person_id AS "personKey", ${day} AS day,
               ${metric.measure ? sql`r.${sql.ref(metric.measure)}::text` : sql`NULL::text`} AS measure, coalesce(${countedOf(metric)}, false) AS counted
          FROM ${lookedAt(ctx, metric, period, subject)} ORDER BY ${day} DESC NULLS LAST, r.key DESC LIMIT 1000`,
  )
  return found.map(row => ({ ...row, prefix: prefixes[metric.source] }))
}

/** What a metric came to in each hour (0–23, business time) of each of these days; hours without rows are left out. */
export async function hourly(ctx: Context, metric: Metric, days: readonly Day[]) {
  const { day, moment } = metric
  if (!day || !moment) return []
  const period = { from: days.reduce((a, b) => (a < b ? a : b)), to: days.reduce((a, b) => (a > b ? a : b)) }
  return rowsLookedAt(
    ctx,
    metric,
    sql<{
      day: Day
      hour: number
      total: string
    }>`SELECT r.${sql.ref(day)} AS day, extract(hour FROM r.${sql.ref(moment)} AT TIME ZONE 'Asia/Shanghai')::int AS hour, trunc(sum(${measureOf(metric)}))::text AS total
          FROM ${lookedAt(ctx, metric, period, {})} WHERE r.${sql.ref(day)} = ANY(${[...days]}::date[]) GROUP BY 1, 2`,
  )
}

/** Which of these days were business days of this house. */
export async function businessDaysAmong(database: Sql, days: readonly Day[]): Promise<Day[]> {
  const found = await rows<{ day: Day }>(
    sql`SELECT day FROM platform.business_day WHERE day = ANY(${[...days]}::date[])`,
    database,
  )
  return found.map(row => row.day)
}

const alertSources = {
  'set-aside': loanFigureRows.setAside,
  'late-reviews': lateReviewRows,
  'late-funding': lateFundingRows,
}
const alertPrefixes = { 'set-aside': 'loan', 'late-reviews': 'application', 'late-funding': 'application' } as const

/** How many records an alert is about within the reader's scope, and since when the oldest waits. */
export async function alertCount(ctx: Context, code: AlertCode): Promise<{ count: number; oldest: Instant | null }> {
  const [row] = await rows<{ count: number; oldest: Instant | null }>(
    sql`SELECT count(*)::int AS count, min(r.since) AS oldest FROM (${alertSources[code](ctx, permission)}) r`,
    ctx.sql,
  )
  return row!
}

/** The records of an alert, the longest waiting first, the first thousand. */
export async function alertRows(ctx: Context, code: AlertCode) {
  const found = await rows<{
    key: bigint
    number: string
    personKey: bigint | null
    since: Instant
    day: Day | null
    reason: string | null
  }>(
    sql`SELECT r.key, r.number, r.person_id AS "personKey", r.since, r.due_day AS day, r.reason
          FROM (${alertSources[code](ctx, permission)}) r ORDER BY r.since, r.key LIMIT 1000`,
    ctx.sql,
  )
  return found.map(row => ({ ...row, prefix: alertPrefixes[code] }))
}

/**
 * What a reader's figures depend on besides the moment: the predicate of their scope itself. Readers with the same key see
 * the same rows, whoever they are.
 */
export function scopeKey(ctx: Context): string {
  const place = { owner: 'r.owner_id', group: 'r.group_id', branch: 'r.branch_id' }
  const { sql: text, parameters } = ctx.rights.where(permission, place).compile(ctx.sql)
  return writeJson([text, parameters, ctx.rights.verdict('servicing.day.read').allow])
}
