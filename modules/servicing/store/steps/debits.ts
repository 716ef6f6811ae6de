import { addDays } from '#lib/day'
import { rows, sql } from '#platform/database'
import { accrued } from './penalty.ts'
import { among, type CloseStep, dueInScope, inputOf, owed, owing, type StepInput, unpaid } from './scope.ts'

/**
 * Orders the next morning's direct debits: one for each loan with an installment unpaid that fell due so many days ago, for
 * everything the loan owes that day, penalty to that day included. A loan that no penalty was ever posted of, and of which all that
 * is overdue is within its grace, owes what the index of what is unpaid says of it: which are others is
 * asked once, of those loans alone that have anything unpaid behind them, bore penalty or are closed; only of the others is the plan read. Twin: `debitOn` in book.ts.
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
  const asked = sql`(SELECT i.loan_id, coalesce(sum(${owed}) FILTER (WHERE i.due_on = ${morning}::date), 0)::bigint AS coming,
             coalesce(sum(${owed}) FILTER (WHERE i.due_on < ${morning}::date), 0)::bigint AS past, min(i.due_on) AS oldest
      FROM servicing.installment i WHERE i.due_on <= ${morning}::date AND ${unpaid} AND ${dueInScope(input)}
     GROUP BY i.loan_id HAVING bool_or(i.due_on = ANY(${dues}::date[])))`
  const closed = sql`SELECT k.loan_id FROM servicing.loan k WHERE k.closed_on IS NOT NULL AND ${among(input.loans, 'k')}`
  const others = await rows(
    sql<{ key: bigint; open: boolean }>`SELECT l.loan_id AS key, l.state IN ('active', 'overdue') AS open
      FROM ${asked} a JOIN servicing.loan l ON l.loan_id = a.loan_id
     WHERE (a.past > 0 OR a.loan_id = ANY ${keys} OR a.loan_id IN (${closed}))
       AND (l.state NOT IN ('active', 'overdue') OR a.past <> ${owing} OR a.oldest + l.grace_days < ${morning}::date OR l.loan_id = ANY ${keys})`,
    input.sql,
  )
  const plain = await sql`${order} FROM (
      SELECT a.loan_id, a.past + a.coming AS amount FROM ${asked} a WHERE a.loan_id <> ALL (${others.map(row => row.key)}::bigint[])) x`.execute(
    input.sql,
  )
  const open = others.filter(row => row.open)
  if (open.length === 0) return Number(plain.numAffectedRows)
  const whole = await sql`${order} FROM (
      SELECT l.loan_id, sum(${owed} + ${accrued('principal', morning)} - coalesce(i.penalty_paid, 0)
               + ${accrued('interest', morning)} - coalesce(i.compound_paid, 0))::bigint AS amount
        FROM servicing.loan l JOIN servicing.installment i ON i.loan_id = l.loan_id AND i.seq <= l.next_seq
       WHERE l.loan_id = ANY(${open.map(row => row.key)}::bigint[]) AND i.due_on <= ${morning}::date AND (${unpaid} OR ${late})
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
