import { addDays, type Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { nextPaymentOn } from '../loan.ts'
import type { TransactionKind } from '../transaction.ts'
import { type LoanRow, loanColumns, loanPlace, named } from './loan.ts'
import { unpaid } from './steps/scope.ts'

export type LoanFilter = {
  state?: string
  open?: boolean
  bucket?: string
  class?: string
  branchKey?: bigint
  productKey?: bigint
  dealerKey?: bigint
  customerKey?: bigint
  overdueFrom?: number
  disbursedFrom?: Day
  disbursedTo?: Day
  dueFrom?: Day
  dueTo?: Day
  search?: string
}
export type LoanSort = 'disbursedOn' | 'number' | 'outstanding' | 'overdue' | 'overdueDays' | 'nextDueOn'
export type LoanTotals = { loans: number; principal: Money; outstanding: Money; overdue: Money }

/** The next day on which something is to be paid: within grace the first behind it. Twin: `nextPaymentOn` in loan.ts. */
const nextPayment = sql`greatest(l.next_due_on, CASE WHEN l.next_due_on IS NOT NULL THEN l.payable_from END)`
const overdue = sql`(l.overdue_principal + l.overdue_interest + l.overdue_fee)`
const sorts = {
  disbursedOn: { column: sql`l.disbursed_on`, type: 'date', value: row => row.disbursedOn },
  number: { column: sql`l.number`, type: 'text', value: row => row.number },
  outstanding: { column: sql`l.outstanding`, type: 'bigint', value: row => row.outstanding },
  overdue: {
    column: overdue,
    type: 'bigint',
    value: row => row.overduePrincipal + row.overdueInterest + row.overdueFee,
  },
  // The longest overdue have the oldest day; turned into a number so that "descending" means worst first.
  overdueDays: {
    column: sql`('2999-12-31'::date - coalesce(l.oldest_unpaid_due, '2999-12-31'::date))`,
    type: 'integer',
    value: row =>
      row.oldestUnpaidDue === null
        ? 0
        : Math.round((Date.parse('2999-12-31') - Date.parse(row.oldestUnpaidDue)) / 86_400_000),
  },
  nextDueOn: {
    column: sql`coalesce(${nextPayment}, '2999-12-31'::date)`,
    type: 'date',
    value: row => nextPaymentOn(row) ?? '2999-12-31',
  },
} as const satisfies Record<LoanSort, { column: unknown; type: string; value: (row: LoanRow) => unknown }>

/** Loans overdue since a day or longer, found by their unpaid installments: an index of few against a look at every loan. */
const overdueSince = (day: Day) =>
  sql`l.oldest_unpaid_due <= ${day}::date AND l.loan_id IN (SELECT i.loan_id FROM servicing.installment i WHERE i.due_on <= ${day}::date AND ${unpaid})`

function loanWhere(ctx: Context, filter: LoanFilter) {
  const given = [
    ctx.rights.where('servicing.loan.read', loanPlace),
    filter.state !== undefined && sql`l.state = ${filter.state}`,
    filter.open !== undefined && sql`(l.state IN ('active', 'overdue')) = ${filter.open}`,
    filter.bucket !== undefined && sql`l.bucket = ${filter.bucket}`,
    filter.class !== undefined && sql`l.class = ${filter.class}`,
    filter.branchKey !== undefined && sql`l.branch_id = ${filter.branchKey}`,
    filter.productKey !== undefined && sql`l.product_id = ${filter.productKey}`,
    filter.dealerKey !== undefined && sql`l.dealer_id = ${filter.dealerKey}`,
    filter.customerKey !== undefined && sql`l.customer_id = ${filter.customerKey}`,
    filter.overdueFrom !== undefined && overdueSince(addDays(ctx.today, -filter.overdueFrom)),
    filter.disbursedFrom !== undefined && sql`l.disbursed_on >= ${filter.disbursedFrom}::date`,
    filter.disbursedTo !== undefined && sql`l.disbursed_on <= ${filter.disbursedTo}::date`,
    filter.dueFrom !== undefined && sql`${nextPayment} >= ${filter.dueFrom}::date`,
    filter.dueTo !== undefined && sql`${nextPayment} <= ${filter.dueTo}::date`,
    filter.search !== undefined && sql`l.number LIKE ${`${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`}`,
  ].filter(part => part !== false)
  return sql`WHERE ${sql.join(given, sql` AND `)}`
}

/** A page of loans in the reader's scope, with the totals of all that match. */
export async function listLoans(
  ctx: Context,
  filter: LoanFilter,
  sort: LoanSort,
  request: PageRequest,
): Promise<{ rows: LoanRow[]; next: string | null; totals: LoanTotals }> {
  const where = loanWhere(ctx, filter)
  const { column, type, value } = sorts[sort]
  const { beyond, order } = pageClauses(request, column, sql`l.loan_id`, type)
  const found = await rows(
    sql<Omit<LoanRow, 'id'>>`SELECT ${loanColumns} FROM servicing.loan l ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const totals = await oneOrNone(
    sql<LoanTotals>`SELECT count(*)::int AS loans, coalesce(sum(l.principal), 0)::bigint AS principal,
        coalesce(sum(l.outstanding), 0)::bigint AS outstanding, coalesce(sum(${overdue}), 0)::bigint AS overdue
      FROM servicing.loan l ${where}`,
    ctx.sql,
  )
  const page = cutPage(found.map(named), request.limit, row => [value(row), row.key])
  return { ...page, totals: totals! }
}

export type EntryRow = {
  loanKey: bigint
  number: string
  transactionKey: bigint
  kind: TransactionKind
  debit: string
  credit: string
  amount: Money
}

/** A page of the loan entries of one day, largest first: what a line of the day's journal is the sum of. */
export async function listEntries(
  ctx: Context,
  filter: { day: Day; account?: string; branchKey?: bigint; productKey?: bigint },
  request: PageRequest,
): Promise<{ rows: EntryRow[]; next: string | null; total: number; amount: Money }> {
  const { account, branchKey, productKey } = filter
  const from = sql`FROM servicing.loan_entry e JOIN servicing.loan l ON l.loan_id = e.loan_id
      JOIN servicing.loan_transaction t ON t.loan_id = e.loan_id AND t.id = e.transaction_id
     WHERE e.posted_on = ${filter.day}::date AND ${ctx.rights.where('servicing.loan.read', loanPlace)}
       AND (${account ?? null}::text IS NULL OR e.debit = ${account ?? null} OR e.credit = ${account ?? null})
       AND (${branchKey ?? null}::bigint IS NULL OR e.branch_id = ${branchKey ?? null})
       AND (${productKey ?? null}::bigint IS NULL OR e.product_id = ${productKey ?? null})`
  // Several entries of one loan may have one amount; the page's key must tell them apart.
  const key = sql`hashtextextended(e.loan_id || '/' || e.transaction_id || '/' || e.debit || '/' || e.credit, 0)`
  const { beyond, order } = pageClauses(request, sql`e.amount`, sql`(${key} & 9223372036854775807)`, 'bigint')
  const found = await rows(
    sql<
      EntryRow & { key: bigint }
    >`SELECT e.loan_id AS "loanKey", l.number, e.transaction_id AS "transactionKey", t.kind, e.debit, e.credit, e.amount,
        (${key} & 9223372036854775807) AS key ${from} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone(
    sql<{
      total: number
      amount: Money
    }>`SELECT count(*)::int AS total, coalesce(sum(e.amount), 0)::bigint AS amount ${from}`,
    ctx.sql,
  )
  return { ...cutPage(found, request.limit, row => [row.amount, row.key]), ...count! }
}
