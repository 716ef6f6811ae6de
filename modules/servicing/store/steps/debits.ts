import { addDays } from '#lib/day'
import { rows, sql } from '#platform/database'
import { accrued } from './penalty.ts'
import { among, type CloseStep, dueInScope, inputOf, owed, owing, type StepInput, unpaid } from './scope.ts'

/**
 * Orders the next morning's direct debits: one for each loan with an installment unpaid that fell due so many days ago, for
 * everything the loan owes that day, penalty to that day included. A loan that no penalty was ever posted of, and of which all that
 * is overdue fell due on those days and is within its grace, owes that and the installment due that morning; only of the
 * others is the plan read. Twin: `debitOn` in book.ts.
 * @param days days after the due day on which the bank is asked, 0 being the due day itself
 */
async function debitStep(input: StepInput, days: readonly number[]): Promise<number> {
  const morning = addDays(input.day, 1)
  const dues = days.map(count => addDays(morning, -count))
  const order = sql`INSERT INTO servicing.debit_order (day, loan_id, amount) SELECT ${morning}::date, x.loan_id, x.amount`
  const late = sql`(i.product_through IS NOT NULL OR i.penalty_posted IS NOT NULL OR i.compound_posted IS NOT NULL)`
  const burdened = await rows(
    sql<{
      key: bigint
    }>`SELECT DISTINCT t.loan_id AS key FROM servicing.loan_transaction t WHERE t.kind = 'penalty' AND ${among(input.loans, 't')}`,
    input.sql,
  )
  // As a list, which is looked up by hash: how many there are, no statistics say on the evening their penalty is first posted.
  const keys = sql`(${burdened.map(row => row.key)}::bigint[])`
  const asked = sql`(SELECT i.loan_id, coalesce(sum(${owed}) FILTER (WHERE i.due_on = ${morning}::date), 0) AS coming,
             coalesce(sum(${owed}) FILTER (WHERE i.due_on < ${morning}::date), 0) AS past, min(i.due_on) AS oldest
      FROM servicing.installment i WHERE i.due_on = ANY(${[...new Set([morning, ...dues])]}::date[]) AND ${unpaid} AND ${dueInScope(input)}
     GROUP BY i.loan_id HAVING bool_or(i.due_on = ANY(${dues}::date[]))) a JOIN servicing.loan l ON l.loan_id = a.loan_id AND l.state IN ('active', 'overdue')`
  const plainly = sql`a.past = ${owing} AND a.oldest + l.grace_days >= ${morning}::date AND l.loan_id <> ALL ${keys}`
  const plain = await sql`${order} FROM (
      SELECT l.loan_id, (${owing} + a.coming)::bigint AS amount FROM ${asked} WHERE ${plainly}) x`.execute(input.sql)
  const whole = await sql`${order} FROM (
      SELECT l.loan_id, sum(${owed} + ${accrued('principal', morning)} - coalesce(i.penalty_paid, 0)
               + ${accrued('interest', morning)} - coalesce(i.compound_paid, 0))::bigint AS amount
        FROM (SELECT l.loan_id, l.next_seq, l.grace_days, l.penalty_rate FROM ${asked} WHERE NOT (${plainly})) l
        JOIN servicing.installment i ON i.loan_id = l.loan_id AND i.seq <= l.next_seq
       WHERE i.due_on <= ${morning}::date AND (${unpaid} OR ${late})
       GROUP BY l.loan_id) x
     WHERE x.amount > 0`.execute(input.sql)
  return Number(plain.numAffectedRows) + Number(whole.numAffectedRows)
}

export const debits: CloseStep = {
  name: 'debits',
  reads: ['installment', 'loan', 'loan_transaction', 'set_aside'],
  writes: ['debit_order'],
  run: (ctx, scope) => debitStep(inputOf(ctx, scope), scope.rules.debitDays),
}
