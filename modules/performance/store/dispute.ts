import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'

export const disputeStates = ['open', 'upheld', 'corrected', 'withdrawn'] as const
export type DisputeState = (typeof disputeStates)[number]
export const disputeReasons = ['amount', 'attribution', 'missing', 'hold', 'other'] as const
export type DisputeReason = (typeof disputeReasons)[number]

export type DisputeRow = {
  key: bigint
  lineKey: bigint
  personKey: bigint
  groupId: bigint | null
  branchId: bigint | null
  state: DisputeState
  reason: DisputeReason
  text: string
  raisedAt: Instant
  answerBy: Day
  answer: string | null
  correction: Money | null
  answeredByName: string | null
  answeredAt: Instant | null
  version: number
}

const columns = sql`d.id AS key, d.line_id AS "lineKey", d.person_id AS "personKey", d.group_id AS "groupId", d.branch_id AS "branchId", d.state, d.reason, d.text,
  d.raised_at AS "raisedAt", d.answer_by AS "answerBy", d.answer, d.correction, d.answered_by_name AS "answeredByName", d.answered_at AS "answeredAt", d.version`

/** Raises a dispute; null when one on the line is open already. */
export async function insertDispute(
  database: Sql,
  one: Pick<DisputeRow, 'lineKey' | 'personKey' | 'groupId' | 'branchId' | 'reason' | 'text' | 'raisedAt' | 'answerBy'>,
): Promise<bigint | null> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.dispute (line_id, person_id, group_id, branch_id, state, reason, text, raised_at, answer_by)
        VALUES (${one.lineKey}, ${one.personKey}, ${one.groupId}::bigint, ${one.branchId}::bigint, 'open', ${one.reason}, ${one.text}, ${one.raisedAt}::timestamptz, ${one.answerBy}::date)
        ON CONFLICT (line_id) WHERE state = 'open' DO NOTHING RETURNING id AS key`,
    database,
  )
  return row?.key ?? null
}

export async function disputeByKey(database: Sql, key: bigint, lock = false): Promise<DisputeRow | null> {
  return oneOrNone<DisputeRow>(
    sql`SELECT ${columns} FROM performance.dispute d WHERE d.id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** Every dispute nobody has answered. */
export function openDisputes(database: Sql): Promise<DisputeRow[]> {
  return rows<DisputeRow>(
    sql`SELECT ${columns} FROM performance.dispute d WHERE d.state = 'open' ORDER BY d.id`,
    database,
  )
}

/** A page of disputes within the reader's scope, newest first. */
export async function listDisputes(
  ctx: Context,
  query: PageRequest & { state?: DisputeState; people: bigint[] | null },
) {
  const scope = ctx.rights.where('performance.pay.read', {
    owner: 'd.person_id',
    group: 'd.group_id',
    branch: 'd.branch_id',
  })
  const where = sql`WHERE ${scope} AND (${query.state ?? null}::text IS NULL OR d.state = ${query.state ?? null})
    AND (${query.people}::bigint[] IS NULL OR d.person_id = ANY(${query.people}::bigint[]))`
  const { beyond, order } = pageClauses(query, sql`d.id`, sql`d.id`, 'bigint')
  const found = await rows<DisputeRow>(
    sql`SELECT ${columns} FROM performance.dispute d ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM performance.dispute d ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

export async function endDispute(
  database: Sql,
  key: bigint,
  end:
    | { state: 'withdrawn' }
    | {
        state: 'upheld' | 'corrected'
        answer: string
        correction: Money | null
        by: bigint
        byName: string
        at: Instant
      },
): Promise<void> {
  const answered = end.state === 'withdrawn' ? null : end
  await sql`UPDATE performance.dispute SET state = ${end.state}, answer = ${answered?.answer ?? null}, correction = ${answered?.correction ?? null}::bigint,
    answered_by = ${answered?.by ?? null}::bigint, answered_by_name = ${answered?.byName ?? null}, answered_at = ${answered?.at ?? null}::timestamptz,
    version = version + 1 WHERE id = ${key}`.execute(database)
}
