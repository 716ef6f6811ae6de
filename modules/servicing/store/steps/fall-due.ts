import { accounts } from '#ledger'
import { sql } from '#platform/database'
import type { Tolerance } from '../../tolerance.ts'
import { by, type CloseStep, dueInScope, inputOf, type StepInput, stamp, tolerated, unpaid } from './scope.ts'

/**
 * Installments due on the day fall due: unpaid interest and fee become receivable and income, the loan's row moves on to
 * its next installment. What is booked is found among what is unpaid; every row is moved last, for it is the row that says
 * what has not fallen due yet. Twin: `fallDue` in book.ts.
 */
async function fallDueStep(input: StepInput, tolerance: Tolerance): Promise<number> {
  const { sql: database, day, now } = input
  const id = await stamp(database)
  const falling = sql`i.due_on = ${day}::date AND l.next_seq = i.seq AND l.next_due_on = i.due_on AND ${dueInScope(input)}`
  const receivable = sql`servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id`
  const booked = sql`WHERE ${unpaid} AND (i.interest > i.interest_paid OR i.fee > i.fee_paid) AND ${falling}`
  await sql`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, recorded_by, recorded_at)
    SELECT l.loan_id, ${id}::bigint, 'due', ${day}::date, ${day}::date, i.interest - i.interest_paid + i.fee - i.fee_paid, ${by}, ${now}::timestamptz
      FROM ${receivable} ${booked}`.execute(database)
  const { interestReceivable, interestIncome, feeReceivable, feeIncome } = accounts
  await sql`INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
    SELECT l.loan_id, ${id}::bigint, e.debit, e.credit, e.amount, ${day}::date, l.branch_id, l.product_id
      FROM ${receivable} CROSS JOIN LATERAL (VALUES (${interestReceivable}, ${interestIncome}, i.interest - i.interest_paid),
        (${feeReceivable}, ${feeIncome}, i.fee - i.fee_paid)) AS e(debit, credit, amount)
     ${booked} AND e.amount > 0`.execute(database)
  const owed = sql`l.overdue_principal + l.overdue_interest + l.overdue_fee + i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid`
  const moved =
    await sql`UPDATE servicing.loan l SET next_seq = l.next_seq + 1, next_due_on = n.due_on, period_from = ${day}::date,
      next_interest = coalesce(n.interest - n.interest_paid, 0), overdue_principal = l.overdue_principal + i.principal - i.principal_paid,
      overdue_interest = l.overdue_interest + i.interest - i.interest_paid, overdue_fee = l.overdue_fee + i.fee - i.fee_paid,
      oldest_unpaid_due = coalesce(l.oldest_unpaid_due, CASE WHEN ${unpaid} AND ${owed} > ${tolerated(tolerance)} THEN i.due_on END)
    FROM servicing.installment i LEFT JOIN servicing.installment n ON n.loan_id = i.loan_id AND n.seq = i.seq + 1
   WHERE i.loan_id = l.loan_id AND ${falling}`.execute(database)
  return Number(moved.numAffectedRows)
}

export const fallDue: CloseStep = {
  name: 'fall-due',
  reads: ['installment', 'loan', 'set_aside'],
  writes: ['loan_transaction', 'loan_entry', 'loan'],
  run: (ctx, scope) => fallDueStep(inputOf(ctx, scope), scope.rules.morning.tolerance),
}
