import type { RawBuilder } from 'kysely'
import { assert } from '#lib/assert'
import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { writeJson } from '#platform/write-path'
import { loanFigureRows } from '#servicing'
import type { Tally } from '../figure.ts'
import { comparesScores, type Level, type Metric, type MetricCode, ofCompanyAlone } from '../metric.ts'
import type { Period } from '../period.ts'
import {
  type Answer,
  type Ask,
  addedOf,
  alike,
  amongOf,
  type By,
  countedOf,
  type FigureRow,
  grouped,
  isPlain,
  lookedAt,
  type Measured,
  measuredOf,
  measureOf,
  partOf,
  quantileOf,
  rowsLookedAt,
  type Subject,
  sumsOf,
} from './measure.ts'
import { scoresOf } from './metric-columns.ts'
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

/** What is measured of the rows of metrics alike, and what is asked of them, each once: a place among the measures, a bit among the flags. */
function columnsOf(metrics: readonly Metric[]) {
  const named = <T>(of: (metric: Metric) => (T | undefined)[]) => [
    ...new Set(metrics.flatMap(of).filter(name => name !== undefined)),
  ]
  const measures = named<string>(metric => [metric.measure, metric.partMeasure])
  const flags = named<string>(metric => [metric.among, metric.counted])
  assert(measures.length <= 3 && flags.length <= 15, 'a frozen row has three measures and fifteen flags')
  const placeOf = (name: string | undefined) => (name === undefined ? null : measures.indexOf(name) + 1)
  const bitOf = (name: string | undefined) => (name === undefined ? null : 1 << flags.indexOf(name))
  return { measures, flags, placeOf, bitOf }
}

/**
 * Keeps the rows of metrics that look at the same ones in a month, one line for each person in each group. They are read once, for what
 * is kept and for what they come to: those that add up in each of these places, the others for whoever is told.
 */
