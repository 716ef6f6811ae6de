import type { RawBuilder } from 'kysely'
import { addDays, type Day, daysBetween } from '#lib/day'
import type { Context } from '#platform/context'
import { groupByHashing, readInMemory, readWidely, rows, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import { parameterOver, parametersOn } from '#reference'
import { loanFigureRows, pictures } from '#servicing'
import type { Tally } from '../figure.ts'
import { comparesScores, type Metric, type MetricCode, ofCompanyAlone } from '../metric.ts'
import { lastMonthEnd, monthEndsAsked, type Period } from '../period.ts'
import { amongOf, countedOf, isPlain, measureOf, partOf, quantileOf, scoresOf } from './metric-columns.ts'
import {
  bothHandsOf,
  isExact,
  ownHand,
  prefixes,
  rowsOfBothHands,
  type SourceFacts,
  sourceRows,
  summedRows,
} from './source.ts'

export { amongOf, countedOf, isPlain, measureOf, partOf, quantileOf }

/** Limits a figure to one person, to a group and those below it, or to a branch; none of them: everything within reach. */
export type Subject = {
  personKey?: bigint | undefined
  groupKeys?: bigint[] | undefined
  branchKey?: bigint | undefined
}

const isWhole = (subject: Subject) => Object.values(subject).every(key => key === undefined)

/** Whether so many days are asked about that more is read than an index spares. */
const isLong = (spans: readonly Period[]) => daysBetween(spans[0]!.from, spans.at(-1)!.to) > 100

/** A question to the registry: what the sources must know, and whether all rows count or those within the reader's scope. */
export type Ask = { ctx: Context; facts: SourceFacts; permission: string | null }

/** What it takes to ask. `everything`: a figure is the same for whoever is entitled to it; `reach`: what the reader may see. */
export async function ask(ctx: Context, rows: 'reach' | 'everything' = 'reach'): Promise<Ask> {
  const codes = ['bucket.bounds', 'performance.attribution', 'performance.warnings'] as const
  const values = await parametersOn(ctx.sql, codes, ctx.today)
  const fundingOn = await parameterOver(ctx.sql, 'funding.rate')
  return {
    ctx,
    facts: {
      bounds: pictures.bucketBounds(values['bucket.bounds']),
      attribution: values['performance.attribution'],
      warnings: values['performance.warnings'],
      fundingOn: day => fundingOn(day).annual,
      kept: await loanFigureRows.keptSums(ctx.sql),
    },
    permission: rows === 'reach' ? 'performance.metric.read' : null,
  }
}

/** Metrics that look at the same rows by the same day: one pass over the rows serves them all. */
export const alike = (metric: Metric): string => lookOf(metric, metric.source)

/** The same, for whoever asks about everybody: loans are looked at once for who brought and who approved them. */
const alikeForAll = (metric: Metric): string => lookOf(metric, bothHandsOf(metric.source))

const lookOf = (metric: Metric, source: Metric['source']) =>
  [source, metric.day, metric.daysLater, metric.position, metric.mob, metric.lateFrom].join()

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
  instead: Instead | null = null,
): RawBuilder<unknown> {
  const metric = metrics[0]!
  const conditions = [sql`true`]
  const days = moved(metric, { from: spans[0]!.from, to: spans.at(-1)!.to })
  const source =
    instead?.rows ??
    sourceRows(
      {
        ctx,
        permission,
        personKey: subject.personKey ?? null,
        days,
        everybody: isWhole(subject) && isLong(spans),
      },
      metric,
      facts,
    )
  if (metric.day && metric.position)
    conditions.push(sql`r.${sql.ref(metric.day)} = ANY(${spans.map(span => lastMonthEnd(span.to))}::date[])`)
  else if (metric.day && (instead?.summed || !isExact(metric.source)))
    conditions.push(sql`r.${sql.ref(metric.day)} BETWEEN ${days.from}::date AND ${days.to}::date`)
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
        : [
            ...['origination.application', 'origination.quality_check', 'servicing.loan', 'decision.decision'],
            ...['performance.appraisal', 'performance.cycle', 'performance.voice_ask', 'performance.voice_answer'],
          ],
  )

