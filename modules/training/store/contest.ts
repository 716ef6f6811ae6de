import type { Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { CaseDecision } from '../case-study.ts'
import type { Answer, ContestState } from '../question.ts'

/** A contest with what it is about and how it was ruled on. */
export type ContestRow = {
  key: bigint
  attemptKey: bigint
  position: number
  questionKey: bigint
  personKey: bigint
  topic: string
  stem: string
  given: Answer | { decision: CaseDecision } | null
  reason: string
  madeAt: Instant
  state: ContestState
  ruledBy: bigint | null
  ruledAt: Instant | null
  ruling: string | null
  regraded: number
  passedNow: number
}

const state = sql`CASE WHEN r.upheld IS NULL THEN 'open' WHEN r.upheld THEN 'upheld' ELSE 'rejected' END`
const columns = sql`c.id AS key, c.attempt_id AS "attemptKey", c.position, c.question_id AS "questionKey", c.person_id AS "personKey", q.topic, q.stem, i.answer AS given,
  c.reason, c.made_at AS "madeAt", ${state} AS state, r.ruled_by AS "ruledBy", r.ruled_at AS "ruledAt", r.reason AS ruling,
  (SELECT count(*)::int FROM training.regrade g WHERE g.contest_id = c.id) AS regraded,
  (SELECT count(*)::int FROM training.regrade g WHERE g.contest_id = c.id AND g.passed_after AND NOT g.passed_before) AS "passedNow"`
const tables = sql`training.contest c JOIN training.question q ON q.id = c.question_id
  JOIN training.attempt_item i ON i.attempt_id = c.attempt_id AND i.position = c.position LEFT JOIN training.contest_ruling r ON r.contest_id = c.id`

/** One contest, locked when about to be ruled on. */
export function contestByKey(database: Sql, key: bigint, lock = false): Promise<ContestRow | null> {
  return oneOrNone(
    sql<ContestRow>`SELECT ${columns} FROM ${tables} WHERE c.id = ${key} ${lock ? sql`FOR UPDATE OF c` : sql``}`,
    database,
  )
}

/** Every contest of a question, the newest first. */
export function contestsOf(database: Sql, questionKey: bigint): Promise<ContestRow[]> {
  return rows(
    sql<ContestRow>`SELECT ${columns} FROM ${tables} WHERE c.question_id = ${questionKey} ORDER BY c.id DESC`,
    database,
  )
}

/** What a person contested in an attempt. */
export function contestsIn(database: Sql, attemptKey: bigint): Promise<ContestRow[]> {
  return rows(sql<ContestRow>`SELECT ${columns} FROM ${tables} WHERE c.attempt_id = ${attemptKey}`, database)
}

/** A page of contests. */
export async function listContests(
  database: Sql,
  query: PageRequest & { search?: string | undefined; state?: ContestState | undefined },
): Promise<{ rows: ContestRow[]; total: number; next: string | null }> {
  const where = sql`WHERE (${query.state ?? null}::text IS NULL OR ${state} = ${query.state ?? null})
    AND (${query.search ?? null}::text IS NULL OR q.stem ILIKE '%' || ${query.search ?? null} || '%')`
  const { beyond, order } = pageClauses(query, sql`c.made_at`, sql`c.id`, 'timestamptz')
  const found = await rows(sql<ContestRow>`SELECT ${columns} FROM ${tables} ${where} AND ${beyond} ${order}`, database)
  const [count] = await rows<{ total: number }>(sql`SELECT count(*)::int AS total FROM ${tables} ${where}`, database)
  return { ...cutPage(found, query.limit, row => [row.madeAt, row.key]), total: count!.total }
}

/** Keeps a contest; null when this person contests the question already. */
export async function insertContest(
  ctx: Context,
  row: { attemptKey: bigint; position: number; questionKey: bigint; personKey: bigint; reason: string },
): Promise<bigint | null> {
  const made = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.contest (attempt_id, position, question_id, person_id, reason, made_at)
        VALUES (${row.attemptKey}, ${row.position}, ${row.questionKey}, ${row.personKey}, ${row.reason}, ${ctx.now})
        ON CONFLICT (person_id, question_id) DO NOTHING RETURNING id`,
    ctx.sql,
  )
  return made?.id ?? null
}

/** Keeps how a contest was ruled on. */
export async function insertRuling(ctx: Context, row: { key: bigint; upheld: boolean; reason: string }): Promise<void> {
  await sql`INSERT INTO training.contest_ruling (contest_id, upheld, reason, ruled_by, ruled_at)
    VALUES (${row.key}, ${row.upheld}, ${row.reason}, ${ctx.actor.key}, ${ctx.now})`.execute(ctx.sql)
}

/** Which of these questions are void. */
export async function voidQuestions(database: Sql, keys: readonly bigint[]): Promise<Set<bigint>> {
  const found = await rows<{ key: bigint }>(
    sql`SELECT DISTINCT c.question_id AS key FROM training.contest c JOIN training.contest_ruling r ON r.contest_id = c.id AND r.upheld
         WHERE c.question_id = ANY(${[...keys]}::bigint[])`,
    database,
  )
  return new Set(found.map(row => row.key))
}

/** The closed attempts that were asked a question and did not have it right, locked, oldest first. */
export function wronglyAsked(
  database: Sql,
  questionKey: bigint,
): Promise<{ attemptKey: bigint; personKey: bigint; position: number }[]> {
  return rows(
    sql`SELECT i.attempt_id AS "attemptKey", a.person_id AS "personKey", i.position FROM training.attempt_item i JOIN training.attempt a ON a.id = i.attempt_id
         WHERE i.question_id = ${questionKey} AND a.closed_at IS NOT NULL AND i.points < 100 ORDER BY i.attempt_id FOR UPDATE OF a`,
    database,
  )
}

/** Gives an item its points, and the attempt its new result; keeps what it was. */
export async function regradeAttempt(
  ctx: Context,
  row: {
    contestKey: bigint
    attemptKey: bigint
    position: number
    before: { score: number; passed: boolean }
    after: { score: number; passed: boolean }
  },
): Promise<void> {
  const { contestKey, attemptKey, position, before, after } = row
  await sql`UPDATE training.attempt_item SET points = 100 WHERE attempt_id = ${attemptKey} AND position = ${position}`.execute(
    ctx.sql,
  )
  await sql`UPDATE training.attempt SET score = ${after.score}, passed = ${after.passed} WHERE id = ${attemptKey}`.execute(
    ctx.sql,
  )
  await sql`INSERT INTO training.regrade (contest_id, attempt_id, score_before, score_after, passed_before, passed_after, regraded_at)
    VALUES (${contestKey}, ${attemptKey}, ${before.score}, ${after.score}, ${before.passed}, ${after.passed}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** The score an attempt had before it was first regraded; null when it never was. */
export async function scoreBefore(database: Sql, attemptKey: bigint): Promise<number | null> {
  const row = await oneOrNone<{ score: number }>(
    sql`SELECT score_before AS score FROM training.regrade WHERE attempt_id = ${attemptKey} ORDER BY regraded_at, contest_id LIMIT 1`,
    database,
  )
  return row?.score ?? null
}

/** Who passed because of a ruling. */
export async function passedBy(database: Sql, contestKey: bigint): Promise<bigint[]> {
  const found = await rows<{ key: bigint }>(
    sql`SELECT DISTINCT a.person_id AS key FROM training.regrade g JOIN training.attempt a ON a.id = g.attempt_id
         WHERE g.contest_id = ${contestKey} AND g.passed_after AND NOT g.passed_before`,
    database,
  )
  return found.map(row => row.key)
}

/** How people answered a question in the exams handed in, with the mean points of the other questions of the same sitting. */
export function answersTo(
  database: Sql,
  questionKey: bigint,
): Promise<{ answer: Answer | null; others: number | null }[]> {
  return rows(
    sql`SELECT i.answer, (SELECT avg(o.points)::float8 FROM training.attempt_item o WHERE o.attempt_id = i.attempt_id AND o.position <> i.position) AS others
          FROM training.attempt_item i JOIN training.attempt a ON a.id = i.attempt_id AND a.closed_at IS NOT NULL
         WHERE i.question_id = ${questionKey} ORDER BY i.attempt_id DESC LIMIT 5000`,
    database,
  )
}
