import type { Day } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'
import type { ResetBound, StandingRate } from '../floating.ts'
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

/**
 * Marks the loans whose resets behind a day may have used a value of a base that was corrected. The next close looks at those that
 * run; one that has ended keeps the mark, for the day on which its end is taken back.
 */
export async function markCorrected(database: Sql, base: string, day: Day): Promise<void> {
  await sql`UPDATE servicing.loan l SET reset_from = least(l.reset_from, ${day}::date)
     WHERE l.floating ->> 'base' = ${base} AND l.reset_on > ${day}::date
       AND (l.state IN ('active', 'overdue') OR l.closed_on > ${day}::date)`.execute(database)
}

/** Loans that have ended since a day and whose rate a base set, behind a key: what they paid may have followed a value that was corrected. */
export async function closedSince(
  database: Sql,
  base: string,
  day: Day,
  after: bigint,
  limit: number,
): Promise<LoanRow[]> {
  const found = await rows(
    sql<Omit<LoanRow, 'id'>>`SELECT ${loanColumns} FROM servicing.loan l
      WHERE l.floating ->> 'base' = ${base} AND l.reset_on > ${day}::date AND l.closed_on > ${day}::date AND l.state NOT IN ('active', 'overdue')
        AND l.loan_id > ${after} ORDER BY l.loan_id LIMIT ${limit}`,
    database,
  )
  return found.map(named)
}

/** Marked loans of a range, behind a key. */
export async function loansToCorrect(
  database: Sql,
  { loans }: Pick<StepScope, 'loans'>,
  after: bigint,
  limit: number,
): Promise<LoanRow[]> {
  const found = await rows(
    sql<Omit<LoanRow, 'id'>>`SELECT ${loanColumns} FROM servicing.loan l
      WHERE l.reset_from IS NOT NULL AND l.loan_id > ${after} AND l.state IN ('active', 'overdue') AND ${inScope({ loans })}
      ORDER BY l.loan_id LIMIT ${limit} FOR UPDATE OF l`,
    database,
  )
  return found.map(named)
}

/** Notes that marked loans have been looked at. */
export async function clearCorrected(database: Sql, keys: readonly bigint[]): Promise<void> {
  await sql`UPDATE servicing.loan SET reset_from = NULL WHERE loan_id = ANY(${[...keys]}::bigint[])`.execute(database)
}

/** A rate that was set in a loan's life; `declined` when it does not stand because people took it back. */
export type SetRate = StandingRate & { kind: 'repricing' | 'restructuring'; declined: boolean }

/** The rates set in a loan's life that stand, in the order in which they count, and the resets that people took back; not those a correction did. */
export async function ratesOf(database: Sql, loanKey: bigint): Promise<SetRate[]> {
  return rows(
    sql<SetRate>`SELECT t.id AS key, t.kind, t.value_date AS on, t.terms ->> 'annualRate' AS "annualRate", t.terms -> 'follows' AS follows,
        r.id IS NOT NULL AS declined
      FROM servicing.loan_transaction t
      LEFT JOIN servicing.loan_transaction r ON r.loan_id = t.loan_id AND r.parent_id = t.id AND r.kind = 'reversal'
     WHERE t.loan_id = ${loanKey} AND t.kind IN ('repricing', 'restructuring') AND (r.id IS NULL OR (r.recorded_by NOT LIKE 'system:%' AND r.terms IS NULL))
     ORDER BY t.value_date, t.id`,
    database,
  )
}

/** Notes when floating rates are to be looked at next. */
export async function saveResets(database: Sql, list: readonly { loanKey: bigint; next: Day }[]): Promise<void> {
  await sql`UPDATE servicing.loan l SET reset_on = x.next
    FROM unnest(${list.map(one => one.loanKey)}::bigint[], ${list.map(one => one.next)}::date[]) AS x(loan_id, next)
   WHERE l.loan_id = x.loan_id`.execute(database)
}
