import { addDays } from '#lib/day'
import { sql } from '#platform/database'
import { accrued } from './penalty.ts'
import { among, type CloseStep, inputOf, inScope, type StepInput } from './scope.ts'

/**
 * Orders the next morning's direct debits: one for each loan with an installment unpaid that fell due so many days ago, for
 * everything the loan owes that day, penalty to that day included. An installment paid in time has left no trace of penalty
 * and is passed over before anything is computed. Twin: `debitOn` in book.ts.
 * @param days days after the due day on which the bank is asked, 0 being the due day itself
 */
async function debitStep(input: StepInput, days: readonly number[]): Promise<number> {
  const morning = addDays(input.day, 1)
  const dues = days.map(count => addDays(morning, -count))
  const unpaid = sql`(i.principal > i.principal_paid OR i.interest > i.interest_paid OR i.fee > i.fee_paid)`
  const asked = sql`(SELECT DISTINCT l.loan_id, l.grace_days, l.penalty_rate FROM servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id
     WHERE i.due_on = ANY(${dues}::date[]) AND ${unpaid} AND ${among(input.loans, 'i')} AND l.state IN ('active', 'overdue') AND ${inScope(input)}) l`
  const done = await sql`INSERT INTO servicing.debit_order (day, loan_id, amount)
    SELECT ${morning}::date, x.loan_id, x.amount FROM (
      SELECT l.loan_id, sum(i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid
               + ${accrued('principal', morning)} - coalesce(i.penalty_paid, 0)
               + ${accrued('interest', morning)} - coalesce(i.compound_paid, 0))::bigint AS amount
        FROM ${asked} JOIN servicing.installment i ON i.loan_id = l.loan_id
       WHERE i.due_on <= ${morning}::date AND (${unpaid} OR i.product_through IS NOT NULL OR i.penalty_posted IS NOT NULL OR i.compound_posted IS NOT NULL)
       GROUP BY l.loan_id) x
     WHERE x.amount > 0 ON CONFLICT DO NOTHING`.execute(input.sql)
  return Number(done.numAffectedRows)
}

export const debits: CloseStep = {
  name: 'debits',
  reads: ['installment', 'loan', 'set_aside'],
  writes: ['debit_order'],
  run: (ctx, scope) => debitStep(inputOf(ctx, scope), scope.rules.debitDays),
}
