import type { Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { ExamPlan } from '../exam.ts'
import type { LessonKind } from '../lesson.ts'

export type CourseKind = 'course' | 'refresher'

/** A course with its published version (null before the first) as one person sees it. */
export type CourseRow = {
  key: bigint
  code: string
  kind: CourseKind
  topic: string
  certificateKey: bigint | null
  certificateCode: string | null
  certificateName: string | null
  certificateNameEn: string | null
  versionKey: bigint | null
  versionNumber: number | null
  title: string
  titleEn: string
  summary: string
  plan: ExamPlan | null
  draft: boolean
  lessons: number
  minutes: number
  read: number
  completedAt: Instant | null
}

/** A version of a course as it is written. */
export type VersionRow = {
  key: bigint
  courseKey: bigint
  number: number
  state: 'draft' | 'published'
  title: string
  titleEn: string
  summary: string
  exam: ExamPlan | null
  changeNote: string
  revision: number
}

/** A lesson of a version. */
export type LessonRow = {
  key: bigint
  versionKey: bigint
  position: number
  kind: LessonKind
  title: string
  body: string
  minutes: number
  sha256: string | null
  fileName: string | null
  mediaType: string | null
  caseKey: bigint | null
}

/** Every course with its published version — before the first one the draft's words — and how far a person is in it. */
const courses = (personKey: bigint | null) => sql`(
  SELECT c.id AS key, c.code, c.kind, c.topic, c.certificate_kind_id AS "certificateKey", k.code AS "certificateCode", k.name AS "certificateName",
         k.name_en AS "certificateNameEn", v.id AS "versionKey", v.number AS "versionNumber", coalesce(v.title, d.title) AS title,
         coalesce(v.title_en, d.title_en) AS "titleEn", coalesce(v.summary, d.summary) AS summary, v.exam AS plan, d.id IS NOT NULL AS draft,
         l.lessons, l.minutes, l.read, (SELECT max(m.completed_at) FROM training.completion m WHERE m.course_id = c.id AND m.person_id = ${personKey}) AS "completedAt"
    FROM training.course c
    LEFT JOIN training.certificate_kind k ON k.id = c.certificate_kind_id
    LEFT JOIN LATERAL (SELECT * FROM training.course_version v WHERE v.course_id = c.id AND v.state = 'published' ORDER BY v.number DESC LIMIT 1) v ON true
    LEFT JOIN training.course_version d ON d.course_id = c.id AND d.state = 'draft'
    LEFT JOIN LATERAL (SELECT count(*)::int AS lessons, coalesce(sum(l.minutes), 0)::int AS minutes, count(r.person_id)::int AS read
                         FROM training.lesson l LEFT JOIN training.lesson_read r ON r.lesson_id = l.id AND r.person_id = ${personKey}
                        WHERE l.version_id = v.id) l ON true
   WHERE c.retired_at IS NULL)`

/** A page of the catalogue; what is not published yet is for who writes courses. */
export async function listCourses(
  database: Sql,
  personKey: bigint | null,
  query: PageRequest & {
    search?: string | undefined
    topic?: string | undefined
    kind?: CourseKind | undefined
    drafts: boolean
  },
): Promise<{ rows: CourseRow[]; total: number; next: string | null }> {
  const where = sql`WHERE (c."versionKey" IS NOT NULL OR ${query.drafts})
    AND (${query.topic ?? null}::text IS NULL OR c.topic = ${query.topic ?? null})
    AND (${query.kind ?? null}::text IS NULL OR c.kind = ${query.kind ?? null})
    AND (${query.search ?? null}::text IS NULL OR c.title ILIKE '%' || ${query.search ?? null} || '%' OR c."titleEn" ILIKE '%' || ${query.search ?? null} || '%'
         OR c.topic ILIKE '%' || ${query.search ?? null} || '%')`
  const { beyond, order } = pageClauses(query, sql`c.title`, sql`c.key`, 'text')
  const found = await rows<CourseRow>(
    sql`SELECT * FROM ${courses(personKey)} c ${where} AND ${beyond} ${order}`,
    database,
  )
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM ${courses(personKey)} c ${where}`,
    database,
  )
  return { ...cutPage(found, query.limit, row => [row.title, row.key]), total: count!.total }
}

/** One course that is not retired, as a person sees it. */
export async function courseByCode(database: Sql, code: string, personKey: bigint | null): Promise<CourseRow | null> {
  return oneOrNone<CourseRow>(sql`SELECT * FROM ${courses(personKey)} c WHERE c.code = ${code}`, database)
}

/** Courses by key, as a person sees them. */
export async function coursesByKey(
  database: Sql,
  keys: readonly bigint[],
  personKey: bigint | null,
): Promise<Map<bigint, CourseRow>> {
  const found = await rows<CourseRow>(
    sql`SELECT * FROM ${courses(personKey)} c WHERE c.key = ANY(${keys}::bigint[])`,
    database,
  )
  return new Map(found.map(row => [row.key, row]))
}

/** The published courses that lead to certificates: the full one and the refresher of each kind. */
export async function certificateCourses(database: Sql): Promise<CourseRow[]> {
  return rows<CourseRow>(
    sql`SELECT * FROM ${courses(null)} c WHERE c."certificateKey" IS NOT NULL AND c."versionKey" IS NOT NULL ORDER BY c.kind`,
    database,
  )
}

/** Adds a course; null when the code is taken. A certificate that has such a course already surfaces as a conflict before. */
export async function insertCourse(
  database: Sql,
  course: { code: string; kind: CourseKind; topic: string; certificateKey: bigint | null },
): Promise<bigint | null> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.course (code, kind, topic, certificate_kind_id) VALUES (${course.code}, ${course.kind}, ${course.topic}, ${course.certificateKey})
        ON CONFLICT (code) DO NOTHING RETURNING id`,
    database,
  )
  return row?.id ?? null
}

