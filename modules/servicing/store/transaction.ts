import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { Channel } from '../channel.ts'
import type { Entry } from '../entry.ts'
import type { Payment } from '../repayment.ts'
import { noParts, type Parts, type Share, sumParts } from '../share.ts'
import type { TransactionKind } from '../transaction.ts'

/** One thing that happened to a loan. */
export type TransactionRow = Parts & {
  key: bigint
  kind: TransactionKind
  valueDate: Day
  postedOn: Day
  amount: Money
  settlementFee: Money
  parentKey: bigint | null
  reversedByKey: bigint | null
  channel: Channel | null
  reference: string | null
  note: string | null
  recordedBy: string
  recordedAt: Instant
}

/** What is written of a transaction; parts follow from its shares. */
export type NewTransaction = {
  key: bigint
  kind: TransactionKind
  valueDate: Day
  postedOn: Day
  amount: Money
  shares?: readonly Share[]
  settlementFee?: Money
  entries: readonly Entry[]
  parentKey?: bigint | null
  channel?: Channel | null
  reference?: string | null
  note?: string | null
  importKey?: bigint | null
  recordedBy: string
  recordedAt: Instant
}

/** The loan a transaction is written for. */
export type TransactionLoan = { key: bigint; branchId: bigint; productKey: bigint }

/** Writes a transaction with its shares and entries. */
export async function insertTransaction(database: Sql, loan: TransactionLoan, one: NewTransaction): Promise<void> {
  await insertTransactions(database, [{ loan, one }])
}

/** Writes transactions with their shares and entries: one statement for each table, however many there are. */
export async function insertTransactions(
  database: Sql,
  list: readonly { loan: TransactionLoan; one: NewTransaction }[],
): Promise<void> {
  if (list.length === 0) return
  const parts = list.map(({ one }) => (one.shares?.length ? sumParts(one.shares) : noParts()))
  const part = (name: keyof Parts) => parts.map(row => row[name])
  const column = <K extends keyof NewTransaction>(name: K) => list.map(({ one }) => one[name] ?? null)
  await sql`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, fee, penalty, compound, interest, principal,
      settlement_fee, parent_id, channel, reference, note, import_id, recorded_by, recorded_at)
    SELECT * FROM unnest(${list.map(({ loan }) => loan.key)}::bigint[], ${column('key')}::bigint[], ${column('kind')}::text[], ${column('valueDate')}::date[],
      ${column('postedOn')}::date[], ${column('amount')}::bigint[], ${part('fee')}::bigint[], ${part('penalty')}::bigint[], ${part('compound')}::bigint[],
      ${part('interest')}::bigint[], ${part('principal')}::bigint[], ${list.map(({ one }) => one.settlementFee ?? 0n)}::bigint[], ${column('parentKey')}::bigint[],
      ${column('channel')}::text[], ${column('reference')}::text[], ${column('note')}::text[], ${column('importKey')}::bigint[],
      ${column('recordedBy')}::text[], ${column('recordedAt')}::timestamptz[])`.execute(database)
  const shares = list.flatMap(({ loan, one }) =>
    (one.shares ?? []).map(share => ({ loanKey: loan.key, key: one.key, ...share })),
  )
  const share = <K extends keyof (typeof shares)[number]>(name: K) => shares.map(row => row[name])
  if (shares.length > 0)
    await sql`INSERT INTO servicing.loan_share (loan_id, transaction_id, seq, fee, penalty, compound, interest, principal)
      SELECT * FROM unnest(${share('loanKey')}::bigint[], ${share('key')}::bigint[], ${share('seq')}::int[], ${share('fee')}::bigint[],
        ${share('penalty')}::bigint[], ${share('compound')}::bigint[], ${share('interest')}::bigint[], ${share('principal')}::bigint[])`.execute(
      database,
    )
  const entries = list.flatMap(({ loan, one }) =>
    one.entries.map(entry => ({ ...loan, transactionKey: one.key, postedOn: one.postedOn, ...entry })),
  )
  const entry = <K extends keyof (typeof entries)[number]>(name: K) => entries.map(row => row[name])
  if (entries.length > 0)
    await sql`INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
      SELECT * FROM unnest(${entry('key')}::bigint[], ${entry('transactionKey')}::bigint[], ${entry('debit')}::text[], ${entry('credit')}::text[],
        ${entry('amount')}::bigint[], ${entry('postedOn')}::date[], ${entry('branchId')}::bigint[], ${entry('productKey')}::bigint[])`.execute(
      database,
    )
}

const transactionColumns = sql`
  t.id AS key, t.kind, t.value_date AS "valueDate", t.posted_on AS "postedOn", t.amount, t.fee, t.penalty, t.compound, t.interest, t.principal,
  t.settlement_fee AS "settlementFee", t.parent_id AS "parentKey",
  (SELECT r.id FROM servicing.loan_transaction r WHERE r.loan_id = t.loan_id AND r.parent_id = t.id AND r.kind = 'reversal') AS "reversedByKey",
  t.channel, t.reference, t.note, t.recorded_by AS "recordedBy", t.recorded_at AS "recordedAt"`

