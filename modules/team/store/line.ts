import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { ReportingLine } from '../assignment.ts'

/** A dotted line with names. */
export type DottedRow = ReportingLine & { key: bigint; personName: string; managerName: string; purpose: string }

const columns = sql`d.id AS key, d.person_id AS "personKey", p.name AS "personName", d.manager_id AS "managerKey", m.name AS "managerName", d.purpose,
  d.from_day AS "fromDay", d.to_day AS "toDay"`
const tables = sql`team.dotted_line d JOIN team.person p ON p.id = d.person_id JOIN team.person m ON m.id = d.manager_id`

/**
 * Every line, solid and dotted, that holds on a day or later; whoever changes one waits here for whoever does it now: two changes,
 * each allowed alone, could close a circle.
 */
export async function reportingLines(database: Sql, from: Day): Promise<ReportingLine[]> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('team.line'))`.execute(database)
  return rows(
    sql<ReportingLine>`SELECT person_id AS "personKey", reports_to AS "managerKey", from_day AS "fromDay", to_day AS "toDay" FROM team.assignment
        WHERE reports_to IS NOT NULL AND (to_day IS NULL OR to_day > ${from}::date)
      UNION ALL SELECT person_id, manager_id, from_day, to_day FROM team.dotted_line WHERE from_day IS DISTINCT FROM to_day AND (to_day IS NULL OR to_day > ${from}::date)`,
    database,
  )
}

/** Adds a dotted line; null when one between the two holds on a shared day already. */
export async function insertDotted(
  ctx: Context,
  line: { personKey: bigint; managerKey: bigint; purpose: string; fromDay: Day; toDay: Day | null },
): Promise<bigint | null> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO team.dotted_line (person_id, manager_id, purpose, from_day, to_day, made_by_name, made_at)
        VALUES (${line.personKey}, ${line.managerKey}, ${line.purpose}, ${line.fromDay}, ${line.toDay}, ${ctx.actor.name}, ${ctx.now})
        ON CONFLICT ON CONSTRAINT dotted_line_once DO NOTHING RETURNING id`,
    ctx.sql,
  )
  return row?.id ?? null
}

/** One dotted line, locked. */
export function dottedForUpdate(database: Sql, key: bigint): Promise<DottedRow | null> {
  return oneOrNone(sql<DottedRow>`SELECT ${columns} FROM ${tables} WHERE d.id = ${key} FOR UPDATE OF d`, database)
}

/** Ends dotted lines on a day; one that had not begun by then never holds. */
export async function endDotted(database: Sql, keys: readonly bigint[], toDay: Day): Promise<void> {
  await sql`UPDATE team.dotted_line SET to_day = greatest(from_day, ${toDay}::date) WHERE id = ANY(${keys}::bigint[])`.execute(
    database,
  )
}

/** The dotted lines of a day, of everybody or about one person on either end (those that ended before too). */
export function dottedLines(database: Sql, on: Day, personKey: bigint | null = null): Promise<DottedRow[]> {
  const which =
    personKey === null
      ? sql`d.from_day <= ${on}::date AND (d.to_day IS NULL OR ${on}::date < d.to_day)`
      : sql`(d.person_id = ${personKey} OR d.manager_id = ${personKey}) AND d.to_day IS DISTINCT FROM d.from_day`
  return rows(sql<DottedRow>`SELECT ${columns} FROM ${tables} WHERE ${which} ORDER BY d.from_day DESC, d.id`, database)
}

/** Those who report to a person on a day or will after it, and the dotted lines that lead to the person. */
export async function reportsTo(database: Sql, managerKey: bigint, from: Day) {
  const solid = await rows(
    sql<{
      key: bigint
      name: string
    }>`SELECT DISTINCT p.id AS key, p.name FROM team.assignment a JOIN team.person p ON p.id = a.person_id
      WHERE a.reports_to = ${managerKey} AND (a.to_day IS NULL OR a.to_day > ${from}::date) ORDER BY 1`,
    database,
  )
  const dotted = await rows(
    sql<{
      key: bigint
      name: string
    }>`SELECT d.id AS key, p.name FROM ${tables} WHERE d.manager_id = ${managerKey} AND d.to_day IS DISTINCT FROM d.from_day
      AND (d.to_day IS NULL OR d.to_day > ${from}::date) ORDER BY 1`,
    database,
  )
  return { solid, dotted }
}

