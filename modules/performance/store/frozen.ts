import type { RawBuilder } from 'kysely'
import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { writeJson } from '#platform/write-path'
import type { Tally } from '../figure.ts'
import type { Level, Metric, MetricCode } from '../metric.ts'
import type { Period } from '../period.ts'
import {
  type Ask,
  amongOf,
  countedOf,
  type FigureRow,
  lookedAt,
  measureOf,
  partOf,
  quantileOf,
  rowsLookedAt,
  type Subject,
} from './measure.ts'
import { prefixes } from './source.ts'

/** A month whose figures are kept. */
export type FrozenMonth = { month: Day; at: Instant; byName: string; versions: Partial<Record<MetricCode, number>> }

/** Every frozen month, newest first. */
export function frozenMonths(database: Sql): Promise<FrozenMonth[]> {
  return rows<FrozenMonth>(
    sql`SELECT month, frozen_at AS at, frozen_by_name AS "byName", versions FROM performance.frozen_month ORDER BY month DESC`,
    database,
  )
}

/** The end of the last month whose figures or pay are frozen: what lies up to it is told and paid. Null before the first. */
export async function closedThrough(database: Sql): Promise<Day | null> {
  const row = await oneOrNone<{ day: Day | null }>(
    sql`SELECT ((max(month) + interval '1 month')::date - 1) AS day FROM (SELECT month FROM performance.frozen_month UNION ALL SELECT month FROM performance.pay_month) x`,
    database,
  )
  return row?.day ?? null
}

/** Notes that a month is frozen; false when it is already. */
export async function insertFrozenMonth(
  ctx: Context,
  month: Day,
  versions: Partial<Record<MetricCode, number>>,
): Promise<boolean> {
  const done = await sql`INSERT INTO performance.frozen_month (month, frozen_at, frozen_by, frozen_by_name, versions)
    VALUES (${month}, ${ctx.now}, ${ctx.actor.key}, ${ctx.actor.name}, ${writeJson(versions)}::jsonb) ON CONFLICT DO NOTHING`.execute(
    ctx.sql,
  )
  return done.numAffectedRows === 1n
}

/** Keeps the rows of metrics that look at the same ones in a month, one line for each metric and person in each group; they are read once. */
export async function freezeRows(asked: Ask, metrics: readonly Metric[], month: Day, span: Period): Promise<void> {
  const first = metrics[0]!
  const day = first.day ? sql`r.${sql.ref(first.day)} + ${first.daysLater ?? 0}::int` : sql`NULL::date`
  // Unordered, all arrays of a group are in the one order in which its rows came.
  const kept = (metric: Metric, at: number) => {
    const all = (what: unknown, name: string) =>
      sql`array_agg(${what}) ${metric.among ? sql`FILTER (WHERE ${amongOf(metric)})` : sql``} AS ${sql.ref(`${name}${at}`)}`
    return sql`${all(sql`r.key`, 'k')}, ${all(sql`r.number`, 'n')}, ${all(day, 'd')}, ${all(sql`${measureOf(metric)}::bigint`, 'm')},
      ${all(sql`${partOf(metric)}::bigint`, 'p')}, ${all(sql`coalesce(${countedOf(metric)}, false)`, 'c')}`
  }
  const told = metrics.map(
    (metric, at) =>
      sql`(${metric.code}, ${sql.join(['k', 'n', 'd', 'm', 'p', 'c'].map(name => sql`g.${sql.ref(`${name}${at}`)}`))})`,
  )
  await sql`INSERT INTO performance.frozen_row (month, person_id, group_id, branch_id, code, keys, numbers, days, measures, parts, counted)
    SELECT ${month}::date, g.person_id, g.group_id, g.branch_id, c.* FROM (
        SELECT r.person_id, r.group_id, r.branch_id, ${sql.join(metrics.map(kept))} FROM ${lookedAt(asked, metrics, [span], {})} GROUP BY 1, 2, 3) g
     CROSS JOIN LATERAL (VALUES ${sql.join(told)}) c (code, keys, numbers, days, measures, parts, counted) WHERE c.keys IS NOT NULL`.execute(
    asked.ctx.sql,
  )
}

/** What a metric came to for one subject. */
export type FrozenFigure = { code: MetricCode; level: Level; subjectKey: bigint; tally: Tally }

/** Keeps figures of a month. */
export async function freezeFigures(database: Sql, month: Day, figures: readonly FrozenFigure[]): Promise<void> {
  const column = <T>(of: (figure: FrozenFigure) => T) => figures.map(of)
  await sql`INSERT INTO performance.frozen_figure (month, code, level, subject_id, rows, total, part, median)
    SELECT ${month}::date, * FROM unnest(${column(one => one.code)}::text[], ${column(one => one.level)}::text[], ${column(one => one.subjectKey)}::bigint[],
      ${column(one => one.tally.rows)}::int[], ${column(one => one.tally.total)}::text[], ${column(one => one.tally.part)}::text[], ${column(one => one.tally.median)}::text[])`.execute(
    database,
  )
}

/** The kept figures of one subject in some months. */
export async function frozenFigures(
  database: Sql,
  months: readonly Day[],
  level: Level,
  subjectKey: bigint,
): Promise<(FrozenFigure & { month: Day })[]> {
  const found = await rows<Omit<FrozenFigure, 'tally'> & Tally & { month: Day }>(
    sql`SELECT month, code, level, subject_id AS "subjectKey", rows, total, part, median FROM performance.frozen_figure
         WHERE level = ${level} AND subject_id = ${subjectKey} AND month = ANY(${[...months]}::date[])`,
    database,
  )
  return found.map(({ rows: count, total, part, median, ...one }) => ({
    ...one,
    tally: { rows: count, total, part, median },
  }))
}

