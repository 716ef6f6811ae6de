import { must } from '#lib/assert'
import type { Day, Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { Tally } from '../figure.ts'
import type { Level, Metric, MetricCode } from '../metric.ts'
import type { MetricOnDay } from '../metric-version.ts'
import type { Period } from '../period.ts'
import { type Difference, differenceOf, tallyOfKept } from './frozen.ts'
import {
  type Ask,
  amongOf,
  countedOf,
  type FigureRow,
  lookedAt,
  measureOf,
  partOf,
  rowsLookedAt,
  type Subject,
} from './measure.ts'
import { prefixes } from './source.ts'

/** A figure that was kept for what it paid or graded: whose, by which version of which metric, over which days, at which moment. */
export type KeptFigure = {
  key: bigint
  code: MetricCode
  version: number
  personKey: bigint
  groupId: bigint | null
  branchId: bigint | null
  /** Whom the figure is about, where the person answers for more than their own work. */
  level: Level
  subjectKey: bigint | null
  from: Day
  to: Day
  at: Instant
}

/** Whose figure is kept, with where the person stood, so that whoever may see the person sees it. */
export type KeptFor = { personKey: bigint; groupId: bigint | null; branchId: bigint | null }

/** Whom a kept figure is about. */
export type KeptAbout = { level: Level; key: bigint; subject: Subject }

const unnested = (key: bigint) =>
  sql`(SELECT u.* FROM performance.kept_figure f CROSS JOIN LATERAL unnest(f.keys, f.numbers, f.days, f.measures, f.parts, f.counted)
         AS u (key, number, day, measure, part, counted) WHERE f.id = ${key}) k`

/** Keeps a person's figure of some days, or of what they answer for, with its rows; the figure is what the kept rows come to. */
export async function keepFigure(
  asked: Ask,
  metric: MetricOnDay,
  span: Period,
  { personKey, groupId, branchId }: KeptFor,
  about: KeptAbout = { level: 'person', key: personKey, subject: { personKey } },
): Promise<{ key: bigint; tally: Tally }> {
  const { ctx } = asked
  const day = metric.day ? sql`r.${sql.ref(metric.day)} + ${metric.daysLater ?? 0}::int` : sql`NULL::date`
  const [made] = await rowsLookedAt(
    asked,
    metric,
    sql<{
      key: bigint
    }>`INSERT INTO performance.kept_figure (code, version, person_id, group_id, branch_id, level, subject_id, from_day, to_day, at, keys, numbers, days, measures, parts, counted)
      SELECT ${metric.code}, ${metric.number}::int, ${personKey}::bigint, ${groupId}::bigint, ${branchId}::bigint, ${about.level}, ${about.key}::bigint, ${span.from}::date, ${span.to}::date, ${ctx.now}::timestamptz,
             coalesce(array_agg(r.key), '{}'), coalesce(array_agg(r.number), '{}'), coalesce(array_agg(${day}), '{}'), coalesce(array_agg(${measureOf(metric)}::bigint), '{}'),
             coalesce(array_agg(${partOf(metric)}::bigint), '{}'), coalesce(array_agg(coalesce(${countedOf(metric)}, false)), '{}')
        FROM ${lookedAt(asked, [metric], [span], about.subject)} WHERE ${amongOf(metric)}
      RETURNING id AS key`,
  )
  const { key } = must(made, 'a line is written whether or not there are rows')
  return { key, tally: await keptTally(ctx.sql, key, metric) }
}

/** What the rows of a kept figure come to. */
export async function keptTally(database: Sql, key: bigint, metric: Metric): Promise<Tally> {
  const row = await oneOrNone<{ told: [string, string | null, string | null, string | null] }>(
    sql`SELECT ${tallyOfKept(metric)} AS told FROM ${unnested(key)}`,
    database,
  )
  const [count, total, part, median] = row!.told
  return { rows: Number(count), total, part, median }
}

/** A kept figure; null where there is none. */
export function keptFigure(database: Sql, key: bigint): Promise<KeptFigure | null> {
  return oneOrNone<KeptFigure>(
    sql`SELECT id AS key, code, version, person_id AS "personKey", group_id AS "groupId", branch_id AS "branchId", level, subject_id AS "subjectKey", from_day AS "from", to_day AS "to", at
          FROM performance.kept_figure WHERE id = ${key}`,
    database,
  )
}

/** The rows of a kept figure, newest first, the first thousand. */
export async function keptRows(
  database: Sql,
  { key, personKey, level }: KeptFigure,
  metric: Metric,
): Promise<FigureRow[]> {
  const found = await rows<Omit<FigureRow, 'prefix' | 'personKey'>>(
    sql`SELECT k.key, k.number, k.day, ${metric.measure ? sql`k.measure::text` : sql`NULL::text`} AS measure,
               ${metric.partMeasure ? sql`k.part::text` : sql`NULL::text`} AS part, k.counted
          FROM ${unnested(key)} ORDER BY k.day DESC NULLS LAST, k.key DESC LIMIT 1000`,
    database,
  )
  const prefix = metric.source === null ? null : prefixes[metric.source]
  return found.map(row => ({ ...row, personKey: level === 'person' ? personKey : null, prefix }))
}

/** How the rows of a kept figure differ from what the same days say now. */
export function keptDifference(
  asked: Ask,
  { key, from, to }: KeptFigure,
  metric: Metric,
  subject: Subject,
): Promise<Difference> {
  return differenceOf(asked, metric, unnested(key), { from, to }, subject)
}
