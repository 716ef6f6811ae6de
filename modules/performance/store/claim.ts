import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { CaseTrigger } from './fault.ts'
import { lineColumns, type PayLineRow } from './pay.ts'

/** What a finding claims back of paid money from one person, and what has become of it; fen. `key`: the first line of the claim. */
export type ClaimRow = {
  key: bigint
  caseKey: bigint
  loanKey: bigint | null
  personKey: bigint
  groupId: bigint | null
  branchId: bigint | null
  month: Day
  trigger: CaseTrigger | null
  claimed: Money
  deducted: Money
  repaid: Money
  waived: Money
  /** What is planned from the first open month on, and the next step of it. */
  planned: Money
  nextMonth: Day | null
  nextAmount: Money | null
  lastMonth: Day | null
}

const left = sql`c.claimed - c.deducted - c.repaid - c.waived`
const claims = sql`(
  SELECT min(l.id) FILTER (WHERE l.step = 'claim') AS id, l.case_id, l.person_id, min(l.loan_id) AS loan_id, min(l.group_id) AS group_id, min(l.branch_id) AS branch_id,
         min(l.month) AS month, coalesce(sum(l.amount) FILTER (WHERE l.step = 'claim'), 0)::bigint AS claimed,
         coalesce(sum(l.amount) FILTER (WHERE l.step = 'deduct'), 0)::bigint AS deducted,
         coalesce(sum(l.amount) FILTER (WHERE l.step = 'give-back'), 0)::bigint AS repaid,
         coalesce(sum(l.amount) FILTER (WHERE l.step = 'forgive'), 0)::bigint AS waived
    FROM performance.pay_line l WHERE l.case_id IS NOT NULL AND l.step IN ('claim', 'deduct', 'give-back', 'forgive')
   GROUP BY l.case_id, l.person_id HAVING bool_or(l.step = 'claim')) c`
const tables = sql`${claims} LEFT JOIN performance.fault_case f ON f.id = c.case_id
  LEFT JOIN LATERAL (SELECT coalesce(sum(s.amount), 0)::bigint AS planned, max(s.month) AS last, (array_agg(s.month ORDER BY s.month))[1] AS next,
       (array_agg(s.amount ORDER BY s.month))[1] AS amount FROM performance.recovery_step s WHERE s.case_id = c.case_id AND s.person_id = c.person_id
          AND s.month > coalesce((SELECT max(month) FROM performance.pay_month), '-infinity'::date)) p ON true`
const columns = sql`c.id AS key, c.case_id AS "caseKey", c.loan_id AS "loanKey", c.person_id AS "personKey", c.group_id AS "groupId", c.branch_id AS "branchId", c.month,
  f.trigger, c.claimed, c.deducted, c.repaid, c.waived, p.planned, p.next AS "nextMonth", p.amount AS "nextAmount", p.last AS "lastMonth"`

/**
 * A page of claims within the reader's scope, the newest first, with what is left of all of them: of cases one may read, and those that
 * one may note repayments of.
 */
export async function listClaims(
  ctx: Context,
  query: PageRequest & { state?: 'open' | 'settled'; people: bigint[] | null },
) {
  const place = { owner: 'c.person_id', group: 'c.group_id', branch: 'c.branch_id' }
  const state = query.state ?? null
  const where = sql`WHERE (${ctx.rights.where('performance.case.read', place)} OR ${ctx.rights.where('performance.month.pay', place)}) AND (${state}::text IS NULL OR (${left} > 0) = (${state} = 'open'))
    AND (${query.people}::bigint[] IS NULL OR c.person_id = ANY(${query.people}::bigint[]))`
  const { beyond, order } = pageClauses(query, sql`c.id`, sql`c.id`, 'bigint')
  const found = await rows<ClaimRow>(sql`SELECT ${columns} FROM ${tables} ${where} AND ${beyond} ${order}`, ctx.sql)
  const count = await oneOrNone<{ total: number }>(sql`SELECT count(*)::int AS total FROM ${claims} ${where}`, ctx.sql)
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

/** One person's claim of one case; null when there is none. */
export function claimOf(database: Sql, caseKey: bigint, personKey: bigint): Promise<ClaimRow | null> {
  return oneOrNone<ClaimRow>(
    sql`SELECT ${columns} FROM ${tables} WHERE c.case_id = ${caseKey} AND c.person_id = ${personKey}`,
    database,
  )
}

/**
 * What a month takes of claims that are planned: all that is left but what later months are to take. So what a month paid too little for
 * is made up for by the next, and what was repaid or let go is not taken again.
 */
export function stepsDue(database: Sql, month: Day): Promise<{ caseKey: bigint; personKey: bigint; due: Money }[]> {
  return rows<{ caseKey: bigint; personKey: bigint; due: Money }>(
    sql`SELECT c.case_id AS "caseKey", c.person_id AS "personKey", (${left} - p.later)::bigint AS due
      FROM ${claims} JOIN (SELECT case_id, person_id, coalesce(sum(amount) FILTER (WHERE month > ${month}::date), 0)::bigint AS later
             FROM performance.recovery_step GROUP BY 1, 2) p ON p.case_id = c.case_id AND p.person_id = c.person_id
     WHERE ${left} > p.later ORDER BY c.case_id, c.person_id`,
    database,
  )
}

/** Plans which month takes how much of a claim; what was planned from `first` on is planned anew. */
export async function planSteps(
  database: Sql,
  caseKey: bigint,
  personKey: bigint,
  first: Day,
  steps: readonly { month: Day; amount: Money }[],
): Promise<void> {
  await sql`DELETE FROM performance.recovery_step WHERE case_id = ${caseKey} AND person_id = ${personKey} AND month >= ${first}::date`.execute(
    database,
  )
  await sql`INSERT INTO performance.recovery_step (case_id, person_id, month, amount)
    SELECT ${caseKey}, ${personKey}, x.month, x.amount
      FROM unnest(${steps.map(step => step.month)}::date[], ${steps.map(step => step.amount)}::bigint[]) AS x (month, amount)`.execute(
    database,
  )
}

/** What other cases take from somebody in each month already; fen. */
export async function plannedOf(
  database: Sql,
  caseKey: bigint,
  personKey: bigint,
  from: Day,
): Promise<Map<Day, Money>> {
  const found = await rows<{ month: Day; amount: Money }>(
    sql`SELECT month, sum(amount)::bigint AS amount FROM performance.recovery_step
         WHERE person_id = ${personKey} AND case_id <> ${caseKey} AND month >= ${from}::date GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.month, row.amount]))
}

/** The recovery steps of one case. */
export function recoverySteps(database: Sql, caseKey: bigint) {
  return rows<{ personKey: bigint; month: Day; amount: Money }>(
    sql`SELECT person_id AS "personKey", month, amount FROM performance.recovery_step WHERE case_id = ${caseKey} ORDER BY month`,
    database,
  )
}

/** Claims of some people, as lines to deduct from. */
export function claimLines(database: Sql, people: readonly bigint[]): Promise<PayLineRow[]> {
  return rows<PayLineRow>(
    sql`SELECT ${lineColumns} FROM performance.pay_line l WHERE l.step = 'claim' AND l.person_id = ANY(${[...people]}::bigint[]) ORDER BY l.id`,
    database,
  )
}
