import { addDays, type Day, type Instant, monthEnd } from '#lib/day'
import type { Money } from '#lib/money'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { openMonth } from './steps/month.ts'

/**
 * Who may write while a day closes. Writers share the day; whoever plans a day's ranges or ends the day has it alone. A
 * range's transaction has its range alone, so a repayment falls wholly before or wholly after it. Advisory locks queue
 * fairly: neither steady repayments nor a long close can starve the other.
 */
const dayLock = sql`hashtext('servicing.day'), 0`
const rangeLock = (seq: number) => sql`hashtext('servicing.range'), ${seq}::int`

/** Shares the day until the transaction ends. */
export async function shareDay(database: Sql): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(${dayLock})`.execute(database)
}

/** Has the day alone until the transaction ends. */
export async function takeDay(database: Sql): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${dayLock})`.execute(database)
}

/** The morning loans' books look to: tomorrow's where the loan's range of this day is closed, today's where not. */
export async function morningsOf(database: Sql, day: Day, loanKeys: readonly bigint[]): Promise<(key: bigint) => Day> {
  const ranges = () =>
    rows(
      sql<Range & { done: boolean }>`SELECT seq, from_id AS "from", to_id AS "to", completed_at IS NOT NULL AS done
        FROM servicing.day_close_range r WHERE day = ${day}
          AND EXISTS (SELECT FROM unnest(${[...loanKeys]}::bigint[]) AS x(key) WHERE x.key >= r.from_id AND x.key < r.to_id) ORDER BY seq`,
      database,
    )
  let found = await ranges()
  for (const range of found)
    if (!range.done) await sql`SELECT pg_advisory_xact_lock_shared(${rangeLock(range.seq)})`.execute(database)
  if (found.some(range => !range.done)) found = await ranges()
  return key => (found.some(range => range.done && range.from <= key && key < range.to) ? addDays(day, 1) : day)
}

/** The morning one loan's books look to. */
export async function morningOf(database: Sql, day: Day, loanKey: bigint): Promise<Day> {
  return (await morningsOf(database, day, [loanKey]))(loanKey)
}

const lastKey = 2n ** 63n - 1n

/** Whether a day's close has been planned already. */
export async function isPlanned(database: Sql, day: Day): Promise<boolean> {
  return (await oneOrNone(sql`SELECT 1 AS one FROM servicing.day_close WHERE day = ${day}`, database)) !== null
}

/**
 * Plans a day's close: cuts the book of so many loans into ranges of about `rangeSize`, those of the day before, the last cut on where it
 * has grown, and makes room for what a month's end notes. Loans opened later belong to the last range. The caller has the
 * day alone.
 */
export async function planDay(
  database: Sql,
  day: Day,
  { loans, rangeSize }: { loans: number; rangeSize: number },
  now: Instant,
): Promise<void> {
  await sql`INSERT INTO servicing.day_close (day, started_at) VALUES (${day}, ${now})`.execute(database)
  if (day === monthEnd(day)) await openMonth(database, day)
  const before = await rows(
    sql<{ key: bigint }>`SELECT from_id AS key FROM servicing.day_close_range
      WHERE day = (SELECT max(day) FROM servicing.day_close_range) ORDER BY from_id`,
    database,
  )
  const starts = before.length > 0 ? before.map(row => row.key) : [0n]
  // A book cut for the first time gives two workers as much to do each.
  const step = before.length > 0 ? rangeSize : evenSize(loans, rangeSize)
  const cuts: bigint[] = []
  for (;;) {
    const next = await oneOrNone(
      sql<{
        key: bigint
      }>`SELECT loan_id AS key FROM servicing.loan WHERE loan_id >= ${cuts.at(-1) ?? starts.at(-1)!} ORDER BY loan_id OFFSET ${step} LIMIT 1`,
      database,
    )
    if (!next) break
    cuts.push(next.key)
  }
  const bounds = [...starts, ...cuts, lastKey]
  await sql`INSERT INTO servicing.day_close_range (day, seq, from_id, to_id)
    SELECT ${day}::date, x.seq, x.from_id, x.to_id FROM unnest(${bounds.slice(0, -1)}::bigint[], ${bounds.slice(1)}::bigint[]) WITH ORDINALITY AS x(from_id, to_id, seq)`.execute(
    database,
  )
}

