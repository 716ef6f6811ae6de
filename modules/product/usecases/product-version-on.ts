import type { Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import type { Sql } from '#platform/database'
import { isOffered, type ProductVersion } from '../offer.ts'
import { latestVersionOn } from '../store.ts'

/** The version of a product on offer on a day; null when there is none or the product has ended. */
export async function productVersionOn(sql: Sql, id: Id<'product'>, on: Day): Promise<ProductVersion | null> {
  const row = await latestVersionOn(sql, toKey(id), on)
  return row && isOffered(row, on) ? row : null
}
