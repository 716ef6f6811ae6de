import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context, PlacedColumns } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { AccountCode, AccountKind } from './account.ts'
import type { JournalLine } from './journal.ts'

/** Journals belong to a branch, to no group and no person: the scope sees only the branch. */
const place: PlacedColumns = { owner: 'x.owner_id', group: 'x.group_id', branch: 'x.branch_id' }
const placed = (table: 'journal' | 'line') =>
  sql`(SELECT t.*, NULL::bigint AS owner_id, NULL::bigint AS group_id FROM ${sql.table(`ledger.${table}`)} t) x`

export type AccountRow = { code: AccountCode; zh: string; en: string; kind: AccountKind }

/** The chart of accounts, by code. */
export async function listAccounts(database: Sql): Promise<AccountRow[]> {
  return rows(
    sql<AccountRow>`SELECT code, name_zh AS zh, name_en AS en, kind FROM ledger.account ORDER BY code`,
    database,
  )
}

export type JournalRow = {
  key: bigint
  day: Day
  branchKey: bigint
  source: string
  description: string
  note: string | null
  about: string | null
  parentKey: bigint | null
  reversedByKey: bigint | null
  amount: Money
  postedBy: string
  postedAt: Instant
}

const journalColumns = sql`
  x.id AS key, x.day, x.branch_id AS "branchKey", x.source, x.description, x.note, x.about, x.parent_id AS "parentKey",
  (SELECT r.id FROM ledger.journal r WHERE r.parent_id = x.id) AS "reversedByKey",
  (SELECT sum(l.debit)::bigint FROM ledger.line l WHERE l.journal_id = x.id) AS amount,
  x.posted_by AS "postedBy", x.posted_at AS "postedAt"`

