import type { Day, Instant } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import type { Money } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Context, Placed, PlacedColumns } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, pageClauses } from '#platform/page'
import { pastWall } from '#platform/wall'
import type { Acceptance, ContractState } from '../contract.ts'
import type { Figures } from '../shapes.ts'

export type ContractRow = Placed & {
  key: bigint
  number: string
  state: ContractState
  applicationKey: bigint
  customerKey: bigint
  customerName: string
  dealerKey: bigint | null
  productKey: bigint
  productName: string
  productVersion: number
  templateKey: bigint
  principal: Money
  periods: number
  annualRate: Rate
  simple: Rate
  effective: Rate
  figures: Figures
  sha256: string
  size: number
  pages: number
  producedByName: string
  producedAt: Instant
  producedOn: Day
  acceptedAt: Instant | null
  voidedByName: string | null
  voidedAt: Instant | null
  voidReason: string | null
  version: number
}

const place: PlacedColumns = { owner: 'c.owner_id', group: 'c.group_id', branch: 'c.branch_id' }

const columns = sql`c.id AS key, c.number, c.state, c.application_id AS "applicationKey", c.customer_id AS "customerKey", c.customer_name AS "customerName",
  c.dealer_id AS "dealerKey", c.product_id AS "productKey", c.product_name AS "productName", c.product_version AS "productVersion", c.template_id AS "templateKey",
  c.principal, c.periods, c.annual_rate AS "annualRate", c.simple_rate AS simple, c.effective_rate AS effective, c.figures, c.file_sha256 AS sha256,
  c.file_size AS size, c.pages, c.produced_by_name AS "producedByName", c.produced_at AS "producedAt", c.produced_on AS "producedOn",
  c.accepted_at AS "acceptedAt", c.voided_by_name AS "voidedByName", c.voided_at AS "voidedAt", c.void_reason AS "voidReason",
  c.owner_id AS "ownerId", c.group_id AS "groupId", c.branch_id AS "branchId", c.version`

/** One contract, locked when about to be changed. */
export function contractByKey(database: Sql, key: bigint, lock = false): Promise<ContractRow | null> {
  return oneOrNone(
    sql<ContractRow>`SELECT ${columns} FROM contract.contract c WHERE c.id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** The contract of an application that is not void. */
export function liveContract(database: Sql, applicationKey: bigint, lock = false): Promise<ContractRow | null> {
  return pastWall(database, () =>
    oneOrNone(
      sql<ContractRow>`SELECT ${columns} FROM contract.contract c WHERE c.application_id = ${applicationKey} AND c.state <> 'void' ${lock ? sql`FOR UPDATE` : sql``}`,
      database,
    ),
  )
}

/** How many contracts an application has had. */
export async function contractsBefore(database: Sql, applicationKey: bigint): Promise<number> {
  const row = await oneOrNone<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM contract.contract WHERE application_id = ${applicationKey}`,
    database,
  )
  return row!.count
}

/**
 * What the treasury will pay of a customer's other contracts by what they state, by calendar year.
 * @param lent contracts that loans were made on: what it pays of those the loans say
 */
export async function fiscalUsed(
  database: Sql,
  customerKey: bigint,
  exceptApplication: bigint,
  lent: readonly bigint[],
): Promise<Record<string, Money>> {
  return pastWall(database, async () => {
    const found = await rows<{ year: string; amount: Money }>(
      sql`SELECT left(paid ->> 'on', 4) AS year, sum((paid ->> 'amount')::numeric * 100)::bigint AS amount
          FROM contract.contract c, jsonb_array_elements(coalesce(c.figures -> 'subsidies', '[]')) share,
               jsonb_array_elements(share -> 'payments') paid
         WHERE c.customer_id = ${customerKey} AND c.application_id <> ${exceptApplication} AND c.state <> 'void'
           AND c.id <> ALL(${[...lent]}::bigint[]) AND share ->> 'payer' = 'fiscal' GROUP BY 1`,
      database,
    )
    return Object.fromEntries(found.map(row => [row.year, row.amount]))
  })
}

