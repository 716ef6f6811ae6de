import type { Day, Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { Level } from '../learning.ts'

/** A course given to a person. */
export type DutyRow = {
  personKey: bigint
  courseKey: bigint
  source: 'assigned' | 'defect' | 'plan'
  reason: string
  dueOn: Day
  givenAt: Instant
}

/** A learning path with its courses in order. */
export type PathRow = {
  key: bigint
  post: string
  level: Level
  name: string
  nameEn: string
  since: Instant
  revision: number
  courses: { courseKey: string; withinDays: number }[]
}

/** What was completed, by people. */
export async function completionsOf(database: Sql, personKeys: readonly bigint[]) {
  return rows<{ personKey: bigint; courseKey: bigint; at: Instant }>(
    sql`SELECT person_id AS "personKey", course_id AS "courseKey", completed_at AS at FROM training.completion WHERE person_id = ANY(${personKeys}::bigint[]) ORDER BY completed_at`,
    database,
  )
}

/** Notes that a course was learnt to its end. */
export async function insertCompletion(
  database: Sql,
  row: { personKey: bigint; courseKey: bigint; version: number; attemptKey: bigint | null; at: Instant },
): Promise<bigint> {
  const made = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.completion (person_id, course_id, version_number, attempt_id, completed_at)
        VALUES (${row.personKey}, ${row.courseKey}, ${row.version}, ${row.attemptKey}, ${row.at}) RETURNING id`,
    database,
  )
  return made!.id
}

/** The moment a person last completed a version of a course, or null. */
export async function completedVersion(database: Sql, personKey: bigint, courseKey: bigint, version: number) {
  const row = await oneOrNone<{ at: Instant | null }>(
    sql`SELECT max(completed_at) AS at FROM training.completion WHERE person_id = ${personKey} AND course_id = ${courseKey} AND version_number = ${version}`,
    database,
  )
  return row?.at ?? null
}

/** The courses given to people that have not been withdrawn. */
export async function dutiesGiven(database: Sql, personKeys: readonly bigint[]): Promise<DutyRow[]> {
  return rows<DutyRow>(
    sql`SELECT person_id AS "personKey", course_id AS "courseKey", source, reason, due_on AS "dueOn", given_at AS "givenAt"
          FROM training.course_duty WHERE person_id = ANY(${personKeys}::bigint[]) AND withdrawn_at IS NULL ORDER BY given_at`,
    database,
  )
}

/** Gives a course to people; under a `once` key a person's duty is written once. Returns the people it was written for. */
export async function insertDuties(
  database: Sql,
  duty: {
    personKeys: readonly bigint[]
    courseKey: bigint
    source: 'assigned' | 'defect' | 'plan'
    reason: string
    dueOn: Day
    by: bigint | null
    at: Instant
    about: string | null
    once: string | null
  },
): Promise<bigint[]> {
  const done = await rows<{ key: bigint }>(
    sql`INSERT INTO training.course_duty (person_id, course_id, source, reason, due_on, given_by, given_at, about, once)
        SELECT p, ${duty.courseKey}, ${duty.source}, ${duty.reason}, ${duty.dueOn}, ${duty.by}, ${duty.at}, ${duty.about}, ${duty.once}::text || ':' || p
          FROM unnest(${duty.personKeys}::bigint[]) AS p ON CONFLICT (once) DO NOTHING RETURNING person_id AS key`,
    database,
  )
  return done.map(row => row.key)
}

/** Every learning path, of one post or of all. */
export async function paths(database: Sql, post: string | null = null): Promise<PathRow[]> {
  return rows<PathRow>(
    sql`SELECT p.id AS key, p.post, p.level, p.name, p.name_en AS "nameEn", p.since, p.revision,
               coalesce((SELECT jsonb_agg(jsonb_build_object('courseKey', c.course_id::text, 'withinDays', c.within_days) ORDER BY c.position)
                           FROM training.path_course c WHERE c.path_id = p.id), '[]') AS courses
          FROM training.path p WHERE ${post}::text IS NULL OR p.post = ${post} ORDER BY p.post, array_position(ARRAY['newcomer', 'regular', 'senior'], p.level)`,
    database,
  )
}

/** Saves a path; null when somebody else saved it meanwhile. `revision` 0 makes a new one. */
export async function savePath(
  database: Sql,
  path: Pick<PathRow, 'post' | 'level' | 'name' | 'nameEn' | 'revision'> & {
    at: Instant
    courses: readonly { courseKey: bigint; withinDays: number }[]
  },
): Promise<number | null> {
  const row = await oneOrNone<{ id: bigint; revision: number }>(
    path.revision === 0
      ? sql`INSERT INTO training.path (post, level, name, name_en, since) VALUES (${path.post}, ${path.level}, ${path.name}, ${path.nameEn}, ${path.at})
            ON CONFLICT DO NOTHING RETURNING id, revision`
      : sql`UPDATE training.path SET name = ${path.name}, name_en = ${path.nameEn}, revision = revision + 1
             WHERE post = ${path.post} AND level = ${path.level} AND revision = ${path.revision} RETURNING id, revision`,
    database,
  )
  if (!row) return null
  await sql`DELETE FROM training.path_course WHERE path_id = ${row.id}`.execute(database)
  if (path.courses.length > 0) {
    const lines = path.courses.map(
      (one, index) => sql`(${row.id}::bigint, ${one.courseKey}::bigint, ${index + 1}::int, ${one.withinDays}::int)`,
    )
    await sql`INSERT INTO training.path_course (path_id, course_id, position, within_days) VALUES ${sql.join(lines)}`.execute(
      database,
    )
  }
  return row.revision
}

/** Which certificates each post has to hold. */
export async function requirements(database: Sql) {
  return rows<{ post: string; kindKey: bigint; code: string }>(
    sql`SELECT r.post, r.certificate_kind_id AS "kindKey", k.code FROM training.post_certificate r
          JOIN training.certificate_kind k ON k.id = r.certificate_kind_id ORDER BY r.post, k.code`,
    database,
  )
}

/** Says which certificates a post has to hold from now on. */
export async function replaceRequirements(database: Sql, post: string, kindKeys: readonly bigint[]): Promise<void> {
  await sql`DELETE FROM training.post_certificate WHERE post = ${post}`.execute(database)
  await sql`INSERT INTO training.post_certificate (post, certificate_kind_id) SELECT ${post}, k FROM unnest(${kindKeys}::bigint[]) AS k`.execute(
    database,
  )
}

/** The level that holds at a moment for each of these people, where one was set; a level decided for a later day holds from then. */
export async function levelsSet(
  database: Sql,
  personKeys: readonly bigint[],
  at: Instant,
): Promise<Map<bigint, { level: Level; since: Instant }>> {
  const found = await rows<{ personKey: bigint; level: Level; since: Instant }>(
    sql`SELECT DISTINCT ON (person_id) person_id AS "personKey", level, set_at AS since FROM training.person_level
         WHERE person_id = ANY(${personKeys}::bigint[]) AND set_at <= ${at}::timestamptz ORDER BY person_id, set_at DESC, id DESC`,
    database,
  )
  return new Map(found.map(row => [row.personKey, row]))
}

/** Sets a person's level. */
export async function insertLevel(
  database: Sql,
  row: { personKey: bigint; level: Level; reason: string; by: bigint | null; at: Instant },
): Promise<void> {
  await sql`INSERT INTO training.person_level (person_id, level, reason, set_by, set_at) VALUES (${row.personKey}, ${row.level}, ${row.reason}, ${row.by}, ${row.at})`.execute(
    database,
  )
}

/** Credits people with minutes; a thing is credited to a person once. Returns how many were. */
export async function insertCredits(
  database: Sql,
  credit: {
    personKeys: readonly bigint[]
    kind: 'course' | 'lecture' | 'sharing' | 'class' | 'hosting'
    minutes: number
    day: Day
    sourceKey: bigint
    title: string
    at: Instant
  },
): Promise<number> {
  const done = await sql`INSERT INTO training.credit (person_id, kind, minutes, day, source_id, title, credited_at)
              SELECT p, ${credit.kind}, ${credit.minutes}, ${credit.day}, ${credit.sourceKey}, ${credit.title}, ${credit.at} FROM unnest(${credit.personKeys}::bigint[]) AS p
              ON CONFLICT DO NOTHING`.execute(database)
  return Number(done.numAffectedRows ?? 0n)
}

/** The minutes of each of these people in a year. */
export async function minutesIn(
  database: Sql,
  personKeys: readonly bigint[],
  year: number,
): Promise<Map<bigint, number>> {
  const found = await rows<{ personKey: bigint; minutes: number }>(
    sql`SELECT person_id AS "personKey", sum(minutes)::int AS minutes FROM training.credit
         WHERE person_id = ANY(${personKeys}::bigint[]) AND day >= make_date(${year}, 1, 1) AND day < make_date(${year + 1}, 1, 1) GROUP BY person_id`,
    database,
  )
  return new Map(found.map(row => [row.personKey, row.minutes]))
}

/** What a person's minutes of a year are made of, newest first. */
export async function creditsOf(database: Sql, personKey: bigint, year: number) {
  return rows<{
    kind: 'course' | 'lecture' | 'sharing' | 'class' | 'hosting'
    title: string
    day: Day
    minutes: number
  }>(
    sql`SELECT kind, title, day, minutes FROM training.credit
         WHERE person_id = ${personKey} AND day >= make_date(${year}, 1, 1) AND day < make_date(${year + 1}, 1, 1) ORDER BY day DESC, id DESC LIMIT 500`,
    database,
  )
}

/** A line of somebody's plan. */
export type PlanRow = {
  key: bigint
  personKey: bigint
  kind: 'course' | 'hours' | 'other'
  courseKey: bigint | null
  targetMinutes: number | null
  title: string
  dueOn: Day
  addedAt: Instant
  doneAt: Instant | null
}

const planColumns = sql`id AS key, person_id AS "personKey", kind, course_id AS "courseKey", target_minutes AS "targetMinutes", title, due_on AS "dueOn", added_at AS "addedAt", done_at AS "doneAt"`

/** The plans of people for a year. */
export async function planItems(database: Sql, personKeys: readonly bigint[], year: number): Promise<PlanRow[]> {
  return rows<PlanRow>(
    sql`SELECT ${planColumns} FROM training.plan_item WHERE person_id = ANY(${personKeys}::bigint[]) AND year = ${year} AND dropped_at IS NULL ORDER BY due_on, id`,
    database,
  )
}

/** One line of a plan that is not dropped, locked. */
export async function planItemByKey(database: Sql, key: bigint): Promise<PlanRow | null> {
  return oneOrNone<PlanRow>(
    sql`SELECT ${planColumns} FROM training.plan_item WHERE id = ${key} AND dropped_at IS NULL AND done_at IS NULL FOR UPDATE`,
    database,
  )
}

/** Adds a line to a plan. */
export async function insertPlanItem(
  database: Sql,
  row: Omit<PlanRow, 'key' | 'doneAt'> & { year: number; by: bigint | null },
): Promise<bigint> {
  const made = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.plan_item (person_id, year, kind, course_id, target_minutes, title, due_on, added_by, added_at)
        VALUES (${row.personKey}, ${row.year}, ${row.kind}, ${row.courseKey}, ${row.targetMinutes}, ${row.title}, ${row.dueOn}, ${row.by}, ${row.addedAt}) RETURNING id`,
    database,
  )
  return made!.id
}

/** Marks a line as done or dropped. */
export async function endPlanItem(database: Sql, key: bigint, how: 'done' | 'dropped', at: Instant): Promise<void> {
  await (how === 'done'
    ? sql`UPDATE training.plan_item SET done_at = ${at} WHERE id = ${key}`
    : sql`UPDATE training.plan_item SET dropped_at = ${at} WHERE id = ${key}`
  ).execute(database)
}
