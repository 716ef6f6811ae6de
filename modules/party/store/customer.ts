import type { Day, Instant } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import type { Vault } from '#platform/crypto'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { birthDate, type ConsentKind, type CustomerData, type CustomerKind, displayNameOf } from '../customer.ts'
import { maskAddress, maskBankCard, maskIdNumber, maskPhone } from '../masking.ts'

/** Each sealed field under its own name, so that one field's ciphertext can't be passed off as another's. */
const context = {
  name: 'party.name',
  idNumber: 'party.id-number',
  phone: 'party.phone',
  address: 'party.address',
  bankCard: 'party.bank-card',
}

/** The blind index of an identifier. */
export const fingerprintOf = (vault: Vault, field: 'name' | 'idNumber' | 'phone', text: string) =>
  vault.fingerprint(text, context[field])

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
  birthDate: Day | null
  businessCode: string | null
  businessName: string | null
  occupation: string | null
  employer: string | null
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
  c.birth_date AS "birthDate", c.business_code AS "businessCode", c.business_name AS "businessName", c.occupation, c.employer,
  c.monthly_income AS "monthlyIncome", c.monthly_debt AS "monthlyDebt", c.owner_id AS "ownerId", c.group_id AS "groupId", c.branch_id AS "branchId", c.created_at AS "createdAt", c.version`

/** A page of customers in the reader's scope; search matches a whole name, phone or id number by fingerprint. */
export async function listCustomers(
  ctx: Context,
  query: PageRequest & { kind?: CustomerKind | undefined; search?: string | undefined },
) {
  const needle = query.search?.replace(/\s/g, '').toUpperCase()
  const matches = needle
    ? sql`(c.name_fingerprint = ${fingerprintOf(ctx.vault, 'name', query.search!.trim())} OR c.phone_fingerprint = ${fingerprintOf(ctx.vault, 'phone', needle)}
           OR c.id_number_fingerprint = ${fingerprintOf(ctx.vault, 'idNumber', needle)} OR c.business_name ILIKE '%' || ${query.search!} || '%')`
    : sql`true`
  const where = sql`WHERE ${ctx.rights.where('party.customer.read', { owner: 'c.owner_id', group: 'c.group_id', branch: 'c.branch_id' })}
    AND (${query.kind ?? null}::text IS NULL OR c.kind = ${query.kind ?? null}) AND ${matches}`
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

/** One customer; locked when about to be changed. */
export async function customerById(database: Sql, id: Id<'customer'>, lock = false): Promise<CustomerRow | null> {
  return oneOrNone<CustomerRow>(
    sql`SELECT ${customerColumns} FROM party.customer c WHERE c.id = ${toKey(id)} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** Display names by key, for other modules' lists. */
export async function customerNames(database: Sql, keys: readonly bigint[]): Promise<Map<bigint, string>> {
  const found = await rows<{ id: bigint; name: string }>(
    sql`SELECT id, display_name AS name FROM party.customer WHERE id = ANY(${[...new Set(keys)]}::bigint[])`,
    database,
  )
  return new Map(found.map(row => [row.id, row.name]))
}

/** Dealer names by key, for other modules' lists. */
export async function dealerNames(database: Sql, keys: readonly bigint[]): Promise<Map<bigint, string>> {
  const found = await rows<{ id: bigint; name: string }>(
    sql`SELECT id, name FROM party.dealer WHERE id = ANY(${[...new Set(keys)]}::bigint[])`,
    database,
  )
  return new Map(found.map(row => [row.id, row.name]))
}

