import type { RawBuilder } from 'kysely'
import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, type PageType, pageClauses } from '#platform/page'
import type { Contagion } from '../hold.ts'
import type { LoanClass } from '../standing.ts'
import type { WatchSignal } from '../watch-signal.ts'
import { joinFirstAsked } from './first-asked.ts'
import { loanPlace } from './loan.ts'

/** A loan that stands worse than current and normal, with all that speaks against it. */
export type WatchedRow = {
  key: bigint
  number: string
  customerKey: bigint
  dealerKey: bigint | null
  ownerKey: bigint | null
  branchKey: bigint
  outstanding: Money
  overdue: Money
  overdueDays: number
  bucket: string
  class: LoanClass
  stage: 1 | 2 | 3
  /** The morning from which it has stood worse without a break. */
  since: Day
  /** The very first installment is what is unpaid. */
  firstPayment: boolean
  /** How many of the bounds in force the days past due have reached; at least 2 with the first installment unpaid. */
  level: number
  watched: boolean
  /** Why it was put on by hand, and by when it is looked at again; null when it was not. */
  watchReason: string | null
  reviewOn: Day | null
  contagion: Contagion
  classUntil: Day | null
  stageUntil: Day | null
  observedUntil: Day | null
}

export type WatchFilter = {
  permission: string
  /** Days past due from which a loan is blue, yellow, orange, red: ascending. */
  bounds: readonly number[]
  level?: number | undefined
  signal?: WatchSignal | undefined
  branchKey?: bigint | undefined
  dealerKey?: bigint | undefined
  ownerKey?: bigint | undefined
  /** Only what came onto the list on this morning or later. */
  sinceFrom?: Day | undefined
  search?: string | undefined
}
export type WatchSort = 'overdueDays' | 'outstanding' | 'since'

const signalOf: Record<WatchSignal, RawBuilder<unknown>> = {
  'first-payment': sql`w."firstPayment"`,
  overdue: sql`w."overdueDays" > 0`,
  restructured: sql`w."observedUntil" IS NOT NULL`,
  contagion: sql`w.contagion <> 'none'`,
  'non-performing': sql`w.class IN ('substandard', 'doubtful', 'loss')`,
  held: sql`(w."overdueDays" = 0 AND (w."classUntil" IS NOT NULL OR w."stageUntil" IS NOT NULL))`,
  watched: sql`w.watched`,
  'review-due': sql`w."reviewDue"`,
}
const sorts: Record<WatchSort, [column: RawBuilder<unknown>, type: PageType, value: (row: WatchedRow) => unknown]> = {
  overdueDays: [sql`w."overdueDays"`, 'integer', row => row.overdueDays],
  outstanding: [sql`w.outstanding`, 'bigint', row => row.outstanding],
  since: [sql`w.since`, 'date', row => row.since],
}

/** The loans of the reader's scope that stand worse than current and normal, as `w`. */
function watched(ctx: Context, filter: WatchFilter): RawBuilder<unknown> {
  const morning = ctx.today
  const levels = filter.bounds.map(from => sql`(d.days >= ${from}::int)::int`)
  return sql`(SELECT d.*, d.days AS "overdueDays", greatest(${sql.join(levels, sql` + `)}, CASE WHEN d."firstPayment" THEN 2 ELSE 0 END)::int AS level
      FROM (SELECT l.loan_id AS key, l.number, l.customer_id AS "customerKey", l.dealer_id AS "dealerKey", l.owner_id AS "ownerKey", l.branch_id AS "branchKey",
              l.outstanding, (l.overdue_principal + l.overdue_interest + l.overdue_fee) AS overdue, l.bucket, l.class, l.stage, l.watched, l.contagion,
              l.class_until AS "classUntil", l.stage_until AS "stageUntil", l.observed_until AS "observedUntil",
              coalesce(greatest(${morning}::date - l.oldest_unpaid_due, 0), 0) AS days, coalesce(s.since, l.disbursed_on) AS since,
              h.reason AS "watchReason", h.review_on AS "reviewOn", coalesce(h.review_on <= ${morning}::date, false) AS "reviewDue",
              coalesce(l.oldest_unpaid_due < ${morning}::date AND l.oldest_unpaid_due = i.due_on, false) AS "firstPayment"
         FROM servicing.loan l
         ${joinFirstAsked}
         LEFT JOIN LATERAL (SELECT b.reason, b.review_on FROM servicing.loan_watch b WHERE b.loan_id = l.loan_id AND l.watched ORDER BY b.id DESC LIMIT 1) h ON true
        CROSS JOIN LATERAL (SELECT min(b.from_day) AS since FROM servicing.loan_state b WHERE b.loan_id = l.loan_id
            AND b.from_day > coalesce((SELECT max(c.from_day) FROM servicing.loan_state c
                                        WHERE c.loan_id = l.loan_id AND c.state <> 'overdue' AND c.class = 'normal' AND c.stage = 1), '-infinity'::date)) s
        WHERE l.state IN ('active', 'overdue') AND (l.state = 'overdue' OR l.class <> 'normal' OR l.stage > 1)
          AND ${ctx.rights.where(filter.permission, loanPlace)}) d) w`
}