export async function freezeRows(
  asked: Ask,
  metrics: readonly Metric[],
  month: Day,
  span: Period,
  told: readonly (readonly [Level, By])[],
): Promise<{ places: Measured[]; figures: FrozenFigure[] }> {
  const first = metrics[0]!
  const source = alike(first)
  const { measures, flags, placeOf, bitOf } = columnsOf(metrics)
  // Unordered, all arrays of a line are in the one order in which its rows came.
  const all = (what: RawBuilder<unknown> | null) => (what ? sql`array_agg(${what})` : sql`NULL`)
  const measureAt = (at: number) => all(measures[at] ? sql`r.${sql.ref(measures[at])}::bigint` : null)
  const flagged = sql.join(
    flags.map(name => sql`CASE WHEN r.${sql.ref(name)} THEN ${sql.lit(bitOf(name))} ELSE 0 END`),
    sql` + `,
  )
  const isLoan = first.source !== null && prefixes[first.source] === 'loan'
  // What counts at the month's end has its day from the month.
  const ofEnd = first.position || first.day === 'month_end'
  const day = first.day && !ofEnd ? sql`r.${sql.ref(first.day)} + ${first.daysLater ?? 0}::int` : null
  const place = sql`person_id, group_id, branch_id`
  const kept = sql`keys, numbers, seqs, days, measures, measures2, measures3, flags`
  const plain = metrics.filter(isPlain)
  const sums = sql.join([sql``, ...plain.map((metric, at) => sumsOf(metric, at))])
  // Put together in a table of this transaction's own first: the database shares the reading for it out among its processes, unlike that under an INSERT.
  await rowsLookedAt(
    asked,
    first,
    sql`CREATE TEMP TABLE frozen_part ON COMMIT DROP AS SELECT r.person_id, r.group_id, r.branch_id, ${all(sql`r.key`)} AS keys, ${all(isLoan ? null : sql`r.number`)}::text[] AS numbers,
           ${all(first.source === 'dues' ? sql`r.seq` : null)}::int[] AS seqs, ${all(day)}::date[] AS days, ${measureAt(0)}::bigint[] AS measures, ${measureAt(1)}::bigint[] AS measures2,
           ${measureAt(2)}::bigint[] AS measures3, ${all(flags.length > 0 ? sql`(${flagged})::smallint` : null)}::smallint[] AS flags${sums}
      FROM ${lookedAt(asked, metrics, [span], {})} GROUP BY r.person_id, r.group_id, r.branch_id`,
  )
  const database = asked.ctx.sql
  await sql`INSERT INTO performance.frozen_source (month, source, ${place}, ${kept}) SELECT ${month}::date, ${source}::text, ${place}, ${kept} FROM pg_temp.frozen_part`.execute(
    database,
  )
  const answers =
    plain.length === 0
      ? []
      : await rows<Answer>(
          sql`SELECT 0 AS span, x.person_id AS "subjectKey", x.group_id AS "groupKey", x.branch_id AS "branchKey", false AS "isAll", ${sql.join(plain.map(addedOf))}
                FROM pg_temp.frozen_part x GROUP BY 2, 3, 4`,
          database,
        )
  const figures: FrozenFigure[] = []
  const others = metrics.filter(metric => !isPlain(metric))
  if (others.length > 0) {
    const named = [
      ...measures.map((name, at) => sql`${sql.ref(`u.m${at + 1}`)} AS ${sql.ref(name)}`),
      ...flags.map(name => sql`(u.flags & ${sql.lit(bitOf(name))}) <> 0 AS ${sql.ref(name)}`),
    ]
    const keptRows = sql`(SELECT f.person_id, f.group_id, f.branch_id, ${sql.join(named)} FROM pg_temp.frozen_part f
      CROSS JOIN LATERAL unnest(f.keys, f.measures, f.measures2, f.measures3, f.flags) AS u (key, m1, m2, m3, flags)) r`
    const alone = [['company', 'all']] as const
    for (const [level, by] of others.every(ofCompanyAlone) ? alone : told)
      for (const answer of await rows<Answer>(grouped(asked, others, [span], {}, by, keptRows), database))
        for (const { code, subjectKey, isAll, tally } of measuredOf(others, answer))
          if (isAll) figures.push({ code, level: 'company', subjectKey: 0n, tally })
          else if (subjectKey !== null) figures.push({ code, level, subjectKey, tally })
  }
  await sql`DROP TABLE pg_temp.frozen_part`.execute(database)
  const column = <T>(of: (metric: Metric) => T) => metrics.map(of)
  await sql`INSERT INTO performance.frozen_metric (month, code, source, measure, part, among, counted)
    SELECT ${month}::date, u.code, ${source}::text, u.measure, u.part, u.among, u.counted FROM unnest(${column(one => one.code)}::text[], ${column(one => placeOf(one.measure))}::smallint[],
      ${column(one => placeOf(one.partMeasure ?? one.measure))}::smallint[], ${column(one => bitOf(one.among))}::smallint[], ${column(one => bitOf(one.counted))}::smallint[]) AS u (code, measure, part, among, counted)`.execute(
    database,
  )
  return { places: answers.flatMap(answer => measuredOf(plain, answer)), figures }
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

const measured = (place: RawBuilder<unknown>) =>
  sql`CASE ${place} WHEN 1 THEN u.a WHEN 2 THEN u.b WHEN 3 THEN u.c ELSE 1 END`

/** The kept rows of a subject in frozen months, as `k`: of months frozen by an earlier program each metric has its own. */
const kept = (metric: Metric, months: readonly Day[], { personKey, groupKeys, branchKey }: Subject) => {
  const ofSubject = sql`f.month = ANY(${[...months]}::date[]) AND (${personKey ?? null}::bigint IS NULL OR f.person_id = ${personKey ?? null})
      AND (${groupKeys ?? null}::bigint[] IS NULL OR f.group_id = ANY(${groupKeys ?? null}::bigint[]))
      AND (${branchKey ?? null}::bigint IS NULL OR f.branch_id = ${branchKey ?? null})`
  return sql`(SELECT u.key, u.number, u.seq, f.person_id, coalesce(u.day, (f.month + interval '1 month')::date - 1) AS day, ${measured(sql`m.measure`)} AS measure, ${measured(sql`m.part`)} AS part,
      m.counted IS NULL OR u.flags & m.counted <> 0 AS counted
     FROM performance.frozen_metric m JOIN performance.frozen_source f ON f.month = m.month AND f.source = m.source
     CROSS JOIN LATERAL unnest(f.keys, f.numbers, f.seqs, f.days, f.measures, f.measures2, f.measures3, f.flags) AS u (key, number, seq, day, a, b, c, flags)
    WHERE m.code = ${metric.code} AND ${ofSubject} AND (m.among IS NULL OR u.flags & m.among <> 0)
    UNION ALL
    SELECT u.key, u.number, NULL, f.person_id, u.day, u.measure, u.part, u.counted FROM performance.frozen_row f
     CROSS JOIN LATERAL unnest(f.keys, f.numbers, f.days, f.measures, f.parts, f.counted) AS u (key, number, day, measure, part, counted)
    WHERE f.code = ${metric.code} AND ${ofSubject}) k`
}

/** What kept rows `k` (measure, part, counted) come to, in this order: rows, total, part and quantile. */
export function tallyOfKept(metric: Metric): RawBuilder<[string, string | null, string | null, string | null]> {
  const total = metric.how === 'distinct' ? sql`count(DISTINCT k.measure)` : sql`sum(k.measure)`
  const part = metric.how === 'share' ? sql`sum(k.part) FILTER (WHERE k.counted)` : sql`NULL::bigint`
  const quantile = quantileOf(metric)
  const median = comparesScores(metric)
    ? scoresOf(sql`k.measure`, sql`k.counted`, sql``)
    : quantile === null
      ? sql`NULL`
      : sql`percentile_cont(${sql.lit(quantile)}) WITHIN GROUP (ORDER BY k.measure::float8)`
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
    sql`SELECT k.key, coalesce(k.number, n.number || coalesce(' · ' || k.seq, '')) AS number, k.person_id AS "personKey", k.day, ${metric.measure ? sql`k.measure::text` : sql`NULL::text`} AS measure,
               ${metric.partMeasure ? sql`k.part::text` : sql`NULL::text`} AS part, k.counted
          FROM (SELECT k.* FROM ${kept(metric, [month], subject)} ORDER BY k.day DESC NULLS LAST, k.key DESC LIMIT ${limit}) k
          LEFT JOIN (${loanFigureRows.numbers()}) n ON k.number IS NULL AND n.key = k.key ORDER BY k.day DESC NULLS LAST, k.key DESC`,
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
