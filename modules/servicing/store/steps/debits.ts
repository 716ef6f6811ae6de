import { addDays, type Day } from '#lib/day'
import { rows, sql } from '#platform/database'
import { accrued } from './penalty.ts'
import { among, type CloseStep, dueInScope, inputOf, type StepInput, unpaid } from './scope.ts'

/**
 * Orders the next morning's direct debits: one for each loan with an installment unpaid that fell due so many days ago, for
 * everything the loan owes that day, penalty to that day included. A loan that is not overdue and has never borne penalty
 * owes the installment due that morning and nothing else; only of the others is the whole plan read. Twin: `debitOn` in
 * book.ts.
 * @param days days after the due day on which the bank is asked, 0 being the due day itself
 */
async function debitStep(input: StepInput, days: readonly number[]): Promise<number> {
  const morning = addDays(input.day, 1)
  const dues = days.map(count => addDays(morning, -count))
  const order = sql`INSERT INTO servicing.debit_order (day, loan_id, amount) SELECT ${morning}::date, x.loan_id, x.amount`
  const owing = sql`(l.overdue_principal > 0 OR l.overdue_interest > 0 OR l.overdue_fee > 0)`
  const late = sql`(i.product_through IS NOT NULL OR i.penalty_posted IS NOT NULL OR i.compound_posted IS NOT NULL)`
  const burdened = await rows(
    sql<{
      key: bigint
    }>`SELECT DISTINCT i.loan_id AS key FROM servicing.installment i WHERE ${late} AND ${among(input.loans, 'i')}`,
    input.sql,
  )
  // As a list, which is looked up by hash: how many there are, no statistics say on the evening their penalty is first posted.
  const keys = sql`(${burdened.map(row => row.key)}::bigint[])`
  const asked = (on: readonly Day[]) => sql`servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id
     WHERE i.due_on = ANY(${on}::date[]) AND ${unpaid} AND ${dueInScope(input)} AND l.state IN ('active', 'overdue')`
  const plain = await sql`${order} FROM (
      SELECT l.loan_id, i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid AS amount
        FROM ${asked(dues.filter(due => due === morning))} AND NOT ${owing} AND i.loan_id <> ALL ${keys}) x`.execute(
    input.sql,
  )
  const whole = await sql`${order} FROM (
      SELECT l.loan_id, sum(i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid
               + ${accrued('principal', morning)} - coalesce(i.penalty_paid, 0)
               + ${accrued('interest', morning)} - coalesce(i.compound_paid, 0))::bigint AS amount
        FROM (SELECT DISTINCT l.loan_id, l.grace_days, l.penalty_rate FROM ${asked(dues)} AND (${owing} OR i.loan_id = ANY ${keys})) l
        JOIN servicing.installment i ON i.loan_id = l.loan_id
       WHERE i.due_on <= ${morning}::date AND (${unpaid} OR ${late})
       GROUP BY l.loan_id) x
     WHERE x.amount > 0`.execute(input.sql)
  return Number(plain.numAffectedRows) + Number(whole.numAffectedRows)
}

export const debits: CloseStep = {
  name: 'debits',
  reads: ['installment', 'loan', 'set_aside'],
  writes: ['debit_order'],
  run: (ctx, scope) => debitStep(inputOf(ctx, scope), scope.rules.debitDays),
}
