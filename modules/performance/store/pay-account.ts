import type { Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'

export type PayAccountState = 'waiting' | 'confirmed' | 'refused' | 'replaced'

/** Where somebody wants their pay; only the last four digits stand open. */
export type PayAccountRow = {
  key: bigint
  personKey: bigint
  groupId: bigint | null
  branchId: bigint | null
  bank: string
  tail: string
  state: PayAccountState
  givenAt: Instant
  decidedByName: string | null
  decidedAt: Instant | null
  reason: string
  version: number
}

const columns = sql`a.id AS key, a.person_id AS "personKey", a.group_id AS "groupId", a.branch_id AS "branchId", a.bank, a.tail, a.state, a.given_at AS "givenAt", a.decided_by_name AS "decidedByName",
  a.decided_at AS "decidedAt", a.reason, a.version`

/** Gives an account; one that still waits is replaced. */
export async function insertAccount(
  ctx: Context,
  one: Pick<PayAccountRow, 'personKey' | 'groupId' | 'branchId' | 'bank' | 'tail'> & { sealed: Buffer },
): Promise<bigint> {
  await sql`UPDATE performance.pay_account SET state = 'replaced', version = version + 1 WHERE person_id = ${one.personKey} AND state = 'waiting'`.execute(
    ctx.sql,
  )
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.pay_account (person_id, group_id, branch_id, bank, number_sealed, tail, given_at)
        VALUES (${one.personKey}, ${one.groupId}::bigint, ${one.branchId}::bigint, ${one.bank}, ${one.sealed}, ${one.tail}, ${ctx.now}::timestamptz) RETURNING id AS key`,
    ctx.sql,
  )
  return row!.key
}

/** One account, locked when about to be decided. */
export function accountByKey(database: Sql, key: bigint, lock = false): Promise<PayAccountRow | null> {
  return oneOrNone<PayAccountRow>(
    sql`SELECT ${columns} FROM performance.pay_account a WHERE a.id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** What counts of a person: the newest confirmed one, and what waits. */
export function accountsOf(database: Sql, personKey: bigint): Promise<PayAccountRow[]> {
  return rows<PayAccountRow>(
    sql`SELECT ${columns} FROM performance.pay_account a WHERE a.person_id = ${personKey} AND a.state <> 'replaced' ORDER BY a.id DESC`,
    database,
  )
}

/** A page of accounts people gave, newest first. */
export async function listAccounts(
  ctx: Context,
  query: PageRequest & { state?: PayAccountState; people: bigint[] | null },
) {
  const place = { owner: 'a.person_id', group: 'a.group_id', branch: 'a.branch_id' }
  const where = sql`WHERE ${ctx.rights.where('performance.wage.write', place)} AND a.state <> 'replaced' AND (${query.state ?? null}::text IS NULL OR a.state = ${query.state ?? null})
    AND (${query.people}::bigint[] IS NULL OR a.person_id = ANY(${query.people}::bigint[]))`
  const { beyond, order } = pageClauses(query, sql`a.id`, sql`a.id`, 'bigint')
  const found = await rows<PayAccountRow>(
    sql`SELECT ${columns} FROM performance.pay_account a ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM performance.pay_account a ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

/** Confirms or refuses an account. */
export async function decideAccount(
  ctx: Context,
  key: bigint,
  { state, reason }: { state: 'confirmed' | 'refused'; reason: string },
): Promise<void> {
  await sql`UPDATE performance.pay_account SET state = ${state}, reason = ${reason}, decided_by = ${ctx.actor.key}::bigint, decided_by_name = ${ctx.actor.name},
    decided_at = ${ctx.now}::timestamptz, version = version + 1 WHERE id = ${key}`.execute(ctx.sql)
}

/** The account each of these people is paid to, sealed; none without a confirmed one. */
export async function payeesOf(
  database: Sql,
  people: readonly bigint[],
): Promise<Map<bigint, { bank: string; sealed: Buffer }>> {
  const found = await rows<{ personKey: bigint; bank: string; sealed: Buffer }>(
    sql`SELECT DISTINCT ON (person_id) person_id AS "personKey", bank, number_sealed AS sealed FROM performance.pay_account
         WHERE state = 'confirmed' AND person_id = ANY(${[...people]}::bigint[]) ORDER BY person_id, decided_at DESC, id DESC`,
    database,
  )
  return new Map(found.map(({ personKey, ...one }) => [personKey, one]))
}
