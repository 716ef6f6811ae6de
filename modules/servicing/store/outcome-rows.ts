import type { RawBuilder } from 'kysely'
import { addDays, type Day, monthEnd } from '#lib/day'
import { sql } from '#platform/database'
import { type Asked, byHand, endBefore, monthEnds, ofAge, running } from './figure-rows.ts'

/**
 * What becomes of loans, beside what was known before: rows like those of `figure-rows.ts`, for figures that say how well somebody,
 * or a model, saw it coming.
 */

/** What counts as a warning, and how long before it must have come to count (parameter `performance.warnings`). */
export type Warnings = { leadDays: number; withinDays: number; firstPaymentDays: number }

const firstOf = (day: Day) => `${day.slice(0, 7)}-01` as Day

/** Loans that crossed into one of the `buckets` on a morning of these days: loan_id, from_day, outstanding. */
const crossings = (buckets: readonly string[], from: Day, to: Day): RawBuilder<unknown> =>
  sql`SELECT s.loan_id, s.from_day, s.outstanding FROM servicing.signal s
    WHERE s.from_day BETWEEN ${from}::date AND ${to}::date AND s.bucket = ANY(${[...buckets]}::text[]) AND NOT s.was_bucket = ANY(${[...buckets]}::text[])`

/**
 * What spoke against a loan on a day before its days past due did (loan_id, from_day): its first payment had failed for so many days; it stood on the
 * watch list with nothing overdue, because the evening's close put it there (the debtor's other loans) or because it had just come out of arrears of
 * stage 2 and worse; or a person had put it there. The days past due that lead to the trouble itself warn of nothing: who is ninety days
 * late was thirty days late before. Loans come out of arrears by what people pay, which no signal tells: they are found by the signal with which
 * they went into stage 2, up to a year before, and what their history says next.
 */
function warnings({ firstPaymentDays }: Warnings, buckets: readonly string[], from: Day, to: Day): RawBuilder<unknown> {
  const within = (day: RawBuilder<unknown>) => sql`${day} BETWEEN ${from}::date AND ${to}::date`
  const worse = (of: string) =>
    sql`(${sql.ref(`${of}state`)} = 'active' AND (${sql.ref(`${of}class`)} <> 'normal' OR ${sql.ref(`${of}stage`)} > 1))`
  // Of a first payment that fails several days count; only the first of them says anything new.
  return sql`SELECT s.loan_id, s.from_day FROM servicing.signal s WHERE ${within(sql`s.from_day`)} AND ${worse('s.')} AND NOT ${worse('s.was_')}
    UNION ALL SELECT s.loan_id, b.from_day FROM servicing.signal s
      CROSS JOIN LATERAL (SELECT b.from_day, b.state, b.class, b.stage FROM servicing.loan_state b
        WHERE b.loan_id = s.loan_id AND b.from_day > s.from_day AND b.state <> 'overdue' ORDER BY b.from_day LIMIT 1) b
      WHERE s.from_day BETWEEN ${addDays(from, -365)}::date AND ${to}::date AND s.state = 'overdue' AND s.was_stage = 1 AND s.stage > 1 AND ${within(sql`b.from_day`)} AND ${worse('b.')}
    UNION ALL SELECT s.loan_id, min(s.from_day) FROM servicing.signal s
      WHERE s.first_payment_days >= ${firstPaymentDays}::int AND s.from_day BETWEEN ${addDays(from, -60)}::date AND ${to}::date GROUP BY s.loan_id HAVING min(s.from_day) >= ${from}::date
    UNION ALL SELECT w.loan_id, w.recorded_on FROM servicing.loan_watch w
      WHERE w.watched AND ${within(sql`w.recorded_on`)}
        AND NOT coalesce((SELECT b.bucket = ANY(${[...buckets]}::text[]) FROM servicing.loan_state b WHERE b.loan_id = w.loan_id AND b.from_day <= w.recorded_on ORDER BY b.from_day DESC LIMIT 1), false)`
}

/** The days asked for, as days so much earlier. */
function earlier({ ctx, days }: Asked, by: number) {
  const from = days?.from ?? ctx.today
  const to = days?.to ?? ctx.today
  return { from: addDays(from, -by), to: addDays(to < ctx.today ? to : ctx.today, -by) }
}

/**
 * Loans that went bad, once for each morning on which one crossed into one of the `buckets` (bad_day): outstanding then, and whether a warning
 * had come at least so many days before and no longer ago than counts (is_warned).
 */
