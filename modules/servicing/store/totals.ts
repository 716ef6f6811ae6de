import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import { rows, type Sql, sql } from '#platform/database'

/** The running loans of a branch and product that stand alike at a day's end. */
export type DayTotal = {
  branchKey: bigint
  productKey: bigint
  bucket: string
  class: string
  stage: 1 | 2 | 3
  loans: bigint
  outstanding: Money
  overdue: Money
  /** Interest earned and not yet due: each running period's unpaid interest by its days, half-up a loan. */
  accrued: Money
}

/** The whole book at a day's end, in one pass over the loans. Nothing is written. */
export async function totalsOn(database: Sql, day: Day): Promise<DayTotal[]> {
  return rows(
    sql<DayTotal>`
      SELECT l.branch_id AS "branchKey", l.product_id AS "productKey", l.bucket, l.class, l.stage, count(*) AS loans, sum(l.outstanding)::bigint AS outstanding,
             sum(l.overdue_principal + l.overdue_interest + l.overdue_fee)::bigint AS overdue,
             coalesce(sum((2 * l.next_interest * least(greatest(${day}::date - l.period_from, 0), l.next_due_on - l.period_from) + (l.next_due_on - l.period_from))
                          / (2 * (l.next_due_on - l.period_from))), 0)::bigint AS accrued
        FROM servicing.loan l WHERE l.state IN ('active', 'overdue') GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
    database,
  )
}

/** What is expected to be lost on the loans of a branch and product that stand alike. */
export type Loss = Pick<DayTotal, 'branchKey' | 'productKey' | 'bucket' | 'class' | 'stage'> & { loss: Money }

/** What is expected to be lost at a month's end, in one pass over its rows; on loans that ended nothing is. */
export async function lossesOn(database: Sql, day: Day): Promise<Loss[]> {
  return rows(
    sql<Loss>`SELECT branch_id AS "branchKey", product_id AS "productKey", bucket, class, stage, sum(expected_loss)::bigint AS loss
        FROM servicing.loan_month WHERE month_end = ${day} AND state IN ('active', 'overdue') GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
    database,
  )
}

/** Keeps a day's totals; at a month's end with what is expected to be lost. */
export async function saveTotals(
  database: Sql,
  day: Day,
  totals: readonly DayTotal[],
  losses: readonly Loss[] | null,
): Promise<void> {
  const keyOf = (row: Omit<Loss, 'loss'>) => [row.branchKey, row.productKey, row.bucket, row.class, row.stage].join('/')
  const lost = losses && new Map(losses.map(row => [keyOf(row), row.loss]))
  const column = <K extends keyof DayTotal>(name: K) => totals.map(total => total[name])
  await sql`INSERT INTO servicing.day_total (day, branch_id, product_id, bucket, class, stage, loans, outstanding, overdue, accrued, expected_loss)
    SELECT ${day}::date, * FROM unnest(${column('branchKey')}::bigint[], ${column('productKey')}::bigint[], ${column('bucket')}::text[], ${column('class')}::text[],
      ${column('stage')}::smallint[], ${column('loans')}::bigint[], ${column('outstanding')}::bigint[], ${column('overdue')}::bigint[], ${column('accrued')}::bigint[],
      ${totals.map(total => lost?.get(keyOf(total)) ?? null)}::bigint[])`.execute(database)
}

/** What all loans' rows add up to, and what today's entries have moved on the accounts that must say the same. */
export type Control = { account: string; rows: Money; today: Money }

/** The sums over all loans that the ledger must agree with, before anything of a day is closed, and how many loans there are. */
export async function controls(
  database: Sql,
  day: Day,
  accounts: { loans: string; interestReceivable: string; feeReceivable: string },
): Promise<{ loans: number; sums: Control[] }> {
  const { loans, interestReceivable, feeReceivable } = accounts
  const found = await rows(
    sql<Control & { loans: number }>`
    SELECT r.loans, r.account, r.rows, coalesce(t.today, 0) AS today
      FROM (SELECT s.loans, v.account, v.amount::bigint AS rows
              FROM (SELECT count(*)::int AS loans, coalesce(sum(l.outstanding), 0) AS outstanding, coalesce(sum(l.overdue_interest), 0) AS interest,
                           coalesce(sum(l.overdue_fee), 0) AS fee
                      FROM servicing.loan l) s
             CROSS JOIN LATERAL (VALUES (${loans}, s.outstanding), (${interestReceivable}, s.interest), (${feeReceivable}, s.fee)) AS v(account, amount)) r
      LEFT JOIN (SELECT v.account, sum(v.amount)::bigint AS today
                   FROM servicing.loan_entry e CROSS JOIN LATERAL (VALUES (e.debit, e.amount), (e.credit, -e.amount)) AS v(account, amount)
                  WHERE e.posted_on = ${day}::date GROUP BY 1) t ON t.account = r.account`,
    database,
  )
  return { loans: found[0]!.loans, sums: found.map(({ account, rows: own, today }) => ({ account, rows: own, today })) }
}

/** A total as kept. */
export type SavedTotal = DayTotal & { day: Day }

/** The totals of the last closed day on or before a day. */
export async function lastTotals(database: Sql, through: Day): Promise<SavedTotal[]> {
  return rows(
    sql<SavedTotal>`SELECT day, branch_id AS "branchKey", product_id AS "productKey", bucket, class, stage, loans, outstanding, overdue, accrued
      FROM servicing.day_total WHERE day = (SELECT max(day) FROM servicing.day_total WHERE day <= ${through})
     ORDER BY branch_id, product_id, bucket, class, stage`,
    database,
  )
}
