import { toId } from '#lib/id'
import type { Actor, Rights } from '#platform/context'
import type { Sql } from '#platform/database'
import { businessDay } from '#platform/write-path'
import { groupNodes, personByUser, withDescendants } from '#team'
import { grantsOf } from '../store.ts'
import { rightsOf } from './rights-of.ts'

/** Who is behind a sign-in and what they may do at this moment; null when no active person is. Nothing is kept between calls. */
export async function actorOf(
  sql: Sql,
  userId: string,
  catalogue: readonly string[],
): Promise<{ actor: Actor; rights: Rights } | null> {
  const today = await businessDay(sql)
  const person = await personByUser(sql, userId, today)
  if (!person) return null
  const grants = await grantsOf(sql, person.key, person.post, today)
  const groupKeys = person.groupKey === null ? [] : withDescendants(person.groupKey, await groupNodes(sql, today))
  const standing = { personKey: person.key, groupKeys, branchKeys: person.branchKey === null ? [] : [person.branchKey] }
  const actor: Actor = {
    kind: 'person',
    id: toId('person', person.key),
    key: person.key,
    name: person.name,
    groupKey: person.groupKey,
    branchKey: person.branchKey,
  }
  return { actor, rights: rightsOf(grants, standing, catalogue) }
}
