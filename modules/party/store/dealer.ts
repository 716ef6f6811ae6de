import type { Instant } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { pastWall } from '#platform/wall'
import { tidy } from '../identifiers.ts'
import { maskBankCard, maskPhone } from '../masking.ts'
import { opened, sealed } from './sealing.ts'

/** A dealer as stored; the account and the contact's phone stay sealed. */
export type DealerRow = {
  key: bigint
  name: string
  creditCode: string
  grade: 'A' | 'B' | 'C'
  state: 'active' | 'frozen'
  frozenReason: string | null
  /** The group of companies it belongs to; null where it stands alone. */
  dealerGroup: string | null
  contact: string
  contactPhoneMasked: string | null
  accountName: string
  accountMasked: string
  bankName: string
  /** When the account was last changed; null while it is the first. */
  accountChangedAt: Instant | null
  ownerId: bigint | null
  groupId: bigint | null
  branchId: bigint
  version: number
}

const columns = sql`d.id AS key, d.name, d.credit_code AS "creditCode", d.grade, d.state, d.frozen_reason AS "frozenReason", d.dealer_group AS "dealerGroup", d.contact, d.contact_phone_masked AS "contactPhoneMasked",
  d.account_name AS "accountName", d.account_masked AS "accountMasked", d.bank_name AS "bankName", d.account_changed_at AS "accountChangedAt", d.owner_id AS "ownerId", d.group_id AS "groupId",
  d.branch_id AS "branchId", d.version`

/** A page of dealers in the reader's scope. */
export async function listDealers(
  ctx: Context,
  query: PageRequest & { state?: string | undefined; grade?: string | undefined; search?: string | undefined },
) {
  const part = query.search ? `%${query.search.replace(/[\\%_]/g, '\\$&')}%` : null
  const where = sql`WHERE ${ctx.rights.where('party.dealer.read', { owner: 'd.owner_id', group: 'd.group_id', branch: 'd.branch_id' })}
    AND (${query.state ?? null}::text IS NULL OR d.state = ${query.state ?? null})
    AND (${query.grade ?? null}::text IS NULL OR d.grade = ${query.grade ?? null})
    AND (${part}::text IS NULL OR d.name ILIKE ${part} OR d.credit_code = ${tidy(query.search ?? '')})`
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

/** Dealer names by key, for other modules' lists. */
export async function dealerNames(database: Sql, keys: readonly bigint[]): Promise<Map<bigint, string>> {
  return pastWall(database, async () => {
    const found = await rows<{ id: bigint; name: string }>(
      prepared(sql`SELECT id, name FROM party.dealer WHERE id = ANY(${[...new Set(keys)]}::bigint[])`),
      database,
    )
    return new Map(found.map(row => [row.id, row.name]))
  })
}

/** Which group each dealer belongs to that belongs to one, by dealer key as text, for pictures cut by group. */
export async function dealerGroups(database: Sql): Promise<Record<string, string>> {
  return pastWall(database, async () => {
    const found = await rows<{ id: bigint; name: string }>(
      sql`SELECT id, dealer_group AS name FROM party.dealer WHERE dealer_group IS NOT NULL`,
      database,
    )
    return Object.fromEntries(found.map(row => [String(row.id), row.name]))
  })
}

/** Stores a dealer, the account and the contact's phone sealed. */
export async function insertDealer(
  ctx: Context,
  dealer: {
    name: string
    creditCode: string
    grade: string
    dealerGroup?: string | undefined
    contact: string
    contactPhone?: string | undefined
    accountName: string
    account: string
    bankName: string
    branchId: bigint
  },
): Promise<bigint> {
  const { vault, actor } = ctx
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO party.dealer (name, credit_code, grade, dealer_group, contact, contact_phone_sealed, contact_phone_masked, account_name, account_sealed, account_masked, bank_name,
          owner_id, group_id, branch_id, created_at)
        VALUES (${dealer.name}, ${dealer.creditCode}, ${dealer.grade}, ${dealer.dealerGroup ?? null}, ${dealer.contact},
          ${dealer.contactPhone ? sealed(vault, 'dealerPhone', dealer.contactPhone) : null}, ${dealer.contactPhone ? maskPhone(dealer.contactPhone) : null},
          ${dealer.accountName}, ${sealed(vault, 'dealerAccount', dealer.account)}, ${maskBankCard(dealer.account)}, ${dealer.bankName},
          ${actor.key}, ${actor.groupKey}, ${dealer.branchId}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Changes a dealer and counts the version. Fields left out stay. */
export async function updateDealer(
  { sql: database, vault, now }: Context,
  key: bigint,
  change: {
    /** Whether what is given differs from the account money went to so far. */
    paidElsewhere: boolean
    name?: string | undefined
    grade?: string | undefined
    /** Empty takes the dealer out of its group. */
    dealerGroup?: string | undefined
    contact?: string | undefined
    contactPhone?: string | undefined
    accountName?: string | undefined
    account?: string | undefined
    bankName?: string | undefined
  },
): Promise<number> {
  const { contactPhone, account } = change
  const assignments = [
    sql`version = version + 1`,
    ...(change.paidElsewhere ? [sql`account_changed_at = ${now}`] : []),
    ...(
      [
        ['name', change.name],
        ['grade', change.grade],
        ['dealer_group', change.dealerGroup === '' ? null : change.dealerGroup],
        ['contact', change.contact],
        ['account_name', change.accountName],
        ['bank_name', change.bankName],
      ] as const
    ).flatMap(([column, value]) => (value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`])),
    ...(contactPhone
      ? [
          sql`contact_phone_sealed = ${sealed(vault, 'dealerPhone', contactPhone)}, contact_phone_masked = ${maskPhone(contactPhone)}`,
        ]
      : []),
    ...(account
      ? [sql`account_sealed = ${sealed(vault, 'dealerAccount', account)}, account_masked = ${maskBankCard(account)}`]
      : []),
  ]
  const row = await oneOrNone<{ version: number }>(
    sql`UPDATE party.dealer SET ${sql.join(assignments)} WHERE id = ${key} RETURNING version`,
    database,
  )
  return row!.version
}

/** The account a dealer is paid to, in full. Whoever calls this leaves an audit line that says why. */
export async function openDealerAccount(ctx: Context, key: bigint): Promise<string> {
  const row = await oneOrNone<{ account: Buffer }>(
    sql`SELECT account_sealed AS account FROM party.dealer WHERE id = ${key}`,
    ctx.sql,
  )
  return opened(ctx.vault, 'dealerAccount', row!.account)!
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
