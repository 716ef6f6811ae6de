import type { Day } from '#lib/day'
import { type Sql, sql } from '#platform/database'
import type { Installment } from '../installment.ts'

/** Puts the rows behind a prepayment in the place of those it replaces, which are kept under its transaction. */
export async function replaceInstallments(
  database: Sql,
  change: {
    loanKey: bigint
    transactionKey: bigint
    on: Day
    replaced: readonly Installment[]
    plan: readonly Installment[]
  },
): Promise<void> {
  const from = change.replaced[0]!.seq
  await sql`INSERT INTO servicing.replaced_installment (loan_id, transaction_id, seq, due_on, principal, interest, fee, replaced_on)
    SELECT loan_id, ${change.transactionKey}::bigint, seq, due_on, principal, interest, fee, ${change.on}::date
      FROM servicing.installment WHERE loan_id = ${change.loanKey} AND seq >= ${from}`.execute(database)
  await sql`DELETE FROM servicing.installment WHERE loan_id = ${change.loanKey} AND seq >= ${from}`.execute(database)
  const fresh = change.plan.filter(row => row.seq >= from)
  await sql`INSERT INTO servicing.installment (loan_id, seq, due_on, principal, interest, fee)
    SELECT ${change.loanKey}::bigint, * FROM unnest(${fresh.map(row => row.seq)}::int[], ${fresh.map(row => row.dueOn)}::date[],
      ${fresh.map(row => row.principal)}::bigint[], ${fresh.map(row => row.interest)}::bigint[], ${fresh.map(row => row.fee)}::bigint[])`.execute(
    database,
  )
  await sql`UPDATE servicing.loan SET periods = ${change.plan.length}, matures_on = ${change.plan.at(-1)!.dueOn} WHERE loan_id = ${change.loanKey}`.execute(
    database,
  )
}
