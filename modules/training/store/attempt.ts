import type { Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { CaseDecision, CaseScore } from '../case-study.ts'
import type { PastAttempt } from '../exam.ts'
import type { Answer } from '../question.ts'

/** One sitting of an exam. */
export type AttemptRow = {
  key: bigint
  personKey: bigint
  versionKey: bigint
  number: number
  tokenHash: string
  windows: number
  startedAt: Instant
  endsAt: Instant
  closedAt: Instant | null
  closedBy: 'person' | 'time' | null
  score: number | null
  passed: boolean | null
}

/** One thing asked in it. */
export type ItemRow = {
  position: number
  questionKey: bigint | null
  caseKey: bigint | null
  shown: number[]
  answer: Answer | { decision: CaseDecision } | null
  points: number | null
  detail: CaseScore | null
}

const columns = sql`a.id AS key, a.person_id AS "personKey", a.version_id AS "versionKey", a.number, a.token_hash AS "tokenHash", a.windows,
  a.started_at AS "startedAt", a.ends_at AS "endsAt", a.closed_at AS "closedAt", a.closed_by AS "closedBy", a.score, a.passed`

/** An attempt, locked when about to be changed. */
export async function attemptByKey(database: Sql, key: bigint, lock = false): Promise<AttemptRow | null> {
  return oneOrNone<AttemptRow>(
    sql`SELECT ${columns} FROM training.attempt a WHERE a.id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** The attempt a person has open, locked when about to be changed. */
export async function openAttemptOf(database: Sql, personKey: bigint, lock = false): Promise<AttemptRow | null> {
  return oneOrNone<AttemptRow>(
    sql`SELECT ${columns} FROM training.attempt a WHERE a.person_id = ${personKey} AND a.closed_at IS NULL ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** A person's attempts at any version of a course, oldest first. */
export async function attemptsAt(database: Sql, personKey: bigint, courseKey: bigint) {
  return rows<PastAttempt & { key: bigint; number: number; score: number | null }>(
    sql`SELECT a.id AS key, a.number, a.started_at AS "startedAt", a.closed_at AS "closedAt", a.score, a.passed
          FROM training.attempt a JOIN training.course_version v ON v.id = a.version_id
         WHERE a.person_id = ${personKey} AND v.course_id = ${courseKey} ORDER BY a.started_at`,
    database,
  )
}

/** Opens an attempt; null when the person has one open at this very moment. */
export async function insertAttempt(
  database: Sql,
  attempt: Pick<AttemptRow, 'personKey' | 'versionKey' | 'number' | 'tokenHash' | 'startedAt' | 'endsAt'>,
): Promise<bigint | null> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.attempt (person_id, version_id, number, token_hash, started_at, ends_at)
        VALUES (${attempt.personKey}, ${attempt.versionKey}, ${attempt.number}, ${attempt.tokenHash}, ${attempt.startedAt}, ${attempt.endsAt})
        ON CONFLICT (person_id) WHERE closed_at IS NULL DO NOTHING RETURNING id`,
    database,
  )
  return row?.id ?? null
}

/** Writes what is asked. */
export async function insertItems(
  database: Sql,
  attemptKey: bigint,
  items: readonly { questionKey: bigint | null; caseKey: bigint | null; shown: readonly number[] }[],
): Promise<void> {
  const lines = items.map(
    (one, index) =>
      sql`(${attemptKey}::bigint, ${index + 1}::int, ${one.questionKey}::bigint, ${one.caseKey}::bigint, ${[...one.shown]}::int[])`,
  )
  await sql`INSERT INTO training.attempt_item (attempt_id, position, question_id, case_id, shown) VALUES ${sql.join(lines)}`.execute(
    database,
  )
}

/** Everything asked in an attempt, in order. */
export async function itemsOf(database: Sql, attemptKey: bigint): Promise<ItemRow[]> {
  return rows<ItemRow>(
    sql`SELECT position, question_id AS "questionKey", case_id AS "caseKey", shown, answer, points, detail FROM training.attempt_item
         WHERE attempt_id = ${attemptKey} ORDER BY position`,
    database,
  )
}

/** Keeps an answer. */
export async function saveAnswer(
  database: Sql,
  attemptKey: bigint,
  position: number,
  answer: unknown,
  at: Instant,
): Promise<void> {
  await sql`UPDATE training.attempt_item SET answer = ${JSON.stringify(answer)}::jsonb, answered_at = ${at}
             WHERE attempt_id = ${attemptKey} AND position = ${position}`.execute(database)
}

/** Gives the attempt to another window. */
export async function changeToken(database: Sql, attemptKey: bigint, tokenHash: string): Promise<void> {
  await sql`UPDATE training.attempt SET token_hash = ${tokenHash}, windows = windows + 1 WHERE id = ${attemptKey}`.execute(
    database,
  )
}

/** Closes an attempt with its grades. */
export async function closeAttempt(
  database: Sql,
  attemptKey: bigint,
  result: { at: Instant; by: 'person' | 'time'; score: number; passed: boolean },
  graded: readonly { position: number; points: number; detail: CaseScore | null }[],
): Promise<void> {
  await sql`UPDATE training.attempt_item i SET points = g.points, detail = g.detail
              FROM jsonb_to_recordset(${JSON.stringify(graded)}::jsonb) AS g(position int, points int, detail jsonb)
             WHERE i.attempt_id = ${attemptKey} AND i.position = g.position`.execute(database)
  await sql`UPDATE training.attempt SET closed_at = ${result.at}, closed_by = ${result.by}, score = ${result.score}, passed = ${result.passed}
             WHERE id = ${attemptKey}`.execute(database)
}

/** Attempts whose time is over and that nobody handed in. */
export async function overdueAttempts(database: Sql, now: Instant): Promise<AttemptRow[]> {
  return rows<AttemptRow>(
    sql`SELECT ${columns} FROM training.attempt a WHERE a.closed_at IS NULL AND a.ends_at <= ${now} ORDER BY a.ends_at LIMIT 200 FOR UPDATE SKIP LOCKED`,
    database,
  )
}

/** The number of the certificate an attempt gave, or null. */
export async function certificateOfAttempt(database: Sql, attemptKey: bigint): Promise<string | null> {
  const row = await oneOrNone<{ number: string }>(
    sql`SELECT number FROM training.certificate WHERE attempt_id = ${attemptKey}`,
    database,
  )
  return row?.number ?? null
}
