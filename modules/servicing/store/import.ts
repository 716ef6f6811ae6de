import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Facts } from '#lib/refusal'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'

export type ImportRow = {
  key: bigint
  fileName: string
  importedByName: string
  importedOn: Day
  importedAt: Instant
  rows: number
  recorded: number
  repeated: number
  refused: number
  amount: Money
}

/** What became of one row of a file. */
export type ImportResult = {
  line: number
  number: string
  amountText: string
  valueDateText: string
  reference: string
  outcome: 'recorded' | 'repeated' | 'refused'
  refusal: string | null
  facts: Facts
  loanKey: bigint | null
  transactionKey: bigint | null
  amount: Money | null
}

const importColumns = sql`
  i.id AS key, i.file_name AS "fileName", i.imported_by_name AS "importedByName", i.imported_on AS "importedOn", i.imported_at AS "importedAt",
  r.rows, r.recorded, r.repeated, r.refused, r.amount`
const importFrom = sql`servicing.repayment_import i CROSS JOIN LATERAL (
  SELECT count(*)::int AS rows, count(*) FILTER (WHERE outcome = 'recorded')::int AS recorded, count(*) FILTER (WHERE outcome = 'repeated')::int AS repeated,
         count(*) FILTER (WHERE outcome = 'refused')::int AS refused, coalesce(sum(amount) FILTER (WHERE outcome = 'recorded'), 0)::bigint AS amount
    FROM servicing.repayment_import_row x WHERE x.import_id = i.id) r`

/** Notes a file; null when one of the same content is known. Two uploads of one file at once wait for each other here. */
export async function insertImport(
  database: Sql,
  file: { key: bigint; fileName: string; sha256: string; by: string; byName: string; on: Day; at: Instant },
): Promise<boolean> {
  const inserted =
    await sql`INSERT INTO servicing.repayment_import (id, file_name, sha256, imported_by, imported_by_name, imported_on, imported_at)
    VALUES (${file.key}, ${file.fileName}, ${file.sha256}, ${file.by}, ${file.byName}, ${file.on}, ${file.at}) ON CONFLICT (sha256) DO NOTHING`.execute(
      database,
    )
  return inserted.numAffectedRows === 1n
}

/** Notes what became of the rows. */
export async function insertResults(database: Sql, importKey: bigint, results: readonly ImportResult[]): Promise<void> {
  const column = <K extends keyof ImportResult>(name: K) => results.map(row => row[name])
  await sql`INSERT INTO servicing.repayment_import_row (import_id, line, number, amount_text, value_date_text, reference, outcome, refusal, facts, loan_id, transaction_id, amount)
    SELECT ${importKey}::bigint, x.* FROM unnest(${column('line')}::int[], ${column('number')}::text[], ${column('amountText')}::text[], ${column('valueDateText')}::text[],
      ${column('reference')}::text[], ${column('outcome')}::text[], ${column('refusal')}::text[], ${results.map(row => JSON.stringify(row.facts))}::jsonb[],
      ${column('loanKey')}::bigint[], ${column('transactionKey')}::bigint[], ${column('amount')}::bigint[]) AS x`.execute(
    database,
  )
}

/** A file by its content. */
export async function importByHash(database: Sql, sha256: string): Promise<bigint | null> {
  const row = await oneOrNone(
    sql<{ key: bigint }>`SELECT id AS key FROM servicing.repayment_import WHERE sha256 = ${sha256}`,
    database,
  )
  return row?.key ?? null
}

/** One file with its counts; null when there is none. */
export async function importByKey(database: Sql, key: bigint): Promise<ImportRow | null> {
  return oneOrNone(sql<ImportRow>`SELECT ${importColumns} FROM ${importFrom} WHERE i.id = ${key}`, database)
}

/** The rows of a file: those that were not recorded first. */
export async function resultsOf(database: Sql, importKey: bigint): Promise<ImportResult[]> {
  return rows(
    sql<ImportResult>`SELECT line, number, amount_text AS "amountText", value_date_text AS "valueDateText", reference, outcome, refusal, facts,
        loan_id AS "loanKey", transaction_id AS "transactionKey", amount FROM servicing.repayment_import_row WHERE import_id = ${importKey}
      ORDER BY CASE outcome WHEN 'refused' THEN 0 WHEN 'repeated' THEN 1 ELSE 2 END, line`,
    database,
  )
}

/** A page of files, newest first. */
export async function listImports(
  database: Sql,
  request: PageRequest,
): Promise<{ rows: ImportRow[]; next: string | null; total: number }> {
  const { beyond, order } = pageClauses(request, sql`i.imported_at`, sql`i.id`, 'timestamptz')
  const found = await rows(
    sql<ImportRow>`SELECT ${importColumns} FROM ${importFrom} WHERE ${beyond} ${order}`,
    database,
  )
  const count = await oneOrNone(
    sql<{ total: number }>`SELECT count(*)::int AS total FROM servicing.repayment_import`,
    database,
  )
  return { ...cutPage(found, request.limit, row => [row.importedAt, row.key]), total: count!.total }
}
