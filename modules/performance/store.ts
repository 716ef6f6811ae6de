import type { Day, Instant } from '#lib/day'
import { lateFundingRows, lateReviewRows } from '#origination'
import type { Context } from '#platform/context'
import { rows, type Sql, sql } from '#platform/database'
import { writeJson } from '#platform/write-path'
import { loanFigureRows } from '#servicing'
import type { AlertCode } from './alert.ts'
import type { Metric } from './metric.ts'
import { ask, lookedAt, measureOf, rowsLookedAt } from './store/measure.ts'

const permission = 'performance.metric.read'

/** What a metric came to in each hour (0–23, business time) of each of these days; hours without rows are left out. */
export async function hourly(ctx: Context, metric: Metric, days: readonly Day[]) {
  const { day, moment } = metric
  if (!day || !moment) return []
  const period = { from: days.reduce((a, b) => (a < b ? a : b)), to: days.reduce((a, b) => (a > b ? a : b)) }
  const asked = await ask(ctx)
  return rowsLookedAt(
    asked,
    metric,
    sql<{
      day: Day
      hour: number
      total: string
    }>`SELECT r.${sql.ref(day)} AS day, extract(hour FROM r.${sql.ref(moment)} AT TIME ZONE 'Asia/Shanghai')::int AS hour, trunc(sum(${measureOf(metric)}))::text AS total
          FROM ${lookedAt(asked, [metric], [period], {})} WHERE r.${sql.ref(day)} = ANY(${[...days]}::date[]) GROUP BY 1, 2`,
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
