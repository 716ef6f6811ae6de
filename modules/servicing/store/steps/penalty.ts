import { accounts } from '#ledger'
import { type Day, monthEnd } from '#lib/day'
import { readAhead, rows, sql } from '#platform/database'
import { among, by, type CloseStep, inputOf, inScope, type StepInput, stamp, unpaid } from './scope.ts'

/**
 * Penalty (on principal) or compound interest (on interest) of an installment `i` of a loan `l` accrued up to a day, as
 * SQL: what accrued at earlier rates, and the days since at the rate that holds. Nothing accrues until the grace days are over. The integer form of half-up division keeps SQL and the rule equal to
 * the fen. Twin: `accruedPenalty` in installment.ts.
 */
export const accrued = (amount: 'principal' | 'interest', on: Day) =>
  sql`(coalesce(i.${sql.ref(`${amount === 'principal' ? 'penalty' : 'compound'}_before`)}, 0) + div(2 * l.penalty_rate * (coalesce(i.${sql.ref(`${amount}_product`)}, 0) + CASE
        WHEN ${on}::date > i.due_on + l.grace_days AND ${on}::date > coalesce(i.product_through, i.due_on)
        THEN (i.${sql.ref(amount)} - i.${sql.ref(`${amount}_paid`)}) * (${on}::date - coalesce(i.product_through, i.due_on)) ELSE 0 END) + 360, 720)::bigint)`

/**
 * Penalty and compound interest accrued to the day come into the books: one transaction for each loan that has any. The loans in
 * arrears are named first, by one look at the rows of the step's loans, and found by key from then on: no statistics say that
 * arrears of a few loans of the book are those of a few of the range. What they owe is found by the index of what is unpaid and its
 * pages, which nothing else of the day has looked at, are asked of the disk together and not one after the other. Twin: `postPenalty` in book.ts.
 */
async function penaltyStep(input: StepInput): Promise<number> {
  const { sql: database, day, now } = input
  const burdened = await rows(
    sql<{
      key: bigint
    }>`SELECT l.loan_id AS key FROM servicing.loan l WHERE (l.overdue_principal > 0 OR l.overdue_interest > 0) AND ${inScope(input)}`,
    database,
  )
  if (burdened.length === 0) return 0
  const id = await stamp(database)
  const penalty = accrued('principal', day)
  const compound = accrued('interest', day)
  const late = sql`i.loan_id = l.loan_id AND l.loan_id = ANY(${burdened.map(row => row.key)}::bigint[]) AND i.seq < l.next_seq
      AND i.due_on + l.grace_days < ${day}::date AND (i.principal > i.principal_paid OR i.interest > i.interest_paid)
      AND i.due_on < ${day}::date AND ${among(input.loans, 'i')} AND ${unpaid}`
  const posted = await readAhead(database, () =>
    rows(
      sql<{
        key: bigint
      }>`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, recorded_by, recorded_at)
    SELECT x.loan_id, ${id}::bigint, 'penalty', ${day}::date, ${day}::date, x.amount, ${by}, ${now}::timestamptz
      FROM (SELECT l.loan_id, sum(${penalty} + ${compound} - coalesce(i.penalty_posted, 0) - coalesce(i.compound_posted, 0))::bigint AS amount
              FROM servicing.loan l JOIN servicing.installment i ON ${late} GROUP BY l.loan_id) x
     WHERE x.amount <> 0 RETURNING loan_id AS key`,
      database,
    ),
  )
  const keys = posted.map(row => row.key)
  await sql`INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
    SELECT t.loan_id, t.id, CASE WHEN t.amount > 0 THEN ${accounts.penaltyReceivable} ELSE ${accounts.penaltyIncome} END,
           CASE WHEN t.amount > 0 THEN ${accounts.penaltyIncome} ELSE ${accounts.penaltyReceivable} END, abs(t.amount), ${day}::date, l.branch_id, l.product_id
      FROM servicing.loan_transaction t JOIN servicing.loan l ON l.loan_id = t.loan_id
     WHERE t.loan_id = ANY(${keys}::bigint[]) AND t.id = ${id}::bigint`.execute(database)
  await readAhead(database, () =>
    sql`UPDATE servicing.installment i SET penalty_posted = nullif(${penalty}, 0), compound_posted = nullif(${compound}, 0)
    FROM servicing.loan l WHERE ${late}`.execute(database),
  )
  return keys.length
}

/** At month ends only: in between, penalty is derived (ADR 0011). */
export const penalty: CloseStep = {
  name: 'penalty',
  reads: ['installment', 'loan', 'loan_transaction', 'set_aside'],
  writes: ['loan_transaction', 'loan_entry', 'installment'],
  run: async (ctx, scope) => (scope.day === monthEnd(scope.day) ? penaltyStep(inputOf(ctx, scope)) : 0),
}
