import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { writeJson } from '#platform/write-path'

export const monthStates = ['open', 'frozen', 'approved', 'paid'] as const
export type MonthState = (typeof monthStates)[number]

/** A month that is no longer open. */
export type PayMonthRow = {
  month: Day
  state: Exclude<MonthState, 'open'>
  frozenAt: Instant
  frozenBy: bigint | null
  frozenByName: string
  approvedAt: Instant | null
  approvedByName: string | null
  paidAt: Instant | null
  journalId: string | null
  version: number
}

const columns = sql`month, state, frozen_at AS "frozenAt", frozen_by AS "frozenBy", frozen_by_name AS "frozenByName", approved_at AS "approvedAt",
  approved_by_name AS "approvedByName", paid_at AS "paidAt", journal_id AS "journalId", version`

/** A month that was frozen, locked when about to be changed; null while it is open. */
export async function payMonth(database: Sql, month: Day, lock = false): Promise<PayMonthRow | null> {
  return oneOrNone<PayMonthRow>(
    sql`SELECT ${columns} FROM performance.pay_month WHERE month = ${month}::date ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** Every month that was frozen, newest first. */
export function payMonths(database: Sql): Promise<PayMonthRow[]> {
  return rows<PayMonthRow>(sql`SELECT ${columns} FROM performance.pay_month ORDER BY month DESC`, database)
}

/** Keeps anybody from freezing a month while lines are written into it, and the other way round; until the transaction ends. */
export async function lockMonths(database: Sql, exclusive: boolean): Promise<void> {
  const lock = exclusive ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`
  await sql`SELECT ${lock}(hashtext('performance.pay_month'))`.execute(database)
}

/** The month a line of a day belongs to: its own, or the first after the last frozen one. */
export async function openMonthFor(database: Sql, day: Day): Promise<Day> {
  const row = await oneOrNone<{ month: Day }>(
    sql`SELECT greatest(date_trunc('month', ${day}::date)::date, (SELECT (max(month) + interval '1 month')::date FROM performance.pay_month)) AS month`,
    database,
  )
  return row!.month
}

/** The earliest month that is open and has lines; null when there is none. */
export async function firstOpenWithLines(database: Sql): Promise<Day | null> {
  const row = await oneOrNone<{ month: Day | null }>(
    sql`SELECT min(month) AS month FROM performance.pay_line WHERE month > coalesce((SELECT max(month) FROM performance.pay_month), '-infinity'::date)`,
    database,
  )
  return row!.month
}

/** The day this house opened: nothing before it is its own. */
export async function firstBusinessDay(database: Sql): Promise<Day> {
  const row = await oneOrNone<{ day: Day }>(sql`SELECT min(day) AS day FROM platform.business_day`, database)
  return row!.day
}

export async function freeze(
  database: Sql,
  month: Day,
  by: { key: bigint | null; name: string },
  at: Instant,
): Promise<void> {
  await sql`INSERT INTO performance.pay_month (month, state, frozen_at, frozen_by, frozen_by_name)
    VALUES (${month}::date, 'frozen', ${at}::timestamptz, ${by.key}::bigint, ${by.name})`.execute(database)
}

export async function approve(
  database: Sql,
  month: Day,
  by: { key: bigint | null; name: string },
  at: Instant,
): Promise<void> {
  await sql`UPDATE performance.pay_month SET state = 'approved', approved_at = ${at}::timestamptz, approved_by = ${by.key}::bigint,
    approved_by_name = ${by.name}, version = version + 1 WHERE month = ${month}::date`.execute(database)
}

export async function notePaid(database: Sql, month: Day, at: Instant, journalId: string | null): Promise<void> {
  await sql`UPDATE performance.pay_month SET state = 'paid', paid_at = ${at}::timestamptz, journal_id = ${journalId}, version = version + 1
    WHERE month = ${month}::date`.execute(database)
}

/** What a month pays each person, by part: base, performance, commission … and what earlier months deferred; fen. */
export type MonthSum = {
  personKey: bigint
  base: Money
  performance: Money
  commission: Money
  spot: Money
  pool: Money
  correction: Money
  vested: Money
  cancelled: Money
  deducted: Money
  deferred: Money
  held: Money
  net: Money
}

/** What a month comes to in all: how many people have lines in it, what the run pays, and what of it was deferred and held; fen. */
export async function monthTotals(
  database: Sql,
  month: Day,
): Promise<{ people: number } & Pick<MonthSum, 'net' | 'deferred' | 'held'>> {
  const row = await oneOrNone<{ people: number } & Pick<MonthSum, 'net' | 'deferred' | 'held'>>(
    sql`SELECT count(*)::int AS people, coalesce(sum(x.net), 0)::bigint AS net, coalesce(sum(x.deferred), 0)::bigint AS deferred, coalesce(sum(x.held), 0)::bigint AS held
          FROM (SELECT sum(CASE WHEN step IN ('earn', 'vest') THEN amount WHEN step IN ('cancel-payable', 'deduct') THEN -amount END) AS net,
                       sum(amount) FILTER (WHERE step = 'defer') AS deferred, sum(amount) FILTER (WHERE step = 'hold') AS held
                  FROM performance.pay_line WHERE month = ${month}::date GROUP BY person_id) x`,
    database,
  )
  return row!
}

/** The sums of a month, of everybody, of one person or of some people; `net` is what the run pays. */
export function monthSums(
  database: Sql,
  month: Day,
  {
    personKey = null,
    people = null,
    after = null,
    limit = null,
  }: { personKey?: bigint | null; people?: bigint[] | null; after?: bigint | null; limit?: number | null } = {},
): Promise<MonthSum[]> {
  const earned = (part: string) =>
    sql`coalesce(sum(l.amount) FILTER (WHERE l.step = 'earn' AND l.part = ${part}), 0)::bigint`
  const step = (...steps: string[]) =>
    sql`coalesce(sum(l.amount) FILTER (WHERE l.step = ANY(${steps}::text[])), 0)::bigint`
  return rows<MonthSum>(
    sql`SELECT l.person_id AS "personKey", ${earned('base')} AS base, ${earned('performance')} AS performance, ${earned('commission')} AS commission,
          ${earned('spot')} AS spot, ${earned('pool')} AS pool, ${earned('correction')} AS correction,
          ${step('vest')} AS vested, ${step('cancel-payable')} AS cancelled, ${step('deduct')} AS deducted, ${step('defer')} AS deferred, ${step('hold')} AS held,
          (${step('earn', 'vest')} - ${step('cancel-payable', 'deduct')})::bigint AS net
     FROM performance.pay_line l WHERE l.month = ${month}::date AND (${personKey}::bigint IS NULL OR l.person_id = ${personKey})
     AND (${people}::bigint[] IS NULL OR l.person_id = ANY(${people}::bigint[])) AND (${after}::bigint IS NULL OR l.person_id > ${after})
    GROUP BY l.person_id ORDER BY l.person_id LIMIT ${limit}::int`,
    database,
  )
}

/** Pays a month: for each person one line over what the month has come to, where the last of its lines stands. @returns how many people, how much */
export async function payOut(
  database: Sql,
  month: Day,
  stamp: { day: Day; at: Instant; by: string; why: unknown },
): Promise<{ people: number; total: Money }> {
  const row = await oneOrNone<{ people: number; total: Money }>(
    sql`WITH net AS (
          SELECT n.person_id, l.group_id, l.branch_id, n.amount
            FROM (SELECT person_id, max(id) AS last,
                         sum(CASE WHEN step IN ('earn', 'vest') THEN amount WHEN step IN ('cancel-payable', 'deduct') THEN -amount ELSE 0 END)::bigint AS amount
                    FROM performance.pay_line WHERE month = ${month}::date GROUP BY person_id) n
            JOIN performance.pay_line l ON l.id = n.last),
        done AS (
          INSERT INTO performance.pay_line (person_id, group_id, branch_id, month, component, part, step, amount, why, value_day, posted_at, posted_by)
          SELECT person_id, group_id, branch_id, ${month}::date, 'pay-run', 'base', 'pay', amount, ${writeJson(stamp.why)}::jsonb, ${stamp.day}::date, ${stamp.at}::timestamptz, ${stamp.by}
            FROM net WHERE amount > 0 RETURNING amount)
        SELECT count(*)::int AS people, coalesce(sum(amount), 0)::bigint AS total FROM done`,
    database,
  )
  return row!
}

/** What a month changes in the company's books, by branch: cost incurred and money paid out; fen. */
export function journalSums(database: Sql, month: Day): Promise<{ branchKey: bigint; cost: Money; paid: Money }[]> {
  return rows(
    sql<{ branchKey: bigint; cost: Money; paid: Money }>`SELECT branch_id AS "branchKey",
        coalesce(sum(CASE WHEN step IN ('earn', 'defer', 'forgive') THEN amount WHEN step IN ('cancel-held', 'cancel-deferred', 'cancel-payable', 'claim') THEN -amount END), 0)::bigint AS cost,
        coalesce(sum(amount) FILTER (WHERE step = 'pay'), 0)::bigint AS paid
      FROM performance.pay_line WHERE month = ${month}::date AND branch_id IS NOT NULL GROUP BY branch_id ORDER BY branch_id`,
    database,
  )
}
