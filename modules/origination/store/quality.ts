import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { pastWall } from '#platform/wall'
import type { Answer, CheckReason, CheckState, Severity } from '../quality.ts'

/** A check with the decision it is about. */
export type CheckRow = {
  key: bigint
  eventKey: bigint
  applicationKey: bigint
  applicationNumber: string
  customerKey: bigint | null
  customerName: string | null
  ownerId: bigint
  ownerName: string
  groupId: bigint | null
  branchId: bigint | null
  decision: 'approve' | 'reject'
  decidedAt: Instant
  decisionNote: string
  decisionReason: string | null
  occasion: 'decision' | 'first-payment-default'
  reasons: CheckReason[]
  lessonKey: bigint | null
  state: CheckState
  drawnAt: Instant
  checkedBy: bigint | null
  checkedByName: string | null
  checkedAt: Instant | null
  note: string
  defects: number
  version: number
}

/** A defect with what was said to it. */
export type DefectRow = {
  key: bigint
  code: string
  name: string
  nameEn: string
  severity: Severity
  note: string
  at: Instant
  answer: Answer | null
  replyReason: string | null
  upheld: boolean | null
  rulingReason: string | null
  ruledByName: string | null
}

export type CodeRow = {
  code: string
  name: string
  nameEn: string
  severity: Severity
  courseCode: string | null
  active: boolean
  version: number
}

/** Whose record a check is: the person judged, where that person worked at the decision. */
export const checkPlace = { owner: 'c.owner_id', group: 'c.group_id', branch: 'c.branch_id' }

const columns = sql`c.id AS key, c.event_id AS "eventKey", c.application_id AS "applicationKey", a.number AS "applicationNumber", a.customer_id AS "customerKey", a.customer_name AS "customerName",
  c.owner_id AS "ownerId", c.owner_name AS "ownerName", c.group_id AS "groupId", c.branch_id AS "branchId", c.decision, c.decided_at AS "decidedAt",
  e.note AS "decisionNote", e.reason AS "decisionReason", c.occasion, c.reasons, c.lesson_id AS "lessonKey", c.state, c.drawn_at AS "drawnAt",
  c.checked_by AS "checkedBy", c.checked_by_name AS "checkedByName", c.checked_at AS "checkedAt", c.note, c.version,
  (SELECT count(*)::int FROM origination.quality_defect d WHERE d.check_id = c.id) AS defects`
const tables = sql`origination.quality_check c JOIN origination.application a ON a.id = c.application_id JOIN origination.application_event e ON e.id = c.event_id`

/** A check names the application it judges, whoever that belongs to; the wall stays before the checks themselves. */
const behindCheck = <Out>(database: Sql, work: () => Promise<Out>) =>
  pastWall(database, work, ['origination.application'])

/** One check, locked when about to be changed. */
export function checkByKey(database: Sql, key: bigint, lock = false): Promise<CheckRow | null> {
  return behindCheck(database, () =>
    oneOrNone(
      sql<CheckRow>`SELECT ${columns} FROM ${tables} WHERE c.id = ${key} ${lock ? sql`FOR UPDATE OF c` : sql``}`,
      database,
    ),
  )
}

