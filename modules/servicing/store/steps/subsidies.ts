import { accounts } from '#ledger'
import { oneOrNone, sql } from '#platform/database'
import { by, type CloseStep, inputOf, type StepInput, stamp } from './scope.ts'

/**
 * What subsidies bring on the day comes into the books: what is due of them, and what of it is earned. A subsidy says itself
 * when it is to be looked at next, so a day without any costs one look into an index. Loans closed meanwhile go on: their last
 * installment may have been paid before its day. Twin: `postSubsidies` in subsidy.ts.
 */
async function subsidiesStep(input: StepInput): Promise<number> {
  const { sql: database, day, now } = input
  const within =
    'keys' in input.loans
      ? sql`s.loan_id = ANY(${[...input.loans.keys]}::bigint[])`
      : sql`s.loan_id >= ${input.loans.from} AND s.loan_id < ${input.loans.to}`
  const falling = sql`s.next_on <= ${day}::date AND ${within}
    AND NOT EXISTS (SELECT FROM servicing.set_aside a WHERE a.loan_id = s.loan_id AND a.resolved_at IS NULL)`
  const any = await oneOrNone(sql`SELECT 1 AS one FROM servicing.subsidy s WHERE ${falling} LIMIT 1`, database)
  if (!any) return 0
  const id = await stamp(database)
  const fallen = sql`(SELECT s.loan_id, sum(i.due)::bigint AS due, sum(i.earned)::bigint AS earned
      FROM servicing.subsidy s JOIN servicing.subsidy_line i ON i.loan_id = s.loan_id AND i.seq = s.seq AND i.on_day BETWEEN s.next_on AND ${day}::date
     WHERE ${falling} GROUP BY s.loan_id)`
  await sql`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, terms, recorded_by, recorded_at)
    SELECT f.loan_id, ${id}::bigint, 'subsidy', ${day}::date, ${day}::date, CASE f.due WHEN 0 THEN f.earned ELSE f.due END,
           jsonb_build_object('due', f.due || 'n', 'earned', f.earned || 'n'), ${by}, ${now}::timestamptz
      FROM ${fallen} f`.execute(database)
  const { subsidyReceivable, deferredSubsidy, interestIncome } = accounts
  await sql`INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
    SELECT f.loan_id, ${id}::bigint, e.debit, e.credit, e.amount, ${day}::date, l.branch_id, l.product_id
      FROM ${fallen} f JOIN servicing.loan l ON l.loan_id = f.loan_id
     CROSS JOIN LATERAL (VALUES (${subsidyReceivable}, ${interestIncome}, least(f.due, f.earned)),
       (${subsidyReceivable}, ${deferredSubsidy}, greatest(f.due - f.earned, 0)), (${deferredSubsidy}, ${interestIncome}, greatest(f.earned - f.due, 0))) AS e(debit, credit, amount)
     WHERE e.amount <> 0`.execute(database)
  const moved =
    await sql`UPDATE servicing.subsidy s SET due_posted = s.due_posted + f.due, earned_posted = s.earned_posted + f.earned, next_on = f.next_on
    FROM (SELECT i.loan_id, i.seq, coalesce(sum(i.due) FILTER (WHERE i.on_day <= ${day}::date), 0)::bigint AS due,
                 coalesce(sum(i.earned) FILTER (WHERE i.on_day <= ${day}::date), 0)::bigint AS earned,
                 min(i.on_day) FILTER (WHERE i.on_day > ${day}::date) AS next_on
            FROM servicing.subsidy_line i JOIN servicing.subsidy s ON s.loan_id = i.loan_id AND s.seq = i.seq
           WHERE ${falling} AND i.on_day >= s.next_on GROUP BY i.loan_id, i.seq) f
   WHERE s.loan_id = f.loan_id AND s.seq = f.seq`.execute(database)
  return Number(moved.numAffectedRows)
}

export const subsidies: CloseStep = {
  name: 'subsidies',
  reads: ['subsidy', 'subsidy_line', 'loan', 'set_aside'],
  writes: ['subsidy', 'loan_transaction', 'loan_entry'],
  run: (ctx, scope) => subsidiesStep(inputOf(ctx, scope)),
}
