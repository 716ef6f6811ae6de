import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { writeJson } from '#platform/write-path'
import type { MetricCode } from '../metric.ts'
import type { MetricChange } from '../metric-version.ts'

export type MetricVersionState = 'proposed' | 'approved' | 'rejected'

/** A version of a metric beyond the program's own, with who did what to it. */
export type MetricVersionRow = {
  key: bigint
  code: MetricCode
  number: number
  state: MetricVersionState
  body: MetricChange
  reason: string
  fromDay: Day
  madeBy: bigint | null
  madeByName: string
  madeAt: Instant
  decidedByName: string | null
  decidedAt: Instant | null
}

const columns = sql`v.id AS key, v.code, v.number, v.state, v.body, v.reason, v.from_day AS "fromDay", v.made_by AS "madeBy", v.made_by_name AS "madeByName",
  v.made_at AS "madeAt", v.decided_by_name AS "decidedByName", v.decided_at AS "decidedAt"`

/** Every version of every metric, or of one; newest first. */
export function metricVersions(database: Sql, code: MetricCode | null = null): Promise<MetricVersionRow[]> {
  return rows<MetricVersionRow>(
    sql`SELECT ${columns} FROM performance.metric_version v WHERE ${code}::text IS NULL OR v.code = ${code} ORDER BY v.code, v.number DESC`,
    database,
  )
}

/** One version, locked. */
export function metricVersionForUpdate(database: Sql, key: bigint): Promise<MetricVersionRow | null> {
  return oneOrNone<MetricVersionRow>(
    sql`SELECT ${columns} FROM performance.metric_version v WHERE v.id = ${key} FOR UPDATE`,
    database,
  )
}

/** Proposes a version; null when one of the metric is proposed already. */
export async function insertMetricVersion(
  ctx: Context,
  proposal: { code: MetricCode; body: MetricChange; reason: string; fromDay: Day },
): Promise<bigint | null> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.metric_version (code, number, body, reason, from_day, made_by, made_by_name, made_at)
        SELECT ${proposal.code}, coalesce(max(number), 1) + 1, ${writeJson(proposal.body)}::jsonb, ${proposal.reason}, ${proposal.fromDay}::date, ${ctx.actor.key}::bigint, ${ctx.actor.name}, ${ctx.now}::timestamptz
          FROM performance.metric_version WHERE code = ${proposal.code}
        ON CONFLICT (code) WHERE state = 'proposed' DO NOTHING RETURNING id AS key`,
    ctx.sql,
  )
  return row?.key ?? null
}

/** Approves or rejects a proposal. */
export async function decideMetricVersion(ctx: Context, key: bigint, approve: boolean): Promise<void> {
  await sql`UPDATE performance.metric_version SET state = ${approve ? 'approved' : 'rejected'}, decided_by = ${ctx.actor.key}::bigint,
    decided_by_name = ${ctx.actor.name}, decided_at = ${ctx.now}::timestamptz WHERE id = ${key}`.execute(ctx.sql)
}
