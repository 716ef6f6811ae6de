import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import { oneOrNone, type Sql, sql } from '#platform/database'
import { ofActions } from './transaction.ts'

/** A settlement amount that was promised to a borrower. */
export type QuoteRow = {
  key: bigint
  settlesOn: Day
  validUntil: Day
  total: Money
  feeWaived: boolean
  quotedOn: Day
  quotedBy: string
}

/** Keeps a settlement amount that was promised. */
export async function insertQuote(
  database: Sql,
  loanKey: bigint,
  quote: QuoteRow & { quotedAt: Instant },
): Promise<void> {
  await sql`INSERT INTO servicing.settlement_quote (loan_id, id, settles_on, valid_until, total, fee_waived, quoted_on, quoted_by, quoted_at)
    VALUES (${loanKey}, ${quote.key}, ${quote.settlesOn}, ${quote.validUntil}, ${quote.total}, ${quote.feeWaived}, ${quote.quotedOn},
      ${quote.quotedBy}, ${quote.quotedAt})`.execute(database)
}

/** A promised settlement of a loan: one by its key, or the latest; null when there is none. */
export async function quoteOf(database: Sql, loanKey: bigint, key: bigint | null = null): Promise<QuoteRow | null> {
  return oneOrNone(
    sql<QuoteRow>`SELECT id AS key, settles_on AS "settlesOn", valid_until AS "validUntil", total, fee_waived AS "feeWaived", quoted_on AS "quotedOn",
        quoted_by AS "quotedBy"
      FROM servicing.settlement_quote WHERE loan_id = ${loanKey} ${key === null ? sql`` : sql`AND id = ${key}`} ORDER BY id DESC LIMIT 1`,
    database,
  )
}

/** Whether anything people did to a loan was recorded after a key was made. */
export async function actedSince(database: Sql, loanKey: bigint, key: bigint): Promise<boolean> {
  const row = await oneOrNone(
    sql`SELECT 1 AS one FROM servicing.loan_transaction t WHERE t.loan_id = ${loanKey} AND t.id > ${key}
      AND (${ofActions} OR t.kind = 'reversal') LIMIT 1`,
    database,
  )
  return row !== null
}
