import type { Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { CaseOutcome, CaseReason, CaseVerdict } from '../case-study.ts'
import type { Candidate } from '../exam.ts'
import type { Key, QuestionKind } from '../question.ts'

/** A question as the bank keeps it. */
export type QuestionRow = {
  key: bigint
  topic: string
  kind: QuestionKind
  difficulty: number
  stem: string
  options: string[]
  answer: Key
  explanation: string
  source: string
  retiredAt: Instant | null
  addedAt: Instant
}

/** How a question fared in the exams handed in. */
export type QuestionFigures = { asked: number; share: number | null; discrimination: number | null }

/** A case with what policy says and how it ended. */
export type CaseRow = {
  key: bigint
  title: string
  topic: string
  story: string
  facts: Record<string, string>
  policyVerdict: CaseVerdict
  policyReasons: CaseReason[]
  policyNote: string
  outcome: CaseOutcome
  outcomeNote: string
  source: string
  addedAt: Instant
  retiredAt: Instant | null
}

const questionColumns = sql`q.id AS key, q.topic, q.kind, q.difficulty, q.stem, q.options, q.answer, q.explanation, q.source, q.retired_at AS "retiredAt", q.added_at AS "addedAt"`
const caseColumns = sql`s.id AS key, s.title, s.topic, s.story, s.facts, s.policy_verdict AS "policyVerdict", s.policy_reasons AS "policyReasons",
  s.policy_note AS "policyNote", s.outcome, s.outcome_note AS "outcomeNote", s.source, s.added_at AS "addedAt", s.retired_at AS "retiredAt"`

/** The figures of the questions in `page`, and these with them. */
const figures = sql`sat AS (
    SELECT i.question_id, i.points, (t.points - i.points)::float8 / nullif(t.items - 1, 0) AS others
      FROM training.attempt_item i JOIN training.attempt a ON a.id = i.attempt_id AND a.closed_at IS NOT NULL
      JOIN LATERAL (SELECT sum(o.points) AS points, count(*) AS items FROM training.attempt_item o WHERE o.attempt_id = i.attempt_id) t ON true
     WHERE i.question_id IN (SELECT id FROM page)),
  figures AS (SELECT question_id, count(*)::int AS asked, avg(points)::float8 / 100 AS share, corr(points, others) AS discrimination FROM sat GROUP BY question_id)
  SELECT ${questionColumns}, coalesce(f.asked, 0) AS asked, f.share, f.discrimination
    FROM page q LEFT JOIN figures f ON f.question_id = q.id`

/** One question with its figures, who added it and what it replaced. */
export function questionWithFigures(
  database: Sql,
  key: bigint,
): Promise<(QuestionRow & QuestionFigures & { addedBy: bigint | null; replaces: bigint | null }) | null> {
  return oneOrNone(
    sql<QuestionRow & QuestionFigures & { addedBy: bigint | null; replaces: bigint | null }>`
      SELECT x.*, o.added_by AS "addedBy", o.replaces
        FROM (WITH page AS (SELECT q.* FROM training.question q WHERE q.id = ${key}), ${figures}) x JOIN training.question o ON o.id = x.key`,
    database,
  )
}

/**
 * A page of the bank with each question's figures: how often it was asked, the share of right answers, and the correlation of
 * getting it right with the mean points of the other questions of the same sitting.
 */
export async function listQuestions(
  database: Sql,
  query: PageRequest & {
    search?: string | undefined
    topic?: string | undefined
    kind?: QuestionKind | undefined
    difficulty?: number | undefined
    retired: boolean
  },
): Promise<{ rows: (QuestionRow & QuestionFigures)[]; total: number; next: string | null }> {
  const where = sql`WHERE (q.retired_at IS NOT NULL) = ${query.retired}
    AND (${query.topic ?? null}::text IS NULL OR q.topic = ${query.topic ?? null})
    AND (${query.kind ?? null}::text IS NULL OR q.kind = ${query.kind ?? null})
    AND (${query.difficulty ?? null}::int IS NULL OR q.difficulty = ${query.difficulty ?? null})
    AND (${query.search ?? null}::text IS NULL OR q.stem ILIKE '%' || ${query.search ?? null} || '%')`
  const { beyond, order } = pageClauses(query, sql`q.added_at`, sql`q.id`, 'timestamptz')
  const found = await rows<QuestionRow & QuestionFigures>(
    sql`WITH page AS (SELECT q.* FROM training.question q ${where} AND ${beyond} ${order}), ${figures} ${order}`,
    database,
  )
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM training.question q ${where}`,
    database,
  )
  return { ...cutPage(found, query.limit, row => [row.addedAt, row.key]), total: count!.total }
}

/** How many questions each topic of the bank has, by difficulty 1–5. */
export async function topics(database: Sql): Promise<{ topic: string; questions: number; byDifficulty: number[] }[]> {
  return rows(
    sql`SELECT topic, count(*)::int AS questions,
               ARRAY[count(*) FILTER (WHERE difficulty = 1), count(*) FILTER (WHERE difficulty = 2), count(*) FILTER (WHERE difficulty = 3),
                     count(*) FILTER (WHERE difficulty = 4), count(*) FILTER (WHERE difficulty = 5)]::int[] AS "byDifficulty"
          FROM training.question WHERE retired_at IS NULL GROUP BY topic ORDER BY topic`,
    database,
  )
}

/** The questions of these topics that may be drawn, and how often a person was asked each. */
export async function candidates(
  database: Sql,
  topicNames: readonly string[],
  personKey: bigint | null,
): Promise<Candidate[]> {
  return rows<Candidate>(
    sql`SELECT q.id AS key, q.topic, q.difficulty,
               (SELECT count(*)::int FROM training.attempt_item i JOIN training.attempt a ON a.id = i.attempt_id WHERE i.question_id = q.id AND a.person_id = ${personKey}) AS seen
          FROM training.question q WHERE q.retired_at IS NULL AND q.topic = ANY(${topicNames}::text[]) ORDER BY q.id`,
    database,
  )
}

/** Questions by key. */
export async function questionsByKey(database: Sql, keys: readonly bigint[]): Promise<Map<bigint, QuestionRow>> {
  const found = await rows<QuestionRow>(
    sql`SELECT ${questionColumns} FROM training.question q WHERE q.id = ANY(${keys}::bigint[])`,
    database,
  )
  return new Map(found.map(row => [row.key, row]))
}

/** Adds a question. */
export async function insertQuestion(
  database: Sql,
  question: Omit<QuestionRow, 'key' | 'retiredAt' | 'addedAt'> & {
    replaces: bigint | null
    by: bigint | null
    at: Instant
  },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.question (topic, kind, difficulty, stem, options, answer, explanation, source, replaces, added_by, added_at)
        VALUES (${question.topic}, ${question.kind}, ${question.difficulty}, ${question.stem}, ${question.options}::text[], ${JSON.stringify(question.answer)}::jsonb,
                ${question.explanation}, ${question.source}, ${question.replaces}, ${question.by}, ${question.at}) RETURNING id`,
    database,
  )
  return row!.id
}

