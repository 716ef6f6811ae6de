import { accounts } from '#ledger'
import { addDays, addMonths, type Day, monthEnd } from '#lib/day'
import { sql } from '#platform/database'
import type { Tolerance } from '../../tolerance.ts'
import { by, type CloseStep, dueInScope, inputOf, owing, type StepInput, stamp, tolerated, unpaid } from './scope.ts'

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
  return moveOn(input, tolerance)
}

/**
 * Moves every row on. What is left unpaid of this installment and what the next one brings are read off the index of the plan by
 * due day, where those of a day lie side by side: nearly all have their next one a month later, and no page of the plan is read. Of
 * the others (a last installment, a plan of another pace) the next one is looked up; where it is known the look-up is given no
 * number, and reads nothing.
 */
async function moveOn(input: StepInput, tolerance: Tolerance): Promise<number> {
  const { sql: database, day } = input
  const now = sql`i.due_on = ${day}::date`
  const of = (part: 'principal' | 'interest' | 'fee') =>
    sql`max(${sql.ref(`i.${part}`)} - ${sql.ref(`i.${part}_paid`)}) FILTER (WHERE ${now}) AS ${sql.ref(part)}`
  const brings = (table: 'i' | 'm') => {
    const [principal, interest, paid] = ['principal', 'interest', 'interest_paid'].map(part =>
      sql.ref(`${table}.${part}`),
    )
    return sql`CASE WHEN ${principal} < 0 THEN ${interest} ELSE ${interest} - ${paid} END`
  }
  const follows = sql`count(*) = 2 AND max(i.seq) FILTER (WHERE NOT ${now}) = max(i.seq) FILTER (WHERE ${now}) + 1`
  const done =
    await sql`UPDATE servicing.loan l SET next_seq = l.next_seq + 1, next_due_on = coalesce(x.next_due_on, m.due_on), period_from = ${day}::date,
      next_interest = coalesce(x.next_interest, ${brings('m')}, 0), overdue_principal = l.overdue_principal + x.principal,
      overdue_interest = l.overdue_interest + x.interest, overdue_fee = l.overdue_fee + x.fee,
      oldest_unpaid_due = coalesce(l.oldest_unpaid_due, CASE WHEN ${owing} + x.principal + x.interest + x.fee > x.tolerated THEN x.unpaid_due END)
    FROM (SELECT i.loan_id, max(i.seq) FILTER (WHERE ${now}) AS seq, ${of('principal')}, ${of('interest')}, ${of('fee')},
            min(i.due_on) FILTER (WHERE ${now} AND ${unpaid}) AS unpaid_due, max(${tolerated(tolerance)}) FILTER (WHERE ${now}) AS tolerated,
            CASE WHEN ${follows} THEN max(i.due_on) END AS next_due_on,
            CASE WHEN ${follows} THEN max(${brings('i')}) FILTER (WHERE NOT ${now}) END AS next_interest
            FROM servicing.installment i WHERE i.due_on = ANY(${[day, ...monthLater(day)]}::date[]) AND ${dueInScope(input)}
           GROUP BY i.loan_id HAVING bool_or(${now})) x
    LEFT JOIN servicing.installment m ON m.loan_id = x.loan_id AND m.seq = CASE WHEN x.next_due_on IS NULL THEN x.seq + 1 END
   WHERE l.loan_id = x.loan_id AND l.next_due_on = ${day}::date AND l.next_seq = x.seq`.execute(database)
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
