import type { Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { place } from './person.ts'

/** Leave in the reader's scope, newest first. */
export async function listLeave(ctx: Context, personId?: Id<'person'>) {
  return rows<{
    key: bigint
    personKey: bigint
    personName: string
    kind: 'annual' | 'sick' | 'personal' | 'training' | 'other'
    fromDay: Day
    toDay: Day
    standInKey: bigint | null
    standInName: string | null
    reason: string
    cancelled: boolean
  }>(
    sql`SELECT l.id AS key, l.person_id AS "personKey", p.name AS "personName", l.kind, l.from_day AS "fromDay", l.to_day AS "toDay",
               l.stand_in_id AS "standInKey", s.name AS "standInName", l.reason, l.cancelled_at IS NOT NULL AS cancelled
          FROM team.leave l JOIN team.person p ON p.id = l.person_id LEFT JOIN team.person s ON s.id = l.stand_in_id
          LEFT JOIN team.assignment a ON a.person_id = p.id AND a.from_day <= ${ctx.today}::date AND (a.to_day IS NULL OR ${ctx.today}::date < a.to_day)
          LEFT JOIN team.team_group g ON g.id = a.group_id
         WHERE ${ctx.rights.where('team.person.read', place)} AND (${personId ? toKey(personId) : null}::bigint IS NULL OR p.id = ${personId ? toKey(personId) : null})
         ORDER BY l.from_day DESC, l.id DESC LIMIT 200`,
    ctx.sql,
  )
}

/** A person's leave that has not been cancelled. */
export async function leaveOf(database: Sql, personKey: bigint) {
  return rows<{ fromDay: Day; toDay: Day }>(
    sql`SELECT from_day AS "fromDay", to_day AS "toDay" FROM team.leave WHERE person_id = ${personKey} AND cancelled_at IS NULL`,
    database,
  )
}

/** Records leave. */
export async function insertLeave(
  database: Sql,
  leave: { personKey: bigint; kind: string; fromDay: Day; toDay: Day; standInKey: bigint | null; reason: string },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO team.leave (person_id, kind, from_day, to_day, stand_in_id, reason)
        VALUES (${leave.personKey}, ${leave.kind}, ${leave.fromDay}, ${leave.toDay}, ${leave.standInKey}, ${leave.reason}) RETURNING id`,
    database,
  )
  return row!.id
}
