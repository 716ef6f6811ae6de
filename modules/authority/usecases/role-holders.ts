import type { Day } from '#lib/day'
import type { Sql } from '#platform/database'
import { rolesOf } from '../holding.ts'
import { bookFor } from './book.ts'

/** The roles each person holds on a day through post or grant, with the permissions each brings. */
export async function roleHolders(
  sql: Sql,
  people: readonly { key: bigint; post: string | null }[],
  on: Day,
): Promise<{ key: bigint; role: string; permissions: string[] }[]> {
  const book = await bookFor(sql, on)
  return people.flatMap(({ key, post }) =>
    rolesOf(book, key, post).map(({ role }) => ({
      key,
      role,
      permissions: book.roles.get(role)!.permissions.map(one => one.permission),
    })),
  )
}
