import type { Money } from '#lib/money'
import { oneOrNone, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'

/** Outstanding principal of some customers' loans together. */
export async function exposureOf(database: Sql, customerKeys: readonly bigint[]): Promise<Money> {
  return pastWall(database, async () => {
    const row = await oneOrNone(
      sql<{
        sum: Money
      }>`SELECT coalesce(sum(outstanding), 0)::bigint AS sum FROM servicing.loan WHERE customer_id = ANY(${[...customerKeys]}::bigint[])`,
      database,
    )
    return row!.sum
  })
}

/** Whether a customer has had a loan opened before this one; before now, when none is named. */
export async function hadLoanBefore(
  database: Sql,
  customerKey: bigint,
  loanKey: bigint | null = null,
): Promise<boolean> {
  return pastWall(database, async () => {
    const had = sql`SELECT 1 FROM servicing.loan
      WHERE customer_id = ${customerKey} AND (${loanKey}::bigint IS NULL OR loan_id < ${loanKey}::bigint) LIMIT 1`
    return (await oneOrNone(had, database)) !== null
  })
}
