import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import { rows, type Sql, sql } from '#platform/database'

/** A reminder to be sent, with what its installment owes now. */
export type WaitingReminder = {
  loanKey: bigint
  customerKey: bigint
  number: string
  seq: number
  days: number
  dueOn: Day
  /** Principal, interest and fee still unpaid; zero when paid meanwhile. */
  unpaid: Money
}

/** How far through a day's reminders a worker has come: in the order of loan and installment. */
export type ReminderPlace = Pick<WaitingReminder, 'loanKey' | 'seq'>

/** The next reminders of a day that wait after a place, held so that no other worker sends them too. */
export async function holdReminders(
  database: Sql,
  day: Day,
  after: ReminderPlace,
  limit: number,
): Promise<WaitingReminder[]> {
  return rows(
    sql<WaitingReminder>`SELECT r.loan_id AS "loanKey", l.customer_id AS "customerKey", l.number, r.seq, r.days, i.due_on AS "dueOn",
        CASE WHEN l.state IN ('active', 'overdue') THEN i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid ELSE 0 END AS unpaid
      FROM servicing.reminder r JOIN servicing.loan l ON l.loan_id = r.loan_id
      JOIN servicing.installment i ON i.loan_id = r.loan_id AND i.seq = r.seq
     WHERE r.day = ${day} AND (r.loan_id, r.seq) > (${after.loanKey}, ${after.seq}::int) AND r.outcome IS NULL ORDER BY r.loan_id, r.seq LIMIT ${limit} FOR UPDATE OF r SKIP LOCKED`,
    database,
  )
}

/** What became of reminders. */
export type ReminderOutcome = { loanKey: bigint; seq: number; outcome: 'queued' | 'paid' | 'unreachable' }

export async function saveReminders(database: Sql, day: Day, done: readonly ReminderOutcome[]): Promise<void> {
  await sql`UPDATE servicing.reminder r SET outcome = x.outcome
    FROM unnest(${done.map(row => row.loanKey)}::bigint[], ${done.map(row => row.seq)}::int[], ${done.map(row => row.outcome)}::text[]) AS x(loan_id, seq, outcome)
   WHERE r.loan_id = x.loan_id AND r.seq = x.seq AND r.day = ${day}`.execute(database)
}
