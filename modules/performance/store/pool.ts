import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { Pool, PoolSource } from '../pool-part.ts'
import { lineColumns, type PayLineRow } from './pay.ts'

/** The lines of a month that a pool is a share of: commissions, and what tiers made up for. */
const isSource = sql`l.step IN ('earn', 'defer') AND l.parent_id IS NULL AND (l.part = 'commission' OR (l.part = 'correction' AND l.loan_id IS NOT NULL))`

/** What each group's people earned in commission in a month by a plan version, made-up tiers included; fen. */
export function commissionOfGroups(database: Sql, planVersionKey: bigint, month: Day) {
  return rows<{ groupKey: bigint; branchKey: bigint | null; commission: Money }>(
    sql`SELECT l.group_id AS "groupKey", min(l.branch_id) AS "branchKey", sum(l.amount)::bigint AS commission FROM performance.pay_line l
         WHERE l.plan_version_id = ${planVersionKey} AND l.month = ${month}::date AND l.group_id IS NOT NULL AND ${isSource}
         GROUP BY l.group_id ORDER BY l.group_id`,
    database,
  )
}

/** Keeps a pool; its shares name it. */
export async function insertPool(
  database: Sql,
  one: {
    month: Day
    planVersionKey: bigint
    groupKey: bigint
    branchKey: bigint | null
    commission: Money
    share: string
    amount: Money
    points: string
    people: number
    at: Instant
  },
): Promise<bigint> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.pay_pool (month, plan_version_id, group_id, branch_id, commission, share, amount, points, people, posted_at)
        VALUES (${one.month}::date, ${one.planVersionKey}, ${one.groupKey}, ${one.branchKey}::bigint, ${one.commission}, ${one.share}::numeric, ${one.amount},
                ${one.points}::numeric, ${one.people}, ${one.at}::timestamptz) RETURNING id AS key`,
    database,
  )
  return row!.key
}

/** The commissions a pool is made of that the reader may see, oldest first. */
export function sourcesOfPool(ctx: Context, poolKey: bigint): Promise<PayLineRow[]> {
  const scope = ctx.rights.where('performance.pay.read', {
    owner: 'l.person_id',
    group: 'l.group_id',
    branch: 'l.branch_id',
  })
  return rows<PayLineRow>(
    sql`SELECT ${lineColumns} FROM performance.pay_pool p JOIN performance.pay_line l ON l.plan_version_id = p.plan_version_id AND l.month = p.month
           AND l.group_id = p.group_id AND ${isSource}
         WHERE p.id = ${poolKey} AND ${scope} ORDER BY l.id LIMIT 200`,
    ctx.sql,
  )
}

/** The pools that some loans' commissions went into, with all they were made of and every line of theirs; a pool's month is over, so it stays as it is. */
export async function poolsOfLoans(
  database: Sql,
  loanKeys: readonly bigint[],
): Promise<(Pool & { lines: PayLineRow[] })[]> {
  const sources = await rows<PoolSource & { poolKey: bigint }>(
    sql`WITH touched AS (SELECT DISTINCT p.id, p.plan_version_id, p.month, p.group_id FROM performance.pay_line l
            JOIN performance.pay_pool p ON p.plan_version_id = l.plan_version_id AND p.month = l.month AND p.group_id = l.group_id
           WHERE l.loan_id = ANY(${[...loanKeys]}::bigint[]) AND ${isSource})
        SELECT t.id AS "poolKey", l.loan_id AS "loanKey", l.person_id AS "personKey", sum(l.amount)::bigint AS amount FROM touched t
          JOIN performance.pay_line l ON l.plan_version_id = t.plan_version_id AND l.month = t.month AND l.group_id = t.group_id AND ${isSource}
         GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    database,
  )
  if (sources.length === 0) return []
  const bySource = Map.groupBy(sources, source => source.poolKey)
  const lines = await rows<PayLineRow & { ofPool: bigint }>(
    sql`WITH root AS (SELECT id, pool_id FROM performance.pay_line WHERE pool_id = ANY(${[...bySource.keys()]}::bigint[]) AND parent_id IS NULL)
        SELECT ${lineColumns}, r.pool_id AS "ofPool" FROM root r JOIN performance.pay_line l ON l.id = r.id OR l.parent_id = r.id ORDER BY l.id`,
    database,
  )
  const byLine = Map.groupBy(lines, line => line.ofPool)
  return [...bySource].map(([key, own]) => ({ sources: own, lines: byLine.get(key) ?? [] }))
}

/** The variable lines of a month, by plan or by score, with everything that continues them; of everybody. */
export function variableLines(database: Sql, month: Day): Promise<PayLineRow[]> {
  return rows<PayLineRow>(
    sql`WITH root AS (SELECT id FROM performance.pay_line WHERE month = ${month}::date AND plan_version_id IS NOT NULL
                         AND step IN ('earn', 'defer') AND parent_id IS NULL)
        SELECT ${lineColumns} FROM performance.pay_line l
         WHERE l.id IN (SELECT id FROM root) OR l.parent_id IN (SELECT id FROM root) ORDER BY l.id`,
    database,
  )
}

/** Which findings of conduct, falsified or wrongly stated facts became final for each person between two instants: the keys of their cases. */
export async function redLines(database: Sql, from: Instant, to: Instant): Promise<Map<bigint, bigint[]>> {
  const found = await rows<{ personKey: bigint; keys: bigint[] }>(
    sql`SELECT person_id AS "personKey", array_agg(id ORDER BY id) AS keys FROM performance.fault_case
         WHERE state = 'closed' AND trigger IN ('conduct', 'falsified', 'wrong-facts') AND coalesce(appeal_outcome, outcome) <> 'none'
           AND closed_at >= ${from}::timestamptz AND closed_at < ${to}::timestamptz GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.personKey, row.keys]))
}

/** The score of the last closed cycle that ended by a day, for everybody who has one. */
export async function lastScores(database: Sql, by: Day): Promise<Map<bigint, string>> {
  const found = await rows<{ personKey: bigint; score: string }>(
    sql`SELECT DISTINCT ON (a.person_id) a.person_id AS "personKey", a.score::text AS score FROM performance.appraisal a
          JOIN performance.cycle c ON c.id = a.cycle_id
         WHERE c.state = 'closed' AND c.to_day <= ${by}::date AND a.score IS NOT NULL ORDER BY a.person_id, c.to_day DESC, c.id DESC`,
    database,
  )
  return new Map(found.map(row => [row.personKey, row.score]))
}

/** Every score of cycles that are closed and ended from a day on, with the cycle's period. */
export function closedScores(database: Sql, from: Day) {
  return rows<{ personKey: bigint; post: string; score: string; from: Day; to: Day }>(
    sql`SELECT a.person_id AS "personKey", a.post, a.score::text AS score, c.from_day AS "from", c.to_day AS "to" FROM performance.appraisal a
          JOIN performance.cycle c ON c.id = a.cycle_id WHERE c.state = 'closed' AND a.score IS NOT NULL AND c.to_day >= ${from}::date ORDER BY a.id`,
    database,
  )
}
