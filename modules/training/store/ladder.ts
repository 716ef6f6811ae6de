import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { Step } from '../career.ts'

/** A version of a ladder; `approved` is null while a second person is waited for. */
export type LadderRow = {
  key: bigint
  code: string
  number: number
  function: string
  name: string
  nameEn: string
  steps: Step[]
  fromDay: Day
  changeNote: string
  madeBy: bigint | null
  madeAt: Instant
  approved: boolean | null
  decidedBy: bigint | null
  decidedAt: Instant | null
  decisionReason: string | null
}

const columns = sql`v.id AS key, v.code, v.number, v.function, v.name, v.name_en AS "nameEn", v.steps, v.from_day AS "fromDay", v.change_note AS "changeNote",
  v.made_by AS "madeBy", v.made_at AS "madeAt", d.approved, d.decided_by AS "decidedBy", d.decided_at AS "decidedAt", d.reason AS "decisionReason"`
const tables = sql`training.ladder_version v LEFT JOIN training.ladder_decision d ON d.ladder_version_id = v.id`

/** The ladders as they hold on a day: of the approved versions the one with the highest number. */
export function laddersOn(database: Sql, on: Day): Promise<LadderRow[]> {
  return rows(
    sql<LadderRow>`SELECT DISTINCT ON (v.code) ${columns} FROM ${tables} WHERE v.from_day <= ${on}::date AND d.approved ORDER BY v.code, v.number DESC`,
    database,
  )
}

/** Every version of every ladder, or of one, the newest first: refused ones and those that wait among them. */
export function ladderVersions(database: Sql, code: string | null = null): Promise<LadderRow[]> {
  return rows(
    sql<LadderRow>`SELECT ${columns} FROM ${tables} WHERE ${code}::text IS NULL OR v.code = ${code} ORDER BY v.code, v.number DESC`,
    database,
  )
}

/** One version by its key. */
export function ladderByKey(database: Sql, key: bigint): Promise<LadderRow | null> {
  return oneOrNone(sql<LadderRow>`SELECT ${columns} FROM ${tables} WHERE v.id = ${key}`, database)
}

/** One version by its number, locked: of two decisions at the same moment the second finds the first. */
export function ladderForUpdate(database: Sql, code: string, number: number): Promise<LadderRow | null> {
  return oneOrNone(
    sql<LadderRow>`SELECT ${columns} FROM ${tables} WHERE v.code = ${code} AND v.number = ${number} FOR UPDATE OF v`,
    database,
  )
}

/** Adds a version, which waits; false when somebody else added this number meanwhile. */
export async function insertLadder(
  ctx: Context,
  row: Pick<LadderRow, 'code' | 'number' | 'function' | 'name' | 'nameEn' | 'steps' | 'fromDay' | 'changeNote'>,
): Promise<boolean> {
  const done =
    await sql`INSERT INTO training.ladder_version (code, number, function, name, name_en, steps, from_day, change_note, made_by, made_at)
    VALUES (${row.code}, ${row.number}, ${row.function}, ${row.name}, ${row.nameEn}, ${JSON.stringify(row.steps)}::jsonb, ${row.fromDay}::date, ${row.changeNote},
            ${ctx.actor.key}, ${ctx.now}) ON CONFLICT DO NOTHING`.execute(ctx.sql)
  return done.numAffectedRows === 1n
}

/** Keeps what was decided of a version. */
export async function insertLadderDecision(
  ctx: Context,
  row: { key: bigint; approved: boolean; reason: string },
): Promise<void> {
  await sql`INSERT INTO training.ladder_decision (ladder_version_id, approved, reason, decided_by, decided_at)
    VALUES (${row.key}, ${row.approved}, ${row.reason}, ${ctx.actor.key}, ${ctx.now})`.execute(ctx.sql)
}
