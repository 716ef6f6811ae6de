import type { Day, Instant } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { pastWall } from '#platform/wall'
import {
  birthDate,
  type CustomerData,
  type CustomerKind,
  type contactChannels,
  type contactTimes,
  displayNameOf,
  type Profile,
  type SealedField,
} from '../customer.ts'
import { tidy } from '../identifiers.ts'
import { maskAddress, maskBankCard, maskIdNumber, maskName, maskPhone } from '../masking.ts'
import { fingerprintOf, opened, sealed } from './sealing.ts'

/** Whether this installation is a demo, where fictional identifiers are allowed. */
export async function isDemo(database: Sql): Promise<boolean> {
  return (await oneOrNone(sql`SELECT 1 AS one FROM platform.installation WHERE name = 'demo'`, database)) !== null
}

/** A customer as stored; personal data stays sealed. */
export type CustomerRow = {
  key: bigint
  kind: CustomerKind
  displayName: string
  idNumberMasked: string
  idNumberFingerprint: Buffer
  phoneMasked: string
  phoneFingerprint: Buffer
  addressMasked: string | null
  bankCardMasked: string | null
  contactNameMasked: string | null
  birthDate: Day | null
  businessCode: string | null
  businessName: string | null
  occupation: string | null
  employer: string | null
  yearsEmployed: number | null
  contactChannel: (typeof contactChannels)[number]
  contactTime: (typeof contactTimes)[number]
  offersWelcome: boolean
  monthlyIncome: Money
  monthlyDebt: Money
  ownerId: bigint
  groupId: bigint
  branchId: bigint
  createdAt: Instant
  version: number
}

const customerColumns = sql`c.id AS key, c.kind, c.display_name AS "displayName", c.id_number_masked AS "idNumberMasked", c.id_number_fingerprint AS "idNumberFingerprint",
  c.phone_masked AS "phoneMasked", c.phone_fingerprint AS "phoneFingerprint", c.address_masked AS "addressMasked", c.bank_card_masked AS "bankCardMasked",
  c.contact_name_masked AS "contactNameMasked", c.birth_date AS "birthDate", c.business_code AS "businessCode", c.business_name AS "businessName",
  c.occupation, c.employer, c.years_employed AS "yearsEmployed", c.contact_channel AS "contactChannel", c.contact_time AS "contactTime", c.offers_welcome AS "offersWelcome",
  c.monthly_income AS "monthlyIncome", c.monthly_debt AS "monthlyDebt", c.owner_id AS "ownerId", c.group_id AS "groupId", c.branch_id AS "branchId",
  c.created_at AS "createdAt", c.version`

const place = { owner: 'c.owner_id', group: 'c.group_id', branch: 'c.branch_id' }

/**
 * A page of customers in the reader's scope. Search matches a person's whole name, phone or id number by fingerprint, and
 * any part of a business or enterprise name, which is public.
 */
