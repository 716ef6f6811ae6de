import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import type { Delegation, DelegationArrow } from '../delegation.ts'

/** A delegation as lists show it. */
export type DelegationRow = Delegation & {
  toName: string
  leaveKey: bigint | null
  endedOn: Day | null
  endReason: string | null
  endedByName: string | null
  giverLeftOn: Day | null
}

/** The columns of a delegation, over `tables`. */
export const columns = sql`d.id AS key, d.from_person_id AS "fromKey", f.name AS "fromName", d.to_person_id AS "toKey", t.name AS "toName", d.permissions,
  d.approval_cap AS cap, d.from_day AS "fromDay", d.to_day AS "toDay", d.reason, d.leave_id AS "leaveKey", e.on_day AS "endedOn", e.reason AS "endReason", e.ended_by_name AS "endedByName", f.left_on AS "giverLeftOn"`

export const tables = sql`team.delegation d JOIN team.person f ON f.id = d.from_person_id JOIN team.person t ON t.id = d.to_person_id
  LEFT JOIN team.delegation_end e ON e.delegation_id = d.id`

/** Whether a delegation holds on a day, over `tables`: the SQL twin of `delegationHolds`, for one holder and for all. */
export const inForce = (on: Day) => sql`${on}::date BETWEEN d.from_day AND d.to_day
  AND (e.on_day IS NULL OR ${on}::date < e.on_day) AND (f.left_on IS NULL OR ${on}::date < f.left_on)`

/**
 * What a person may do in others' place on a day: from whom, which permissions (or `approval`), up to what cap. Only what is in
 * force: not ended, the giver still in the team. The giver's own rights at the moment bound it: what the giver may not do, the
 * holder may not do for them, and duties that are kept apart are kept apart for both. One step only: nothing delegated is lent on.
 */
export async function delegationsTo(database: Sql, personKey: bigint, on: Day): Promise<Delegation[]> {
  return rows(
    prepared(sql<Delegation>`SELECT d.id AS key, d.from_person_id AS "fromKey", f.name AS "fromName", d.to_person_id AS "toKey", d.permissions,
               d.approval_cap AS cap, d.from_day AS "fromDay", d.to_day AS "toDay", d.reason
          FROM ${tables}
         WHERE d.to_person_id = ${personKey} AND ${inForce(on)} ORDER BY d.id`),
    database,
  )
}

/** Records a delegation. */
export async function insertDelegation(
  ctx: Context,
  line: Omit<Delegation, 'key' | 'fromName'> & { leaveKey: bigint | null },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO team.delegation (from_person_id, to_person_id, permissions, approval_cap, from_day, to_day, reason, leave_id, given_at)
        VALUES (${line.fromKey}, ${line.toKey}, ${line.permissions}, ${line.cap}, ${line.fromDay}, ${line.toDay}, ${line.reason}, ${line.leaveKey}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Ends delegations from a day on; those that have an end already keep it. */
export async function endDelegations(ctx: Context, keys: readonly bigint[], onDay: Day, reason: string): Promise<void> {
  await sql`INSERT INTO team.delegation_end (delegation_id, on_day, ended_by, ended_by_name, reason, ended_at)
    SELECT key, ${onDay}::date, ${ctx.actor.key}, ${ctx.actor.name}, ${reason}, ${ctx.now} FROM unnest(${keys}::bigint[]) AS key
    ON CONFLICT DO NOTHING`.execute(ctx.sql)
}

/** One delegation with its end, if it has one. */
export function delegationByKey(database: Sql, key: bigint): Promise<DelegationRow | null> {
  return oneOrNone(sql<DelegationRow>`SELECT ${columns} FROM ${tables} WHERE d.id = ${key}`, database)
}

/** Everything a person has given or holds, newest first. */
export function delegationsOf(database: Sql, personKey: bigint): Promise<DelegationRow[]> {
  return rows(
    sql<DelegationRow>`SELECT ${columns} FROM ${tables} WHERE d.from_person_id = ${personKey} OR d.to_person_id = ${personKey} ORDER BY d.id DESC LIMIT 200`,
    database,
  )
}

/** Who acts for whom on any day of a stretch; whoever delegates waits here for whoever does it now. */
export async function delegationArrows(database: Sql, fromDay: Day, toDay: Day): Promise<DelegationArrow[]> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('team.delegation'))`.execute(database)
  return rows(
    sql<DelegationArrow>`SELECT d.from_person_id AS "fromKey", d.to_person_id AS "toKey", d.from_day AS "fromDay", least(d.to_day, e.on_day - 1) AS "toDay"
      FROM team.delegation d LEFT JOIN team.delegation_end e ON e.delegation_id = d.id
     WHERE d.from_day <= ${toDay}::date AND ${fromDay}::date <= least(d.to_day, e.on_day - 1)`,
    database,
  )
}

/** The delegations that a person gave or holds and that hold on a day or later. */
export function openDelegations(database: Sql, personKey: bigint, from: Day): Promise<DelegationRow[]> {
  return rows(
    sql<DelegationRow>`SELECT ${columns} FROM ${tables}
      WHERE (d.from_person_id = ${personKey} OR d.to_person_id = ${personKey}) AND d.to_day >= ${from}::date AND e.on_day IS NULL ORDER BY d.id`,
    database,
  )
}
