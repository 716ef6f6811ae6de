import type { Day, Instant } from '#lib/day'
import { oneOrNone, type Sql, sql } from '#platform/database'

export type CloseMarksRow = {
  day: Day
  startedAt: Instant
  finishedAt: Instant | null
  loans: bigint | null
  ranges: number
  done: number
  lastMarkAt: Instant | null
}

/** The latest day's close with what its completion marks say; null before the first. */
export function latestClose(database: Sql): Promise<CloseMarksRow | null> {
  return oneOrNone(
    sql<CloseMarksRow>`SELECT c.day, c.started_at AS "startedAt", c.finished_at AS "finishedAt", c.loans, count(r.seq)::int AS ranges,
        count(r.completed_at)::int AS done, max(r.completed_at) AS "lastMarkAt"
      FROM servicing.day_close c LEFT JOIN servicing.day_close_range r ON r.day = c.day
     WHERE c.day = (SELECT max(day) FROM servicing.day_close) GROUP BY c.day, c.started_at, c.finished_at, c.loans`,
    database,
  )
}

export type BooksCheckRow = {
  day: Day
  checkedAt: Instant
  agree: boolean
  loanDifferences: number
  ledgerDifferences: number
}

/** Keeps what the check after a day's close found; a later check of the same day replaces it. */
export async function saveBooksCheck(database: Sql, check: BooksCheckRow): Promise<void> {
  await sql`INSERT INTO servicing.books_check (day, checked_at, agree, loan_differences, ledger_differences)
    VALUES (${check.day}, ${check.checkedAt}, ${check.agree}, ${check.loanDifferences}, ${check.ledgerDifferences})
    ON CONFLICT (day) DO UPDATE SET checked_at = excluded.checked_at, agree = excluded.agree, loan_differences = excluded.loan_differences,
      ledger_differences = excluded.ledger_differences`.execute(database)
}

/** What the last kept check found; null before the first. */
export function latestBooksCheck(database: Sql): Promise<BooksCheckRow | null> {
  return oneOrNone(
    sql<BooksCheckRow>`SELECT day, checked_at AS "checkedAt", agree, loan_differences AS "loanDifferences", ledger_differences AS "ledgerDifferences"
      FROM servicing.books_check ORDER BY day DESC LIMIT 1`,
    database,
  )
}
