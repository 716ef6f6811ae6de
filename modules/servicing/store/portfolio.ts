import type { RawBuilder } from 'kysely'
import { addDays, type Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { rows, sql } from '#platform/database'
import { cutPage, pageClauses } from '#platform/page'
import { firstPaymentDays, lastDay, lastMonthClosed, type MonthStanding, monthIndex, monthText } from '../portfolio.ts'
import { firstIsOurs, ofFirstAsked } from './first-asked.ts'
import { loanPlace } from './loan.ts'

export { coverageOf, lastDay, lastMonthClosed, monthIndex, monthText, nonPerforming } from '../portfolio.ts'
export { bucketBounds, loanClasses as classes } from '../standing.ts'

/** Which part of the book a picture shows. */
export type Slice = {
  branchKey?: bigint | undefined
  groupKey?: bigint | undefined
  ownerKey?: bigint | undefined
  dealerKey?: bigint | undefined
  dealerGroup?: string | undefined
  productKey?: bigint | undefined
  channel?: 'dealer' | 'direct' | undefined
  brand?: string | undefined
  model?: string | undefined
  condition?: string | undefined
  region?: string | undefined
}

/** What the book can be cut and grouped by, and where each stands. */
const columnOf = {
  branch: sql`l.branch_id`,
  group: sql`l.group_id`,
  owner: sql`l.owner_id`,
  dealer: sql`l.dealer_id`,
  product: sql`l.product_id`,
  channel: sql`CASE WHEN l.dealer_id IS NULL THEN 'direct' ELSE 'dealer' END`,
  brand: sql`l.vehicle_brand`,
  model: sql`l.vehicle_model`,
  condition: sql`l.vehicle_condition`,
  region: sql`l.region`,
} as const satisfies Record<string, RawBuilder<unknown>>
export type Dimension = keyof typeof columnOf | 'dealerGroup'
const dimensions = [...(Object.keys(columnOf) as Dimension[]), 'dealerGroup' as const]

/**
 * Which loans, for whom: the reader's scope for a permission, and the slice of it. What group a dealer belongs to is not known
 * here: who asks about groups hands them over, dealer key → group.
 */
export type Question = { permission: string; slice: Slice; dealerGroups?: Readonly<Record<string, string>> | undefined }

/** What a dimension reads of a loan `l`, as text or key; null where nothing is known. */
const readOf = (by: Dimension, { dealerGroups }: Pick<Question, 'dealerGroups'>): RawBuilder<unknown> =>
  by === 'dealerGroup' ? sql`(${JSON.stringify(dealerGroups ?? {})}::jsonb ->> l.dealer_id::text)` : columnOf[by]

/** The loans of a question, as `l`. Where nothing else is known, a loan's age counts from the day it was disbursed. */
function loans(ctx: Context, question: Question): RawBuilder<unknown> {
  const { permission, slice } = question
  const given: Partial<Record<Dimension, bigint | string | undefined>> = {
    branch: slice.branchKey,
    group: slice.groupKey,
    owner: slice.ownerKey,
    dealer: slice.dealerKey,
    dealerGroup: slice.dealerGroup,
    product: slice.productKey,
    channel: slice.channel,
    brand: slice.brand,
    model: slice.model,
    condition: slice.condition,
    region: slice.region,
  }
  const cut = dimensions.flatMap(name =>
    given[name] === undefined ? [] : [sql`${readOf(name, question)} = ${given[name]}`],
  )
  return sql`(SELECT l.*, coalesce(l.originated_on, l.disbursed_on) AS born_on FROM servicing.loan l
     WHERE ${sql.join([ctx.rights.where(permission, loanPlace), ...cut], sql` AND `)}) l`
}

const indexOf = (on: RawBuilder<unknown>) =>
  sql`(extract(year FROM ${on})::int * 12 + extract(month FROM ${on})::int - 1)`
const monthTextOf = (index: RawBuilder<unknown>) =>
  sql`((${index} / 12)::text || '-' || lpad((${index} % 12 + 1)::text, 2, '0'))`
const cohortOf = (grain: 'month' | 'quarter') =>
  grain === 'month'
    ? monthTextOf(indexOf(sql`l.born_on`))
    : sql`(extract(year FROM l.born_on)::int::text || '-Q' || extract(quarter FROM l.born_on)::int::text)`

const running = (alias: string) => sql`${sql.ref(`${alias}.state`)} IN ('active', 'overdue')`

/**
 * Rows of a picture, one for each loan in each cell: loan_id, number, principal, customer_id, dealer_id, x, y, balance, bad, and
 * where a loan can stand in one cell month after month, the month. A figure is a sum over them and a cell opens exactly them, so
 * the two cannot differ. Twins in portfolio.ts.
 */
export type Picture = RawBuilder<unknown>

const cell = (
  x: RawBuilder<unknown>,
  y: RawBuilder<unknown>,
  balance: RawBuilder<unknown>,
  bad: RawBuilder<unknown>,
  month = sql`NULL::text`,
) =>
  sql`l.loan_id, l.number, l.principal, l.customer_id, l.dealer_id, (${x})::text AS x, (${y})::text AS y, ${balance} AS balance, ${bad} AS bad, ${month} AS month`

/** Every loan of a question with where it stood on the evening of a day, as `l` and `s`. */
function standings(ctx: Context, question: Question, evening: Day): RawBuilder<unknown> {
  // Today's picture is the loan's own row; a past one is the last state before the next morning.
  if (evening >= ctx.today)
    return sql`${loans(ctx, question)} CROSS JOIN LATERAL (SELECT l.state, l.bucket, l.class, l.outstanding) s`
  return sql`${loans(ctx, question)} CROSS JOIN LATERAL (SELECT i.state, i.bucket, i.class, i.outstanding FROM servicing.loan_state i
      WHERE i.loan_id = l.loan_id AND i.from_day <= ${addDays(evening, 1)}::date ORDER BY i.from_day DESC LIMIT 1) s`
}

/** Aging of the running loans on an evening: bucket by class. */
export function aging(ctx: Context, question: Question, evening: Day, bad: readonly string[]): Picture {
  return sql`SELECT ${cell(sql`s.bucket`, sql`s.class`, sql`s.outstanding`, sql`s.class = ANY(${[...bad]}::text[])`)}
    FROM ${standings(ctx, question, evening)} WHERE ${running('s')}`
}

/** The running loans on an evening by one dimension; y is the bucket. */
export function concentration(
  ctx: Context,
  question: Question,
  evening: Day,
  by: Dimension,
  bad: readonly string[],
): Picture {
  return sql`SELECT ${cell(sql`coalesce((${readOf(by, question)})::text, '')`, sql`s.bucket`, sql`s.outstanding`, sql`s.class = ANY(${[...bad]}::text[])`)}
    FROM ${standings(ctx, question, evening)} WHERE ${running('s')}`
}

/** The month ends from one month's index to another's: loans as `l`, where they stood as `m`, from the rows the close notes. */
function monthEnds(ctx: Context, question: Question, from: number, to: number): RawBuilder<unknown> {
  return sql`${loans(ctx, question)} JOIN servicing.loan_month m ON m.loan_id = l.loan_id
      AND m.month_end BETWEEN ${lastDay(from)}::date AND ${lastDay(to)}::date`
}

/** The ends of months with their names, as `k`: a name is made once a month instead of once a row. */
function monthNames(from: number, to: number): RawBuilder<unknown> {
  const months = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
  return sql`unnest(${months.map(lastDay)}::date[], ${months.map(monthText)}::text[], ${months.map(month => lastDay(month - 1))}::date[]) AS k(month_end, month, before)`
}

/** The running loans at each month's end: month by bucket. */
export function flow(ctx: Context, question: Question, from: number, to: number, bad: readonly string[]): Picture {
  return sql`SELECT ${cell(sql`k.month`, sql`m.bucket`, sql`m.outstanding`, sql`m.class = ANY(${[...bad]}::text[])`)}
    FROM ${monthEnds(ctx, question, from, to)} JOIN ${monthNames(from, to)} ON k.month_end = m.month_end WHERE ${running('m')}`
}

/** From bucket to bucket from each month's end to the next, for the months `from` to `to`. */
export function roll(ctx: Context, question: Question, from: number, to: number): Picture {
  const place = sql`CASE WHEN ${running('a')} THEN a.bucket WHEN a.state = 'written-off' THEN 'written-off' ELSE 'closed' END`
  return sql`SELECT ${cell(sql`m.bucket`, place, sql`m.outstanding`, sql`false`, sql`k.month`)} FROM ${monthEnds(ctx, question, from - 1, to - 1)}
      JOIN ${monthNames(from, to)} ON k.before = m.month_end
      JOIN servicing.loan_month a ON a.loan_id = m.loan_id AND a.month_end = k.month_end AND a.month_end BETWEEN ${lastDay(from)}::date AND ${lastDay(to)}::date
     WHERE ${running('m')}`
}

/** Which loans a vintage calls bad, up to which month's end, and how it groups them. */
export type Vintage = { buckets: readonly string[]; through: number; grain: 'month' | 'quarter' }

/** What was outstanding before a loan was first written off. */
const writtenOff = (
  loanId: RawBuilder<unknown>,
) => sql`(SELECT b.outstanding FROM servicing.loan_state b WHERE b.loan_id = ${loanId}
    AND b.from_day < (SELECT min(f.from_day) FROM servicing.loan_state f WHERE f.loan_id = ${loanId} AND f.state = 'written-off')
  ORDER BY b.from_day DESC LIMIT 1)`

/**
 * Vintage, current: loans bad at the end of a month of their age, by cohort and age. A loan written off is noted once, in the
 * month it happened, and stays bad from then on with what it owed.
 */
export function vintage(ctx: Context, question: Question, { buckets, through, grain }: Vintage): Picture {
  const month = sql`${indexOf(sql`m.month_end`)}`
  return sql`SELECT ${cell(cohortOf(grain), sql`v.month - ${indexOf(sql`l.born_on`)}`, sql`v.exposure`, sql`true`)} FROM ${loans(ctx, question)}
    JOIN (SELECT m.loan_id, ${month} AS month, m.outstanding AS exposure FROM servicing.loan_month m
           WHERE ${running('m')} AND m.bucket = ANY(${[...buckets]}::text[]) AND m.month_end <= ${lastDay(through)}::date
          UNION ALL
          SELECT w.loan_id, g.month, coalesce(${writtenOff(sql`w.loan_id`)}, 0) AS exposure
            FROM (SELECT m.loan_id, min(${month}) AS month FROM servicing.loan_month m WHERE m.state = 'written-off' GROUP BY m.loan_id) w
           CROSS JOIN generate_series(w.month, ${through}::int) AS g(month)
           -- Taken back into the book, it is what it is there.
           WHERE NOT EXISTS (SELECT FROM servicing.loan_month m WHERE m.loan_id = w.loan_id AND m.state <> 'written-off'
                              AND ${month} BETWEEN w.month AND g.month)) v ON v.loan_id = l.loan_id
   WHERE v.month >= ${indexOf(sql`l.born_on`)}`
}

/** Vintage, ever: each loan once, at the age at which it first was bad, with its balance then. */
export function vintageEver(ctx: Context, question: Question, { buckets, through, grain }: Vintage): Picture {
  const month = indexOf(sql`(s.from_day - 1)`)
  return sql`SELECT ${cell(cohortOf(grain), sql`${month} - ${indexOf(sql`l.born_on`)}`, sql`CASE WHEN s.state = 'written-off' THEN coalesce(${writtenOff(sql`s.loan_id`)}, 0) ELSE s.outstanding END`, sql`true`)}
    FROM ${loans(ctx, question)} JOIN (
      SELECT DISTINCT ON (i.loan_id) i.loan_id, i.from_day, i.state, i.outstanding FROM servicing.loan_state i
       WHERE i.state = 'written-off' OR (${running('i')} AND i.bucket = ANY(${[...buckets]}::text[]))
       ORDER BY i.loan_id, i.from_day) s ON s.loan_id = l.loan_id
     WHERE ${month} <= ${through}`
}

/** How many loans a cohort has, what was lent, and from which age on all of it is seen. */
export type Cohort = { cohort: string; loans: number; principal: Money; last: number; seenFrom: number }

/** The cohorts of a question, oldest first: `last` is the month the youngest loan was made in. */
export async function cohorts(ctx: Context, question: Question, grain: 'month' | 'quarter'): Promise<Cohort[]> {
  const born = indexOf(sql`l.born_on`)
  return rows(
    sql<Cohort>`SELECT ${cohortOf(grain)} AS cohort, count(*)::int AS loans, sum(l.principal)::bigint AS principal,
        max(${born})::int AS last, max(${indexOf(sql`l.disbursed_on`)} - ${born})::int AS "seenFrom"
      FROM ${loans(ctx, question)} GROUP BY 1 ORDER BY 1`,
    ctx.sql,
  )
}

/** What is expected to be lost on each running loan at a month's end: class by stage. */
export function allowance(ctx: Context, question: Question, month: number, bad: readonly string[]): Picture {
  return sql`SELECT ${cell(sql`m.class`, sql`m.stage`, sql`m.expected_loss`, sql`m.class = ANY(${[...bad]}::text[])`)}
    FROM ${monthEnds(ctx, question, month, month)} WHERE ${running('m')}`
}

/**
 * Where the loans of a question stood at the last month's end that was closed on an evening, and what was expected to be lost
 * on them; null when nothing was noted then. Coverage is read off this wherever it is shown.
 */
export async function monthStandings(
  ctx: Context,
  question: Question,
  evening: Day,
): Promise<{ monthEnd: Day; standings: MonthStanding[] } | null> {
  const month = lastMonthClosed(evening, ctx.today)
  const standings = await rows(
    sql<MonthStanding>`SELECT m.class, m.stage, count(*)::int AS loans, sum(m.outstanding)::bigint AS outstanding, sum(m.expected_loss)::bigint AS loss
      FROM ${monthEnds(ctx, question, month, month)} WHERE ${running('m')} GROUP BY m.class, m.stage`,
    ctx.sql,
  )
  return standings.length > 0 ? { monthEnd: lastDay(month), standings } : null
}

/** What the loans of a question, ended ones too, can be cut by: each value of each dimension with its loans, the most frequent first. */
export async function choices(
  ctx: Context,
  question: Question,
  by: readonly Dimension[],
): Promise<{ by: Dimension; value: string; within: string | null; loans: number }[]> {
  const columns = by.map((name, at) => sql`(${readOf(name, question)})::text AS ${sql.ref(`c${at}`)}`)
  // One pass over the loans; a model's row also says whose model it is.
  const brand = by.indexOf('brand')
  const sets = by.map((name, at) =>
    name === 'model' && brand >= 0 ? sql`(${sql.ref(`c${at}`)}, ${sql.ref(`c${brand}`)})` : sql`(${sql.ref(`c${at}`)})`,
  )
  const found = await rows(
    sql<
      Record<string, string | null> & { loans: number; mask: number }
    >`SELECT ${sql.join(by.map((_, at) => sql.ref(`c${at}`)))},
        grouping(${sql.join(by.map((_, at) => sql.ref(`c${at}`)))})::int AS mask, count(*)::int AS loans
      FROM (SELECT ${sql.join(columns)} FROM ${loans(ctx, question)}) x
     GROUP BY GROUPING SETS (${sql.join(sets)}) ORDER BY count(*) DESC`,
    ctx.sql,
  )
  return found.flatMap(row => {
    const at = by.findLastIndex((_, index) => ((row.mask as number) & (1 << (by.length - 1 - index))) === 0)
    const value = row[`c${at}`]
    const within = by[at] === 'model' && brand >= 0 ? (row[`c${brand}`] ?? null) : null
    return typeof value === 'string' ? [{ by: by[at]!, value, within, loans: row.loans as number }] : []
  })
}

/**
 * First payment default: of the first installments due from a day to an evening, by the month they were due in, what is unpaid 1,
 * 7, 15, 30 days later, as far as those days had come by that evening.
 */
export function firstPayment(ctx: Context, question: Question, from: Day, to: Day): Picture {
  const [first, last] = [from, to].map(monthIndex) as [number, number]
  const morning = to < ctx.today ? addDays(to, 1) : ctx.today
  const due = sql`(i.principal + i.interest + i.fee)`
  // What had been paid by each of the days is added up in one pass over the payments of the first installment.
  const paidBy = firstPaymentDays.map(
    (days, at) =>
      sql`coalesce(sum(h.principal + h.interest + h.fee) FILTER (WHERE t.value_date < i.due_on + ${days}::int), 0)::bigint AS ${sql.ref(`d${at}`)}`,
  )
  const each = firstPaymentDays.map((days, at) => sql`(${days}::int, ${sql.ref(`p.d${at}`)})`)
  return ofFirstAsked(
    join => sql`SELECT ${cell(sql`k.month`, sql`d.days`, due, sql`d.paid < ${due}`)}
    FROM ${loans(ctx, question)} ${join}
    JOIN ${monthNames(first, last)} ON k.month_end = (date_trunc('month', i.due_on::timestamp) + interval '1 month')::date - 1
    CROSS JOIN LATERAL (SELECT ${sql.join(paidBy)} FROM servicing.loan_share h
        JOIN servicing.loan_transaction t ON t.loan_id = h.loan_id AND t.id = h.transaction_id
       WHERE h.loan_id = l.loan_id AND h.seq = i.seq) p
    CROSS JOIN LATERAL (VALUES ${sql.join(each)}) AS d(days, paid)
   WHERE i.due_on BETWEEN ${from}::date AND ${to}::date AND i.due_on + d.days <= ${morning}::date`,
  )
}

/** Of how many loans our plan begins in those days, while their first installment had been due before we took them over. */
export async function firstDueElsewhere(ctx: Context, question: Question, from: Day, to: Day): Promise<number> {
  const [found] = await rows(
    sql<{ loans: number }>`SELECT count(*)::int AS loans FROM ${loans(ctx, question)}
      JOIN servicing.installment i ON i.loan_id = l.loan_id AND i.seq = 1
     WHERE NOT ${firstIsOurs} AND i.due_on BETWEEN ${from}::date AND ${to}::date`,
    ctx.sql,
  )
  return found!.loans
}

/** One cell of a picture: what stands in it together. */
export type Cell = { x: string; y: string; loans: number; balance: Money; badLoans: number; badBalance: Money }

/** The cells of a picture. */
export async function cells(ctx: Context, picture: Picture): Promise<Cell[]> {
  return rows(
    sql<Cell>`SELECT p.x, p.y, count(*)::int AS loans, coalesce(sum(p.balance), 0)::bigint AS balance,
        count(*) FILTER (WHERE p.bad)::int AS "badLoans", coalesce(sum(p.balance) FILTER (WHERE p.bad), 0)::bigint AS "badBalance"
      FROM (${picture}) p GROUP BY p.x, p.y`,
    ctx.sql,
  )
}

/** Which cells are opened: left out means all. */
export type CellChoice = { x?: readonly string[]; besides?: readonly string[]; y?: readonly string[]; bad?: boolean }

export type CellLoan = {
  key: bigint
  number: string
  customerKey: bigint
  dealerKey: bigint | null
  x: string
  y: string
  month: string | null
  principal: Money
  balance: Money
  bad: boolean
}

/** A page of the loans some cells are made of, the heaviest first, and what all of them come to. */
export async function cellLoans(
  ctx: Context,
  picture: Picture,
  choice: CellChoice,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  const within = sql`(${picture}) p WHERE (${choice.x ?? null}::text[] IS NULL OR p.x = ANY(${choice.x ?? null}::text[]))
      AND (${choice.besides ?? null}::text[] IS NULL OR p.x <> ALL(${choice.besides ?? null}::text[]))
      AND (${choice.y ?? null}::text[] IS NULL OR p.y = ANY(${choice.y ?? null}::text[])) AND (${choice.bad ?? null}::boolean IS NULL OR p.bad = ${choice.bad ?? null}::boolean)`
  const [total] = await rows(
    sql<{
      loans: number
      balance: Money
    }>`SELECT count(*)::int AS loans, coalesce(sum(p.balance), 0)::bigint AS balance FROM ${within}`,
    ctx.sql,
  )
  const { beyond } = pageClauses({ direction: 'desc', after, limit }, sql`p.balance`, sql`p.loan_id`, 'bigint')
  // A loan may stand in a cell month after month with the same balance: no page ends among such rows.
  const found = await rows(
    sql<
      CellLoan & { left: number }
    >`SELECT p.loan_id AS key, p.number, p.customer_id AS "customerKey", p.dealer_id AS "dealerKey", p.x, p.y, p.month, p.principal, p.balance, p.bad,
        count(*) OVER ()::int AS left
      FROM ${within} AND ${beyond} ORDER BY p.balance DESC, p.loan_id DESC FETCH FIRST ${limit} ROWS WITH TIES`,
    ctx.sql,
  )
  const more = (found[0]?.left ?? 0) > found.length
  const { next } = cutPage(more ? [...found, found[0]!] : found, found.length, row => [row.balance, row.key])
  return { total: total!, rows: found, next }
}
