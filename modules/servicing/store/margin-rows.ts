import type { RawBuilder } from 'kysely'
import { accounts } from '#ledger'
import { type Day, daysBetween } from '#lib/day'
import { sql } from '#platform/database'
import { type Asked, byHand, endBefore, monthEnds } from './figure-rows.ts'

/** What a loan earns, and what its losses are taken from. */
const earned = [
  accounts.interestIncome,
  accounts.penaltyIncome,
  accounts.feeIncome,
  accounts.settlementFeeIncome,
] as const

/** What entries `e` bring to some accounts: credits positive. */
const broughtTo = (codes: readonly string[]) =>
  sql`(CASE WHEN e.credit = ANY(${[...codes]}::text[]) THEN e.amount ELSE 0 END - CASE WHEN e.debit = ANY(${[...codes]}::text[]) THEN e.amount ELSE 0 END)`

/**
 * What each loan of a closed month made (month_end): income (interest, fees and penalty that its own entries of the month book as income), funding (what its money
 * cost: the mean of what was outstanding at the month's beginning and end, at the rate of the month's last day, for the month's days of 365), charge (what the
 * month added to the allowance for it: expected loss at the end less that at the beginning, and what was written off less what came back), and margin: income less both.
 * Interest earned but not yet due is known of the whole book alone and belongs to no loan until it falls due.
 * @param rateOn the yearly rate money costs on a day, decimal text
 */
export function margins(asked: Asked, rateOn: (day: Day) => string): RawBuilder<unknown> {
  const months = monthEnds(asked).map(end => monthOf(asked, end, rateOn(end)))
  return months.length > 0
    ? sql.join(months, sql` UNION ALL `)
    : sql`SELECT * FROM (${monthOf(asked, asked.ctx.today, '0')}) x WHERE false`
}

function monthOf(asked: Asked, end: Day, rate: string): RawBuilder<unknown> {
  const before = endBefore(end, 1)
  const moved = [...earned, accounts.lossAllowance]
  const parts = sql`SELECT m.loan_id, m.branch_id, 2 AS at, 0::bigint AS income, 0::bigint AS opening, m.outstanding AS closing, m.expected_loss AS charge FROM servicing.loan_month m WHERE m.month_end = ${end}::date
    UNION ALL SELECT m.loan_id, m.branch_id, 1, 0, m.outstanding, 0, -m.expected_loss FROM servicing.loan_month m WHERE m.month_end = ${before}::date
    UNION ALL SELECT e.loan_id, e.branch_id, 0, ${broughtTo(earned)}, 0, 0, -${broughtTo([accounts.lossAllowance])} FROM servicing.loan_entry e
      WHERE e.posted_on > ${before}::date AND e.posted_on <= ${end}::date AND (e.debit = ANY(${moved}::text[]) OR e.credit = ANY(${moved}::text[]))`
  // The branch the loan stood in at the month's end, else where it stood before.
  const summed = sql`SELECT p.loan_id, coalesce(max(p.branch_id) FILTER (WHERE p.at = 2), max(p.branch_id) FILTER (WHERE p.at = 1), max(p.branch_id)) AS at_branch,
      sum(p.income)::bigint AS income, sum(p.opening) AS opening, sum(p.closing) AS closing, sum(p.charge)::bigint AS charge FROM (${parts}) p GROUP BY p.loan_id`
  const cost = sql`round((x.opening + x.closing) * ${rate}::numeric * ${daysBetween(before, end)}::int / 730)::bigint`
  return byHand(
    asked,
    'brought',
    (
      whose,
      condition,
    ) => sql`SELECT y.key, y.number, y.person_id, y.group_id, y.at_branch AS branch_id, ${end}::date AS month_end, y.income, y.funding, y.charge, y.income - y.funding - y.charge AS margin
      FROM (SELECT l.loan_id AS key, l.number, ${whose}, x.at_branch, x.income, x.charge, ${cost} AS funding FROM (${summed}) x JOIN servicing.loan l ON l.loan_id = x.loan_id
             WHERE (x.opening <> 0 OR x.closing <> 0 OR x.income <> 0 OR x.charge <> 0) AND ${condition}) y`,
  )
}
