import type { Day, Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { writeJson } from '#platform/write-path'

export type Attended = { id: string; name: string }
export type SittingRow = { key: bigint; attended: Attended[]; byName: string; at: Instant; changes: number }

/** Keeps who sat together to calibrate a cycle. */
export async function insertSitting(
  database: Sql,
  one: { cycleKey: bigint; attended: readonly Attended[]; byKey: bigint; byName: string; at: Instant },
): Promise<bigint> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.calibration_sitting (cycle_id, attended, by_id, by_name, at)
        VALUES (${one.cycleKey}, ${writeJson(one.attended)}::jsonb, ${one.byKey}, ${one.byName}, ${one.at}::timestamptz) RETURNING id AS key`,
    database,
  )
  return row!.key
}

/** The sittings of a cycle, newest first, with how many scores each changed. */
export const sittingsOf = (database: Sql, cycleKey: bigint) =>
  rows<SittingRow>(
    sql`SELECT s.id AS key, s.attended, s.by_name AS "byName", s.at, (SELECT count(*)::int FROM performance.calibration c WHERE c.sitting_id = s.id) AS changes
          FROM performance.calibration_sitting s WHERE s.cycle_id = ${cycleKey} ORDER BY s.id DESC`,
    database,
  )

/** The first value of every score of a cycle that was changed: what was computed. */
export async function originalsOf(database: Sql, cycleKey: bigint): Promise<Map<bigint, string>> {
  const found = await rows<{ key: bigint; before: string }>(
    sql`SELECT DISTINCT ON (c.appraisal_id) c.appraisal_id AS key, c.before::text AS before FROM performance.calibration c
          JOIN performance.appraisal a ON a.id = c.appraisal_id WHERE a.cycle_id = ${cycleKey} ORDER BY c.appraisal_id, c.id`,
    database,
  )
  return new Map(found.map(row => [row.key, row.before]))
}

export type ImprovementGoal = { text: string; doneBy: Day }
export type ImprovementRow = {
  key: bigint
  appraisalKey: bigint
  from: Day
  to: Day
  goals: ImprovementGoal[]
  state: 'open' | 'met' | 'missed'
  outcome: string | null
  version: number
}
const improvement = sql`SELECT i.id AS key, i.appraisal_id AS "appraisalKey", i.from_day AS "from", i.to_day AS "to", i.goals, i.state, i.outcome, i.version
  FROM performance.improvement i`

/** The plan of improvement of an appraisal, if there is one. */
export const improvementOf = (database: Sql, appraisalKey: bigint) =>
  oneOrNone<ImprovementRow>(sql`${improvement} WHERE i.appraisal_id = ${appraisalKey}`, database)

/** One plan of improvement, locked for a change. */
export const improvementForUpdate = (database: Sql, key: bigint) =>
  oneOrNone<ImprovementRow>(sql`${improvement} WHERE i.id = ${key} FOR UPDATE`, database)

/** Opens a plan of improvement; null when the appraisal has one. */
export async function insertImprovement(
  database: Sql,
  one: { appraisalKey: bigint; from: Day; to: Day; goals: readonly ImprovementGoal[]; by: bigint; at: Instant },
): Promise<bigint | null> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.improvement (appraisal_id, from_day, to_day, goals, state, opened_by, opened_at)
        VALUES (${one.appraisalKey}, ${one.from}::date, ${one.to}::date, ${writeJson(one.goals)}::jsonb, 'open', ${one.by}, ${one.at}::timestamptz)
        ON CONFLICT (appraisal_id) DO NOTHING RETURNING id AS key`,
    database,
  )
  return row?.key ?? null
}

export async function endImprovement(
  database: Sql,
  key: bigint,
  end: { state: 'met' | 'missed'; outcome: string; at: Instant },
): Promise<void> {
  await sql`UPDATE performance.improvement SET state = ${end.state}, outcome = ${end.outcome}, ended_at = ${end.at}::timestamptz, version = version + 1
             WHERE id = ${key}`.execute(database)
}

export type CheckRow = { day: Day; onTrack: boolean; text: string; byName: string }

export async function insertCheck(
  database: Sql,
  improvementKey: bigint,
  one: CheckRow & { byKey: bigint; at: Instant },
): Promise<void> {
  await sql`INSERT INTO performance.improvement_check (improvement_id, day, on_track, text, by_id, by_name, at)
    VALUES (${improvementKey}, ${one.day}::date, ${one.onTrack}, ${one.text}, ${one.byKey}, ${one.byName}, ${one.at}::timestamptz)`.execute(
    database,
  )
}

/** What was said on the way, oldest first. */
export const checksOf = (database: Sql, improvementKey: bigint) =>
  rows<CheckRow>(
    sql`SELECT day, on_track AS "onTrack", text, by_name AS "byName" FROM performance.improvement_check WHERE improvement_id = ${improvementKey} ORDER BY id`,
    database,
  )

export type NeedRow = { text: string; courseCode: string; doneBy: Day; byName: string }

/** Keeps what a person should learn; false when the appraisal names the course already. */
export async function insertNeed(
  database: Sql,
  appraisalKey: bigint,
  one: NeedRow & { byKey: bigint; at: Instant },
): Promise<boolean> {
  const done =
    await sql`INSERT INTO performance.development_need (appraisal_id, text, course_code, due_on, by_id, by_name, at)
    VALUES (${appraisalKey}, ${one.text}, ${one.courseCode}, ${one.doneBy}::date, ${one.byKey}, ${one.byName}, ${one.at}::timestamptz)
    ON CONFLICT DO NOTHING`.execute(database)
  return Number(done.numAffectedRows ?? 0) > 0
}

export const needsOf = (database: Sql, appraisalKey: bigint) =>
  rows<NeedRow>(
    sql`SELECT text, course_code AS "courseCode", due_on AS "doneBy", by_name AS "byName" FROM performance.development_need WHERE appraisal_id = ${appraisalKey} ORDER BY id`,
    database,
  )

/** Whom colleagues still have to answer about, by who was asked, in a cycle. */
export async function openAsksOf(database: Sql, cycleKey: bigint): Promise<Map<bigint, number>> {
  const found = await rows<{ key: bigint; count: number }>(
    sql`SELECT k.reviewer_id AS key, count(*)::int AS count FROM performance.peer_ask k JOIN performance.appraisal a ON a.id = k.appraisal_id
         WHERE a.cycle_id = ${cycleKey} AND NOT k.answered GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.key, row.count]))
}