/** A page of the checks in the reader's scope, newest first. */
export async function listChecks(
  ctx: Context,
  query: PageRequest & {
    state?: CheckState | undefined
    person: bigint | null
    reason?: CheckReason | undefined
    search?: string | undefined
  },
): Promise<{ rows: CheckRow[]; total: number; next: string | null }> {
  const like = query.search ? `%${query.search.replace(/[\\%_]/g, '\\$&')}%` : null
  const where = sql`WHERE ${ctx.rights.where('origination.quality.read', checkPlace)}
    AND (${query.state ?? null}::text IS NULL OR c.state = ${query.state ?? null})
    AND (${query.person}::bigint IS NULL OR c.owner_id = ${query.person})
    AND (${query.reason ?? null}::text IS NULL OR ${query.reason ?? null} = ANY(c.reasons))
    AND (${like}::text IS NULL OR a.number ILIKE ${like} OR c.owner_name ILIKE ${like})`
  const { beyond, order } = pageClauses(query, sql`c.id`, sql`c.id`, 'bigint')
  const { found, count } = await behindCheck(ctx.sql, async () => ({
    found: await rows(sql<CheckRow>`SELECT ${columns} FROM ${tables} ${where} AND ${beyond} ${order}`, ctx.sql),
    count: await oneOrNone(sql<{ total: number }>`SELECT count(*)::int AS total FROM ${tables} ${where}`, ctx.sql),
  }))
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

const defectColumns = sql`d.id AS key, d.code, k.name, k.name_en AS "nameEn", d.severity, d.note, d.at, r.answer, r.reason AS "replyReason",
  u.upheld, u.reason AS "rulingReason", u.by_name AS "ruledByName"`
const defectTables = sql`origination.quality_defect d JOIN origination.defect_code k ON k.code = d.code
  LEFT JOIN origination.quality_reply r ON r.defect_id = d.id LEFT JOIN origination.quality_ruling u ON u.defect_id = d.id`

/** The defects of a check, as recorded. */
export function defectsOf(database: Sql, checkKey: bigint): Promise<DefectRow[]> {
  return rows(
    sql<DefectRow>`SELECT ${defectColumns} FROM ${defectTables} WHERE d.check_id = ${checkKey} ORDER BY d.id`,
    database,
  )
}

/** Every defect code, those in use first. */
export function defectCodes(database: Sql): Promise<CodeRow[]> {
  return rows(
    sql<CodeRow>`SELECT code, name, name_en AS "nameEn", severity, course_code AS "courseCode", active, version
      FROM origination.defect_code ORDER BY active DESC, code`,
    database,
  )
}

/** Adds a code (version 0) or changes the version read; null when somebody was quicker. */
export function saveCode(database: Sql, row: CodeRow): Promise<{ code: string; version: number } | null> {
  const { code, name, nameEn, severity, courseCode, active, version } = row
  return oneOrNone(
    version === 0
      ? sql<{
          code: string
          version: number
        }>`INSERT INTO origination.defect_code (code, name, name_en, severity, course_code, active)
          VALUES (${code}, ${name}, ${nameEn}, ${severity}, ${courseCode}, ${active}) ON CONFLICT DO NOTHING RETURNING code, version`
      : sql<{
          code: string
          version: number
        }>`UPDATE origination.defect_code SET name = ${name}, name_en = ${nameEn}, severity = ${severity},
          course_code = ${courseCode}, active = ${active}, version = version + 1 WHERE code = ${code} AND version = ${version} RETURNING code, version`,
    database,
  )
}

/** Records what a check found. */
export async function insertDefects(
  ctx: Context,
  checkKey: bigint,
  defects: readonly { code: string; severity: Severity; note: string }[],
): Promise<void> {
  await sql`INSERT INTO origination.quality_defect (check_id, code, severity, note, at)
    SELECT ${checkKey}, one.code, one.severity, one.note, ${ctx.now}
      FROM unnest(${defects.map(one => one.code)}::text[], ${defects.map(one => one.severity)}::text[], ${defects.map(one => one.note)}::text[])
           AS one (code, severity, note)`.execute(ctx.sql)
}

/** What is said to defects. */
export async function insertReplies(
  ctx: Context,
  replies: readonly { key: bigint; answer: Answer; reason: string }[],
): Promise<void> {
  await sql`INSERT INTO origination.quality_reply (defect_id, answer, reason, at)
    SELECT one.key, one.answer, one.reason, ${ctx.now}
      FROM unnest(${replies.map(one => one.key)}::bigint[], ${replies.map(one => one.answer)}::text[], ${replies.map(one => one.reason)}::text[])
           AS one (key, answer, reason)`.execute(ctx.sql)
}

/** The word of a third person. */
export async function insertRuling(ctx: Context, key: bigint, upheld: boolean, reason: string): Promise<void> {
  await sql`INSERT INTO origination.quality_ruling (defect_id, upheld, reason, by_id, by_name, at)
    VALUES (${key}, ${upheld}, ${reason}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.sql)
}

/** Records who checked and how the check now stands. */
export async function closeCheck(ctx: Context, key: bigint, state: CheckState, note: string): Promise<void> {
  await sql`UPDATE origination.quality_check SET state = ${state}, note = ${note}, checked_by = ${ctx.actor.key}, checked_by_name = ${ctx.actor.name},
    checked_at = ${ctx.now}, version = version + 1 WHERE id = ${key}`.execute(ctx.sql)
}

/** How a check stands after something was said to its defects. */
export async function setCheckState(database: Sql, key: bigint, state: CheckState): Promise<void> {
  await sql`UPDATE origination.quality_check SET state = ${state}, version = version + 1 WHERE id = ${key}`.execute(
    database,
  )
}

/** Checks whose defects have waited for an answer since before a day. */
export function unansweredSince(database: Sql, before: Instant): Promise<{ key: bigint }[]> {
  return rows(
    sql<{
      key: bigint
    }>`SELECT id AS key FROM origination.quality_check WHERE state = 'found' AND checked_at < ${before} ORDER BY id LIMIT 500`,
    database,
  )
}

/** Whether a file waits for a re-check, or failed it: every re-check of an approval of the application. */
export function rechecksOf(database: Sql, applicationKey: bigint): Promise<{ key: bigint; state: CheckState }[]> {
  return rows(
    sql<{ key: bigint; state: CheckState }>`SELECT id AS key, state FROM origination.quality_check
      WHERE application_id = ${applicationKey} AND lesson_id IS NOT NULL AND decision = 'approve' ORDER BY id`,
    database,
  )
}

/** Bounds of a period as calendar days of the business timezone. */
export type Period = { from: Day; to: Day }