/** Customers with this id number or phone, whoever owns them. */
export async function customersMatching(
  ctx: Context,
  by: { idNumber?: string | undefined; phone?: string | undefined },
) {
  const idNumber = by.idNumber ? fingerprintOf(ctx.vault, 'idNumber', by.idNumber) : null
  const phone = by.phone ? fingerprintOf(ctx.vault, 'phone', by.phone) : null
  return rows<{ key: bigint; sameIdNumber: boolean; ownerId: bigint; groupId: bigint; branchId: bigint }>(
    sql`SELECT id AS key, id_number_fingerprint = ${idNumber}::bytea AS "sameIdNumber", owner_id AS "ownerId", group_id AS "groupId", branch_id AS "branchId"
          FROM party.customer WHERE id_number_fingerprint = ${idNumber}::bytea OR phone_fingerprint = ${phone}::bytea`,
    ctx.sql,
  )
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
          phone_sealed, phone_fingerprint, phone_masked, address_sealed, address_masked, bank_card_sealed, bank_card_masked, birth_date,
          business_code, business_name, occupation, employer, monthly_income, monthly_debt, owner_id, group_id, branch_id, created_at)
        VALUES (${data.kind}, ${displayNameOf(data)}, ${vault.seal(data.name, context.name)}, ${fingerprintOf(vault, 'name', data.name)},
          ${vault.seal(data.idNumber, context.idNumber)}, ${fingerprintOf(vault, 'idNumber', data.idNumber)},
          ${data.kind === 'enterprise' ? data.idNumber : maskIdNumber(data.idNumber)},
          ${vault.seal(data.phone, context.phone)}, ${fingerprintOf(vault, 'phone', data.phone)}, ${maskPhone(data.phone)},
          ${data.address ? vault.seal(data.address, context.address) : null}, ${data.address ? maskAddress(data.address) : null},
          ${data.bankCard ? vault.seal(data.bankCard, context.bankCard) : null}, ${data.bankCard ? maskBankCard(data.bankCard) : null},
          ${birthDate(data)}, ${data.businessCode ?? null}, ${data.businessName ?? null}, ${data.occupation ?? null}, ${data.employer ?? null},
          ${data.monthlyIncome}, ${data.monthlyDebt}, ${place.ownerId}, ${place.groupId}, ${place.branchId}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Changes a profile and counts the version. Fields left out stay. */
export async function updateCustomer(
  ctx: Context,
  key: bigint,
  change: {
    phone?: string | undefined
    address?: string | undefined
    bankCard?: string | undefined
    occupation?: string | undefined
    employer?: string | undefined
    monthlyIncome: Money
    monthlyDebt: Money
  },
): Promise<number> {
  const { vault } = ctx
  const row = await oneOrNone<{ version: number }>(
    sql`UPDATE party.customer SET version = version + 1, monthly_income = ${change.monthlyIncome}, monthly_debt = ${change.monthlyDebt},
          occupation = coalesce(${change.occupation ?? null}, occupation), employer = coalesce(${change.employer ?? null}, employer),
          phone_sealed = coalesce(${change.phone ? vault.seal(change.phone, context.phone) : null}, phone_sealed),
          phone_fingerprint = coalesce(${change.phone ? fingerprintOf(vault, 'phone', change.phone) : null}, phone_fingerprint),
          phone_masked = coalesce(${change.phone ? maskPhone(change.phone) : null}, phone_masked),
          address_sealed = coalesce(${change.address ? vault.seal(change.address, context.address) : null}, address_sealed),
          address_masked = coalesce(${change.address ? maskAddress(change.address) : null}, address_masked),
          bank_card_sealed = coalesce(${change.bankCard ? vault.seal(change.bankCard, context.bankCard) : null}, bank_card_sealed),
          bank_card_masked = coalesce(${change.bankCard ? maskBankCard(change.bankCard) : null}, bank_card_masked)
        WHERE id = ${key} RETURNING version`,
    ctx.sql,
  )
  return row!.version
}

/** Opens a customer's personal data. Whoever calls this leaves an audit line that says why. */
export async function openCustomer(ctx: Context, key: bigint) {
  const row = await oneOrNone<{
    name: Buffer
    idNumber: Buffer
    phone: Buffer
    address: Buffer | null
    bankCard: Buffer | null
  }>(
    sql`SELECT name_sealed AS name, id_number_sealed AS "idNumber", phone_sealed AS phone, address_sealed AS address, bank_card_sealed AS "bankCard" FROM party.customer WHERE id = ${key}`,
    ctx.sql,
  )
  const { vault } = ctx
  return {
    name: vault.open(row!.name, context.name),
    idNumber: vault.open(row!.idNumber, context.idNumber),
    phone: vault.open(row!.phone, context.phone),
    address: row!.address && vault.open(row!.address, context.address),
    bankCard: row!.bankCard && vault.open(row!.bankCard, context.bankCard),
  }
}

/** The consent lines that hold: the latest of each kind. */
export async function consentsOf(database: Sql, key: bigint) {
  return rows<{ kind: ConsentKind; given: boolean; wordingVersion: string; channel: string; at: Instant }>(
    sql`SELECT DISTINCT ON (kind) kind, given, wording_version AS "wordingVersion", channel, recorded_at AS at FROM party.consent WHERE customer_id = ${key} ORDER BY kind, id DESC`,
    database,
  )
}

/** Records a consent given or withdrawn. */
export async function insertConsent(
  ctx: Context,
  key: bigint,
  line: { kind: ConsentKind; given: boolean; wordingVersion: string; channel: string },
): Promise<Id<'consent'>> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO party.consent (customer_id, kind, given, wording_version, channel, recorded_by, recorded_at)
        VALUES (${key}, ${line.kind}, ${line.given}, ${line.wordingVersion}, ${line.channel}, ${ctx.actor.key}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return toId('consent', row!.id)
}

/** The blacklist line that holds for a fingerprint, or null. */
export async function blacklistOf(
  database: Sql,
  fingerprint: Buffer,
): Promise<{ listed: boolean; reason: string; recordedBy: bigint | null } | null> {
  return oneOrNone(
    sql<{
      listed: boolean
      reason: string
      recordedBy: bigint | null
    }>`SELECT listed, reason, recorded_by AS "recordedBy" FROM party.blacklist WHERE id_number_fingerprint = ${fingerprint} ORDER BY id DESC LIMIT 1`,
    database,
  )
}

/** Adds a blacklist line. */
export async function insertBlacklist(
  ctx: Context,
  line: { fingerprint: Buffer; masked: string; listed: boolean; reason: string; source: string },
): Promise<void> {
  await sql`INSERT INTO party.blacklist (id_number_fingerprint, masked, listed, reason, source, recorded_by, recorded_at)
            VALUES (${line.fingerprint}, ${line.masked}, ${line.listed}, ${line.reason}, ${line.source}, ${ctx.actor.key}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** The newest blacklist lines. */
export async function listBlacklist(database: Sql) {
  return rows<{
    masked: string
    listed: boolean
    reason: string
    source: string
    at: Instant
    recordedBy: bigint | null
  }>(
    sql`SELECT masked, listed, reason, source, recorded_at AS at, recorded_by AS "recordedBy" FROM party.blacklist ORDER BY id DESC LIMIT 200`,
    database,
  )
}
