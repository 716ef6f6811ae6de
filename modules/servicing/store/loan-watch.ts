import type { Day, Instant } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'

/** A loan put on the watch list by hand, or taken off it. */
export type WatchLineRow = {
  watched: boolean
  reason: string
  reviewOn: Day | null
  recordedOn: Day
  recordedBy: string
  recordedAt: Instant
}

export async function insertWatchLine(
  database: Sql,
  loanKey: bigint,
  line: WatchLineRow & { key: bigint },
): Promise<void> {
  await sql`INSERT INTO servicing.loan_watch (loan_id, id, watched, reason, review_on, recorded_on, recorded_by, recorded_at)
    VALUES (${loanKey}, ${line.key}, ${line.watched}, ${line.reason}, ${line.reviewOn}, ${line.recordedOn}, ${line.recordedBy},
      ${line.recordedAt})`.execute(database)
}

/** What was decided by hand about watching a loan, the newest first. */
export async function watchLinesOf(database: Sql, loanKey: bigint, limit: number): Promise<WatchLineRow[]> {
  return rows(
    sql<WatchLineRow>`SELECT watched, reason, review_on AS "reviewOn", recorded_on AS "recordedOn", recorded_by AS "recordedBy",
        recorded_at AS "recordedAt" FROM servicing.loan_watch WHERE loan_id = ${loanKey} ORDER BY id DESC LIMIT ${limit}`,
    database,
  )
}
