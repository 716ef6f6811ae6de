import type { Sql } from '#platform/database'
import type { RelationKind } from '../customer.ts'
import { relationsOf } from '../store/standing.ts'

export type { RelationKind }

/** The customers bound to this one, either way, each once with every way: as co-borrower, guarantor, spouse or controller of the company. */
export async function boundCustomers(sql: Sql, key: bigint): Promise<{ key: bigint; links: RelationKind[] }[]> {
  const found = new Map<bigint, Set<RelationKind>>()
  for (const { otherKey, kind } of await relationsOf(sql, key))
    found.set(otherKey, (found.get(otherKey) ?? new Set()).add(kind))
  return [...found].map(([other, links]) => ({ key: other, links: [...links] }))
}