/** How many loans a range holds so that none holds more than `size` and there is one of them or an even number. */
function evenSize(loans: number, size: number): number {
  return loans <= size ? size : Math.ceil(loans / (2 * Math.ceil(loans / size / 2)))
}

/** A range of loans in a day's close: `from` ≤ key < `to`. */
export type Range = { seq: number; from: bigint; to: bigint }

/**
 * Takes a range nobody else is closing: sets its completion mark first, then waits until repayments under way in it have
 * committed. Null when none is free.
 */
export async function claimRange(database: Sql, day: Day, now: Instant): Promise<Range | null> {
  const range = await oneOrNone(
    sql<Range>`UPDATE servicing.day_close_range SET completed_at = ${now}
      WHERE day = ${day} AND seq = (SELECT seq FROM servicing.day_close_range WHERE day = ${day} AND completed_at IS NULL ORDER BY seq
                                     FOR UPDATE SKIP LOCKED LIMIT 1)
      RETURNING seq, from_id AS "from", to_id AS "to"`,
    database,
  )
  if (range) await sql`SELECT pg_advisory_xact_lock(${rangeLock(range.seq)})`.execute(database)
  return range
}

/** Notes what a range's close did. */
export async function saveCounts(database: Sql, day: Day, seq: number, counts: Counts): Promise<void> {
  await sql`UPDATE servicing.day_close_range SET counts = ${JSON.stringify(counts)}::jsonb WHERE day = ${day} AND seq = ${seq}`.execute(
    database,
  )
}

/** Ranges of a day that are not closed yet. */
export async function openRanges(database: Sql, day: Day): Promise<number> {
  const row = await oneOrNone(
    sql<{
      open: number
    }>`SELECT count(*)::int AS open FROM servicing.day_close_range WHERE day = ${day} AND completed_at IS NULL`,
    database,
  )
  return row!.open
}

/** Marks a day's close finished, with the number of loans still running and what the whole-book steps did. */
export async function finishDay(database: Sql, day: Day, loans: bigint, counts: Counts, now: Instant): Promise<void> {
  await sql`UPDATE servicing.day_close SET finished_at = ${now}, loans = ${loans}, counts = ${JSON.stringify(counts)}::jsonb WHERE day = ${day}`.execute(
    database,
  )
}

/** How many loans each step touched. */
export type Counts = Record<string, number>

export type DayCloseRow = {
  day: Day
  startedAt: Instant
  finishedAt: Instant | null
  loans: bigint | null
  ranges: number
  rangesDone: number
  counts: Counts
}

const dayCloseColumns = sql`
  c.day, c.started_at AS "startedAt", c.finished_at AS "finishedAt", c.loans,
  (SELECT count(*)::int FROM servicing.day_close_range r WHERE r.day = c.day) AS ranges,
  (SELECT count(*)::int FROM servicing.day_close_range r WHERE r.day = c.day AND r.completed_at IS NOT NULL) AS "rangesDone",
  (SELECT coalesce(jsonb_object_agg(step, n), '{}') FROM (SELECT e.key AS step, sum(e.value::bigint) AS n
     FROM servicing.day_close_range r CROSS JOIN jsonb_each_text(r.counts) e WHERE r.day = c.day GROUP BY e.key) x) || c.counts AS counts`

/** The last days' closes, newest first. */
export async function dayCloses(database: Sql, limit: number): Promise<DayCloseRow[]> {
  return rows(
    sql<DayCloseRow>`SELECT ${dayCloseColumns} FROM servicing.day_close c ORDER BY c.day DESC LIMIT ${limit}`,
    database,
  )
}

/** One day's close; null when it has not begun. */
export async function dayCloseOf(database: Sql, day: Day): Promise<DayCloseRow | null> {
  return oneOrNone(
    sql<DayCloseRow>`SELECT ${dayCloseColumns} FROM servicing.day_close c WHERE c.day = ${day}`,
    database,
  )
}

export type SetAsideRow = {
  loanKey: bigint
  number: string
  day: Day
  reason: string
  at: Instant
  resolvedAt: Instant | null
  ownerId: bigint | null
  groupId: bigint | null
  branchId: bigint | null
}