/** Takes a course out of the catalogue. */
export async function retireCourse(database: Sql, key: bigint, at: Instant): Promise<void> {
  await sql`UPDATE training.course SET retired_at = ${at} WHERE id = ${key}`.execute(database)
}

const versionColumns = sql`v.id AS key, v.course_id AS "courseKey", v.number, v.state, v.title, v.title_en AS "titleEn", v.summary, v.exam,
  v.change_note AS "changeNote", v.revision`

/** The open draft of a course, locked. */
export async function draftOf(database: Sql, courseKey: bigint): Promise<VersionRow | null> {
  return oneOrNone<VersionRow>(
    sql`SELECT ${versionColumns} FROM training.course_version v WHERE v.course_id = ${courseKey} AND v.state = 'draft' FOR UPDATE`,
    database,
  )
}

/** A version by key. */
export async function versionByKey(database: Sql, key: bigint): Promise<VersionRow | null> {
  return oneOrNone<VersionRow>(
    sql`SELECT ${versionColumns} FROM training.course_version v WHERE v.id = ${key}`,
    database,
  )
}

/** Opens a draft. */
export async function insertDraft(
  database: Sql,
  draft: Pick<VersionRow, 'courseKey' | 'number' | 'title' | 'titleEn' | 'summary' | 'exam'> & { by: bigint | null },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.course_version (course_id, number, state, title, title_en, summary, exam, written_by)
        VALUES (${draft.courseKey}, ${draft.number}, 'draft', ${draft.title}, ${draft.titleEn}, ${draft.summary}, ${json(draft.exam)}::jsonb, ${draft.by}) RETURNING id`,
    database,
  )
  return row!.id
}

/** Saves a draft's words. */
export async function updateDraft(
  database: Sql,
  key: bigint,
  draft: Pick<VersionRow, 'title' | 'titleEn' | 'summary' | 'exam' | 'changeNote'> & { by: bigint | null },
): Promise<void> {
  await sql`UPDATE training.course_version SET title = ${draft.title}, title_en = ${draft.titleEn}, summary = ${draft.summary}, exam = ${json(draft.exam)}::jsonb,
      change_note = ${draft.changeNote}, written_by = ${draft.by}, revision = revision + 1 WHERE id = ${key}`.execute(
    database,
  )
}

/** Publishes a draft. */
export async function publishVersion(database: Sql, key: bigint, at: Instant, by: bigint | null): Promise<void> {
  await sql`UPDATE training.course_version SET state = 'published', published_at = ${at}, published_by = ${by} WHERE id = ${key}`.execute(
    database,
  )
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value))

const lessonColumns = sql`l.id AS key, l.version_id AS "versionKey", l.position, l.kind, l.title, l.body, l.minutes, l.sha256, l.file_name AS "fileName",
  l.media_type AS "mediaType", l.case_id AS "caseKey"`

/** The lessons of a version in order. */
export async function lessonsOf(database: Sql, versionKey: bigint): Promise<LessonRow[]> {
  return rows<LessonRow>(
    sql`SELECT ${lessonColumns} FROM training.lesson l WHERE l.version_id = ${versionKey} ORDER BY l.position`,
    database,
  )
}

/** One lesson. */
export async function lessonByKey(database: Sql, key: bigint): Promise<LessonRow | null> {
  return oneOrNone<LessonRow>(sql`SELECT ${lessonColumns} FROM training.lesson l WHERE l.id = ${key}`, database)
}

/** Puts these lessons in the place of a draft's. */
export async function replaceLessons(
  database: Sql,
  versionKey: bigint,
  lessons: readonly Omit<LessonRow, 'key' | 'versionKey' | 'position'>[],
): Promise<void> {
  await sql`DELETE FROM training.lesson WHERE version_id = ${versionKey}`.execute(database)
  if (lessons.length === 0) return
  const lines = lessons.map(
    (one, index) =>
      sql`(${versionKey}::bigint, ${index + 1}::int, ${one.kind}, ${one.title}, ${one.body}, ${one.minutes}::int, ${one.sha256}, ${one.fileName}, ${one.mediaType}, ${one.caseKey}::bigint)`,
  )
  await sql`INSERT INTO training.lesson (version_id, position, kind, title, body, minutes, sha256, file_name, media_type, case_id) VALUES ${sql.join(lines)}`.execute(
    database,
  )
}

/** The lessons of a version that a person has read. */
export async function lessonsRead(database: Sql, versionKey: bigint, personKey: bigint): Promise<Set<bigint>> {
  const found = await rows<{ key: bigint }>(
    sql`SELECT r.lesson_id AS key FROM training.lesson_read r JOIN training.lesson l ON l.id = r.lesson_id WHERE l.version_id = ${versionKey} AND r.person_id = ${personKey}`,
    database,
  )
  return new Set(found.map(row => row.key))
}

/** Notes that a person has read a lesson; the first time counts. */
export async function insertLessonRead(
  database: Sql,
  read: { personKey: bigint; lessonKey: bigint; at: Instant; seconds: number },
): Promise<void> {
  await sql`INSERT INTO training.lesson_read (person_id, lesson_id, read_at, seconds) VALUES (${read.personKey}, ${read.lessonKey}, ${read.at}, ${read.seconds})
            ON CONFLICT DO NOTHING`.execute(database)
}

/** The code of the course of this kind that leads to a certificate already, or null. */
export async function certificateCourseCode(
  database: Sql,
  certificateKey: bigint | null,
  kind: CourseKind,
): Promise<string | null> {
  const row = await oneOrNone<{ code: string }>(
    sql`SELECT code FROM training.course WHERE certificate_kind_id = ${certificateKey} AND kind = ${kind} AND retired_at IS NULL`,
    database,
  )
  return row?.code ?? null
}