export type NewContract = Omit<
  ContractRow,
  | 'key'
  | 'state'
  | 'producedByName'
  | 'producedAt'
  | 'producedOn'
  | 'acceptedAt'
  | 'voidedByName'
  | 'voidedAt'
  | 'voidReason'
  | 'version'
>

/** Adds a produced contract. */
export async function insertContract(ctx: Context, contract: NewContract): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO contract.contract (number, state, application_id, customer_id, customer_name, dealer_id, product_id, product_name, product_version, template_id,
               principal, periods, annual_rate, simple_rate, effective_rate, figures, file_sha256, file_size, pages, produced_by, produced_by_name, produced_at,
               produced_on, owner_id, group_id, branch_id)
        VALUES (${contract.number}, 'produced', ${contract.applicationKey}, ${contract.customerKey}, ${contract.customerName}, ${contract.dealerKey},
               ${contract.productKey}, ${contract.productName}, ${contract.productVersion}, ${contract.templateKey}, ${contract.principal}, ${contract.periods},
               ${contract.annualRate}, ${contract.simple}, ${contract.effective}, ${JSON.stringify(contract.figures)}::jsonb, ${contract.sha256}, ${contract.size},
               ${contract.pages}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}, ${ctx.today}, ${contract.ownerId}, ${contract.groupId}, ${contract.branchId})
        RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Moves a contract to accepted and keeps how. */
export async function saveAcceptance(ctx: Context, key: bigint, acceptance: Acceptance): Promise<void> {
  await sql`INSERT INTO contract.acceptance (contract_id, method, file_sha256, read_seconds, identity_checked, note, evidence, recorded_by, recorded_by_name, recorded_at)
            VALUES (${key}, ${acceptance.method}, ${acceptance.sha256}, ${acceptance.readSeconds}, ${acceptance.identityChecked}, ${acceptance.note},
                    ${JSON.stringify(acceptance.evidence)}::jsonb, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.sql,
  )
  await sql`UPDATE contract.contract SET state = 'accepted', accepted_at = ${ctx.now}, version = version + 1 WHERE id = ${key}`.execute(
    ctx.sql,
  )
}

/** Voids a contract. */
export async function saveVoid(ctx: Context, key: bigint, reason: string): Promise<void> {
  await sql`UPDATE contract.contract SET state = 'void', voided_by_name = ${ctx.actor.name}, voided_at = ${ctx.now}, void_reason = ${reason}, version = version + 1
             WHERE id = ${key}`.execute(ctx.sql)
}

/** How a contract was accepted; null while it is not. */
export async function acceptanceOf(database: Sql, key: bigint) {
  return oneOrNone<{
    method: Acceptance['method']
    readSeconds: number
    identityChecked: boolean
    note: string
    recordedByName: string
    recordedAt: Instant
  }>(
    sql`SELECT method, read_seconds AS "readSeconds", identity_checked AS "identityChecked", note, recorded_by_name AS "recordedByName", recorded_at AS "recordedAt"
          FROM contract.acceptance WHERE contract_id = ${key}`,
    database,
  )
}

/** A page of the contracts in the reader's scope, newest first. */
export async function listContracts(
  ctx: Context,
  query: {
    state?: ContractState | undefined
    customerId?: Id<'customer'> | undefined
    search?: string | undefined
    direction: 'asc' | 'desc'
    after?: string | undefined
    limit: number
  },
): Promise<{ rows: ContractRow[]; next: string | null; total: number }> {
  const { beyond, order } = pageClauses(query, sql`c.id`, sql`c.id`, 'bigint')
  const where = sql`${ctx.rights.where('contract.contract.read', place)}
    AND (${query.state ?? null}::text IS NULL OR c.state = ${query.state ?? null})
    AND (${query.customerId ? toKey(query.customerId) : null}::bigint IS NULL OR c.customer_id = ${query.customerId ? toKey(query.customerId) : null})
    AND (${query.search ?? null}::text IS NULL OR c.number ILIKE '%' || ${query.search ?? null} || '%' OR c.customer_name ILIKE ${query.search ?? null} || '%')`
  const found = await rows<ContractRow>(
    sql`SELECT ${columns} FROM contract.contract c WHERE ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM contract.contract c WHERE ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}
