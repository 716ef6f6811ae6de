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

/** One leave with where its person stands today, locked. */
export async function leaveForUpdate(database: Sql, key: bigint) {
  return oneOrNone<{ key: bigint; personKey: bigint; fromDay: Day; toDay: Day; cancelled: boolean }>(
    sql`SELECT id AS key, person_id AS "personKey", from_day AS "fromDay", to_day AS "toDay", cancelled_at IS NOT NULL AS cancelled
          FROM team.leave WHERE id = ${key} FOR UPDATE`,
    database,
  )
}

/** Cancels leave; what was delegated for it is for the caller to end. */
export async function cancelLeave(ctx: Context, key: bigint): Promise<void> {
  await sql`UPDATE team.leave SET cancelled_at = ${ctx.now} WHERE id = ${key}`.execute(ctx.sql)
}

/** The coming and present leave of others in which a person stands in. */
export function standInDuties(database: Sql, personKey: bigint, from: Day) {
  return rows(
    sql<{ key: bigint; personKey: bigint; name: string; fromDay: Day; toDay: Day }>`
      SELECT l.id AS key, l.person_id AS "personKey", p.name, l.from_day AS "fromDay", l.to_day AS "toDay" FROM team.leave l JOIN team.person p ON p.id = l.person_id
       WHERE l.stand_in_id = ${personKey} AND l.cancelled_at IS NULL AND l.to_day >= ${from}::date ORDER BY l.from_day, l.id`,
    database,
  )
}

/** Gives stand-in duties to somebody else; nobody stands in for themself. */
export async function redirectStandIns(
  database: Sql,
  change: { fromKey: bigint; toKeys: readonly bigint[]; from: Day },
): Promise<{ key: bigint; toKey: bigint | null }[]> {
  const next = sql`nullif((${change.toKeys}::bigint[])[1 + mod(id, ${change.toKeys.length}::bigint)], person_id)`
  return rows(
    sql<{ key: bigint; toKey: bigint | null }>`UPDATE team.leave SET stand_in_id = ${next}
      WHERE stand_in_id = ${change.fromKey} AND cancelled_at IS NULL AND to_day >= ${change.from}::date RETURNING id AS key, stand_in_id AS "toKey"`,
    database,
  )
}

/** Who is away on a day, and who stands in for whom. */
export function awayOn(database: Sql, on: Day) {
  return rows(
    sql<{ personKey: bigint; standInKey: bigint | null; standInName: string | null; toDay: Day }>`
      SELECT l.person_id AS "personKey", l.stand_in_id AS "standInKey", s.name AS "standInName", l.to_day AS "toDay" FROM team.leave l
        LEFT JOIN team.person s ON s.id = l.stand_in_id
       WHERE l.cancelled_at IS NULL AND ${on}::date BETWEEN l.from_day AND l.to_day`,
    database,
  )
}