/** Draws a question no more; false when it is retired already or was never there. */
export async function retireQuestion(database: Sql, key: bigint, at: Instant): Promise<boolean> {
  const done =
    await sql`UPDATE training.question SET retired_at = ${at} WHERE id = ${key} AND retired_at IS NULL`.execute(
      database,
    )
  return done.numAffectedRows === 1n
}

/** A page of cases, and how people decided on them in exams. */
export async function listCases(
  database: Sql,
  query: PageRequest & { search?: string | undefined; topic?: string | undefined },
): Promise<{
  rows: (CaseRow & { decided: number; averagePoints: number | null })[]
  total: number
  next: string | null
}> {
  const where = sql`WHERE s.retired_at IS NULL AND (${query.topic ?? null}::text IS NULL OR s.topic = ${query.topic ?? null})
    AND (${query.search ?? null}::text IS NULL OR s.title ILIKE '%' || ${query.search ?? null} || '%')`
  const { beyond, order } = pageClauses(query, sql`s.added_at`, sql`s.id`, 'timestamptz')
  const found = await rows<CaseRow & { decided: number; averagePoints: number | null }>(
    sql`SELECT ${caseColumns}, f.decided, f.average AS "averagePoints" FROM training.case_study s
          LEFT JOIN LATERAL (SELECT count(*)::int AS decided, round(avg(i.points))::int AS average FROM training.attempt_item i
                              WHERE i.case_id = s.id AND i.points IS NOT NULL) f ON true
         ${where} AND ${beyond} ${order}`,
    database,
  )
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM training.case_study s ${where}`,
    database,
  )
  return { ...cutPage(found, query.limit, row => [row.addedAt, row.key]), total: count!.total }
}

/** Cases by key, retired ones too. */
export async function casesByKey(database: Sql, keys: readonly bigint[]): Promise<Map<bigint, CaseRow>> {
  const found = await rows<CaseRow>(
    sql`SELECT ${caseColumns} FROM training.case_study s WHERE s.id = ANY(${keys}::bigint[])`,
    database,
  )
  return new Map(found.map(row => [row.key, row]))
}

/** The cases that may be drawn, and how often a person met each, in exams or as a lesson. */
export async function caseCandidates(database: Sql, topic: string | null, personKey: bigint | null) {
  return rows<{ key: bigint; seen: number }>(
    sql`SELECT s.id AS key, ((SELECT count(*) FROM training.attempt_item i JOIN training.attempt a ON a.id = i.attempt_id WHERE i.case_id = s.id AND a.person_id = ${personKey})
                 + (SELECT count(*) FROM training.lesson l JOIN training.lesson_read r ON r.lesson_id = l.id AND r.person_id = ${personKey} WHERE l.case_id = s.id))::int AS seen
          FROM training.case_study s WHERE s.retired_at IS NULL AND (${topic}::text IS NULL OR s.topic = ${topic}) ORDER BY s.id`,
    database,
  )
}

/** Whether a person meets the case in an exam that is still open. */
export async function caseInOpenExam(database: Sql, key: bigint, personKey: bigint | null): Promise<boolean> {
  return (
    (await oneOrNone(
      sql`SELECT 1 AS one FROM training.attempt_item i JOIN training.attempt a ON a.id = i.attempt_id AND a.closed_at IS NULL
           WHERE i.case_id = ${key} AND a.person_id = ${personKey}`,
      database,
    )) !== null
  )
}

/** Whether the case is a lesson of a published course. */
export async function caseIsTaught(database: Sql, key: bigint): Promise<boolean> {
  return (
    (await oneOrNone(
      sql`SELECT 1 AS one FROM training.lesson l JOIN training.course_version v ON v.id = l.version_id AND v.state = 'published' WHERE l.case_id = ${key} LIMIT 1`,
      database,
    )) !== null
  )
}

/** Adds a case. */
export async function insertCase(
  database: Sql,
  row: Omit<CaseRow, 'key' | 'addedAt' | 'retiredAt'> & { by: bigint | null; at: Instant },
): Promise<bigint> {
  const made = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.case_study (title, topic, story, facts, policy_verdict, policy_reasons, policy_note, outcome, outcome_note, source, added_by, added_at)
        VALUES (${row.title}, ${row.topic}, ${row.story}, ${JSON.stringify(row.facts)}::jsonb, ${row.policyVerdict}, ${row.policyReasons}::text[], ${row.policyNote},
                ${row.outcome}, ${row.outcomeNote}, ${row.source}, ${row.by}, ${row.at}) RETURNING id`,
    database,
  )
  return made!.id
}

/** Draws a case no more; false when there is none to retire. */
export async function retireCase(database: Sql, key: bigint, at: Instant): Promise<boolean> {
  const done =
    await sql`UPDATE training.case_study SET retired_at = ${at} WHERE id = ${key} AND retired_at IS NULL`.execute(
      database,
    )
  return done.numAffectedRows === 1n
}