/** What metrics alike read in place of their source: sums of its rows, or the rows of both hands at once. */
type Instead = { rows: RawBuilder<unknown>; summed: boolean }

function insteadFor(
  { ctx, facts, permission }: Ask,
  metrics: readonly Metric[],
  spans: readonly Period[],
): Instead | null {
  const metric = metrics[0]!
  const asked = {
    ctx,
    permission,
    personKey: null,
    days: moved(metric, { from: spans[0]!.from, to: spans.at(-1)!.to }),
  }
  const sums = summedRows(asked, metric, facts, monthEndsAsked(spans, metric.position ?? false))
  if (sums) return { rows: sums, summed: true }
  const both = rowsOfBothHands(asked, metrics, facts)
  return both && { rows: both, summed: false }
}

/** Rows, total (where something is measured) and part (of a share) of one metric over the rows of a group, or over sums of them, as they add up further. */
export function sumsOf(metric: Metric, at: number, instead: Instead | null = null): RawBuilder<unknown> {
  const among = instead && !instead.summed ? ownHand(metric) : amongOf(metric)
  const filter = (more: RawBuilder<unknown>) => sql`FILTER (WHERE ${among} AND ${more})`
  const counted = instead?.summed ? sql`sum(r.n)` : sql`count(*)`
  const sumOf = (what: RawBuilder<unknown>, more: RawBuilder<unknown>) =>
    metric.measure ? sql`sum(${what}) ${filter(more)}` : sql`${counted} ${filter(more)}`
  const sums = [
    sql`${metric.among || instead ? sql`${counted} ${filter(sql`true`)}` : counted} AS ${sql.ref(`n${at}`)}`,
  ]
  if (metric.measure) sums.push(sql`${sumOf(measureOf(metric), sql`true`)} AS ${sql.ref(`s${at}`)}`)
  if (metric.how === 'share') sums.push(sql`${sumOf(partOf(metric), countedOf(metric))} AS ${sql.ref(`p${at}`)}`)
  return sql.join(sums)
}

/** The columns of one metric's answer: plain ones, which are read far faster than an array would be. */
const answered = (at: number, ...values: RawBuilder<unknown>[]) =>
  sql.join(values.map((value, place) => sql`(${value})::text AS ${sql.ref(`${'nspm'[place]}${at}`)}`))

/** Rows, total, part and quantile of one metric over sums of `sumsOf`; without a measure each row counts one. */
export function addedOf(metric: Metric, at: number): RawBuilder<unknown> {
  const sumOf = (name: string) => sql`trunc(sum(x.${sql.ref(`${name}${at}`)}))`
  const part = metric.how === 'share' ? sumOf('p') : sql`NULL`
  return answered(at, sumOf('n'), sumOf(metric.measure ? 's' : 'n'), part, sql`NULL`)
}

/** Rows, total, part and quantile of one metric over the rows of a group. */
function tallyOf(metric: Metric, at: number): RawBuilder<unknown> {
  const among = sql`FILTER (WHERE ${amongOf(metric)})`
  const sumOf = (what: RawBuilder<unknown>, filter: RawBuilder<unknown>) =>
    metric.measure ? sql`trunc(sum(${what}) ${filter})` : sql`count(*) ${filter}`
  const total =
    metric.how === 'distinct' ? sql`count(DISTINCT ${measureOf(metric)}) ${among}` : sumOf(measureOf(metric), among)
  const part =
    metric.how === 'share'
      ? sumOf(partOf(metric), sql`FILTER (WHERE ${amongOf(metric)} AND ${countedOf(metric)})`)
      : sql`NULL`
  const quantile = quantileOf(metric)
  const median = comparesScores(metric)
    ? scoresOf(measureOf(metric), countedOf(metric), among)
    : quantile === null
      ? sql`NULL`
      : sql`percentile_cont(${sql.lit(quantile)}) WITHIN GROUP (ORDER BY ${measureOf(metric)}::float8) ${among}`
  return answered(at, sql`count(*) ${among}`, total, part, median)
}