/** The kept rows of a subject in frozen months, as `k`. */
const kept = (
  metric: Metric,
  months: readonly Day[],
  { personKey, groupKeys, branchKey }: Subject,
) => sql`(SELECT u.key, u.number, f.person_id, u.day, u.measure, u.part, u.counted FROM performance.frozen_row f
     CROSS JOIN LATERAL unnest(f.keys, f.numbers, f.days, f.measures, f.parts, f.counted) AS u (key, number, day, measure, part, counted)
    WHERE f.month = ANY(${[...months]}::date[]) AND f.code = ${metric.code} AND (${personKey ?? null}::bigint IS NULL OR f.person_id = ${personKey ?? null})
      AND (${groupKeys ?? null}::bigint[] IS NULL OR f.group_id = ANY(${groupKeys ?? null}::bigint[]))
      AND (${branchKey ?? null}::bigint IS NULL OR f.branch_id = ${branchKey ?? null})) k`

/** What kept rows `k` (measure, part, counted) come to, in this order: rows, total, part and quantile. */
export function tallyOfKept(metric: Metric): RawBuilder<[string, string | null, string | null, string | null]> {
  const total = metric.how === 'distinct' ? sql`count(DISTINCT k.measure)` : sql`sum(k.measure)`
  const part = metric.how === 'share' ? sql`sum(k.part) FILTER (WHERE k.counted)` : sql`NULL::bigint`
  const quantile = quantileOf(metric)
  const median =
    quantile === null ? sql`NULL` : sql`percentile_cont(${sql.lit(quantile)}) WITHIN GROUP (ORDER BY k.measure::float8)`
  return sql`ARRAY[count(*)::text, (${total})::text, (${part})::text, (${median})::text]`
}

/** What metrics whose months do not add up come to over some frozen months together, from the rows that were kept. */
export async function frozenTallies(
  database: Sql,
  metrics: readonly Metric[],
  months: readonly Day[],
  subject: Subject,
): Promise<{ code: MetricCode; tally: Tally }[]> {
  const found: { code: MetricCode; tally: Tally }[] = []
  for (const metric of metrics) {
    const row = await oneOrNone<{ told: [string, string | null, string | null, string | null] }>(
      sql`SELECT ${tallyOfKept(metric)} AS told FROM ${kept(metric, months, subject)}`,
      database,
    )
    const [count, total, part, median] = row!.told
    found.push({ code: metric.code, tally: { rows: Number(count), total, part, median } })
  }
  return found
}

/** The rows behind a frozen figure, newest first, the first thousand. */
export async function frozenRows(
  database: Sql,
  metric: Metric,
  month: Day,
  subject: Subject,
  limit = 1000,
): Promise<FigureRow[]> {
  const found = await rows<Omit<FigureRow, 'prefix'>>(
    sql`SELECT k.key, k.number, k.person_id AS "personKey", k.day, ${metric.measure ? sql`k.measure::text` : sql`NULL::text`} AS measure,
               ${metric.partMeasure ? sql`k.part::text` : sql`NULL::text`} AS part, k.counted
          FROM ${kept(metric, [month], subject)} ORDER BY k.day DESC NULLS LAST, k.key DESC LIMIT ${limit}`,
    database,
  )
  const prefix = metric.source === null ? null : prefixes[metric.source]
  return found.map(row => ({ ...row, prefix }))
}

/** How kept rows differ from what they are now: gone, come, or changed. */
export type Difference = { gone: number; come: number; changed: number }

/** How the rows of a frozen month differ from what they are now. */
export function frozenDifference(
  asked: Ask,
  metric: Metric,
  month: Day,
  span: Period,
  subject: Subject,
): Promise<Difference> {
  return differenceOf(asked, metric, kept(metric, [month], subject), span, subject)
}

/** How kept rows `k` (key, measure, part, counted) differ from those the metric looks at now. */
export async function differenceOf(
  asked: Ask,
  metric: Metric,
  keptRows: RawBuilder<unknown>,
  span: Period,
  subject: Subject,
): Promise<Difference> {
  const [row] = await rowsLookedAt(
    asked,
    metric,
    sql<Difference>`SELECT count(*) FILTER (WHERE n.key IS NULL)::int AS gone, count(*) FILTER (WHERE k.key IS NULL)::int AS come,
               count(*) FILTER (WHERE k.key IS NOT NULL AND n.key IS NOT NULL AND (k.measure, k.part, k.counted) IS DISTINCT FROM (n.measure, n.part, n.counted))::int AS changed
          FROM (SELECT k.key, sum(k.measure) AS measure, sum(k.part) AS part, bool_or(k.counted) AS counted FROM ${keptRows} GROUP BY 1) k
          FULL JOIN (SELECT r.key, sum(${measureOf(metric)}::bigint) AS measure, sum(${partOf(metric)}::bigint) AS part, bool_or(coalesce(${countedOf(metric)}, false)) AS counted
                       FROM ${lookedAt(asked, [metric], [span], subject)} WHERE ${amongOf(metric)} GROUP BY 1) n ON n.key = k.key`,
  )
  return row ?? { gone: 0, come: 0, changed: 0 }
}
