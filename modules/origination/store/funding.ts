import type { Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { applicationPlace } from './application.ts'

export type FundingRow = {
  key: bigint
  applicationKey: bigint
  number: string
  customerKey: bigint | null
  customerName: string | null
  productName: string | null
  state: 'requested' | 'returned' | 'paid'
  amount: Money
  dealerKey: bigint
  dealerName: string | null
  requestedBy: bigint | null
  requestedByName: string
  requestedAt: Instant
  dueAt: Instant
  settledByName: string | null
  settledAt: Instant | null
  reason: string | null
  loanKey: bigint | null
  version: number
}

const columns = sql`f.id AS key, f.application_id AS "applicationKey", a.number, a.customer_id AS "customerKey", a.customer_name AS "customerName", a.product_name AS "productName", f.state, f.amount,
  f.dealer_id AS "dealerKey", a.dealer_name AS "dealerName", f.requested_by AS "requestedBy", f.requested_by_name AS "requestedByName", f.requested_at AS "requestedAt",
  f.due_at AS "dueAt", f.settled_by_name AS "settledByName", f.settled_at AS "settledAt", f.reason, f.loan_id AS "loanKey", f.version`
const from = sql`FROM origination.funding f JOIN origination.application a ON a.id = f.application_id`

/** Asks for the money of an application. A second open request for it is a conflict. */
export async function insertFunding(
  ctx: Context,
  funding: { applicationKey: bigint; amount: Money; dealerKey: bigint; dueAt: Instant },
): Promise<bigint> {
  const row = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO origination.funding (application_id, state, amount, dealer_id, requested_by, requested_by_name, requested_at, due_at)
      VALUES (${funding.applicationKey}, 'requested', ${funding.amount}, ${funding.dealerKey}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}, ${funding.dueAt}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** One request, locked when about to be settled. */
export function fundingByKey(database: Sql, key: bigint, lock = false): Promise<FundingRow | null> {
  return oneOrNone(
    sql<FundingRow>`SELECT ${columns} ${from} WHERE f.id = ${key} ${lock ? sql`FOR UPDATE OF f` : sql``}`,
    database,
  )
}

/** The request of an application that is open or paid. */
export function fundingOf(database: Sql, applicationKey: bigint): Promise<FundingRow | null> {
  return oneOrNone(
    sql<FundingRow>`SELECT ${columns} ${from} WHERE f.application_id = ${applicationKey} AND f.state IN ('requested', 'paid')`,
    database,
  )
}

/** Requests of a state in the reader's scope, the most urgent first, with their sum. */
export async function listFunding(ctx: Context, state: FundingRow['state'], limit: number) {
  const where = sql`WHERE f.state = ${state} AND ${ctx.rights.where('origination.funding.read', applicationPlace)}`
  const order = state === 'requested' ? sql`ORDER BY f.due_at, f.id` : sql`ORDER BY f.settled_at DESC, f.id DESC`
  const found = await rows(sql<FundingRow>`SELECT ${columns} ${from} ${where} ${order} LIMIT ${limit}`, ctx.sql)
  const sums = await oneOrNone(
    sql<{
      total: number
      amount: bigint
    }>`SELECT count(*)::int AS total, coalesce(sum(f.amount), 0)::bigint AS amount ${from} ${where}`,
    ctx.sql,
  )
  return { rows: found, total: sums!.total, amount: sums!.amount as Money }
}

/** Ends a request: paid with its loan, or returned with the reason. */
export async function settleFunding(
  ctx: Context,
  key: bigint,
  end: { state: 'paid'; loanKey: bigint; reason: null } | { state: 'returned'; loanKey: null; reason: string },
): Promise<void> {
  await sql`UPDATE origination.funding SET state = ${end.state}, loan_id = ${end.loanKey}, reason = ${end.reason}, settled_by = ${ctx.actor.key},
      settled_by_name = ${ctx.actor.name}, settled_at = ${ctx.now}, version = version + 1 WHERE id = ${key}`.execute(
    ctx.sql,
  )
}
