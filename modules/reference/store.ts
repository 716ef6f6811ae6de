import type { Day, Instant } from '#lib/day'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import type { FirstValue } from './first-values.ts'
import type { Mark } from './parameter.ts'
import type { SeriesCode, SeriesPoint } from './series.ts'

/** The value of a parameter that is approved and in force on a day; null when there is none. */
export async function valueOn(database: Sql, code: string, on: Day): Promise<{ value: unknown; fromDay: Day } | null> {
  return oneOrNone<{ value: unknown; fromDay: Day }>(
    prepared(sql`SELECT p.value, p.from_day AS "fromDay" FROM reference.parameter p JOIN reference.parameter_decision d ON d.parameter_id = p.id AND d.approved
         WHERE p.code = ${code} AND p.from_day <= ${on}::date ORDER BY p.from_day DESC, p.id DESC LIMIT 1`),
    database,
  )
}

/** The values of several parameters that are approved and in force on a day. */
export async function valuesOn(
  database: Sql,
  codes: readonly string[],
  on: Day,
): Promise<{ code: string; value: unknown }[]> {
  return rows<{ code: string; value: unknown }>(
    sql`SELECT DISTINCT ON (p.code) p.code, p.value FROM reference.parameter p
          JOIN reference.parameter_decision d ON d.parameter_id = p.id AND d.approved
         WHERE p.code = ANY(${[...codes]}::text[]) AND p.from_day <= ${on}::date ORDER BY p.code, p.from_day DESC, p.id DESC`,
    database,
  )
}

/** Every approved value of a parameter, the last to begin first. */
export async function valuesInForce(database: Sql, code: string): Promise<{ value: unknown; fromDay: Day }[]> {
  return rows<{ value: unknown; fromDay: Day }>(
    sql`SELECT p.value, p.from_day AS "fromDay" FROM reference.parameter p JOIN reference.parameter_decision d ON d.parameter_id = p.id AND d.approved
         WHERE p.code = ${code} ORDER BY p.from_day DESC, p.id DESC`,
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
  decisionReason: string | null
}

const columns = sql`p.id AS key, p.code, p.value, p.from_day AS "fromDay", p.source, p.mark, p.reason, p.proposed_by AS "proposedBy", p.proposed_at AS "proposedAt",
  d.approved, d.decided_by AS "decidedBy", d.decided_at AS "decidedAt", d.reason AS "decisionReason"`

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

/** The codes the installation has a version of. */
export async function knownCodes(database: Sql): Promise<Set<string>> {
  const found = await rows<{ code: string }>(sql`SELECT DISTINCT code FROM reference.parameter`, database)
  return new Set(found.map(row => row.code))
}

/** Writes first values, approved by the installation itself. */
export async function insertFirstValues(database: Sql, values: readonly FirstValue[], now: Instant): Promise<void> {
  for (const { code, value, fromDay, source, mark } of values) {
    const reason = '初始值'
    const line = { code, value, fromDay, source, mark, reason, proposedBy: null, now }
    const key = await insertParameter(database, line)
    await insertDecision(database, { key, approved: true, decidedBy: null, reason, now })
  }
}

/** Which market series have figures. */
export async function knownSeries(database: Sql): Promise<Set<string>> {
  const found = await rows<{ code: string }>(sql`SELECT DISTINCT code FROM reference.series`, database)
  return new Set(found.map(row => row.code))
}

/** Adds figures to market series; a later line of the same day corrects the earlier. */
export async function insertSeries(
  database: Sql,
  points: readonly SeriesPoint[],
  recordedBy: bigint | null,
  now: Instant,
): Promise<void> {
  const column = (name: 'code' | 'day' | 'value' | 'source' | 'mark') => points.map(point => point[name])
  await sql`INSERT INTO reference.series (code, day, value, source, mark, recorded_by, recorded_at)
            SELECT *, ${recordedBy}::bigint, ${now}::timestamptz
              FROM unnest(${column('code')}::text[], ${column('day')}::date[], ${column('value')}::numeric[], ${column('source')}::text[], ${column('mark')}::text[])`.execute(
    database,
  )
}

/** The last published value of a series on a day. */
export async function seriesOn(database: Sql, code: SeriesCode, on: Day): Promise<{ value: string; day: Day } | null> {
  return oneOrNone<{ value: string; day: Day }>(
    sql`SELECT value, day FROM reference.series WHERE code = ${code} AND day <= ${on}::date ORDER BY day DESC, id DESC LIMIT 1`,
    database,
  )
}

/** Several series up to a day, each oldest first, corrections applied. */
export async function seriesThrough(
  database: Sql,
  codes: readonly SeriesCode[],
  through: Day,
): Promise<{ code: SeriesCode; day: Day; value: string }[]> {
  return rows<{ code: SeriesCode; day: Day; value: string }>(
    sql`SELECT DISTINCT ON (code, day) code, day, value FROM reference.series
         WHERE code = ANY(${[...codes]}::text[]) AND day <= ${through}::date ORDER BY code, day, id DESC`,
    database,
  )
}

/** A whole series, oldest first, corrections applied. */
export async function listSeries(database: Sql, code: SeriesCode) {
  return rows<{ day: Day; value: string; source: string; mark: Mark }>(
    sql`SELECT DISTINCT ON (day) day, value, source, mark FROM reference.series WHERE code = ${code} ORDER BY day, id DESC`,
    database,
  )
}
