import type { Day } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'
import type { ResetBound } from '../floating.ts'
import { type LoanRow, loanColumns, named } from './loan.ts'
import { inScope, type StepScope } from './steps/scope.ts'

/** Running loans of a range whose floating rate is to be looked at, behind a key: an index look-up for each bound. */
export async function loansToReset(
  database: Sql,
  { loans }: Pick<StepScope, 'loans'>,
  bounds: readonly ResetBound[],
  after: bigint,
  limit: number,
): Promise<LoanRow[]> {
  if (bounds.length === 0) return []
  const found = await rows(
    sql<Omit<LoanRow, 'id'>>`SELECT ${loanColumns} FROM servicing.loan l
       JOIN unnest(${bounds.map(bound => bound.base)}::text[], ${bounds.map(bound => bound.reset)}::text[], ${bounds.map(bound => bound.through)}::date[])
         AS b(base, reset, through) ON l.floating ->> 'base' = b.base AND l.floating ->> 'reset' = b.reset AND l.reset_on <= b.through
      WHERE l.loan_id > ${after} AND l.state IN ('active', 'overdue') AND ${inScope({ loans })}
      ORDER BY l.loan_id LIMIT ${limit} FOR UPDATE OF l`,
    database,
  )
  return found.map(named)
}

/** Those of some loans that were restructured and not taken back: their rate is what was agreed then. */
export async function restructuredAmong(database: Sql, loanKeys: readonly bigint[]): Promise<Set<bigint>> {
  const found = await rows(
    sql<{ key: bigint }>`SELECT DISTINCT t.loan_id AS key FROM servicing.loan_transaction t
      WHERE t.loan_id = ANY(${[...loanKeys]}::bigint[]) AND t.kind = 'restructuring'
        AND NOT EXISTS (SELECT FROM servicing.loan_transaction r WHERE r.loan_id = t.loan_id AND r.parent_id = t.id AND r.kind = 'reversal')`,
    database,
  )
  return new Set(found.map(row => row.key))
}

/** Notes when floating rates are to be looked at next. */
export async function saveResets(database: Sql, list: readonly { loanKey: bigint; next: Day }[]): Promise<void> {
  await sql`UPDATE servicing.loan l SET reset_on = x.next
    FROM unnest(${list.map(one => one.loanKey)}::bigint[], ${list.map(one => one.next)}::date[]) AS x(loan_id, next)
   WHERE l.loan_id = x.loan_id`.execute(database)
}
