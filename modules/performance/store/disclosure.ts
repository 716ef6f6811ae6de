import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { Outcome } from '../recovery.ts'
import type { CaseTrigger } from './fault.ts'

/** The totals of a stretch of days, over everybody; fen. */
export async function disclosureSums(database: Sql, from: Day, to: Day) {
  const totals = await oneOrNone<{
    people: number
    variable: Money
    deferred: Money
    vested: Money
    held: Money
    takenBack: Money
    peopleTakenBack: number
    ofUnpaid: Money
    ofPaid: Money
    stillDeferred: Money
  }>(
    sql`SELECT count(DISTINCT person_id)::int AS people,
        coalesce(sum(amount) FILTER (WHERE step IN ('earn', 'defer') AND part <> 'base'), 0)::bigint AS variable,
        coalesce(sum(amount) FILTER (WHERE step = 'defer'), 0)::bigint AS deferred,
        coalesce(sum(amount) FILTER (WHERE step = 'vest'), 0)::bigint AS vested,
        coalesce(sum(amount) FILTER (WHERE step = 'hold'), 0)::bigint AS held,
        coalesce(sum(amount) FILTER (WHERE case_id IS NOT NULL AND step IN ('cancel-held', 'cancel-deferred', 'cancel-payable', 'claim')), 0)::bigint AS "takenBack",
        (count(DISTINCT person_id) FILTER (WHERE case_id IS NOT NULL AND step IN ('cancel-held', 'cancel-deferred', 'cancel-payable', 'claim')))::int AS "peopleTakenBack",
        coalesce(sum(amount) FILTER (WHERE case_id IS NOT NULL AND step IN ('cancel-held', 'cancel-deferred', 'cancel-payable')), 0)::bigint AS "ofUnpaid",
        coalesce(sum(amount) FILTER (WHERE case_id IS NOT NULL AND step = 'claim'), 0)::bigint AS "ofPaid",
        (SELECT coalesce(sum(CASE WHEN step IN ('defer') THEN amount WHEN step IN ('vest', 'cancel-deferred', 'cancel-held') THEN -amount END), 0)::bigint
           FROM performance.pay_line WHERE value_day < ${to}::date) AS "stillDeferred"
      FROM performance.pay_line WHERE value_day >= ${from}::date AND value_day < ${to}::date`,
    database,
  )
  const reasons = await rows<{ trigger: CaseTrigger; outcome: Outcome; cases: number; amount: Money }>(
    sql`SELECT c.trigger, coalesce(c.appeal_outcome, c.outcome) AS outcome, count(DISTINCT c.id)::int AS cases,
          coalesce(sum(l.amount) FILTER (WHERE l.step IN ('cancel-held', 'cancel-deferred', 'cancel-payable', 'claim')), 0)::bigint AS amount
        FROM performance.fault_case c LEFT JOIN performance.pay_line l ON l.case_id = c.id
       WHERE c.state = 'closed' AND c.closed_at >= ${from}::date AND c.closed_at < ${to}::date GROUP BY 1, 2 ORDER BY 1, 2`,
    database,
  )
  const plans = await rows<{
    plan: string
    riskRelevant: boolean
    people: number
    variable: Money
    deferred: Money
    takenBack: Money
  }>(
    sql`SELECT p.name AS plan, coalesce((v.body->>'riskRelevant')::boolean, false) AS "riskRelevant", count(DISTINCT l.person_id)::int AS people,
          coalesce(sum(l.amount) FILTER (WHERE l.step IN ('earn', 'defer') AND l.parent_id IS NULL), 0)::bigint AS variable,
          coalesce(sum(l.amount) FILTER (WHERE l.step = 'defer'), 0)::bigint AS deferred,
          coalesce(sum(l.amount) FILTER (WHERE l.case_id IS NOT NULL AND l.step IN ('cancel-held', 'cancel-deferred', 'cancel-payable', 'claim')), 0)::bigint AS "takenBack"
        FROM performance.pay_line l JOIN performance.plan_version v ON v.id = l.plan_version_id JOIN performance.plan p ON p.id = v.plan_id
       WHERE l.value_day >= ${from}::date AND l.value_day < ${to}::date GROUP BY 1, 2 ORDER BY 2 DESC, 1`,
    database,
  )
  return { ...totals!, reasons, plans }
}