/** Whom figures are told about: everything within reach, each person and all, each person in each group, each branch, or each group with those below it. */
export type By = 'all' | 'people' | 'stays' | 'branches' | { tree: readonly { groupKey: bigint; memberKey: bigint }[] }

/** One metric for one subject in one span; `subjectKey` null and not `isAll`: rows that are nobody's. */
export type Measured = {
  code: MetricCode
  span: number
  subjectKey: bigint | null
  /** The group a person's rows were made in, where asked by stays; both it and the branch, of a month that is frozen. */
  groupKey: bigint | null
  branchKey: bigint | null
  isAll: boolean
  tally: Tally
}

/**
 * Metrics for everybody at once: set-based, one pass for those that look at the same rows. Spans are ascending and adjoin,
 * such as the months of a year; each answer names its span's place. What is told of the company alone is measured for nobody in it.
 */
export async function measure(
  asked: Ask,
  metrics: readonly Metric[],
  spans: readonly Period[],
  by: By,
  subject: Subject = {},
): Promise<Measured[]> {
  const alone = metrics.filter(ofCompanyAlone)
  if (by !== 'all' && alone.length > 0) {
    const others = metrics.filter(metric => !ofCompanyAlone(metric))
    const found = await measure(asked, others, spans, by, subject)
    return by === 'people' ? [...found, ...(await measure(asked, alone, spans, 'all', subject))] : found
  }
  const look = asked.permission === null && isWhole(subject) ? alikeForAll : alike
  const looks = [
    ...Map.groupBy(
      metrics.filter(metric => metric.source !== null),
      look,
    ).values(),
  ]
  const read = (passes: readonly Metric[][]) => pass(asked, passes, spans, by, subject)
  if (by === 'all' || !isWhole(subject)) return read(looks)
  return (isLong(spans) ? readWidely : readInMemory)(asked.ctx.sql, async () => [
    ...(await read(looks.filter(group => !group.every(isPlain)))),
    ...(await groupByHashing(asked.ctx.sql, () => read(looks.filter(group => group.every(isPlain))))),
  ])
}

async function pass(
  asked: Ask,
  passes: readonly Metric[][],
  spans: readonly Period[],
  by: By,
  subject: Subject,
): Promise<Measured[]> {
  const answer = async (group: readonly Metric[]): Promise<Measured[]> => {
    const first = group[0]!
    const question = group.every(isPlain) ? added : grouped
    const query = question(asked, group, spans, subject, by)
    return (await rowsLookedAt(asked, first, query)).flatMap(one => measuredOf(group, one))
  }
  // Past every wall alike, the questions are put one behind the other: the database is at the next while the answers of one are read.
  if (asked.permission === null) return (await pastWall(asked.ctx.sql, () => Promise.all(passes.map(answer)))).flat()
  const found: Measured[] = []
  for (const group of passes) found.push(...(await answer(group)))
  return found
}

/** What an answer says of each of the metrics alike. They share their rows; a subject may have rows of one and none of the other. */
export const measuredOf = (metrics: readonly Metric[], answer: Answer): Measured[] =>
  metrics.flatMap(({ code }, at) => {
    const { span, subjectKey, groupKey = null, branchKey = null, isAll } = answer
    const [count, total, part, median] = [answer[`n${at}`], answer[`s${at}`]!, answer[`p${at}`]!, answer[`m${at}`]!]
    const tally = { rows: Number(count), total, part, median }
    return tally.rows === 0 && !isAll ? [] : [{ code, span, subjectKey, groupKey, branchKey, isAll, tally }]
  })

export type Answer = {
  span: number
  subjectKey: bigint | null
  groupKey?: bigint | null
  branchKey?: bigint | null
  isAll: boolean
} & Record<`${'n' | 's' | 'p' | 'm'}${number}`, string | null>

