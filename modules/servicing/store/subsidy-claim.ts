import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { pastWall } from '#platform/wall'
import type { SubsidyPayer } from '../subsidy.ts'
import type { Met } from '../subsidy-claim.ts'
import { type LoanRow, loanPlace } from './loan.ts'
import type { TransactionLoan } from './transaction.ts'

/** Who pays: the treasury is one, brands and dealers are many. */
export type Counterparty = { payer: SubsidyPayer; dealerKey: bigint | null; brand: string | null }

const of = ({ payer, dealerKey, brand }: Partial<Counterparty>) => sql`
  (${payer ?? null}::text IS NULL OR s.payer = ${payer ?? null}) AND (${dealerKey ?? null}::bigint IS NULL OR s.dealer_id = ${dealerKey ?? null})
  AND (${brand ?? null}::text IS NULL OR s.brand = ${brand ?? null})`
const open = sql`(s.due_posted - s.received)`
/** What is still to fall due by the lines as they stand. */
const toCome = sql`coalesce((SELECT sum(i.due) FROM servicing.subsidy_line i WHERE i.loan_id = s.loan_id AND i.seq = s.seq AND i.on_day >= s.next_on), 0)::bigint`

/** What each payer owes and has paid, the highest open sum first. */
export type PayerRow = Counterparty & {
  claims: number
  due: Money
  received: Money
  open: Money
  toReturn: Money
  /** What loans still running will bring. */
  toCome: Money
  oldest: Day | null
}

export async function subsidyPayersOf(ctx: Context): Promise<PayerRow[]> {
  return rows(
    sql<PayerRow>`
    SELECT s.payer, CASE s.payer WHEN 'dealer' THEN s.dealer_id END AS "dealerKey", CASE s.payer WHEN 'manufacturer' THEN s.brand END AS brand,
           count(*)::int AS claims, sum(s.due_posted)::bigint AS due, sum(s.received)::bigint AS received,
           coalesce(sum(${open}) FILTER (WHERE ${open} > 0), 0)::bigint AS open, coalesce(-sum(${open}) FILTER (WHERE ${open} < 0), 0)::bigint AS "toReturn",
           sum(${toCome})::bigint AS "toCome", min(l.disbursed_on) FILTER (WHERE ${open} > 0) AS oldest
      FROM servicing.subsidy s JOIN servicing.loan l ON l.loan_id = s.loan_id
     WHERE ${ctx.rights.where('servicing.subsidy.read', loanPlace)} GROUP BY 1, 2, 3 ORDER BY open DESC, due DESC, 1, 2, 3 LIMIT 200`,
    ctx.sql,
  )
}

export const claimStates = ['open', 'to-return', 'to-come', 'done'] as const
export type ClaimState = (typeof claimStates)[number]

export type ClaimRow = Counterparty & {
  loanKey: bigint
  seq: number
  number: string
  customerKey: bigint
  state: ClaimState
  atOnce: boolean
  due: Money
  received: Money
  open: Money
  toCome: Money
  nextOn: Day | null
  lostOn: Day | null
  disbursedOn: Day
}

const stateOf = sql`CASE WHEN ${open} > 0 THEN 'open' WHEN ${open} < 0 THEN 'to-return' WHEN s.next_on IS NOT NULL AND NOT s.at_once THEN 'to-come' ELSE 'done' END`

