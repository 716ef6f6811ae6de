import { accounts } from '#ledger'
import { addDays } from '#lib/day'
import { oneOrNone, sql } from '#platform/database'
import { among, by, type CloseStep, dueInScope, inputOf, type StepInput, stamp } from './scope.ts'

/**
 * Interest of periods of grace that end on the day joins the principal; the loan moves on to its next installment as any other
 * does (`fall-due.ts`), for such a row is unpaid to nobody. They have an index of their own, so a day without any costs one
 * look into it. Twin: `fallDue` in book.ts.
 */
async function capitaliseStep(input: StepInput): Promise<number> {
  const { sql: database, day, now } = input
  const ending = sql`i.principal < 0 AND i.due_on = ${day}::date`
  const any = await oneOrNone(
    sql`SELECT 1 AS one FROM servicing.installment i WHERE ${ending} AND ${among(input.loans, 'i')} LIMIT 1`,
    database,
  )
  if (!any) return 0
  const id = await stamp(database)
  const found = sql`servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id
     WHERE ${ending} AND l.next_seq = i.seq AND l.next_due_on = i.due_on AND ${dueInScope(input)}`
  await sql`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, recorded_by, recorded_at)
    SELECT l.loan_id, ${id}::bigint, 'capitalisation', ${day}::date, ${day}::date, i.interest, ${by}, ${now}::timestamptz FROM ${found}`.execute(
    database,
  )
  await sql`INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
    SELECT l.loan_id, ${id}::bigint, ${accounts.loans}, ${accounts.interestIncome}, i.interest, ${day}::date, l.branch_id, l.product_id FROM ${found}`.execute(
    database,
  )
  const grown =
    await sql`UPDATE servicing.loan k SET outstanding = k.outstanding + x.interest FROM (SELECT l.loan_id, i.interest FROM ${found}) x
     WHERE k.loan_id = x.loan_id`.execute(database)
  await sql`INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, stage, outstanding)
    SELECT l.loan_id, ${addDays(day, 1)}::date, l.state, l.bucket, l.class, l.stage, l.outstanding FROM ${found}
    ON CONFLICT (loan_id, from_day) DO UPDATE SET outstanding = excluded.outstanding`.execute(database)
  return Number(grown.numAffectedRows)
}

export const capitalise: CloseStep = {
  name: 'capitalise',
  reads: ['installment', 'loan', 'set_aside'],
  writes: ['loan_transaction', 'loan_entry', 'loan', 'loan_state'],
  run: (ctx, scope) => capitaliseStep(inputOf(ctx, scope)),
}
