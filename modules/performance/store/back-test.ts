import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import { approvalsByPerson, vehiclePrices } from '#origination'
import type { Context } from '#platform/context'
import { rows, sql } from '#platform/database'
import { loanFigureRows } from '#servicing'
import { roster } from '#team'

/** A loan and one person whose work a plan would pay for. */
export type PastDeal = {
  loanKey: bigint
  day: Day
  personKey: bigint
  role: 'brought' | 'reviewed'
  principal: Money
  price: Money | null
  periods: number
  annualRate: string
  newCustomer: boolean
  minutes: number | null
  withinTime: boolean | null
  overdueDays: number
}

/** Loans paid out since a day with who brought and who approved them, in the order of their days; only people of these posts. */
export async function loansOfYear(ctx: Context, from: Day, posts: readonly string[]): Promise<PastDeal[]> {
  const keys = await keysOf(ctx, from, posts)
  return rows<PastDeal>(
    sql`WITH deal AS (SELECT d.*, v.price FROM (${loanFigureRows.deals(ctx, 'performance.plan.test')}) d
          LEFT JOIN (${vehiclePrices()}) v ON v.application_id = d.application_id WHERE d.disbursed_day >= ${from}::date),
        share AS (SELECT d.loan_id, d.person_id, 'brought' AS role, NULL::int AS minutes, NULL::boolean AS within_time FROM deal d
          UNION ALL SELECT d.loan_id, a.person_id, 'reviewed', a.minutes, a.within_time FROM deal d JOIN (${approvalsByPerson()}) a ON a.application_id = d.application_id)
        SELECT d.loan_id AS "loanKey", d.disbursed_day AS day, s.person_id AS "personKey", s.role, d.principal, d.price, d.periods, d.annual_rate AS "annualRate",
               d.new_customer AS "newCustomer", s.minutes, s.within_time AS "withinTime",
               coalesce(greatest(${ctx.today}::date - d.oldest_unpaid_day, 0), 0) AS "overdueDays"
          FROM deal d JOIN share s ON s.loan_id = d.loan_id WHERE s.person_id = ANY(${keys}::bigint[]) ORDER BY d.disbursed_day, d.loan_id, s.role`,
    ctx.sql,
  )
}

/** What plans have paid each person of these posts since a day, by loans, scores and pools, less what gates took; fen. */
export async function paidByLoans(ctx: Context, from: Day, posts: readonly string[]): Promise<Map<bigint, Money>> {
  const people = await keysOf(ctx, from, posts)
  const found = await rows<{ personKey: bigint; amount: Money }>(
    sql`SELECT person_id AS "personKey", sum(CASE WHEN step IN ('earn', 'defer') THEN amount ELSE -amount END)::bigint AS amount FROM performance.pay_line
         WHERE part IN ('commission', 'spot', 'performance', 'pool') AND value_day >= ${from}::date AND person_id = ANY(${people}::bigint[])
           AND (step IN ('earn', 'defer') OR (step IN ('cancel-payable', 'cancel-deferred', 'cancel-held') AND why->'anchor'->>'event' = 'gate'))
         GROUP BY person_id`,
    ctx.sql,
  )
  return new Map(found.map(row => [row.personKey, row.amount]))
}

/** Who has held one of these posts last since a day. */
async function keysOf(ctx: Context, from: Day, posts: readonly string[]): Promise<bigint[]> {
  const people = await roster.employmentIn(ctx.sql, from, ctx.today)
  return people.filter(one => one.post && posts.includes(one.post)).map(one => one.key)
}
