import type { Instant } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { businessDay } from '#platform/business-day'
import type { Actor, Rights } from '#platform/context'
import type { Sql } from '#platform/database'
import { personByUser } from '#team'
import { liveKeyById, openGlass } from '../store/access.ts'
import { powerOf } from './power-of.ts'
import { rightsOf } from './rights-of.ts'

/** Who is behind a sign-in and what they may do at this moment; null when no active person is. Of the person nothing is kept between calls. */
export async function actorOf(
  sql: Sql,
  userId: string,
  now: Instant,
  catalogue: readonly string[],
  keyId: Id<'key'> | null = null,
): Promise<{ actor: Actor; rights: Rights } | null> {
  const today = await businessDay(sql)
  const person = await personByUser(sql, userId, today)
  if (!person) return null
  const limit = keyId === null ? null : await liveKeyById(sql, toKey(keyId), now)
  if (keyId !== null && limit?.personKey !== person.key) return null
  const taken = (await openGlass(sql, person.key, now)).flatMap(({ key, permissions }) =>
    permissions.map(permission => ({
      permission,
      scope: 'all' as const,
      standing: { personKey: person.key, groupKeys: [], branchKeys: [] },
      ruleIds: [`glass:${key}`],
      via: 'glass' as const,
    })),
  )
  const power = await powerOf(sql, person, { on: today, at: now }, taken)
  const actor: Actor = {
    kind: 'person',
    id: toId('person', person.key),
    key: person.key,
    name: person.name,
    groupKey: person.groupKey,
    branchKey: person.branchKey,
    ...(keyId === null ? {} : { through: keyId }),
  }
  return {
    actor,
    rights: rightsOf(power, catalogue, keyId && limit ? { id: keyId, permissions: limit.permissions } : null),
  }
}
