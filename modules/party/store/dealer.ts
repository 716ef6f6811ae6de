import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { maskBankCard } from '../masking.ts'

/** A dealer as stored; the account stays sealed. */
export type DealerRow = {
  key: bigint
  name: string
  creditCode: string
  grade: 'A' | 'B' | 'C'
  state: 'active' | 'frozen'
  frozenReason: string | null
  contact: string
  accountName: string
  accountMasked: string
  bankName: string
  ownerId: bigint | null
  groupId: bigint | null
  branchId: bigint
  version: number
}

const columns = sql`d.id AS key, d.name, d.credit_code AS "creditCode", d.grade, d.state, d.frozen_reason AS "frozenReason", d.contact, d.account_name AS "accountName",
  d.account_masked AS "accountMasked", d.bank_name AS "bankName", d.owner_id AS "ownerId", d.group_id AS "groupId", d.branch_id AS "branchId", d.version`

/** A page of dealers in the reader's scope. */
export async function listDealers(
  ctx: Context,
  query: PageRequest & { state?: string | undefined; search?: string | undefined },
) {
  const where = sql`WHERE ${ctx.rights.where('party.dealer.read', { owner: 'd.owner_id', group: 'd.group_id', branch: 'd.branch_id' })}
    AND (${query.state ?? null}::text IS NULL OR d.state = ${query.state ?? null})
    AND (${query.search ?? null}::text IS NULL OR d.name ILIKE '%' || ${query.search ?? null} || '%' OR d.credit_code = ${query.search ?? null})`
  const { beyond, order } = pageClauses(query, sql`d.id`, sql`d.id`, 'bigint')
  const found = await rows<DealerRow>(
    sql`SELECT ${columns} FROM party.dealer d ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM party.dealer d ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

/** One dealer; locked when about to be changed. */
export async function dealerById(database: Sql, id: Id<'dealer'>, lock = false): Promise<DealerRow | null> {
  return oneOrNone<DealerRow>(
    sql`SELECT ${columns} FROM party.dealer d WHERE d.id = ${toKey(id)} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** Whether a credit code is taken. */
export async function dealerTaken(database: Sql, creditCode: string): Promise<boolean> {
  return (await oneOrNone(sql`SELECT 1 AS one FROM party.dealer WHERE credit_code = ${creditCode}`, database)) !== null
}

/** Stores a dealer, the account sealed. */
export async function insertDealer(
  ctx: Context,
  dealer: {
    name: string
    creditCode: string
    grade: string
    contact: string
    accountName: string
    account: string
    bankName: string
    branchId: bigint
  },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO party.dealer (name, credit_code, grade, contact, account_name, account_sealed, account_masked, bank_name, owner_id, group_id, branch_id, created_at)
        VALUES (${dealer.name}, ${dealer.creditCode}, ${dealer.grade}, ${dealer.contact}, ${dealer.accountName}, ${ctx.vault.seal(dealer.account, 'party.dealer-account')},
                ${maskBankCard(dealer.account)}, ${dealer.bankName}, ${ctx.actor.key}, ${ctx.actor.groupKey}, ${dealer.branchId}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** The account a dealer is paid to, in full. Whoever calls this leaves an audit line that says why. */
export async function openDealerAccount(ctx: Context, key: bigint): Promise<string> {
  const row = await oneOrNone<{ sealed: Buffer }>(
    sql`SELECT account_sealed AS sealed FROM party.dealer WHERE id = ${key}`,
    ctx.sql,
  )
  return ctx.vault.open(row!.sealed, 'party.dealer-account')
}

/** Freezes a dealer or lifts the freeze. */
export async function setDealerState(
  database: Sql,
  key: bigint,
  state: 'active' | 'frozen',
  reason: string,
): Promise<number> {
  const row = await oneOrNone<{ version: number }>(
    sql`UPDATE party.dealer SET state = ${state}, frozen_reason = ${state === 'frozen' ? reason : null}, version = version + 1 WHERE id = ${key} RETURNING version`,
    database,
  )
  return row!.version
}
