import type { Day, Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { FirstValue, Mark } from './parameter.ts'

/** The value of a parameter that is approved and in force on a day; null when there is none. */
export async function valueOn(database: Sql, code: string, on: Day): Promise<{ value: unknown } | null> {
  return oneOrNone<{ value: unknown }>(
    sql`SELECT p.value FROM reference.parameter p JOIN reference.parameter_decision d ON d.parameter_id = p.id AND d.approved
         WHERE p.code = ${code} AND p.from_day <= ${on}::date ORDER BY p.from_day DESC, p.id DESC LIMIT 1`,
    database,
  )
}

/** A version of a parameter with what became of it. */
export type ParameterRow = {
  key: bigint
  code: string
  value: unknown
  fromDay: Day
  source: string
  mark: Mark
  reason: string
  proposedBy: bigint | null
  proposedAt: Instant
  approved: boolean | null
  decidedBy: bigint | null
  decidedAt: Instant | null
}

const columns = sql`p.id AS key, p.code, p.value, p.from_day AS "fromDay", p.source, p.mark, p.reason, p.proposed_by AS "proposedBy", p.proposed_at AS "proposedAt",
  d.approved, d.decided_by AS "decidedBy", d.decided_at AS "decidedAt"`

/** Every version of every parameter, newest first within a code. */
export async function listParameters(database: Sql, code?: string): Promise<ParameterRow[]> {
  return rows<ParameterRow>(
    sql`SELECT ${columns} FROM reference.parameter p LEFT JOIN reference.parameter_decision d ON d.parameter_id = p.id
         WHERE ${code ?? null}::text IS NULL OR p.code = ${code ?? null} ORDER BY p.code, p.from_day DESC, p.id DESC`,
    database,
  )
}

/** One version, locked against a second decision at the same moment. */
export async function parameterForUpdate(database: Sql, key: bigint): Promise<ParameterRow | null> {
  return oneOrNone<ParameterRow>(
    sql`SELECT ${columns} FROM reference.parameter p LEFT JOIN reference.parameter_decision d ON d.parameter_id = p.id WHERE p.id = ${key} FOR UPDATE OF p`,
    database,
  )
}

/** Adds a proposal. */
export async function insertParameter(
  database: Sql,
  line: {
    code: string
    value: unknown
    fromDay: Day
    source: string
    mark: Mark
    reason: string
    proposedBy: bigint | null
    now: Instant
  },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO reference.parameter (code, value, from_day, source, mark, reason, proposed_by, proposed_at)
        VALUES (${line.code}, ${JSON.stringify(line.value)}::jsonb, ${line.fromDay}, ${line.source}, ${line.mark}, ${line.reason}, ${line.proposedBy}, ${line.now}) RETURNING id`,
    database,
  )
  return row!.id
}

/** Records the second person's word. */
export async function insertDecision(
  database: Sql,
  line: { key: bigint; approved: boolean; decidedBy: bigint | null; reason: string; now: Instant },
): Promise<void> {
  await sql`INSERT INTO reference.parameter_decision (parameter_id, approved, decided_by, decided_at, reason)
            VALUES (${line.key}, ${line.approved}, ${line.decidedBy}, ${line.now}, ${line.reason})`.execute(database)
}

/** Whether the installation has parameters already. */
export async function hasParameters(database: Sql): Promise<boolean> {
  return (await oneOrNone(sql`SELECT 1 AS one FROM reference.parameter LIMIT 1`, database)) !== null
}

/** Writes first values, approved by the installation itself. */
export async function insertFirstValues(database: Sql, values: readonly FirstValue[], now: Instant): Promise<void> {
  for (const { code, value, fromDay, source, mark } of values) {
    const key = await insertParameter(database, {
      code,
      value,
      fromDay,
      source,
      mark,
      reason: '初始值',
      proposedBy: null,
      now,
    })
    await insertDecision(database, { key, approved: true, decidedBy: null, reason: '初始值', now })
  }
}

/** Adds points to a market series; a day that is there stays as it is. */
export async function insertSeries(
  database: Sql,
  points: readonly { code: string; day: Day; value: string; source: string }[],
): Promise<void> {
  for (const point of points) {
    await sql`INSERT INTO reference.series (code, day, value, source) VALUES (${point.code}, ${point.day}, ${point.value}, ${point.source})
              ON CONFLICT (code, day) DO NOTHING`.execute(database)
  }
}

/** The last published value of a series on a day. */
export async function seriesOn(database: Sql, code: string, on: Day): Promise<{ value: string; day: Day } | null> {
  return oneOrNone<{ value: string; day: Day }>(
    sql`SELECT value, day FROM reference.series WHERE code = ${code} AND day <= ${on}::date ORDER BY day DESC LIMIT 1`,
    database,
  )
}

/** A whole series, oldest first. */
export async function listSeries(database: Sql, code: string) {
  return rows<{ day: Day; value: string; source: string }>(
    sql`SELECT day, value, source FROM reference.series WHERE code = ${code} ORDER BY day`,
    database,
  )
}