/**
 * Gives everybody who reports to a person another manager from a day on, spread over several by their keys; whoever is to take
 * over and reports to the person too comes to report to the person's own manager. What holds on that day is cut there.
 * @returns each person with the manager they have now
 */
export async function redirectReports(
  database: Sql,
  change: { managerKey: bigint; toKeys: readonly bigint[]; aboveKey: bigint | null; fromDay: Day },
): Promise<{ key: bigint; toKey: bigint | null }[]> {
  const { managerKey, toKeys, aboveKey, fromDay } = change
  const next = sql`CASE WHEN person_id = ANY(${toKeys}::bigint[]) THEN ${aboveKey}::bigint
    ELSE (${toKeys}::bigint[])[1 + mod(person_id, ${toKeys.length}::bigint)] END`
  const cut = await rows(
    sql<{ person: bigint; post: string; group: bigint; toKey: bigint | null; toDay: Day | null }>`
      SELECT person_id AS person, post, group_id AS group, ${next} AS "toKey", to_day AS "toDay" FROM team.assignment
       WHERE reports_to = ${managerKey} AND from_day < ${fromDay}::date AND (to_day IS NULL OR to_day > ${fromDay}::date)`,
    database,
  )
  const later = await rows(
    sql<{ key: bigint; toKey: bigint | null }>`UPDATE team.assignment SET reports_to = ${next}
      WHERE reports_to = ${managerKey} AND from_day >= ${fromDay}::date RETURNING person_id AS key, reports_to AS "toKey"`,
    database,
  )
  await sql`UPDATE team.assignment SET to_day = ${fromDay} WHERE reports_to = ${managerKey} AND from_day < ${fromDay}::date
    AND (to_day IS NULL OR to_day > ${fromDay}::date)`.execute(database)
  await sql`INSERT INTO team.assignment (person_id, post, group_id, reports_to, from_day, to_day)
    SELECT person, post, group_key, to_key, ${fromDay}::date, to_day
      FROM unnest(${cut.map(row => row.person)}::bigint[], ${cut.map(row => row.post)}::text[], ${cut.map(row => row.group)}::bigint[],
                  ${cut.map(row => row.toKey)}::bigint[], ${cut.map(row => row.toDay)}::date[]) AS r (person, post, group_key, to_key, to_day)`.execute(
    database,
  )
  return [...cut.map(row => ({ key: row.person, toKey: row.toKey })), ...later]
}

/** Gives the dotted lines that lead to a person to others from a day on. */
export async function redirectDotted(
  ctx: Context,
  change: { managerKey: bigint; toKeys: readonly bigint[]; fromDay: Day },
): Promise<{ key: bigint; toKey: bigint | null }[]> {
  const { managerKey, toKeys, fromDay } = change
  const open = await rows(
    sql<DottedRow>`SELECT ${columns} FROM ${tables} WHERE d.manager_id = ${managerKey} AND d.to_day IS DISTINCT FROM d.from_day
      AND (d.to_day IS NULL OR d.to_day > ${fromDay}::date) FOR UPDATE OF d`,
    ctx.sql,
  )
  await endDotted(
    ctx.sql,
    open.map(row => row.key),
    fromDay,
  )
  const moved = open.map(row => ({ ...row, toKey: toKeys[Number(row.personKey % BigInt(toKeys.length))]! }))
  for (const row of moved)
    if (row.toKey !== row.personKey)
      await insertDotted(ctx, {
        personKey: row.personKey,
        managerKey: row.toKey,
        purpose: row.purpose,
        fromDay: row.fromDay > fromDay ? row.fromDay : fromDay,
        toDay: row.toDay,
      })
  return moved.map(row => ({ key: row.key, toKey: row.toKey }))
}
