import type { Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import type { Sql } from '#platform/database'
import { isOffered, type ProductVersion } from '../offer.ts'
import { latestVersionOn, versionByNumber } from '../store.ts'

/** The version of a product on offer on a day; null when there is none or the product has ended. */
export async function productVersionOn(sql: Sql, id: Id<'product'>, on: Day): Promise<ProductVersion | null> {
  const row = await latestVersionOn(sql, toKey(id), on)
  return row && isOffered(row, on) ? row : null
}

/** A published version by its number, on offer or not: what an approval, a contract or a loan was made on. */
export async function productVersionNumbered(
  sql: Sql,
  id: Id<'product'>,
  number: number,
): Promise<ProductVersion | null> {
  const row = await versionByNumber(sql, toKey(id), number)
  return row?.state === 'published' ? row : null
}
