import { accounts } from '#ledger'
import { addDays, type Day, type Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { Bounds, StandingRules } from '../loan.ts'
import type { Range } from './close.ts'

/** What every step of a day's close works with: one range of loans, one day, one transaction. */
export type StepInput = { sql: Sql; day: Day; range: Pick<Range, 'from' | 'to'>; now: Instant }

const by = 'system:servicing.close-day'
const inRange = ({ range }: StepInput) =>
  sql`l.loan_id >= ${range.from} AND l.loan_id < ${range.to}
      AND NOT EXISTS (SELECT FROM servicing.set_aside s WHERE s.loan_id = l.loan_id AND s.resolved_at IS NULL)`

/** One id for all transactions of a step: unique within each loan, and no statement needs a volatile function per row. */
async function stamp(database: Sql): Promise<bigint> {
  const row = await oneOrNone(sql<{ key: bigint }>`SELECT platform.new_key() AS key`, database)
  return row!.key
}

/**
 * Installments due on the day fall due: unpaid interest and fee become receivable and income, the loan's row moves on to
 * its next installment. Twin: `fallDue` in book.ts.
 */
export async function fallDueStep(input: StepInput): Promise<number> {
  const { sql: database, day, now } = input
  const id = await stamp(database)
  const dueToday = sql`servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id AND l.next_seq = i.seq
     WHERE i.due_on = ${day}::date AND i.loan_id >= ${input.range.from} AND i.loan_id < ${input.range.to}
       AND l.next_due_on = i.due_on AND ${inRange(input)}`
  await sql`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, recorded_by, recorded_at)
    SELECT l.loan_id, ${id}::bigint, 'due', ${day}::date, ${day}::date, i.interest - i.interest_paid + i.fee - i.fee_paid, ${by}, ${now}::timestamptz
      FROM ${dueToday} AND (i.interest > i.interest_paid OR i.fee > i.fee_paid)`.execute(database)
  const entry = (debit: string, credit: string, amount: ReturnType<typeof sql>) => sql`
    INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
    SELECT l.loan_id, ${id}::bigint, ${debit}, ${credit}, ${amount}, ${day}::date, l.branch_id, l.product_id FROM ${dueToday} AND ${amount} > 0`
  const { interestReceivable, interestIncome, feeReceivable, feeIncome } = accounts
  await entry(interestReceivable, interestIncome, sql`i.interest - i.interest_paid`).execute(database)
  await entry(feeReceivable, feeIncome, sql`i.fee - i.fee_paid`).execute(database)
  const moved =
    await sql`UPDATE servicing.loan k SET next_seq = k.next_seq + 1, next_due_on = x.then_due_on, period_from = ${day}::date,
      next_interest = coalesce(x.then_interest, 0), overdue_principal = k.overdue_principal + x.principal,
      overdue_interest = k.overdue_interest + x.interest, overdue_fee = k.overdue_fee + x.fee,
      oldest_unpaid_due = coalesce(k.oldest_unpaid_due, CASE WHEN x.principal > 0 OR x.interest > 0 OR x.fee > 0 THEN ${day}::date END)
    FROM (SELECT i.loan_id, i.principal - i.principal_paid AS principal, i.interest - i.interest_paid AS interest, i.fee - i.fee_paid AS fee,
                 n.due_on AS then_due_on, n.interest - n.interest_paid AS then_interest
            FROM (SELECT i.* FROM ${dueToday}) i
            LEFT JOIN servicing.installment n ON n.loan_id = i.loan_id AND n.seq = i.seq + 1) x
    WHERE k.loan_id = x.loan_id`.execute(database)
  return Number(moved.numAffectedRows)
}

/**
 * Loans that enter a bucket or class on the next morning: days past due equal to one of the bounds, an index look-up for
 * each. On the morning the bounds themselves change, every overdue loan is looked at. Twin: `standAt` in book.ts.
 * @returns the loans that were not overdue until now
 */
export async function standingStep(
  input: StepInput,
  rules: StandingRules,
  rulesChanged: boolean,
): Promise<{ newlyOverdue: bigint[]; moved: number }> {
  const { sql: database, day } = input
  const morning = addDays(day, 1)
  const bounds = [
    ...new Set([1, ...rules.buckets, ...rules.classes].map(bound => (typeof bound === 'number' ? bound : bound.from))),
  ]
    .filter(from => from > 0)
    .sort((a, b) => a - b)
  const nameAt = (list: Bounds, days: number) => list.findLast(bound => bound.from <= days)!.name
  const found = sql`(SELECT * FROM unnest(${bounds.map(from => addDays(morning, -from))}::date[],
      ${bounds.map((_, index) => (index + 1 < bounds.length ? addDays(morning, -bounds[index + 1]!) : '0001-01-01'))}::date[],
      ${bounds.map(from => nameAt(rules.buckets, from))}::text[], ${bounds.map(from => nameAt(rules.classes, from))}::text[]) AS b(entered, older, bucket, class)) b`
  const match = rulesChanged
    ? sql`l.oldest_unpaid_due <= b.entered AND l.oldest_unpaid_due > b.older AND (l.bucket, l.class, l.state) IS DISTINCT FROM (b.bucket, b.class, 'overdue')`
    : sql`l.oldest_unpaid_due = b.entered`
  const newlyOverdue = await rows(
    sql<{
      key: bigint
    }>`SELECT l.loan_id AS key FROM servicing.loan l WHERE l.oldest_unpaid_due = ${day}::date AND l.state = 'active' AND ${inRange(input)}`,
    database,
  )
  await sql`INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, outstanding)
    SELECT l.loan_id, ${morning}::date, 'overdue', b.bucket, b.class, l.outstanding FROM servicing.loan l JOIN ${found} ON ${match} WHERE ${inRange(input)}
    ON CONFLICT (loan_id, from_day) DO UPDATE SET state = excluded.state, bucket = excluded.bucket, class = excluded.class, outstanding = excluded.outstanding`.execute(
    database,
  )
  const moved =
    await sql`UPDATE servicing.loan l SET state = 'overdue', bucket = b.bucket, class = b.class FROM ${found}
    WHERE ${match} AND ${inRange(input)}`.execute(database)
  return { newlyOverdue: newlyOverdue.map(row => row.key), moved: Number(moved.numAffectedRows) }
}

/**
 * Penalty and compound interest accrued to the day come into the books: one transaction for each loan that has any. The
 * integer form of half-up division keeps SQL and the rule equal to the fen. Twin: `postPenalty` in book.ts.
 */
export async function penaltyStep(input: StepInput): Promise<number> {
  const { sql: database, day, now } = input
  const id = await stamp(database)
  const accrued = (
    product: string,
    amount: string,
  ) => sql`div(2 * l.penalty_rate * (coalesce(i.${sql.ref(`${product}_product`)}, 0)
      + (i.${sql.ref(amount)} - i.${sql.ref(`${amount}_paid`)}) * (${day}::date - coalesce(i.product_through, i.due_on))) + 360, 720)::bigint`
  const penalty = accrued('principal', 'principal')
  const compound = accrued('interest', 'interest')
  const late = sql`i.loan_id = l.loan_id AND i.seq < l.next_seq AND i.due_on + l.grace_days < ${day}::date
      AND (i.principal > i.principal_paid OR i.interest > i.interest_paid)
      AND l.oldest_unpaid_due < ${day}::date AND ${inRange(input)}`
  const sums = sql`(SELECT l.loan_id, l.branch_id, l.product_id,
        sum(${penalty} + ${compound} - coalesce(i.penalty_posted, 0) - coalesce(i.compound_posted, 0))::bigint AS amount
      FROM servicing.loan l JOIN servicing.installment i ON ${late} GROUP BY l.loan_id, l.branch_id, l.product_id) x`
  const posted =
    await sql`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, recorded_by, recorded_at)
    SELECT x.loan_id, ${id}::bigint, 'penalty', ${day}::date, ${day}::date, x.amount, ${by}, ${now}::timestamptz FROM ${sums} WHERE x.amount <> 0`.execute(
      database,
    )
  await sql`INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
    SELECT x.loan_id, ${id}::bigint, CASE WHEN x.amount > 0 THEN ${accounts.penaltyReceivable} ELSE ${accounts.penaltyIncome} END,
           CASE WHEN x.amount > 0 THEN ${accounts.penaltyIncome} ELSE ${accounts.penaltyReceivable} END, abs(x.amount), ${day}::date, x.branch_id, x.product_id
      FROM ${sums} WHERE x.amount <> 0`.execute(database)
  await sql`UPDATE servicing.installment i SET penalty_posted = nullif(${penalty}, 0), compound_posted = nullif(${compound}, 0)
    FROM servicing.loan l WHERE ${late}`.execute(database)
  return Number(posted.numAffectedRows)
}
