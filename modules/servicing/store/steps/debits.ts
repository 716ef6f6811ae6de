import { addDays } from '#lib/day'
import { rows, sql } from '#platform/database'
import { accrued } from './penalty.ts'
import { among, type CloseStep, dueInScope, inputOf, owed, owing, type StepInput, unpaid } from './scope.ts'

/**
 * Orders the next morning's direct debits: one for each loan with an installment unpaid that fell due so many days ago, for
 * everything the loan owes that day, penalty to that day included. A loan that no penalty was ever posted of, and of which all that
 * is overdue fell due on those days and is within its grace, owes that and the installment due that morning: which are others is
 * asked once, of those loans alone that have anything unpaid behind them, bore penalty or are closed; only of the others is the plan read. Twin: `debitOn` in book.ts.
 * @param days days after the due day on which the bank is asked, 0 being the due day itself
 */
async function debitStep(input: StepInput, days: readonly number[]): Promise<number> {
  const morning = addDays(input.day, 1)
  const dues = days.map(count => addDays(morning, -count))
  const order = sql`INSERT INTO servicing.debit_order (day, loan_id, amount) SELECT ${morning}::date, x.loan_id, x.amount`
  const late = sql`(i.product_through IS NOT NULL OR i.penalty_posted IS NOT NULL OR i.compound_posted IS NOT NULL)`
  // As lists, which only pass through here and are looked up by hash: how many there are, no statistics say.
  const [lists] = await rows(
    sql<{ burdened: string; behind: string }>`SELECT
      (SELECT coalesce(array_agg(DISTINCT t.loan_id), '{}')::text FROM servicing.loan_transaction t WHERE t.kind = 'penalty' AND ${among(input.loans, 't')}) AS burdened,
      (SELECT coalesce(array_agg(b.loan_id), '{}')::text FROM (
         SELECT i.loan_id FROM servicing.installment i WHERE i.due_on < ${morning}::date AND ${unpaid} AND ${among(input.loans, 'i')}
         UNION ALL SELECT k.loan_id FROM servicing.loan k WHERE k.closed_on IS NOT NULL AND ${among(input.loans, 'k')}) b) AS behind`,
    input.sql,
  )
  const { burdened, behind } = lists!
  const asked = sql`(SELECT i.loan_id, coalesce(sum(${owed}) FILTER (WHERE i.due_on = ${morning}::date), 0)::bigint AS coming,
             coalesce(sum(${owed}) FILTER (WHERE i.due_on < ${morning}::date), 0)::bigint AS past, min(i.due_on) AS oldest
      FROM servicing.installment i WHERE i.due_on = ANY(${[...new Set([morning, ...dues])]}::date[]) AND ${unpaid} AND ${dueInScope(input)}
     GROUP BY i.loan_id HAVING bool_or(i.due_on = ANY(${dues}::date[])))`
  const others = await rows(
    sql<{ key: bigint; open: boolean }>`SELECT l.loan_id AS key, l.state IN ('active', 'overdue') AS open
      FROM ${asked} a JOIN servicing.loan l ON l.loan_id = a.loan_id
     WHERE (a.loan_id = ANY(${behind}::bigint[]) OR a.loan_id = ANY(${burdened}::bigint[]))
       AND (l.state NOT IN ('active', 'overdue') OR a.past <> ${owing} OR a.oldest + l.grace_days < ${morning}::date OR l.loan_id = ANY(${burdened}::bigint[]))`,
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