/** The place among the spans of the day that puts a row into one of them. */
function spanOf(metric: Metric, spans: readonly Period[]): RawBuilder<unknown> {
  const starts = spans.map(span => moved(metric, span).from)
  return metric.day && spans.length > 1 ? sql`width_bucket(r.${sql.ref(metric.day)}, ${starts}::date[]) - 1` : sql`0`
}

/**
 * Metrics that add up: the rows are summed once for each span and person, group or branch (a plain grouping, which the database can share out
 * among its processes), and those few sums are added for what is asked.
 */
function added(
  asked: Ask,
  metrics: readonly Metric[],
  spans: readonly Period[],
  subject: Subject,
  by: By,
): RawBuilder<Answer> {
  const keys =
    by === 'all'
      ? []
      : by === 'people'
        ? ['person_id']
        : by === 'stays'
          ? ['person_id', 'group_id']
          : by === 'branches'
            ? ['branch_id']
            : ['group_id']
  const columns = [sql`${spanOf(metrics[0]!, spans)} AS span`, ...keys.map(key => sql`r.${sql.ref(key)}`)]
  const instead = insteadFor(asked, metrics, spans)
  const once = sql`(SELECT ${sql.join([...columns, ...metrics.map((metric, at) => sumsOf(metric, at, instead))])} FROM ${lookedAt(asked, metrics, spans, subject, instead)}
    GROUP BY ${sql.join(columns.map((_, at) => sql.lit(at + 1)))}) x`
  return told(once, sql`x.span`, sql`x`, metrics.map(addedOf), by, spans.length === 1)
}

/** Metrics of which some do not add up, over the rows `r` themselves, as they are read or as they were kept. */
export function grouped(
  asked: Ask,
  metrics: readonly Metric[],
  spans: readonly Period[],
  subject: Subject,
  by: By,
  from = lookedAt(asked, metrics, spans, subject),
): RawBuilder<Answer> {
  return told(from, spanOf(metrics[0]!, spans), sql`r`, metrics.map(tallyOf), by, spans.length === 1)
}

/** The answers of some rows `of`: a tally for each metric, by who is asked about. */
function told(
  from: RawBuilder<unknown>,
  span: RawBuilder<unknown>,
  of: RawBuilder<unknown>,
  tallies: readonly RawBuilder<unknown>[],
  by: By,
  one: boolean,
): RawBuilder<Answer> {
  const values = sql.join(tallies)
  if (by === 'all')
    return sql<Answer>`SELECT ${one ? sql`0` : span} AS span, NULL::bigint AS "subjectKey", true AS "isAll", ${values} FROM ${from} ${one ? sql`` : sql`GROUP BY 1`}`
  if (by === 'people')
    return sql<Answer>`SELECT ${one ? sql`0` : span} AS span, ${of}.person_id AS "subjectKey", grouping(${of}.person_id) = 1 AS "isAll", ${values}
      FROM ${from} GROUP BY GROUPING SETS ${one ? sql`((${of}.person_id), ())` : sql`((1, ${of}.person_id), (1))`}`
  if (by === 'stays')
    return sql<Answer>`SELECT ${span} AS span, ${of}.person_id AS "subjectKey", ${of}.group_id AS "groupKey", false AS "isAll", ${values} FROM ${from} GROUP BY 1, 2, 3`
  if (by === 'branches')
    return sql<Answer>`SELECT ${span} AS span, ${of}.branch_id AS "subjectKey", false AS "isAll", ${values} FROM ${from} GROUP BY 1, 2`
  const groups = by.tree.map(link => link.groupKey)
  const members = by.tree.map(link => link.memberKey)
  return sql<Answer>`SELECT ${span} AS span, t.group_id AS "subjectKey", false AS "isAll", ${values} FROM ${from}
    JOIN unnest(${groups}::bigint[], ${members}::bigint[]) AS t (group_id, member_id) ON t.member_id = ${of}.group_id GROUP BY 1, 2`
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
