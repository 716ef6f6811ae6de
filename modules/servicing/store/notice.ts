import type { Day } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'

/** Something a borrower is to be told on a morning. */
export type Notice = { loanKey: bigint; transactionKey: bigint; template: string; facts: Record<string, string> }

/** Notes what borrowers are to be told on a day. */
export async function insertNotices(database: Sql, day: Day, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  await sql`INSERT INTO servicing.notice (day, loan_id, transaction_id, template, facts)
    SELECT ${day}::date, * FROM unnest(${notices.map(one => one.loanKey)}::bigint[], ${notices.map(one => one.transactionKey)}::bigint[],
      ${notices.map(one => one.template)}::text[], ${notices.map(one => JSON.stringify(one.facts))}::jsonb[])
    ON CONFLICT DO NOTHING`.execute(database)
}

export type WaitingNotice = Notice & { customerKey: bigint; day: Day }

/** The first notices up to a day that wait and whose action still stands, held so that no other worker sends them too. */
export async function holdNotices(database: Sql, day: Day, limit: number): Promise<WaitingNotice[]> {
  return rows(
    sql<WaitingNotice>`SELECT n.day, n.loan_id AS "loanKey", n.transaction_id AS "transactionKey", n.template, n.facts, l.customer_id AS "customerKey"
      FROM servicing.notice n JOIN servicing.loan l ON l.loan_id = n.loan_id
     WHERE n.day <= ${day}::date AND n.outcome IS NULL
       AND NOT EXISTS (SELECT FROM servicing.loan_transaction r WHERE r.loan_id = n.loan_id AND r.parent_id = n.transaction_id AND r.kind = 'reversal')
     ORDER BY n.day, n.loan_id, n.transaction_id LIMIT ${limit} FOR UPDATE OF n SKIP LOCKED`,
    database,
  )
}

/** What became of notices. */
export async function saveNotices(
  database: Sql,
  done: readonly { loanKey: bigint; transactionKey: bigint; outcome: 'queued' | 'unreachable' }[],
): Promise<void> {
  await sql`UPDATE servicing.notice n SET outcome = x.outcome
    FROM unnest(${done.map(one => one.loanKey)}::bigint[], ${done.map(one => one.transactionKey)}::bigint[], ${done.map(one => one.outcome)}::text[])
      AS x(loan_id, transaction_id, outcome)
   WHERE n.loan_id = x.loan_id AND n.transaction_id = x.transaction_id`.execute(database)
}
