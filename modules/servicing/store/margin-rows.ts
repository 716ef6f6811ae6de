import type { RawBuilder } from 'kysely'
import { accounts } from '#ledger'
import { type Day, daysBetween } from '#lib/day'
import { sql } from '#platform/database'
import { type Asked, byHand, endBefore, inReach, monthEnds } from './figure-rows.ts'

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
 * Of months that are summed the rows that were summed are told: month_end, income and margin.
 * @param rateOn the yearly rate money costs on a day, decimal text
 * @param summed the month ends whose margins are summed (`keptSums`)
 */
export function margins(asked: Asked, rateOn: (day: Day) => string, summed: ReadonlySet<Day>): RawBuilder<unknown> {
  const months = monthEnds(asked).map(
    end => sql`SELECT x.key, x.number, x.person_id, x.group_id, x.branch_id, x.month_end, x.income, x.funding, x.margin
      FROM (${summed.has(end) ? ofSum(asked, end) : monthOf(asked, end, rateOn(end))}) x`,
  )
  return months.length > 0
    ? sql.join(months, sql` UNION ALL `)
    : sql`SELECT * FROM (${monthOf(asked, asked.ctx.today, '0')}) x WHERE false`
}

function ofSum(asked: Asked, end: Day): RawBuilder<unknown> {
  return sql`SELECT u.key, (SELECT l.number FROM servicing.loan l WHERE l.loan_id = u.key) AS number, s.person_id, s.group_id, s.branch_id, s.day AS month_end, u.income, NULL::bigint AS funding, u.margin
    FROM servicing.figure_sum s CROSS JOIN LATERAL unnest(s.keys, s.amounts, s.parts) AS u (key, margin, income)
    WHERE s.kind = 'margin' AND s.day = ${end}::date AND ${inReach(asked, bySum)}`
}
const bySum = { owner: 's.person_id', group: 's.group_id', branch: 's.branch_id' }

function monthOf(asked: Asked, end: Day, rate: string): RawBuilder<unknown> {
  const before = endBefore(end, 1)
  const moved = [...earned, accounts.lossAllowance]
  const entries = sql`SELECT e.loan_id, max(e.branch_id) AS branch_id, sum(${broughtTo(earned)})::bigint AS income, -sum(${broughtTo([accounts.lossAllowance])})::bigint AS taken
      FROM servicing.loan_entry e WHERE e.posted_on > ${before}::date AND e.posted_on <= ${end}::date AND (e.debit = ANY(${moved}::text[]) OR e.credit = ANY(${moved}::text[])) GROUP BY e.loan_id`
  // The branch the loan stood in at the month's end, else where it stood before.
  const month = (
    whose: RawBuilder<unknown>,
  ) => sql`SELECT l.loan_id AS key, l.number, ${whose}, coalesce(c.branch_id, o.branch_id, e.branch_id) AS at_branch,
      coalesce(e.income, 0) AS income, coalesce(o.outstanding, 0) AS opening, coalesce(c.outstanding, 0) AS closing, coalesce(c.expected_loss, 0) - coalesce(o.expected_loss, 0) + coalesce(e.taken, 0) AS charge
      FROM servicing.loan l LEFT JOIN servicing.loan_month c ON c.loan_id = l.loan_id AND c.month_end = ${end}::date
      LEFT JOIN servicing.loan_month o ON o.loan_id = l.loan_id AND o.month_end = ${before}::date LEFT JOIN (${entries}) e ON e.loan_id = l.loan_id`
  const cost = sql`round((x.opening + x.closing) * ${rate}::numeric * ${daysBetween(before, end)}::int / 730)::bigint`
  return byHand(
    asked,
    'brought',
    (
      whose,
      condition,
    ) => sql`SELECT y.key, y.number, y.person_id, y.group_id, y.at_branch AS branch_id, ${end}::date AS month_end, y.income, y.funding, y.charge, y.income - y.funding - y.charge AS margin
      FROM (SELECT x.*, ${cost} AS funding FROM (${month(whose)} WHERE ${condition}) x WHERE x.opening <> 0 OR x.closing <> 0 OR x.income <> 0 OR x.charge <> 0) y`,
  )
}