function conditions(filter: WatchFilter) {
  const given = [
    sql`true`,
    filter.level !== undefined && sql`w.level = ${filter.level}`,
    filter.signal !== undefined && signalOf[filter.signal],
    filter.branchKey !== undefined && sql`w."branchKey" = ${filter.branchKey}`,
    filter.dealerKey !== undefined && sql`w."dealerKey" = ${filter.dealerKey}`,
    filter.ownerKey !== undefined && sql`w."ownerKey" = ${filter.ownerKey}`,
    filter.sinceFrom !== undefined && sql`w.since >= ${filter.sinceFrom}::date`,
    filter.search !== undefined && sql`w.number LIKE ${`${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`}`,
  ].filter(part => part !== false)
  return sql`WHERE ${sql.join(given, sql` AND `)}`
}

/** How many loans stand on each level, and what is outstanding on them. */
export type WatchTotals = {
  loans: number
  outstanding: Money
  overdue: Money
  levels: { level: number; loans: number }[]
}

/** A page of the watch list, with the totals of all that match. */
export async function listWatched(
  ctx: Context,
  filter: WatchFilter,
  sort: WatchSort,
  request: PageRequest,
): Promise<{ rows: WatchedRow[]; next: string | null; totals: WatchTotals }> {
  const where = conditions(filter)
  const [column, type, value] = sorts[sort]
  const { beyond, order } = pageClauses(request, column, sql`w.key`, type)
  const found = await rows(
    sql<WatchedRow>`SELECT w.* FROM ${watched(ctx, filter)} ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const totals = await oneOrNone(
    sql<
      Omit<WatchTotals, 'levels'>
    >`SELECT count(*)::int AS loans, coalesce(sum(w.outstanding), 0)::bigint AS outstanding,
        coalesce(sum(w.overdue), 0)::bigint AS overdue FROM ${watched(ctx, filter)} ${where}`,
    ctx.sql,
  )
  // How the levels compare is shown whichever of them is looked at.
  const levels = await rows(
    sql<{ level: number; loans: number }>`SELECT w.level, count(*)::int AS loans
      FROM ${watched(ctx, filter)} ${conditions({ ...filter, level: undefined })} GROUP BY w.level`,
    ctx.sql,
  )
  return { ...cutPage(found, request.limit, row => [value(row), row.key]), totals: { ...totals!, levels } }
}

/** Which of some loans have left their very first installment unpaid for so many days on a morning, or longer. */
export async function firstPaymentMissed(
  database: Sql,
  keys: readonly bigint[],
  morning: Day,
  days: number,
): Promise<Set<bigint>> {
  const found = await rows(
    sql<{
      key: bigint
    }>`SELECT l.loan_id AS key FROM servicing.loan l ${joinFirstAsked}
      WHERE l.loan_id = ANY(${[...keys]}::bigint[]) AND l.oldest_unpaid_due = i.due_on AND i.due_on + ${days}::int <= ${morning}::date`,
    database,
  )
  return new Set(found.map(row => row.key))
}
