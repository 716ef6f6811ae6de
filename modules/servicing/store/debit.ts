import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'

/** What became of an order: money came, the bank could not collect it, we could not take it in, or there is no account. */
export type DebitOutcome = 'collected' | 'failed' | 'refused' | 'no-account'

/** A day's direct debits. */
export type DebitDay = {
  day: Day
  orders: number
  amount: Money
  collected: number
  collectedAmount: Money
  failed: number
  waiting: number
  writtenAt: Instant | null
}

/** The last days with direct debits, newest first. */
export async function debitDays(database: Sql, limit: number): Promise<DebitDay[]> {
  return rows(
    sql<DebitDay>`SELECT o.day, count(*)::int AS orders, sum(o.amount)::bigint AS amount, count(*) FILTER (WHERE o.outcome = 'collected')::int AS collected,
        coalesce(sum(o.amount) FILTER (WHERE o.outcome = 'collected'), 0)::bigint AS "collectedAmount",
        count(*) FILTER (WHERE o.outcome IN ('failed', 'refused', 'no-account'))::int AS failed, count(*) FILTER (WHERE o.outcome IS NULL)::int AS waiting,
        (SELECT max(f.at) FROM servicing.debit_file f WHERE f.day = o.day AND f.direction = 'order') AS "writtenAt"
      FROM servicing.debit_order o
     WHERE o.day >= (SELECT coalesce(min(day), '9999-12-31') FROM (SELECT DISTINCT day FROM servicing.debit_order ORDER BY day DESC LIMIT ${limit}) d)
     GROUP BY o.day ORDER BY o.day DESC`,
    database,
  )
}

export type DebitOrderRow = {
  loanKey: bigint
  customerKey: bigint
  number: string
  amount: Money
  outcome: DebitOutcome | null
}

/** The orders of a day, by loan number. */
export async function debitOrders(database: Sql, day: Day): Promise<DebitOrderRow[]> {
  return rows(
    sql<DebitOrderRow>`SELECT o.loan_id AS "loanKey", l.customer_id AS "customerKey", l.number, o.amount, o.outcome
      FROM servicing.debit_order o JOIN servicing.loan l ON l.loan_id = o.loan_id WHERE o.day = ${day} ORDER BY l.number`,
    database,
  )
}

/** Notes what became of orders of a day. */
export async function saveDebitOutcomes(
  database: Sql,
  day: Day,
  outcomes: readonly { loanKey: bigint; outcome: DebitOutcome; reason: string | null; reference: string | null }[],
): Promise<void> {
  if (outcomes.length === 0) return
  await sql`UPDATE servicing.debit_order o SET outcome = x.outcome, reason = x.reason, reference = x.reference
    FROM unnest(${outcomes.map(row => row.loanKey)}::bigint[], ${outcomes.map(row => row.outcome)}::text[], ${outcomes.map(row => row.reason)}::text[],
      ${outcomes.map(row => row.reference)}::text[]) AS x(loan_id, outcome, reason, reference)
   WHERE o.loan_id = x.loan_id AND o.day = ${day}`.execute(database)
}

/** Keeps that a file went out or came in; false when the very same content is known. */
export async function saveDebitFile(
  database: Sql,
  file: {
    day: Day
    direction: 'order' | 'result'
    protocol: string
    sha256: string
    rows: number
    amount: Money
    byName: string
    at: Instant
  },
): Promise<boolean> {
  const row = await oneOrNone(
    sql`INSERT INTO servicing.debit_file (day, direction, protocol, sha256, rows, amount, by_name, at)
      VALUES (${file.day}, ${file.direction}, ${file.protocol}, ${file.sha256}, ${file.rows}, ${file.amount}, ${file.byName}, ${file.at})
      ON CONFLICT DO NOTHING RETURNING 1 AS one`,
    database,
  )
  return row !== null
}
