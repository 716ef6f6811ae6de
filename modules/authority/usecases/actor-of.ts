import type { Instant } from '#lib/day'
import { toId } from '#lib/id'
import type { Actor, Rights } from '#platform/context'
import type { Sql } from '#platform/database'
import { businessDay } from '#platform/write-path'
import { personByUser } from '#team'
import { powerOf } from './power-of.ts'
import { rightsOf } from './rights-of.ts'

/** Who is behind a sign-in and what they may do at this moment; null when no active person is. Of the person nothing is kept between calls. */
export async function actorOf(
  sql: Sql,
  userId: string,
  now: Instant,
  catalogue: readonly string[],
): Promise<{ actor: Actor; rights: Rights } | null> {
  const today = await businessDay(sql)
  const person = await personByUser(sql, userId, today)
  if (!person) return null
  const power = await powerOf(sql, person, { on: today, at: now })
  const actor: Actor = {
    kind: 'person',
    id: toId('person', person.key),
    key: person.key,
    name: person.name,
    groupKey: person.groupKey,
    branchKey: person.branchKey,
  }
  return { actor, rights: rightsOf(power, catalogue) }
}