/** Writes a journal with its lines; the database proves at commit that it balances. */
export async function insertJournal(
  database: Sql,
  journal: {
    day: Day
    branchKey: bigint
    source: string
    description: string
    note: string | null
    about: string | null
    parentKey: bigint | null
    postedBy: string
    postedAt: Instant
  },
  lines: readonly JournalLine[],
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO ledger.journal (day, branch_id, source, description, note, about, parent_id, posted_by, posted_at)
        VALUES (${journal.day}, ${journal.branchKey}, ${journal.source}, ${journal.description}, ${journal.note}, ${journal.about},
                ${journal.parentKey}, ${journal.postedBy}, ${journal.postedAt}) RETURNING id`,
    database,
  )
  const key = row!.id
  await sql`INSERT INTO ledger.line (journal_id, seq, day, branch_id, product_id, account, debit, credit)
            SELECT ${key}, x.seq, ${journal.day}::date, ${journal.branchKey}::bigint, x.product, x.account, x.debit, x.credit
              FROM unnest(${lines.map(line => line.account)}::text[], ${lines.map(line => line.debit)}::bigint[], ${lines.map(line => line.credit)}::bigint[],
                          ${lines.map(line => line.productKey)}::bigint[]) WITH ORDINALITY AS x(account, debit, credit, product, seq)`.execute(
    database,
  )
  return key
}

/** One journal within nobody's scope but the caller's check; null when there is none. */
export async function journalByKey(database: Sql, key: bigint): Promise<JournalRow | null> {
  return oneOrNone(sql<JournalRow>`SELECT ${journalColumns} FROM ${placed('journal')} WHERE x.id = ${key}`, database)
}

/** The lines of a journal in order. */
export async function linesOf(database: Sql, journalKey: bigint): Promise<JournalLine[]> {
  return rows(
    sql<JournalLine>`SELECT account, debit, credit, product_id AS "productKey" FROM ledger.line WHERE journal_id = ${journalKey} ORDER BY seq`,
    database,
  )
}

export type JournalFilter = {
  from?: Day
  to?: Day
  branchKey?: bigint
  source?: string
  about?: string
  account?: string
  search?: string
}

/** A page of journals in the reader's scope, by day, with the number and sum of all that match. */
export async function listJournals(
  ctx: Context,
  filter: JournalFilter,
  request: PageRequest,
): Promise<{ rows: JournalRow[]; next: string | null; total: number; amount: Money }> {
  const where = sql`WHERE ${ctx.rights.where('ledger.journal.read', place)}
    AND (${filter.from ?? null}::date IS NULL OR x.day >= ${filter.from ?? null}::date)
    AND (${filter.to ?? null}::date IS NULL OR x.day <= ${filter.to ?? null}::date)
    AND (${filter.branchKey ?? null}::bigint IS NULL OR x.branch_id = ${filter.branchKey ?? null})
    AND (${filter.source ?? null}::text IS NULL OR x.source = ${filter.source ?? null})
    AND (${filter.about ?? null}::text IS NULL OR x.about = ${filter.about ?? null})
    AND (${filter.search ?? null}::text IS NULL OR x.note ILIKE '%' || ${filter.search ?? null} || '%')
    AND (${filter.account ?? null}::text IS NULL OR EXISTS (SELECT FROM ledger.line l WHERE l.journal_id = x.id AND l.account = ${filter.account ?? null}))`
  const { beyond, order } = pageClauses(request, sql`x.day`, sql`x.id`, 'date')
  const found = await rows(
    sql<JournalRow>`SELECT ${journalColumns} FROM ${placed('journal')} ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number; amount: Money }>(
    sql`SELECT count(*)::int AS total, coalesce(sum((SELECT sum(l.debit) FROM ledger.line l WHERE l.journal_id = x.id)), 0)::bigint AS amount
          FROM ${placed('journal')} ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, request.limit, row => [row.day, row.key]), ...count! }
}

/** What one journal moved on one account. */
export type LineRow = {
  journalKey: bigint
  day: Day
  branchKey: bigint
  productKey: bigint | null
  source: string
  description: string
  note: string | null
  about: string | null
  debit: Money
  credit: Money
}

/** A page of one account's lines, those of one journal together, in the reader's scope, with the sums of all that match. */
export async function listLines(
  ctx: Context,
  filter: { code: AccountCode; from?: Day; to?: Day; branchKey?: bigint; productKey?: bigint },
  request: PageRequest,
): Promise<{ rows: LineRow[]; next: string | null; total: number; debit: Money; credit: Money }> {
  const where = sql`WHERE ${ctx.rights.where('ledger.account.read', place)} AND x.account = ${filter.code}
    AND (${filter.from ?? null}::date IS NULL OR x.day >= ${filter.from ?? null}::date)
    AND (${filter.to ?? null}::date IS NULL OR x.day <= ${filter.to ?? null}::date)
    AND (${filter.branchKey ?? null}::bigint IS NULL OR x.branch_id = ${filter.branchKey ?? null})
    AND (${filter.productKey ?? null}::bigint IS NULL OR x.product_id = ${filter.productKey ?? null})`
  const { beyond, order } = pageClauses(request, sql`x.day`, sql`x.journal_id`, 'date')
  const found = await rows(
    sql<LineRow>`SELECT x.*, j.source, j.description, j.note, j.about, x.journal_id AS "journalKey", x.branch_id AS "branchKey", x.product_id AS "productKey"
                   FROM (SELECT x.journal_id, x.day, x.branch_id, min(x.product_id) AS product_id, sum(x.debit)::bigint AS debit, sum(x.credit)::bigint AS credit
                           FROM ${placed('line')} ${where} GROUP BY x.journal_id, x.day, x.branch_id) x
                   JOIN ledger.journal j ON j.id = x.journal_id WHERE ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number; debit: Money; credit: Money }>(
    sql`SELECT count(DISTINCT x.journal_id)::int AS total, coalesce(sum(x.debit), 0)::bigint AS debit, coalesce(sum(x.credit), 0)::bigint AS credit
          FROM ${placed('line')} ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, request.limit, row => [row.day, row.journalKey]), ...count! }
}

/** An account's figures over some days: balance before, turnover, balance after; debit balances are positive. */
export type BalanceRow = AccountRow & { opening: Money; debit: Money; credit: Money }

/** Every account that has ever moved in the reader's scope, with its balance before `from` and its turnover from `from` to `to`. */
export async function accountBalances(
  ctx: Context,
  from: Day,
  to: Day,
  branchKey: bigint | null,
): Promise<BalanceRow[]> {
  return rows(
    sql<BalanceRow>`SELECT a.code, a.name_zh AS zh, a.name_en AS en, a.kind, t.opening, t.debit, t.credit
      FROM ledger.account a JOIN (
        SELECT x.account,
               coalesce(sum(x.debit - x.credit) FILTER (WHERE x.day < ${from}::date), 0)::bigint AS opening,
               coalesce(sum(x.debit) FILTER (WHERE x.day >= ${from}::date), 0)::bigint AS debit,
               coalesce(sum(x.credit) FILTER (WHERE x.day >= ${from}::date), 0)::bigint AS credit
          FROM ${placed('line')}
         WHERE ${ctx.rights.where('ledger.account.read', place)} AND x.day <= ${to}::date
           AND (${branchKey}::bigint IS NULL OR x.branch_id = ${branchKey})
         GROUP BY x.account
      ) t ON t.account = a.code ORDER BY a.code`,
    ctx.sql,
  )
}

/** A balance by branch, product and account; debit balances are positive. */
export type LedgerBalance = { branchKey: bigint; productKey: bigint | null; account: AccountCode; balance: Money }

/** The balances at the end of a day, by branch, product and account, optionally of some sources' journals only. */
export async function balances(
  database: Sql,
  through: Day,
  only: { accounts?: readonly AccountCode[]; sources?: readonly string[] } = {},
): Promise<LedgerBalance[]> {
  return rows(
    sql<LedgerBalance>`SELECT l.branch_id AS "branchKey", l.product_id AS "productKey", l.account, sum(l.debit - l.credit)::bigint AS balance
      FROM ledger.line l JOIN ledger.journal j ON j.id = l.journal_id
     WHERE l.day <= ${through}::date
       AND (${only.accounts ? [...only.accounts] : null}::text[] IS NULL OR l.account = ANY(${only.accounts ? [...only.accounts] : null}::text[]))
       AND (${only.sources ? [...only.sources] : null}::text[] IS NULL OR j.source = ANY(${only.sources ? [...only.sources] : null}::text[]))
     GROUP BY 1, 2, 3 HAVING sum(l.debit - l.credit) <> 0 ORDER BY 1, 2, 3`,
    database,
  )
}
