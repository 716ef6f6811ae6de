import type { Sql } from '#platform/database'
import { addCitus, hasCitus, leaveSums, loanTables, spreadTable } from '../store/spread.ts'

/**
 * Turns the loan book into distributed, colocated tables; everything else stays on the coordinator. Each table is a
 * transaction of its own, so that it can be run again where it stopped.
 * @returns the tables spread now and those that were already; null without the Citus extension
 */
export async function distributeBook(database: Sql): Promise<{ distributed: string[]; already: string[] } | null> {
  if (!(await hasCitus(database))) return null
  await addCitus(database)
  await database.transaction().execute(leaveSums)
  const distributed: string[] = []
  const already: string[] = []
  for (const table of await loanTables(database)) {
    const fresh = await database.transaction().execute(sql => spreadTable(sql, table))
    ;(fresh ? distributed : already).push(`servicing.${table}`)
  }
  return { distributed, already }
}
