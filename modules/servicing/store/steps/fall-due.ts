import { accounts } from '#ledger'
import { sql } from '#platform/database'
import { among, by, type CloseStep, inputOf, inScope, type StepInput, stamp } from './scope.ts'

/**
 * Installments due on the day fall due: unpaid interest and fee become receivable and income, the loan's row moves on to
 * its next installment. Twin: `fallDue` in book.ts.
 */
async function fallDueStep(input: StepInput): Promise<number> {
  const { sql: database, day, now } = input
  const id = await stamp(database)
  const dueToday = sql`servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id AND l.next_seq = i.seq
     WHERE i.due_on = ${day}::date AND ${among(input.loans, 'i')}
       AND l.next_due_on = i.due_on AND ${inScope(input)}`
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

export const fallDue: CloseStep = {
  name: 'fall-due',
  reads: ['installment', 'loan', 'set_aside'],
  writes: ['loan_transaction', 'loan_entry', 'loan'],
  run: (ctx, scope) => fallDueStep(inputOf(ctx, scope)),
}