/** Sets a loan aside from the close of a day. */
export async function setAside(database: Sql, loanKey: bigint, day: Day, reason: string, now: Instant): Promise<void> {
  await sql`INSERT INTO servicing.set_aside (loan_id, day, reason, at) VALUES (${loanKey}, ${day}, ${reason}, ${now}) ON CONFLICT DO NOTHING`.execute(
    database,
  )
}

/** Whether a loan waits to be mended. */
export async function isSetAside(database: Sql, loanKey: bigint): Promise<boolean> {
  const row = await oneOrNone(
    sql`SELECT 1 AS one FROM servicing.set_aside WHERE loan_id = ${loanKey} AND resolved_at IS NULL`,
    database,
  )
  return row !== null
}

/** Loans that wait to be mended, oldest first. */
export async function setAsides(database: Sql): Promise<SetAsideRow[]> {
  return rows(
    sql<SetAsideRow>`SELECT s.loan_id AS "loanKey", l.number, s.day, s.reason, s.at, s.resolved_at AS "resolvedAt",
             l.owner_id AS "ownerId", l.group_id AS "groupId", l.branch_id AS "branchId"
      FROM servicing.set_aside s JOIN servicing.loan l ON l.loan_id = s.loan_id WHERE s.resolved_at IS NULL ORDER BY s.at, s.loan_id`,
    database,
  )
}

/** How many loans wait to be mended. */
export async function countSetAside(database: Sql): Promise<number> {
  const row = await oneOrNone(
    sql<{ waiting: number }>`SELECT count(*)::int AS waiting FROM servicing.set_aside WHERE resolved_at IS NULL`,
    database,
  )
  return row!.waiting
}

/** Takes a mended loan back into the close. */
export async function resolveSetAside(database: Sql, loanKey: bigint, now: Instant): Promise<void> {
  await sql`UPDATE servicing.set_aside SET resolved_at = ${now} WHERE loan_id = ${loanKey} AND resolved_at IS NULL`.execute(
    database,
  )
}

/** The middle loan of a range, to search it by halves; null when it holds fewer than two. */
export async function middleOf(database: Sql, range: Pick<Range, 'from' | 'to'>): Promise<bigint | null> {
  const row = await oneOrNone(
    sql<{
      key: bigint | null
    }>`SELECT min(loan_id) AS key FROM (SELECT loan_id, ntile(2) OVER (ORDER BY loan_id) AS half FROM servicing.loan
        WHERE loan_id >= ${range.from} AND loan_id < ${range.to}) x WHERE half = 2`,
    database,
  )
  return row!.key
}

/** The first loan of a range. */
export async function firstOf(database: Sql, range: Pick<Range, 'from' | 'to'>): Promise<bigint | null> {
  const row = await oneOrNone(
    sql<{
      key: bigint | null
    }>`SELECT min(loan_id) AS key FROM servicing.loan WHERE loan_id >= ${range.from} AND loan_id < ${range.to}`,
    database,
  )
  return row!.key
}

export async function savepoint(database: Sql): Promise<void> {
  await sql`SAVEPOINT close_step`.execute(database)
}

export async function backToSavepoint(database: Sql): Promise<void> {
  await sql`ROLLBACK TO SAVEPOINT close_step`.execute(database)
}

/** Debits and credits of a day's entries by branch, product and account: what the day's journals are made of. */
export type EntryTotal = { branchKey: bigint; productKey: bigint; account: string; debit: Money; credit: Money }

export async function totalsOfDay(database: Sql, day: Day): Promise<EntryTotal[]> {
  return rows(
    sql<EntryTotal>`SELECT x.branch_id AS "branchKey", x.product_id AS "productKey", x.account, sum(x.debit)::bigint AS debit, sum(x.credit)::bigint AS credit
      FROM (SELECT branch_id, product_id, debit AS account, sum(amount) AS debit, 0 AS credit FROM servicing.loan_entry WHERE posted_on = ${day} GROUP BY 1, 2, 3
            UNION ALL
            SELECT branch_id, product_id, credit, 0, sum(amount) FROM servicing.loan_entry WHERE posted_on = ${day} GROUP BY 1, 2, 3) x
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    database,
  )
}