/** Everything that happened to a loan, in order. */
export async function transactionsOf(database: Sql, loanKey: bigint): Promise<TransactionRow[]> {
  return rows(
    sql<TransactionRow>`SELECT ${transactionColumns} FROM servicing.loan_transaction t WHERE t.loan_id = ${loanKey} ORDER BY t.posted_on, t.id`,
    database,
  )
}

/** One transaction of a loan; null when there is none. */
export async function transactionByKey(database: Sql, loanKey: bigint, key: bigint): Promise<TransactionRow | null> {
  return oneOrNone(
    sql<TransactionRow>`SELECT ${transactionColumns} FROM servicing.loan_transaction t WHERE t.loan_id = ${loanKey} AND t.id = ${key}`,
    database,
  )
}

/** The entries of a loan by transaction. */
export async function entriesOf(database: Sql, loanKey: bigint): Promise<Map<bigint, Entry[]>> {
  const found = await rows(
    sql<
      Entry & { key: bigint }
    >`SELECT transaction_id AS key, debit, credit, amount FROM servicing.loan_entry WHERE loan_id = ${loanKey}
      ORDER BY transaction_id, debit, credit`,
    database,
  )
  const byTransaction = new Map<bigint, Entry[]>()
  for (const { key, ...entry } of found) byTransaction.set(key, [...(byTransaction.get(key) ?? []), entry])
  return byTransaction
}

/** The repayments of a loan that stand (not reversed), as the rules replay them. Settlements end a loan and are not replayed. */
export async function standingPayments(database: Sql, loanKey: bigint): Promise<Payment[]> {
  return rows(
    sql<Payment>`SELECT t.id AS key, t.value_date AS "valueDate", t.amount FROM servicing.loan_transaction t
      WHERE t.loan_id = ${loanKey} AND t.kind = 'repayment'
        AND NOT EXISTS (SELECT FROM servicing.loan_transaction r WHERE r.loan_id = t.loan_id AND r.parent_id = t.id AND r.kind = 'reversal')
      ORDER BY t.value_date, t.id`,
    database,
  )
}

/** The settlement that ended a loan and has not been reversed, or null. */
export async function standingSettlement(
  database: Sql,
  loanKey: bigint,
): Promise<{ key: bigint; settlementFee: Money } | null> {
  return oneOrNone(
    sql<{
      key: bigint
      settlementFee: Money
    }>`SELECT t.id AS key, t.settlement_fee AS "settlementFee" FROM servicing.loan_transaction t
      WHERE t.loan_id = ${loanKey} AND t.kind = 'settlement'
        AND NOT EXISTS (SELECT FROM servicing.loan_transaction r WHERE r.loan_id = t.loan_id AND r.parent_id = t.id AND r.kind = 'reversal')`,
    database,
  )
}

/** The latest value day of a repayment that stands; null when there is none. */
export async function latestValueDate(database: Sql, loanKey: bigint): Promise<Day | null> {
  return (await standingPayments(database, loanKey)).at(-1)?.valueDate ?? null
}

/** What each transaction and its reallocations have moved on each installment, by the transaction they began with. */
export async function sharesOf(database: Sql, loanKey: bigint): Promise<Map<bigint, Share[]>> {
  const found = await rows(
    sql<
      Share & { key: bigint }
    >`SELECT CASE WHEN t.kind = 'reallocation' THEN t.parent_id ELSE t.id END AS key, s.seq, sum(s.fee)::bigint AS fee,
        sum(s.penalty)::bigint AS penalty, sum(s.compound)::bigint AS compound, sum(s.interest)::bigint AS interest, sum(s.principal)::bigint AS principal
      FROM servicing.loan_share s JOIN servicing.loan_transaction t ON t.loan_id = s.loan_id AND t.id = s.transaction_id
     WHERE s.loan_id = ${loanKey} GROUP BY 1, 2 ORDER BY 1, 2`,
    database,
  )
  const byTransaction = new Map<bigint, Share[]>()
  for (const { key, ...share } of found) byTransaction.set(key, [...(byTransaction.get(key) ?? []), share])
  return byTransaction
}

/** The transaction of a loan with this bank reference; null when there is none. */
export async function transactionByReference(
  database: Sql,
  loanKey: bigint,
  reference: string,
): Promise<{ key: bigint; amount: Money } | null> {
  const [found] = await transactionsByReference(database, [{ loanKey, reference }])
  return found ?? null
}

/** Those of some bank references that their loans have already. */
export async function transactionsByReference(
  database: Sql,
  wanted: readonly { loanKey: bigint; reference: string }[],
): Promise<{ loanKey: bigint; reference: string; key: bigint; amount: Money }[]> {
  if (wanted.length === 0) return []
  return rows(
    sql<{ loanKey: bigint; reference: string; key: bigint; amount: Money }>`
      SELECT t.loan_id AS "loanKey", t.reference, t.id AS key, t.amount
        FROM unnest(${wanted.map(row => row.loanKey)}::bigint[], ${wanted.map(row => row.reference)}::text[]) AS x(loan_id, reference)
        JOIN servicing.loan_transaction t ON t.loan_id = x.loan_id AND t.reference = x.reference`,
    database,
  )
}