function wentBad(asked: Asked, buckets: readonly string[], known: Warnings): RawBuilder<unknown> {
  const { from, to } = earlier(asked, 0)
  const { leadDays, withinDays } = known
  const warned = warnings(known, buckets, addDays(from, -withinDays), addDays(to, -leadDays))
  return byHand(
    asked,
    'brought',
    (
      whose,
      condition,
    ) => sql`SELECT l.loan_id AS key, l.number, ${whose}, c.from_day AS bad_day, c.outstanding, c.is_warned
      FROM (SELECT c.loan_id, c.from_day, c.outstanding, count(w.loan_id) > 0 AS is_warned FROM (${crossings(buckets, from, to)}) c
              LEFT JOIN (${warned}) w ON w.loan_id = c.loan_id AND w.from_day BETWEEN c.from_day - ${withinDays}::int AND c.from_day - ${leadDays}::int GROUP BY 1, 2, 3) c
      JOIN servicing.loan l ON l.loan_id = c.loan_id WHERE ${condition}`,
  )
}

/**
 * Loans that were warned of, once a month each, on the day the warning has had its time (grown_day, so many days after warned_day): went_bad, whether they
 * crossed into one of the `buckets` meanwhile.
 */
function warnedOf(asked: Asked, buckets: readonly string[], known: Warnings): RawBuilder<unknown> {
  const { ctx, days } = asked
  const { withinDays } = known
  // Whole months, so that a loan counts on the same day whatever part of its month is asked for.
  const whole = earlier(
    { ...asked, days: { from: firstOf(days?.from ?? ctx.today), to: monthEnd(days?.to ?? ctx.today) } },
    withinDays,
  )
  const grown = sql`(w.from_day + ${withinDays}::int)`
  return byHand(
    asked,
    'brought',
    (
      whose,
      condition,
    ) => sql`SELECT l.loan_id AS key, l.number, ${whose}, w.from_day AS warned_day, w.from_day + ${withinDays}::int AS grown_day, w.went_bad
      FROM (SELECT w.loan_id, w.from_day, count(c.loan_id) > 0 AS went_bad
              FROM (SELECT w.loan_id, min(w.from_day) AS from_day FROM (${warnings(known, buckets, whole.from, whole.to)}) w GROUP BY w.loan_id, date_trunc('month', ${grown}::timestamp)) w
              LEFT JOIN (${crossings(buckets, addDays(whole.from, 1), addDays(whole.to, withinDays))}) c ON c.loan_id = w.loan_id AND c.from_day > w.from_day AND c.from_day <= ${grown}
             GROUP BY 1, 2) w
      JOIN servicing.loan l ON l.loan_id = w.loan_id WHERE ${condition}`,
  )
}

/**
 * Loans at the end of the `mob`-th month after the one they were lent in (month_end), once that month is closed: application_id, and is_bad: at the end of
 * some month up to it in one of the `buckets`, or written off. The rule of a vintage that never falls, domain.md §2.4.
 */
function matured(asked: Asked, mob: number, buckets: readonly string[]): RawBuilder<unknown> {
  const { first, last, end, born } = ofAge(asked, mob)
  const bad = sql`SELECT m.loan_id, min(m.month_end) AS month_end FROM servicing.loan_month m
    WHERE (m.bucket <> 'M0' OR m.state = 'written-off') AND (m.bucket = ANY(${[...buckets]}::text[]) AND ${running} OR m.state = 'written-off')
      AND m.month_end BETWEEN ${endBefore(first, mob)}::date AND ${last}::date GROUP BY m.loan_id`
  return byHand(
    asked,
    'brought',
    (
      whose,
      condition,
    ) => sql`SELECT l.loan_id AS key, l.number, ${whose}, ${end} AS month_end, l.application_id, coalesce(b.month_end <= ${end}, false) AS is_bad
      FROM servicing.loan l LEFT JOIN (${bad}) b ON b.loan_id = l.loan_id WHERE ${born} AND ${condition}`,
  )
}

/** Loans by the end of the month they were lent in (month_end), once that month is closed: application_id. */
function newborn(asked: Asked): RawBuilder<unknown> {
  const ends = monthEnds(asked)
  const [first, last] = [ends[0] ?? asked.ctx.today, ends.at(-1) ?? asked.ctx.today]
  return byHand(
    asked,
    'brought',
    (
      whose,
      condition,
    ) => sql`SELECT l.loan_id AS key, l.number, ${whose}, (date_trunc('month', l.disbursed_on::timestamp) + interval '1 month')::date - 1 AS month_end, l.application_id
      FROM servicing.loan l WHERE ${ends.length > 0}::boolean AND l.disbursed_on BETWEEN ${firstOf(first)}::date AND ${last}::date AND ${condition}`,
  )
}

export const outcomes = { wentBad, warnedOf, matured, newborn }
