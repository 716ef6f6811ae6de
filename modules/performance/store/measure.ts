import type { RawBuilder } from 'kysely'
import { addDays, type Day, monthEnd } from '#lib/day'
import type { Context } from '#platform/context'
import { rows, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import { parametersOn } from '#reference'
import { pictures } from '#servicing'
import type { Tally } from '../figure.ts'
import type { Metric, MetricCode } from '../metric.ts'
import type { Period } from '../period.ts'
import { prefixes, type SourceFacts, sourceRows } from './source.ts'

/** Limits a figure to one person, to a group and those below it, or to a branch; none of them: everything within reach. */
export type Subject = {
  personKey?: bigint | undefined
  groupKeys?: bigint[] | undefined
  branchKey?: bigint | undefined
}

/** A question to the registry: what the sources must know, and whether all rows count or those within the reader's scope. */
export type Ask = { ctx: Context; facts: SourceFacts; permission: string | null }

/** What it takes to ask. `everything`: a figure is the same for whoever is entitled to it; `reach`: what the reader may see. */
export async function ask(ctx: Context, rows: 'reach' | 'everything' = 'reach'): Promise<Ask> {
  const values = await parametersOn(ctx.sql, ['bucket.bounds', 'performance.attribution'], ctx.today)
  return {
    ctx,
    facts: { bounds: pictures.bucketBounds(values['bucket.bounds']), attribution: values['performance.attribution'] },
    permission: rows === 'reach' ? 'performance.metric.read' : null,
  }
}

/** Metrics that look at the same rows by the same day: one pass over the rows serves them all. */
const alike = (metric: Metric) =>
  [metric.source, metric.day, metric.daysLater, metric.position, metric.mob, metric.lateFrom].join()

/** The spans moved to the days that rows carry, so that the column's index finds them. */
const moved = (metric: Metric, span: Period): Period => {
  const later = -(metric.daysLater ?? 0)
  return { from: addDays(span.from, later), to: addDays(span.to, later) }
}

/**
 * The rows that metrics alike look at, as `r`: both the figure and the drawer are read off this. Spans follow each other; of a position
 * at month ends only the last within each counts.
 */
export function lookedAt(
  { ctx, facts, permission }: Ask,
  metrics: readonly Metric[],
  spans: readonly Period[],
  subject: Subject,
): RawBuilder<unknown> {
  const metric = metrics[0]!
  const conditions = [sql`true`]
  if (metric.day && metric.position)
    conditions.push(sql`r.${sql.ref(metric.day)} = ANY(${spans.map(span => lastMonthEnd(span.to))}::date[])`)
  else if (metric.day) {
    const { from, to } = moved(metric, { from: spans[0]!.from, to: spans.at(-1)!.to })
    conditions.push(sql`r.${sql.ref(metric.day)} BETWEEN ${from}::date AND ${to}::date`)
  }
  const among = metrics.map(one => one.among)
  if (among.every(one => one !== undefined))
    conditions.push(
      sql`(${sql.join(
        [...new Set(among)].map(one => sql`r.${sql.ref(one)}`),
        sql` OR `,
      )})`,
    )
  if (subject.personKey !== undefined) conditions.push(sql`r.person_id = ${subject.personKey}`)
  if (subject.groupKeys !== undefined) conditions.push(sql`r.group_id = ANY(${subject.groupKeys}::bigint[])`)
  if (subject.branchKey !== undefined) conditions.push(sql`r.branch_id = ${subject.branchKey}`)
  const source = sourceRows({ ctx, permission, personKey: subject.personKey ?? null }, metric, facts)
  return sql`(SELECT r.* FROM (${source}) r WHERE ${sql.join(conditions, sql` AND `)}) r`
}

/**
 * Figures are by who brought or decided, who may stand within another reach than whose record it is now; the predicate in the source
 * is theirs. These are read past the wall of the records, and figures about somebody the reader is entitled to past all of it.
 * What belongs to who looks after the record stays behind it.
 */
export const rowsLookedAt = <Row>({ ctx, permission }: Ask, metric: Metric, query: RawBuilder<Row>): Promise<Row[]> =>
  pastWall(
    ctx.sql,
    () => rows(query, ctx.sql),
    permission === null
      ? ['*']
      : ['leads', 'lookedAfter', 'dues', 'receipts'].includes(metric.source ?? '')
        ? []
        : ['origination.application', 'origination.quality_check', 'servicing.loan'],
  )

/** The last month's end up to a day. */
export function lastMonthEnd(day: Day): Day {
  return monthEnd(day) === day ? day : addDays(`${day.slice(0, 7)}-01` as Day, -1)
}

export const measureOf = (metric: Metric) => (metric.measure ? sql`r.${sql.ref(metric.measure)}` : sql`1`)
export const partOf = (metric: Metric) =>
  metric.partMeasure ? sql`r.${sql.ref(metric.partMeasure)}` : measureOf(metric)
export const amongOf = (metric: Metric) => (metric.among ? sql`r.${sql.ref(metric.among)}` : sql`true`)
export const countedOf = (metric: Metric) => (metric.counted ? sql`r.${sql.ref(metric.counted)}` : sql`true`)

/** Rows, total, part and quantile of one metric, in this order, over the rows of a group. */
function tallyOf(metric: Metric): RawBuilder<unknown> {
  const filter = (more: RawBuilder<unknown>) => sql`FILTER (WHERE ${amongOf(metric)} AND ${more})`
  const sumOf = (what: RawBuilder<unknown>, more: RawBuilder<unknown>) =>
    metric.measure ? sql`trunc(sum(${what}) ${filter(more)})` : sql`count(*) ${filter(more)}`
  const total =
    metric.how === 'distinct'
      ? sql`count(DISTINCT ${measureOf(metric)}) ${filter(sql`true`)}`
      : sumOf(measureOf(metric), sql`true`)
  const quantile = metric.how === 'median' ? 0.5 : metric.how === 'p90' ? 0.9 : null
  const median =
    quantile === null
      ? sql`NULL`
      : sql`percentile_cont(${sql.lit(quantile)}) WITHIN GROUP (ORDER BY ${measureOf(metric)}::float8) ${filter(sql`true`)}`
  const part = metric.how === 'share' ? sumOf(partOf(metric), countedOf(metric)) : sql`NULL`
  return sql`ARRAY[(count(*) ${filter(sql`true`)})::text, (${total})::text, (${part})::text, (${median})::text]`
}

/** Whom figures are told about: everything within reach, each person and all, each person in each group, each branch, or each group with those below it. */
export type By = 'all' | 'people' | 'stays' | 'branches' | { tree: readonly { groupKey: bigint; memberKey: bigint }[] }

/** One metric for one subject in one span; `subjectKey` null and not `isAll`: rows that are nobody's. */
export type Measured = {
  code: MetricCode
  span: number
  subjectKey: bigint | null
  /** The group a person's rows were made in, where asked by stays. */
  groupKey: bigint | null
  isAll: boolean
  tally: Tally
}

/**
 * Metrics for everybody at once: set-based, one pass for those that look at the same rows. Spans are ascending and adjoin, such as the
 * months of a year; each answer names its span's place.
 */
export async function measure(
  asked: Ask,
  metrics: readonly Metric[],
  spans: readonly Period[],
  by: By,
  subject: Subject = {},
): Promise<Measured[]> {
  const found: Measured[] = []
  for (const group of Map.groupBy(metrics, alike).values()) {
    const first = group[0]!
    if (first.source === null) continue
    const starts = spans.map(span => moved(first, span).from)
    const span =
      first.day && spans.length > 1 ? sql`width_bucket(r.${sql.ref(first.day)}, ${starts}::date[]) - 1` : sql`0`
    const columns = group.map((metric, at) => sql`${tallyOf(metric)} AS ${sql.ref(`t${at}`)}`)
    const answers = await rowsLookedAt(asked, first, grouped(asked, group, spans, subject, span, columns, by))
    for (const answer of answers)
      for (const [at, metric] of group.entries()) {
        const [count, total, part, median] = answer[`t${at}`]! as [string, string | null, string | null, string | null]
        const { subjectKey, groupKey = null, isAll } = answer
        // Metrics alike share their rows; a subject may have rows of one and none of the other.
        if (count === '0' && !isAll) continue
        found.push({
          code: metric.code,
          span: answer.span,
          subjectKey,
          groupKey,
          isAll,
          tally: { rows: Number(count), total, part, median },
        })
      }
  }
  return found
}

type Answer = { span: number; subjectKey: bigint | null; groupKey?: bigint | null; isAll: boolean } & Record<
  `t${number}`,
  string[]
>

function grouped(
  asked: Ask,
  metrics: readonly Metric[],
  spans: readonly Period[],
  subject: Subject,
  span: RawBuilder<unknown>,
  columns: readonly RawBuilder<unknown>[],
  by: By,
): RawBuilder<Answer> {
  const from = lookedAt(asked, metrics, spans, subject)
  const values = sql.join(columns)
  const one = spans.length === 1
  if (by === 'all')
    return sql<Answer>`SELECT ${span} AS span, NULL::bigint AS "subjectKey", true AS "isAll", ${values} FROM ${from} ${one ? sql`` : sql`GROUP BY 1`}`
  if (by === 'people')
    return sql<Answer>`SELECT ${span} AS span, r.person_id AS "subjectKey", grouping(r.person_id) = 1 AS "isAll", ${values}
      FROM ${from} GROUP BY GROUPING SETS ${one ? sql`((r.person_id), ())` : sql`((1, r.person_id), (1))`}`
  if (by === 'stays')
    return sql<Answer>`SELECT ${span} AS span, r.person_id AS "subjectKey", r.group_id AS "groupKey", false AS "isAll", ${values} FROM ${from} GROUP BY 1, 2, 3`
  if (by === 'branches')
    return sql<Answer>`SELECT ${span} AS span, r.branch_id AS "subjectKey", false AS "isAll", ${values} FROM ${from} GROUP BY 1, r.branch_id`
  const groups = by.tree.map(link => link.groupKey)
  const members = by.tree.map(link => link.memberKey)
  return sql<Answer>`SELECT ${span} AS span, t.group_id AS "subjectKey", false AS "isAll", ${values} FROM ${from}
    JOIN unnest(${groups}::bigint[], ${members}::bigint[]) AS t (group_id, member_id) ON t.member_id = r.group_id GROUP BY 1, t.group_id`
}

const nothing: Tally = { rows: 0, total: null, part: null, median: null }

/** One metric for one subject in one period; no rows where there are none. */
export async function measureOne(asked: Ask, metric: Metric, period: Period, subject: Subject): Promise<Tally> {
  const [found] = await measure(asked, [metric], [period], 'all', subject)
  return found?.tally ?? nothing
}

/** A row behind a figure. `part`: what it brings to the numerator of a share; `counted`: whether it does. */
export type FigureRow = {
  key: bigint
  number: string
  prefix: (typeof prefixes)[keyof typeof prefixes]
  personKey: bigint | null
  day: Day | null
  measure: string | null
  part: string | null
  counted: boolean
}

/** The rows behind a figure, newest first, the first thousand. */
export async function measureRows(
  asked: Ask,
  metric: Metric,
  period: Period,
  subject: Subject,
  limit = 1000,
): Promise<FigureRow[]> {
  if (metric.source === null) return []
  const day = metric.day ? sql`r.${sql.ref(metric.day)} + ${metric.daysLater ?? 0}::int` : sql`NULL::date`
  const sorted = metric.day ? sql`r.${sql.ref(metric.day)} DESC NULLS LAST, r.key DESC` : sql`r.key DESC`
  const found = await rowsLookedAt(
    asked,
    metric,
    sql<Omit<FigureRow, 'prefix'>>`SELECT r.key, r.number, r.person_id AS "personKey", ${day} AS day,
               ${metric.measure ? sql`${measureOf(metric)}::text` : sql`NULL::text`} AS measure,
               ${metric.partMeasure ? sql`${partOf(metric)}::text` : sql`NULL::text`} AS part, coalesce(${countedOf(metric)}, false) AS counted
          FROM ${lookedAt(asked, [metric], [period], subject)} WHERE ${amongOf(metric)} ORDER BY ${sorted} LIMIT ${limit}`,
  )
  const prefix = prefixes[metric.source]
  return found.map(row => ({ ...row, prefix }))
}