export async function listCustomers(
  ctx: Context,
  query: PageRequest & { kind?: CustomerKind | undefined; search?: string | undefined },
) {
  const where = sql`WHERE ${ctx.rights.where('party.customer.read', place)}
    AND (${query.kind ?? null}::text IS NULL OR c.kind = ${query.kind ?? null}) AND ${query.search ? matching(ctx, query.search) : sql`true`}`
  const { beyond, order } = pageClauses(query, sql`c.id`, sql`c.id`, 'bigint')
  const found = await rows<CustomerRow>(
    sql`SELECT ${customerColumns} FROM party.customer c ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM party.customer c ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

/** Nobody finds somebody by what is withheld from them. */
function matching({ vault, rights }: Context, search: string) {
  const may = (field: SealedField) => rights.findable(`party.customer.${field}`, place)
  const needle = tidy(search)
  const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return sql`(c.name_fingerprint = ${fingerprintOf(vault, 'name', search.trim())} OR (c.phone_fingerprint = ${fingerprintOf(vault, 'phone', needle)} AND ${may('phone')})
    OR (c.id_number_fingerprint = ${fingerprintOf(vault, 'idNumber', needle)} AND ${may('idNumber')}) OR c.business_code = ${needle} OR c.business_name ILIKE ${part}
    OR (c.kind = 'enterprise' AND c.display_name ILIKE ${part}))`
}

/** One customer; locked when about to be changed. */
export async function customerById(database: Sql, id: Id<'customer'>, lock = false): Promise<CustomerRow | null> {
  return oneOrNone<CustomerRow>(
    sql`SELECT ${customerColumns} FROM party.customer c WHERE c.id = ${toKey(id)} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** Customers by key with their masked name and where they stand, for other modules' lists. */
export async function customersByKey(database: Sql, keys: readonly bigint[]) {
  return pastWall(database, () =>
    rows<{ key: bigint; displayName: string; ownerId: bigint; groupId: bigint; branchId: bigint }>(
      prepared(sql`SELECT id AS key, display_name AS "displayName", owner_id AS "ownerId", group_id AS "groupId", branch_id AS "branchId"
            FROM party.customer WHERE id = ANY(${[...new Set(keys)]}::bigint[])`),
      database,
    ),
  )
}

/** Whole names of customers, opened. Whoever calls this leaves an audit line that says why. */
export async function openNames(
  { sql: database, vault }: Context,
  keys: readonly bigint[],
): Promise<Map<bigint, string>> {
  return pastWall(database, async () => {
    const found = await rows<{ key: bigint; name: Buffer }>(
      sql`SELECT id AS key, name_sealed AS name FROM party.customer WHERE id = ANY(${[...keys]}::bigint[])`,
      database,
    )
    return new Map(found.map(row => [row.key, opened(vault, 'name', row.name)!]))
  })
}

/** Customers with this id number or phone, whoever owns them. */
export async function customersMatching(
  ctx: Context,
  by: { idNumber?: string | undefined; phone?: string | undefined },
) {
  return pastWall(ctx.sql, async () => {
    const idNumber = by.idNumber ? fingerprintOf(ctx.vault, 'idNumber', tidy(by.idNumber)) : null
    const phone = by.phone ? fingerprintOf(ctx.vault, 'phone', tidy(by.phone)) : null
    return rows<{ key: bigint; sameIdNumber: boolean; ownerId: bigint; groupId: bigint; branchId: bigint }>(
      sql`SELECT id AS key, coalesce(id_number_fingerprint = ${idNumber}::bytea, false) AS "sameIdNumber", owner_id AS "ownerId", group_id AS "groupId", branch_id AS "branchId"
          FROM party.customer WHERE id_number_fingerprint = ${idNumber}::bytea OR phone_fingerprint = ${phone}::bytea`,
      ctx.sql,
    )
  })
}

/** Stores a customer, every personal field sealed. */
export async function insertCustomer(
  ctx: Context,
  data: CustomerData,
  place: { ownerId: bigint; groupId: bigint; branchId: bigint },
): Promise<bigint> {
  const { vault } = ctx
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO party.customer (kind, display_name, name_sealed, name_fingerprint, id_number_sealed, id_number_fingerprint, id_number_masked,
          phone_sealed, phone_fingerprint, phone_masked, birth_date, business_code, business_name, owner_id, group_id, branch_id, created_at)
        VALUES (${data.kind}, ${displayNameOf(data)}, ${sealed(vault, 'name', data.name)}, ${fingerprintOf(vault, 'name', data.name)},
          ${sealed(vault, 'idNumber', data.idNumber)}, ${fingerprintOf(vault, 'idNumber', data.idNumber)},
          ${data.kind === 'enterprise' ? data.idNumber : maskIdNumber(data.idNumber)},
          ${sealed(vault, 'phone', data.phone)}, ${fingerprintOf(vault, 'phone', data.phone)}, ${maskPhone(data.phone)}, ${birthDate(data)},
          ${data.kind === 'enterprise' ? data.idNumber : (data.businessCode ?? null)}, ${data.businessName ?? null},
          ${place.ownerId}, ${place.groupId}, ${place.branchId}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  await setProfile(ctx, row!.id, data)
  return row!.id
}

/** Changes a profile, the name or the phone, and counts the version. Fields left out stay, null clears. */
export async function updateCustomer(
  ctx: Context,
  key: bigint,
  change: Profile & { kind: CustomerKind; name?: string | undefined; phone?: string | undefined },
): Promise<number> {
  const { vault } = ctx
  await setProfile(ctx, key, change)
  const { name, phone } = change
  const row = await oneOrNone<{ version: number }>(
    sql`UPDATE party.customer SET version = version + 1
          ${name ? sql`, name_sealed = ${sealed(vault, 'name', name)}, name_fingerprint = ${fingerprintOf(vault, 'name', name)}, display_name = ${displayNameOf({ kind: change.kind, name })}` : sql``}
          ${phone ? sql`, phone_sealed = ${sealed(vault, 'phone', phone)}, phone_fingerprint = ${fingerprintOf(vault, 'phone', phone)}, phone_masked = ${maskPhone(phone)}` : sql``}
        WHERE id = ${key} RETURNING version`,
    ctx.sql,
  )
  return row!.version
}

async function setProfile(ctx: Context, key: bigint, profile: Profile): Promise<void> {
  const assignments = [
    ...sealedAssignments(ctx, profile),
    ...(
      [
        ['monthly_income', profile.monthlyIncome],
        ['monthly_debt', profile.monthlyDebt],
        ['occupation', profile.occupation],
        ['employer', profile.employer],
        ['years_employed', profile.yearsEmployed],
        ['contact_channel', profile.contactChannel],
        ['contact_time', profile.contactTime],
        ['offers_welcome', profile.offersWelcome],
      ] as const
    ).flatMap(([column, value]) => (value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`])),
  ]
  if (assignments.length === 0) return
  await sql`UPDATE party.customer SET ${sql.join(assignments)} WHERE id = ${key}`.execute(ctx.sql)
}

function sealedAssignments({ vault }: Context, profile: Profile) {
  const fields = [
    ['address', 'address', maskAddress],
    ['bankCard', 'bank_card', maskBankCard],
    ['contactName', 'contact_name', maskName],
  ] as const
  return fields.flatMap(([field, column, mask]) => {
    const text = profile[field]
    if (text === undefined) return []
    return [
      sql`${sql.ref(`${column}_sealed`)} = ${text ? sealed(vault, field, text) : null}`,
      sql`${sql.ref(`${column}_masked`)} = ${text ? mask(text) : null}`,
    ]
  })
}

/** Opens a customer's personal data. Whoever calls this leaves an audit line that says why. */
export async function openCustomer({ sql: database, vault }: Context, key: bigint) {
  const row = await oneOrNone<Record<SealedField, Buffer | null>>(
    sql`SELECT name_sealed AS name, id_number_sealed AS "idNumber", phone_sealed AS phone, address_sealed AS address, bank_card_sealed AS "bankCard",
               contact_name_sealed AS "contactName" FROM party.customer WHERE id = ${key}`,
    database,
  )
  return {
    name: opened(vault, 'name', row!.name)!,
    idNumber: opened(vault, 'idNumber', row!.idNumber)!,
    phone: opened(vault, 'phone', row!.phone)!,
    address: opened(vault, 'address', row!.address),
    bankCard: opened(vault, 'bankCard', row!.bankCard),
    contactName: opened(vault, 'contactName', row!.contactName),
  }
}

/** Names, phones and repayment accounts of customers, opened. Whoever calls this leaves an audit line that says why. */
export async function openContacts(
  { sql: database, vault }: Context,
  keys: readonly bigint[],
): Promise<Map<bigint, { name: string; phone: string; account: string | null }>> {
  const found = await rows<{ key: bigint; name: Buffer; phone: Buffer; bankCard: Buffer | null }>(
    sql`SELECT id AS key, name_sealed AS name, phone_sealed AS phone, bank_card_sealed AS "bankCard" FROM party.customer WHERE id = ANY(${[...keys]}::bigint[])`,
    database,
  )
  return new Map(
    found.map(row => [
      row.key,
      {
        name: opened(vault, 'name', row.name)!,
        phone: opened(vault, 'phone', row.phone)!,
        account: opened(vault, 'bankCard', row.bankCard),
      },
    ]),
  )
}