/** A page of claims in the reader's scope, with what all that match add up to. */
export async function listClaims(
  ctx: Context,
  filter: Partial<Counterparty> & { state?: ClaimState; search?: string; loanKey?: bigint },
  sort: 'open' | 'disbursedOn',
  request: PageRequest,
) {
  const where = sql`WHERE ${ctx.rights.where('servicing.subsidy.read', loanPlace)} AND ${of(filter)}
    AND (${filter.state ?? null}::text IS NULL OR ${stateOf} = ${filter.state ?? null})
    AND (${filter.search ?? null}::text IS NULL OR l.number LIKE ${`${(filter.search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`})`
  const from = sql`FROM servicing.subsidy s JOIN servicing.loan l ON l.loan_id = s.loan_id`
  const [column, type] =
    sort === 'open' ? ([sql`${open}`, 'bigint'] as const) : ([sql`l.disbursed_on`, 'date'] as const)
  // A loan may have several subsidies; the page's key must tell them apart.
  const key = sql`(hashtextextended(s.loan_id || '/' || s.seq, 0) & 9223372036854775807)`
  const { beyond, order } = pageClauses(request, column, key, type)
  const found = await rows(
    sql<
      ClaimRow & { key: bigint }
    >`SELECT s.loan_id AS "loanKey", s.seq, s.payer, s.dealer_id AS "dealerKey", s.brand, l.number, l.customer_id AS "customerKey",
        ${stateOf} AS state, s.at_once AS "atOnce", s.due_posted AS due, s.received, ${open}::bigint AS open, ${toCome} AS "toCome", s.next_on AS "nextOn",
        s.lost_on AS "lostOn", l.disbursed_on AS "disbursedOn", ${key} AS key ${from} ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const totals = await oneOrNone(
    sql<{ claims: number; due: Money; received: Money; open: Money; toReturn: Money }>`
      SELECT count(*)::int AS claims, coalesce(sum(s.due_posted), 0)::bigint AS due, coalesce(sum(s.received), 0)::bigint AS received,
             coalesce(sum(${open}) FILTER (WHERE ${open} > 0), 0)::bigint AS open, coalesce(-sum(${open}) FILTER (WHERE ${open} < 0), 0)::bigint AS "toReturn" ${from} ${where}`,
    ctx.sql,
  )
  const page = cutPage(found, request.limit, row => [sort === 'open' ? row.open : row.disbursedOn, row.key])
  return { ...page, totals: totals! }
}

/** The open claims on a payer within the actor's scope, oldest loans first, held for change; those of loans set aside wait. */
export async function openClaims(ctx: Context, payer: Counterparty) {
  return rows(
    sql<{ loanKey: bigint; seq: number; open: Money } & Pick<LoanRow, 'branchId' | 'productKey'>>`
      SELECT s.loan_id AS "loanKey", s.seq, ${open}::bigint AS open, l.branch_id AS "branchId", l.product_id AS "productKey"
        FROM servicing.subsidy s JOIN servicing.loan l ON l.loan_id = s.loan_id
       WHERE s.due_posted <> s.received AND ${of(payer)} AND ${ctx.rights.where('servicing.subsidy.record', loanPlace)}
         AND NOT EXISTS (SELECT FROM servicing.set_aside a WHERE a.loan_id = s.loan_id AND a.resolved_at IS NULL)
       ORDER BY l.disbursed_on, s.loan_id FOR UPDATE OF l, s`,
    ctx.sql,
  )
}

export type ReceiptRow = Counterparty & {
  key: bigint
  amount: Money
  claims: number
  receivedOn: Day
  postedOn: Day
  reference: string
  note: string | null
  parentKey: bigint | null
  reversedByKey: bigint | null
  recordedBy: string
  recordedAt: Instant
}

const receiptColumns = sql`r.id AS key, r.payer, r.dealer_id AS "dealerKey", r.brand, r.amount, r.claims, r.received_on AS "receivedOn", r.posted_on AS "postedOn",
  r.reference, r.note, r.parent_id AS "parentKey", (SELECT b.id FROM servicing.subsidy_receipt b WHERE b.parent_id = r.id) AS "reversedByKey",
  r.recorded_by AS "recordedBy", r.recorded_at AS "recordedAt"`

/** One receipt; null when there is none. */
export async function receiptByKey(database: Sql, key: bigint): Promise<ReceiptRow | null> {
  return oneOrNone(
    sql<ReceiptRow>`SELECT ${receiptColumns} FROM servicing.subsidy_receipt r WHERE r.id = ${key}`,
    database,
  )
}

/** A page of receipts, the newest first. */
export async function listReceipts(database: Sql, request: PageRequest) {
  const { beyond, order } = pageClauses(request, sql`r.id`, sql`r.id`, 'bigint')
  const found = await rows(
    sql<ReceiptRow>`SELECT ${receiptColumns} FROM servicing.subsidy_receipt r WHERE ${beyond} ${order}`,
    database,
  )
  const count = await oneOrNone(
    sql<{ total: number }>`SELECT count(*)::int AS total FROM servicing.subsidy_receipt`,
    database,
  )
  return { ...cutPage(found, request.limit, row => [row.key, row.key]), total: count!.total }
}

/** The receipt that stands with a bank reference; two of one reference wait for each other here. */
export async function receiptByReference(database: Sql, reference: string): Promise<{ amount: Money } | null> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('servicing.subsidy_receipt'), hashtext(${reference}))`.execute(
    database,
  )
  return oneOrNone(
    sql<{
      amount: Money
    }>`SELECT r.amount FROM servicing.subsidy_receipt r WHERE r.reference = ${reference} AND r.parent_id IS NULL
      AND NOT EXISTS (SELECT FROM servicing.subsidy_receipt b WHERE b.parent_id = r.id)`,
    database,
  )
}

/** Which claims a receipt met, with their loans, held for change. */
export async function linesOfReceipt(database: Sql, key: bigint): Promise<(Met & TransactionLoan)[]> {
  return rows(
    sql<
      Met & TransactionLoan
    >`SELECT m.loan_id AS "loanKey", l.loan_id AS key, m.seq, m.amount, l.branch_id AS "branchId", l.product_id AS "productKey"
      FROM servicing.subsidy_receipt_line m JOIN servicing.loan l ON l.loan_id = m.loan_id WHERE m.receipt_id = ${key} ORDER BY m.loan_id FOR UPDATE OF l`,
    database,
  )
}

/** Writes a receipt with what it met. */
export async function insertReceipt(
  ctx: Context,
  receipt: Counterparty & Pick<ReceiptRow, 'key' | 'amount' | 'receivedOn' | 'reference' | 'note' | 'parentKey'>,
  met: readonly Met[],
): Promise<void> {
  const column = <K extends keyof Met>(name: K) => met.map(one => one[name])
  await sql`INSERT INTO servicing.subsidy_receipt (id, payer, dealer_id, brand, amount, claims, received_on, posted_on, reference, note, parent_id, recorded_by, recorded_at)
    VALUES (${receipt.key}, ${receipt.payer}, ${receipt.dealerKey}, ${receipt.brand}, ${receipt.amount}, ${met.length}, ${receipt.receivedOn}, ${ctx.today},
      ${receipt.reference}, ${receipt.note}, ${receipt.parentKey}, ${ctx.actor.id}, ${ctx.now})`.execute(ctx.sql)
  await sql`INSERT INTO servicing.subsidy_receipt_line (loan_id, receipt_id, seq, amount)
    SELECT x.loan_id, ${receipt.key}::bigint, x.seq, x.amount FROM unnest(${column('loanKey')}::bigint[], ${column('seq')}::smallint[], ${column('amount')}::bigint[])
      AS x(loan_id, seq, amount)`.execute(ctx.sql)
  await sql`UPDATE servicing.subsidy s SET received = s.received + x.amount
    FROM unnest(${column('loanKey')}::bigint[], ${column('seq')}::smallint[], ${column('amount')}::bigint[]) AS x(loan_id, seq, amount)
   WHERE s.loan_id = x.loan_id AND s.seq = x.seq`.execute(ctx.sql)
}

/** What a loan's page shows of its subsidies. */
export async function claimsOfLoan(database: Sql, loanKey: bigint) {
  return rows(
    sql<{ seq: number; received: Money; brand: string | null; agreed: Money }>`
      SELECT s.seq, s.received, s.brand, (SELECT sum((x ->> 1)::bigint) FROM jsonb_array_elements(s.agreed) x)::bigint AS agreed
        FROM servicing.subsidy s WHERE s.loan_id = ${loanKey} ORDER BY s.seq`,
    database,
  )
}

/** What the treasury pays of a customer's loans, by calendar year, and the contracts those loans were made on. */
export type FiscalOfLoans = { byYear: Record<string, Money>; contracts: bigint[] }

/**
 * What the treasury has paid and will pay of a customer's loans as their plans stand: what was lost, or ended with a settlement,
 * uses nothing of its cap any more.
 * @param exceptApplication whose loan is left out
 */
export async function fiscalOfLoans(
  database: Sql,
  customerKey: bigint,
  exceptApplication: bigint,
): Promise<FiscalOfLoans> {
  return pastWall(database, async () => {
    const own = sql`servicing.loan l WHERE l.customer_id = ${customerKey} AND l.application_id IS DISTINCT FROM ${exceptApplication}::bigint`
    const loans = await rows(
      sql<{ key: bigint; contract: bigint | null }>`SELECT l.loan_id AS key, l.contract_id AS contract FROM ${own}`,
      database,
    )
    const keys = loans.map(loan => loan.key)
    const found = await rows(
      sql<{
        year: string
        amount: Money
      }>`SELECT extract(year FROM i.on_day)::int::text AS year, sum(i.due)::bigint AS amount
        FROM servicing.subsidy s JOIN servicing.subsidy_line i ON i.loan_id = s.loan_id AND i.seq = s.seq
       WHERE s.loan_id = ANY(${keys}::bigint[]) AND s.payer = 'fiscal' GROUP BY 1`,
      database,
    )
    return {
      byYear: Object.fromEntries(found.map(row => [row.year, row.amount])),
      contracts: loans.flatMap(loan => loan.contract ?? []),
    }
  })
}
