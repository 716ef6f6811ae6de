import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import type { Severity } from '../quality.ts'
import { checkPlace, type Period } from './quality.ts'

const counts = sql`(r.answer IN ('accept', 'lapsed') OR coalesce(u.upheld, false))`
const said = sql`LEFT JOIN origination.quality_reply r ON r.defect_id = d.id LEFT JOIN origination.quality_ruling u ON u.defect_id = d.id`
/** A check that has come to its end. */
const settled = sql`c.state IN ('clean', 'closed')`

/**
 * The defects of a code that count against a person, recorded since a moment, in files decided after the last lesson on it: the
 * mistakes made before the lesson have had theirs.
 */
export async function defectsSince(database: Sql, personKey: bigint, code: string, since: Instant): Promise<bigint[]> {
  const found = await rows(
    sql<{
      key: bigint
    }>`SELECT d.id AS key FROM origination.quality_defect d JOIN origination.quality_check c ON c.id = d.check_id ${said}
      WHERE c.owner_id = ${personKey} AND d.code = ${code} AND d.at >= ${since} AND ${counts}
        AND c.decided_at > coalesce((SELECT max(l.at) FROM origination.quality_lesson l WHERE l.person_id = ${personKey} AND l.code = ${code}), '-infinity')
      ORDER BY d.id`,
    database,
  )
  return found.map(row => row.key)
}

/** Keeps that a person is taught, and checked from now on. */
export async function insertLesson(
  ctx: Context,
  lesson: {
    person: { key: bigint; name: string; groupKey: bigint | null; branchKey: bigint | null }
    code: string
    courseCode: string | null
    courseGiven: boolean
    defects: readonly bigint[]
    recheckFiles: number
  },
): Promise<bigint> {
  const row = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO origination.quality_lesson (person_id, person_name, group_id, branch_id, code, course_code, course_given, defects, recheck_files, day, at)
      VALUES (${lesson.person.key}, ${lesson.person.name}, ${lesson.person.groupKey}, ${lesson.person.branchKey}, ${lesson.code}, ${lesson.courseCode},
              ${lesson.courseGiven}, ${[...lesson.defects]}::bigint[], ${lesson.recheckFiles}, ${ctx.today}::date, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Marks the lessons of a course that a person has now learnt. */
export async function markLearnt(ctx: Context, personKey: bigint, courseCode: string): Promise<void> {
  await sql`UPDATE origination.quality_lesson SET learnt_at = ${ctx.now}
    WHERE person_id = ${personKey} AND course_code = ${courseCode} AND course_given AND learnt_at IS NULL`.execute(
    ctx.sql,
  )
}

/** A lesson with how often its code was found in the person's files before and after. */
export type LessonRow = {
  key: bigint
  personKey: bigint
  personName: string
  code: string
  name: string
  nameEn: string
  courseCode: string | null
  courseGiven: boolean
  day: Day
  learntAt: Instant | null
  recheckFiles: number
  recheckLeft: number
  beforeChecked: number
  beforeFound: number
  afterChecked: number
  afterFound: number
}

/** The lessons of the last year in the reader's scope. Before: files decided in so many days up to it; after: since it was learnt. */
export function lessonRows(ctx: Context, since: Day, beforeDays: number): Promise<LessonRow[]> {
  const place = { owner: 'l.person_id', group: 'l.group_id', branch: 'l.branch_id' }
  const has = sql`EXISTS (SELECT FROM origination.quality_defect d ${said} WHERE d.check_id = c.id AND d.code = l.code AND ${counts})`
  const before = sql`c.decided_at < l.at AND c.decided_at >= l.at - make_interval(days => ${beforeDays}::int)`
  const after = sql`c.decided_at >= l.learnt_at`
  // What was decided before a move belongs to the person's lesson all the same.
  return pastWall(
    ctx.sql,
    () =>
      rows(
        sql<LessonRow>`SELECT l.id AS key, l.person_id AS "personKey", l.person_name AS "personName", l.code, k.name, k.name_en AS "nameEn",
        l.course_code AS "courseCode", l.course_given AS "courseGiven", l.day, l.learnt_at AS "learntAt", l.recheck_files AS "recheckFiles",
        greatest(l.recheck_files - (SELECT count(*)::int FROM origination.quality_check c WHERE c.lesson_id = l.id), 0) AS "recheckLeft", n.*
      FROM origination.quality_lesson l JOIN origination.defect_code k ON k.code = l.code
      CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE ${before})::int AS "beforeChecked", count(*) FILTER (WHERE ${before} AND ${has})::int AS "beforeFound",
          count(*) FILTER (WHERE ${after})::int AS "afterChecked", count(*) FILTER (WHERE ${after} AND ${has})::int AS "afterFound"
        FROM origination.quality_check c WHERE c.owner_id = l.person_id AND ${settled}) n
     WHERE ${ctx.rights.where('origination.quality.read', place)} AND l.day >= ${since}::date ORDER BY l.id DESC LIMIT 500`,
        ctx.sql,
      ),
    ['origination.quality_check'],
  )
}

/** Checked files of a period by person, those with a defect among them, in the reader's scope; pending ones apart. */
export function personRates(ctx: Context, period: Period, randomOnly: boolean) {
  return rows(
    sql<{ personKey: bigint; personName: string; checked: number; found: number; pending: number }>`
    SELECT c.owner_id AS "personKey", max(c.owner_name) AS "personName", count(*) FILTER (WHERE ${settled})::int AS checked,
           count(*) FILTER (WHERE ${settled} AND EXISTS (SELECT FROM origination.quality_defect d ${said} WHERE d.check_id = c.id AND ${counts}))::int AS found,
           count(*) FILTER (WHERE NOT ${settled})::int AS pending
      FROM origination.quality_check c WHERE ${inPeriod(ctx, period, randomOnly)} GROUP BY c.owner_id ORDER BY max(c.owner_name), c.owner_id`,
    ctx.sql,
  )
}

/** Checked files of a period with a defect of each code in use or found. */
export function codeRates(ctx: Context, period: Period, randomOnly: boolean) {
  return rows(
    sql<{ code: string; name: string; nameEn: string; severity: Severity; found: number }>`
    WITH found AS (SELECT d.code, count(*)::int AS found FROM origination.quality_check c JOIN origination.quality_defect d ON d.check_id = c.id ${said}
        WHERE ${inPeriod(ctx, period, randomOnly)} AND ${settled} AND ${counts} GROUP BY d.code)
    SELECT k.code, k.name, k.name_en AS "nameEn", k.severity, coalesce(f.found, 0) AS found FROM origination.defect_code k
      LEFT JOIN found f ON f.code = k.code WHERE k.active OR f.found > 0 ORDER BY coalesce(f.found, 0) DESC, k.code`,
    ctx.sql,
  )
}

function inPeriod(ctx: Context, { from, to }: Period, randomOnly: boolean) {
  return sql`${ctx.rights.where('origination.quality.read', checkPlace)} AND (c.decided_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN ${from}::date AND ${to}::date
    AND (NOT ${randomOnly}::boolean OR 'random' = ANY(c.reasons))`
}
