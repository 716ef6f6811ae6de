import type { Sql } from '#platform/database'
import { relationsOf } from '../store/standing.ts'

/** The keys of customers bound to this one's debts, either way, as co-borrower or guarantor: one group for exposure. */
export async function boundCustomers(sql: Sql, key: bigint): Promise<bigint[]> {
  const related = await relationsOf(sql, key)
  return [...new Set(related.filter(one => one.kind !== 'spouse').map(one => one.otherKey))]
}
