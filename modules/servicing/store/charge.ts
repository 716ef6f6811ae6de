import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import { rows, type Sql, sql } from '#platform/database'
import type { Charge } from '../charge.ts'

/** The fees at disbursement of a loan, ours and others', and which have been given back: as known now, or on a day. */
export async function chargesOf(
  database: Sql,
  loanKey: bigint,
  knownOn: Day | null,
): Promise<(Charge & { givenBack: boolean })[]> {
  const found = await rows(
    sql<{ amount: Money; terms: Omit<Charge, 'amount'>; givenBack: boolean }>`
      SELECT t.amount, t.terms, EXISTS (SELECT FROM servicing.loan_transaction r WHERE r.loan_id = t.loan_id AND r.parent_id = t.id AND r.kind = 'reversal'
               ${knownOn === null ? sql`` : sql`AND r.posted_on <= ${knownOn}`}) AS "givenBack"
        FROM servicing.loan_transaction t WHERE t.loan_id = ${loanKey} AND t.kind = 'charge'
         ${knownOn === null ? sql`` : sql`AND t.posted_on <= ${knownOn}`} ORDER BY t.id`,
    database,
  )
  return found.map(({ terms, ...row }) => ({ ...row, ...terms }))
}
