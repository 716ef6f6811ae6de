import type { Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { SittingState } from '../sitting.ts'
import { applicationPlace } from './application.ts'

/** A sitting with the application it is about and how many have voted. */
export type SittingRow = {
  key: bigint
  applicationKey: bigint
  applicationNumber: string
  customerKey: bigint | null
  customerName: string | null
  principal: bigint | null
  ownerId: bigint
  groupId: bigint | null
  branchId: bigint | null
  committee: string
  ruleNumber: number
  state: SittingState
  chairKey: bigint
  chairName: string
  convenedByName: string
  convenedAt: Instant
  closedAt: Instant | null
  closingNote: string
  version: number
  seats: number
  voted: number
  /** Whether the reader sits and has not voted yet. */
  awaitsReader: boolean
}

/** A member with the vote, if given. */
export type MemberRow = {
  personKey: bigint
  name: string
  vote: 'for' | 'against' | 'abstain' | null
  opinion: string | null
  at: Instant | null
}

const columns = (
  readerKey: bigint | null,
) => sql`s.id AS key, s.application_id AS "applicationKey", a.number AS "applicationNumber", a.customer_id AS "customerKey", a.customer_name AS "customerName", a.principal,
  a.owner_id AS "ownerId", a.group_id AS "groupId", a.branch_id AS "branchId", s.committee, s.rule_number AS "ruleNumber", s.state, s.chair_id AS "chairKey",
  s.chair_name AS "chairName", s.convened_by_name AS "convenedByName", s.convened_at AS "convenedAt", s.closed_at AS "closedAt", s.closing_note AS "closingNote", s.version,
  (SELECT count(*)::int FROM origination.sitting_member m WHERE m.sitting_id = s.id) AS seats,
  (SELECT count(*)::int FROM origination.sitting_vote v WHERE v.sitting_id = s.id) AS voted,
  s.state = 'open' AND EXISTS (SELECT FROM origination.sitting_member m WHERE m.sitting_id = s.id AND m.person_id = ${readerKey}::bigint)
    AND NOT EXISTS (SELECT FROM origination.sitting_vote v WHERE v.sitting_id = s.id AND v.person_id = ${readerKey}::bigint) AS "awaitsReader"`
const tables = sql`origination.sitting s JOIN origination.application a ON a.id = s.application_id`

/** The open sitting over an application; null when there is none. */
export async function openSitting(database: Sql, applicationKey: bigint): Promise<bigint | null> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`SELECT id FROM origination.sitting WHERE application_id = ${applicationKey} AND state = 'open'`,
    database,
  )
  return row?.id ?? null
}

/** One sitting, locked when about to be changed. */
export function sittingByKey(ctx: Context, key: bigint, lock = false): Promise<SittingRow | null> {
  return oneOrNone(
    sql<SittingRow>`SELECT ${columns(ctx.actor.key)} FROM ${tables} WHERE s.id = ${key} ${lock ? sql`FOR UPDATE OF s` : sql``}`,
    ctx.sql,
  )
}

/** Who sits and how each voted. */
export function membersOf(database: Sql, key: bigint): Promise<MemberRow[]> {
  return rows(
    sql<MemberRow>`SELECT m.person_id AS "personKey", m.person_name AS name, v.vote, v.opinion, v.at FROM origination.sitting_member m
      LEFT JOIN origination.sitting_vote v ON v.sitting_id = m.sitting_id AND v.person_id = m.person_id
      WHERE m.sitting_id = ${key} ORDER BY m.person_name, m.person_id`,
    database,
  )
}

/** A page of sittings over applications in the reader's scope, newest first. */
export async function listSittings(
  ctx: Context,
  query: PageRequest & { state?: SittingState | undefined; application: bigint | null },
): Promise<{ rows: SittingRow[]; total: number; next: string | null }> {
  const where = sql`WHERE ${ctx.rights.where('origination.application.read', applicationPlace)}
    AND (${query.state ?? null}::text IS NULL OR s.state = ${query.state ?? null})
    AND (${query.application}::bigint IS NULL OR s.application_id = ${query.application})`
  const { beyond, order } = pageClauses(query, sql`s.id`, sql`s.id`, 'bigint')
  const found = await rows(
    sql<SittingRow>`SELECT ${columns(ctx.actor.key)} FROM ${tables} ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone(sql<{ total: number }>`SELECT count(*)::int AS total FROM ${tables} ${where}`, ctx.sql)
  const page = cutPage(found, query.limit, row => [row.key, row.key])
  return { ...page, total: count!.total }
}

/** Opens a sitting with its members. */
export async function insertSitting(
  ctx: Context,
  sitting: {
    applicationKey: bigint
    committee: string
    ruleNumber: number
    chair: { personKey: bigint; name: string }
    members: readonly { personKey: bigint; name: string }[]
  },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO origination.sitting (application_id, committee, rule_number, state, chair_id, chair_name, convened_by, convened_by_name, convened_at)
        VALUES (${sitting.applicationKey}, ${sitting.committee}, ${sitting.ruleNumber}, 'open', ${sitting.chair.personKey}, ${sitting.chair.name},
                ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  await sql`INSERT INTO origination.sitting_member (sitting_id, person_id, person_name)
    SELECT ${row!.id}, * FROM unnest(${sitting.members.map(one => one.personKey)}::bigint[], ${sitting.members.map(one => one.name)}::text[])`.execute(
    ctx.sql,
  )
  return row!.id
}

/** Records a member's vote. */
export async function insertVote(
  ctx: Context,
  key: bigint,
  vote: { vote: 'for' | 'against' | 'abstain'; opinion: string },
): Promise<void> {
  await sql`INSERT INTO origination.sitting_vote (sitting_id, person_id, vote, opinion, at) VALUES (${key}, ${ctx.actor.key}, ${vote.vote}, ${vote.opinion}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** Closes a sitting. */
export async function endSitting(ctx: Context, key: bigint, state: SittingState, note: string): Promise<void> {
  await sql`UPDATE origination.sitting SET state = ${state}, closed_at = ${ctx.now}, closing_note = ${note}, version = version + 1 WHERE id = ${key}`.execute(
    ctx.sql,
  )
}
