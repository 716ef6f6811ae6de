import { accounts } from '#ledger'
import { addDays, addMonths, type Day, monthEnd } from '#lib/day'
import { rows, sql } from '#platform/database'
import type { Tolerance } from '../../tolerance.ts'
import {
  by,
  type CloseStep,
  dueInScope,
  inputOf,
  owed,
  owing,
  type StepInput,
  stamp,
  tolerated,
  unpaid,
} from './scope.ts'

/**
 * Installments due on the day fall due: unpaid interest and fee become receivable and income, the loan's row moves on to
 * its next installment. What is booked is found among what is unpaid; every row is moved last, for it is the row that says
 * what has not fallen due yet. Twin: `fallDue` in book.ts.
 */
async function fallDueStep(input: StepInput, tolerance: Tolerance): Promise<number> {
  const { sql: database, day, now } = input
  const id = await stamp(database)
  const receivable = sql`servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id`
  const booked = sql`WHERE ${unpaid} AND (i.interest > i.interest_paid OR i.fee > i.fee_paid)
      AND i.due_on = ${day}::date AND l.next_seq = i.seq AND l.next_due_on = i.due_on AND ${dueInScope(input)}`
  await sql`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, recorded_by, recorded_at)
    SELECT l.loan_id, ${id}::bigint, 'due', ${day}::date, ${day}::date, i.interest - i.interest_paid + i.fee - i.fee_paid, ${by}, ${now}::timestamptz
      FROM ${receivable} ${booked}`.execute(database)
  const { interestReceivable, interestIncome, feeReceivable, feeIncome } = accounts
  await sql`INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
    SELECT l.loan_id, ${id}::bigint, e.debit, e.credit, e.amount, ${day}::date, l.branch_id, l.product_id
      FROM ${receivable} CROSS JOIN LATERAL (VALUES (${interestReceivable}, ${interestIncome}, i.interest - i.interest_paid),
        (${feeReceivable}, ${feeIncome}, i.fee - i.fee_paid)) AS e(debit, credit, amount)
     ${booked} AND e.amount > 0`.execute(database)
  const moved = await moveMonthly(input, tolerance)
  return moved.length + (await moveOthers(input, tolerance, moved))
}

/**
 * Moves on the loans whose next installment is due a month later and unpaid: nearly all. What is left unpaid of this
 * installment and what the next one brings lie side by side in the index of what is unpaid; no page of the plan is read.
 * @returns the loans it moved
 */
async function moveMonthly(input: StepInput, tolerance: Tolerance): Promise<bigint[]> {
  const { sql: database, day } = input
  const now = sql`i.due_on = ${day}::date`
  const done = await rows(
    sql<{
      key: bigint
    }>`UPDATE servicing.loan l SET next_seq = x.seq, next_due_on = x.due_on, period_from = ${day}::date, next_interest = x.next_interest,
      overdue_principal = l.overdue_principal + x.principal, overdue_interest = l.overdue_interest + x.interest,
      overdue_fee = l.overdue_fee + x.fee, oldest_unpaid_due = coalesce(l.oldest_unpaid_due,
        CASE WHEN ${owing} + x.principal + x.interest + x.fee > x.tolerated THEN x.unpaid_due END)
    FROM (SELECT i.loan_id, max(i.seq) AS seq, max(i.due_on) AS due_on, max(i.interest - i.interest_paid) FILTER (WHERE NOT ${now}) AS next_interest,
            min(i.due_on) FILTER (WHERE ${now}) AS unpaid_due, coalesce(max(i.principal - i.principal_paid) FILTER (WHERE ${now}), 0) AS principal,
            coalesce(max(i.interest - i.interest_paid) FILTER (WHERE ${now}), 0) AS interest,
            coalesce(max(i.fee - i.fee_paid) FILTER (WHERE ${now}), 0) AS fee, max(${tolerated(tolerance)}) FILTER (WHERE ${now}) AS tolerated
            FROM servicing.installment i
           WHERE i.due_on = ANY(${[day, ...monthLater(day)]}::date[]) AND ${unpaid} AND ${dueInScope(input)}
           GROUP BY i.loan_id HAVING count(*) FILTER (WHERE NOT ${now}) = 1) x
   WHERE l.loan_id = x.loan_id AND l.next_due_on = ${day}::date AND x.seq = l.next_seq + 1 RETURNING l.loan_id AS key`,
    database,
  )
  return done.map(row => row.key)
}

/** Moves on whatever else falls due: last installments, those paid ahead, and plans of another pace. What has been moved on is not looked up again. */
async function moveOthers(input: StepInput, tolerance: Tolerance, moved: readonly bigint[]): Promise<number> {
  const { sql: database, day } = input
  const done =
    await sql`UPDATE servicing.loan l SET next_seq = l.next_seq + 1, next_due_on = n.due_on, period_from = ${day}::date,
      next_interest = coalesce(CASE WHEN n.principal < 0 THEN n.interest ELSE n.interest - n.interest_paid END, 0), overdue_principal = l.overdue_principal + i.principal - i.principal_paid,
      overdue_interest = l.overdue_interest + i.interest - i.interest_paid, overdue_fee = l.overdue_fee + i.fee - i.fee_paid,
      oldest_unpaid_due = coalesce(l.oldest_unpaid_due, CASE WHEN ${unpaid} AND ${owing} + ${owed} > ${tolerated(tolerance)} THEN i.due_on END)
    FROM (SELECT DISTINCT i.loan_id FROM servicing.installment i WHERE i.due_on = ${day}::date AND i.loan_id <> ALL (${[...moved]}::bigint[]) AND ${dueInScope(input)}) x
    JOIN servicing.installment i ON i.loan_id = x.loan_id
    LEFT JOIN servicing.installment n ON n.loan_id = i.loan_id AND n.seq = i.seq + 1
   WHERE l.loan_id = x.loan_id AND l.next_due_on = ${day}::date AND i.seq = l.next_seq AND i.due_on = ${day}::date`.execute(
      database,
    )
  return Number(done.numAffectedRows)
}

/** The days on which monthly plans with an installment due on a day have their next one; several after a short month's end. */
function monthLater(day: Day): Day[] {
  const first = addMonths(day, 1)
  const days = [first]
  if (day === monthEnd(day))
    for (let next = addDays(first, 1); next <= monthEnd(first); next = addDays(next, 1)) days.push(next)
  return days
}

export const fallDue: CloseStep = {
  name: 'fall-due',
  reads: ['installment', 'loan', 'set_aside'],
  writes: ['loan_transaction', 'loan_entry', 'loan'],
  run: (ctx, scope) => fallDueStep(inputOf(ctx, scope), scope.rules.morning.tolerance),
}
