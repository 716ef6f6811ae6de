import type { Instant } from '#lib/day'
import type { Sql } from '#platform/database'
import { requirements } from '../store/learning.ts'
import { certificatesOfPeople } from './certificates-of.ts'

/** Which certificates their posts ask for do not count at an instant, by person key; who lacks none has no entry. */
export async function missingCertificates(
  sql: Sql,
  people: readonly { key: bigint; post: string }[],
  at: Instant,
): Promise<Map<bigint, string[]>> {
  const required = await requirements(sql)
  const keys = people.map(person => person.key)
  const held = await certificatesOfPeople(sql, keys, at)
  return new Map(
    people.flatMap(person => {
      const own = new Set((held.get(person.key) ?? []).map(one => one.code))
      const missing = required.flatMap(line => (line.post === person.post && !own.has(line.code) ? [line.code] : []))
      return missing.length === 0 ? [] : [[person.key, missing] as const]
    }),
  )
}
