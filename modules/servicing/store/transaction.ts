import { addDays, type Day, type Instant } from '#lib/day'
import type { Money } from '#lib/money'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import { type Action, type ActionKind, actionKinds, restored, type Stored } from '../action.ts'
import type { Channel } from '../channel.ts'
import { amountOf, type Effect, noEffect } from '../effect.ts'
import type { Entry } from '../entry.ts'
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
  advance: Money
  recovered: Money
  charged: Money
  grown: Money
  terms: Stored | null
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
  /** Default: all that its effect moves. */
  amount?: Money
  effect?: Effect
  /** A fee at disbursement, of a charge or of its reversal. */
  charged?: Money
  /** What its kind needs to be lived again, of an action. */
  terms?: Stored | null
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
  const effects = list.map(({ one }) => one.effect ?? noEffect())
  const parts = effects.map(({ shares }) => (shares.length > 0 ? sumParts(shares) : noParts()))
  const moved = (name: 'settlementFee' | 'advance' | 'recovered' | 'grown') => effects.map(effect => effect[name])
  const part = (name: keyof Parts) => parts.map(row => row[name])
  const column = <K extends keyof NewTransaction>(name: K) => list.map(({ one }) => one[name] ?? null)
  await sql`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, fee, penalty, compound, interest, principal,
      settlement_fee, advance, recovered, grown, charged, terms, parent_id, channel, reference, note, import_id, recorded_by, recorded_at)
    SELECT * FROM unnest(${list.map(({ loan }) => loan.key)}::bigint[], ${column('key')}::bigint[], ${column('kind')}::text[], ${column('valueDate')}::date[],
      ${column('postedOn')}::date[], ${list.map(({ one }, index) => one.amount ?? one.charged ?? amountOf(effects[index]!))}::bigint[], ${part('fee')}::bigint[], ${part('penalty')}::bigint[], ${part('compound')}::bigint[],
      ${part('interest')}::bigint[], ${part('principal')}::bigint[], ${moved('settlementFee')}::bigint[], ${moved('advance')}::bigint[],
      ${moved('recovered')}::bigint[], ${moved('grown')}::bigint[], ${list.map(({ one }) => one.charged ?? 0n)}::bigint[], ${list.map(({ one }) => (one.terms ? JSON.stringify(one.terms) : null))}::jsonb[], ${column('parentKey')}::bigint[],
      ${column('channel')}::text[], ${column('reference')}::text[], ${column('note')}::text[], ${column('importKey')}::bigint[],
      ${column('recordedBy')}::text[], ${column('recordedAt')}::timestamptz[])`.execute(database)
  const shares = list.flatMap(({ loan, one }) =>
    (one.effect?.shares ?? []).map(share => ({ loanKey: loan.key, key: one.key, ...share })),
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

const transactionColumns = (knownOn: Day | null) => sql`
  t.id AS key, t.kind, t.value_date AS "valueDate", t.posted_on AS "postedOn", t.amount, t.fee, t.penalty, t.compound, t.interest, t.principal,
  t.settlement_fee AS "settlementFee", t.advance, t.recovered, t.charged, t.grown, t.terms, t.parent_id AS "parentKey",
  (SELECT r.id FROM servicing.loan_transaction r WHERE r.loan_id = t.loan_id AND r.parent_id = t.id AND r.kind = 'reversal'
    ${knownOn === null ? sql`` : sql`AND r.posted_on <= ${knownOn}`}) AS "reversedByKey",
  t.channel, t.reference, t.note, t.recorded_by AS "recordedBy", t.recorded_at AS "recordedAt"`

/** A transaction with what it and its reallocations moved, and what it booked. */
export type FullTransaction = TransactionRow & { shares: Share[]; entries: Entry[] }

/** Which of a loan's transactions: those before one, by a day, known by a day, of some kinds; the newest so many. */
export type TransactionPage = {
  before: bigint | null
  limit: number
  shownOn: Day | null
  knownOn: Day | null
  kinds: readonly TransactionKind[] | null
}

/** A page of what happened to a loan, the newest first, whole in one statement: as known now, or as known on a day. */
export async function transactionsOf(
  database: Sql,
  loanKey: bigint,
  page: TransactionPage,
): Promise<FullTransaction[]> {
  type Texts = { shares: [seq: number, ...amounts: string[]][] | null; entries: [string, string, string][] | null }
  const found = await rows(
    sql<TransactionRow & Texts>`SELECT ${transactionColumns(page.knownOn)},
        (SELECT json_agg(json_build_array(e.debit, e.credit, e.amount::text) ORDER BY e.debit, e.credit) FROM servicing.loan_entry e
          WHERE e.loan_id = t.loan_id AND e.transaction_id = t.id) AS entries,
        CASE WHEN t.kind <> 'reallocation' THEN
          (SELECT json_agg(json_build_array(x.seq, x.fee::text, x.penalty::text, x.compound::text, x.interest::text, x.principal::text) ORDER BY x.seq)
             FROM (SELECT s.seq, sum(s.fee) AS fee, sum(s.penalty) AS penalty, sum(s.compound) AS compound, sum(s.interest) AS interest, sum(s.principal) AS principal
                     FROM servicing.loan_share s WHERE s.loan_id = t.loan_id AND s.transaction_id IN (SELECT t.id UNION ALL
                       SELECT m.id FROM servicing.loan_transaction m WHERE m.loan_id = t.loan_id AND m.parent_id = t.id AND m.kind = 'reallocation')
                    GROUP BY s.seq) x) END AS shares
      FROM servicing.loan_transaction t WHERE t.loan_id = ${loanKey}
        ${page.before === null ? sql`` : sql`AND t.id < ${page.before}`} ${page.knownOn === null ? sql`` : sql`AND t.posted_on <= ${page.knownOn}`}
        ${page.shownOn === null ? sql`` : sql`AND t.value_date <= ${page.shownOn}`} ${page.kinds === null ? sql`` : sql`AND t.kind = ANY(${[...page.kinds]}::text[])`}
      ORDER BY t.id DESC LIMIT ${page.limit}`,
    database,
  )
  return found.map(row => ({
    ...row,
    entries: (row.entries ?? []).map(([debit, credit, amount]) => ({ debit, credit, amount: BigInt(amount) as Money })),
    shares: (row.shares ?? []).map(([seq, ...amounts]) => {
      const [fee, penalty, compound, interest, principal] = amounts.map(amount => BigInt(amount) as Money)
      return { seq, fee, penalty, compound, interest, principal } as Share
    }),
  }))
}

/** One transaction of a loan; null when there is none. */
export async function transactionByKey(database: Sql, loanKey: bigint, key: bigint): Promise<TransactionRow | null> {
  return oneOrNone(
    sql<TransactionRow>`SELECT ${transactionColumns(null)} FROM servicing.loan_transaction t WHERE t.loan_id = ${loanKey} AND t.id = ${key}`,
    database,
  )
}

/** Actions and what follows from them at a day's end, as the index has them; what grace makes principal is neither. */
export const ofActions = sql`t.kind <> 'capitalisation' AND t.kind NOT IN ('disbursement', 'payout', 'charge', 'due', 'penalty', 'subsidy', 'subsidy-receipt', 'reversal', 'reallocation', 'adjustment')`

const standing = (knownOn: Day | null) => sql`NOT EXISTS (SELECT FROM servicing.loan_transaction r
  WHERE r.loan_id = t.loan_id AND r.parent_id = t.id AND r.kind = 'reversal' ${knownOn === null ? sql`` : sql`AND r.posted_on <= ${knownOn}`})`

/**
 * The actions of a loan that stand (not taken back), as the rules live them: as known now, or as known on a day.
 */
export async function actionsOf(database: Sql, loanKey: bigint, knownOn: Day | null = null): Promise<Action[]> {
  const found = await rows(
    sql<{ key: bigint; kind: ActionKind; valueDate: Day; amount: Money; terms: Stored | null }>`
      SELECT t.id AS key, t.kind, t.value_date AS "valueDate", t.amount, t.terms FROM servicing.loan_transaction t
       WHERE t.loan_id = ${loanKey} AND t.kind = ANY(${[...actionKinds]}::text[]) AND ${standing(knownOn)}
         ${knownOn === null ? sql`` : sql`AND t.posted_on <= ${knownOn}`}
       ORDER BY t.value_date, t.id`,
    database,
  )
  return found.map(({ key, valueDate, kind, amount, terms }) => ({
    key,
    valueDate,
    ...restored(kind, terms ?? { amount }),
  }))
}

/**
 * The first value day behind which nothing counts: that of the last action that stands, or the day after money paid in
 * advance met a due day (it does so at the day's end). Null when there is neither.
 */
export async function latestActionDay(database: Sql, loanKey: bigint): Promise<Day | null> {
  const row = await oneOrNone(
    prepared(sql<{
      kind: TransactionKind
      latest: Day
    }>`SELECT t.kind, t.value_date AS latest FROM servicing.loan_transaction t
      WHERE t.loan_id = ${loanKey} AND ${ofActions} AND ${standing(null)}
      ORDER BY t.value_date DESC, (t.kind = 'application') DESC LIMIT 1`),
    database,
  )
  if (!row) return null
  return row.kind === 'application' ? addDays(row.latest, 1) : row.latest
}

/** Whether a loan has an action that people may take back. */
export async function hasReversible(database: Sql, loanKey: bigint): Promise<boolean> {
  const row = await oneOrNone(
    sql`SELECT 1 AS one FROM servicing.loan_transaction t WHERE t.loan_id = ${loanKey}
      AND ((${ofActions} AND t.kind NOT IN ('application', 'tranche', 'refund')) OR t.kind = 'charge') AND ${standing(null)} LIMIT 1`,
    database,
  )
  return row !== null
}

/** An action's or application's effect as it stands in the books: its own line with all that moved it. */
export type Booked = { key: bigint; kind: TransactionKind; valueDate: Day; effect: Effect }

/** What each action that stands has moved, and each application of money paid in advance. */
export async function bookedEffects(database: Sql, loanKey: bigint): Promise<Booked[]> {
  const shares = await sharesOf(database, loanKey)
  const found = await rows(
    sql<{
      key: bigint
      kind: TransactionKind
      valueDate: Day
      advance: Money
      settlementFee: Money
      recovered: Money
      grown: Money
    }>`
      SELECT t.id AS key, t.kind, t.value_date AS "valueDate", (t.advance + coalesce(m.advance, 0))::bigint AS advance,
             (t.settlement_fee + coalesce(m.settlement_fee, 0))::bigint AS "settlementFee", (t.recovered + coalesce(m.recovered, 0))::bigint AS recovered,
             (t.grown + coalesce(m.grown, 0))::bigint AS grown
        FROM servicing.loan_transaction t
        LEFT JOIN (SELECT parent_id, sum(advance) AS advance, sum(settlement_fee) AS settlement_fee, sum(recovered) AS recovered, sum(grown) AS grown
                     FROM servicing.loan_transaction WHERE loan_id = ${loanKey} AND kind = 'reallocation' GROUP BY parent_id) m ON m.parent_id = t.id
       WHERE t.loan_id = ${loanKey} AND t.kind = ANY(${[...actionKinds, 'application']}::text[]) AND ${standing(null)}
       ORDER BY t.value_date, t.id`,
    database,
  )
  return found.map(({ key, kind, valueDate, ...rest }) => ({
    key,
    kind,
    valueDate,
    effect: { ...rest, shares: shares.get(key) ?? [] },
  }))
}

/** The installments a standing write-off cleared what was left of. */
export async function writtenOffInstallments(database: Sql, loanKey: bigint): Promise<Set<number>> {
  const found = await rows(
    sql<{ seq: number }>`SELECT DISTINCT s.seq FROM servicing.loan_transaction t
        JOIN servicing.loan_share s ON s.loan_id = t.loan_id AND s.transaction_id = t.id
       WHERE t.loan_id = ${loanKey} AND t.kind = 'write-off' AND ${standing(null)}`,
    database,
  )
  return new Set(found.map(row => row.seq))
}

/** The settlement that ended a loan and has not been reversed, or null. */
export async function standingSettlement(
  database: Sql,
  loanKey: bigint,
): Promise<{ key: bigint; valueDate: Day } | null> {
  return oneOrNone(
    sql<{
      key: bigint
      valueDate: Day
    }>`SELECT t.id AS key, t.value_date AS "valueDate" FROM servicing.loan_transaction t
      WHERE t.loan_id = ${loanKey} AND t.kind = 'settlement' AND ${standing(null)}`,
    database,
  )
}

/** What transactions and their reallocations have moved on each installment, by the transaction they began with: all, or some. */
export async function sharesOf(
  database: Sql,
  loanKey: bigint,
  keys: readonly bigint[] | null = null,
): Promise<Map<bigint, Share[]>> {
  const found = await rows(
    sql<
      Share & { key: bigint }
    >`SELECT CASE WHEN t.kind = 'reallocation' THEN t.parent_id ELSE t.id END AS key, s.seq, sum(s.fee)::bigint AS fee,
        sum(s.penalty)::bigint AS penalty, sum(s.compound)::bigint AS compound, sum(s.interest)::bigint AS interest, sum(s.principal)::bigint AS principal
      FROM servicing.loan_share s JOIN servicing.loan_transaction t ON t.loan_id = s.loan_id AND t.id = s.transaction_id
     WHERE s.loan_id = ${loanKey} ${
       keys === null
         ? sql``
         : sql`AND t.loan_id = ${loanKey} AND (t.id = ANY(${[...keys]}::bigint[])
             OR t.id IN (SELECT m.id FROM servicing.loan_transaction m WHERE m.loan_id = ${loanKey} AND m.kind = 'reallocation' AND m.parent_id = ANY(${[...keys]}::bigint[])))`
     } GROUP BY 1, 2 ORDER BY 1, 2`,
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
