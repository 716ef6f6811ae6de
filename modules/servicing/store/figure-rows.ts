import type { RawBuilder } from 'kysely'
import { must } from '#lib/assert'
import { addDays, addMonths, type Day, monthEnd } from '#lib/day'
import type { Context } from '#platform/context'
import { sql } from '#platform/database'
import { ofFirstAsked } from './first-asked.ts'

/**
 * What figures outside of this module are counted from. Each source gives one row for each thing counted, with whose work it is
 * (person_id, group_id and branch_id as they stood then; a hand-over leaves them). `permission` limits the rows to the
 * reader's scope; null gives all of them, for figures that are the same for whoever may see them. `days`: only rows of these
 * days are asked for, `personKey`: only one person's; both spare the look at all others.
 */
export type Asked = {
  ctx: Context
  permission: string | null
  personKey?: bigint | null | undefined
  days?: { from: Day; to: Day } | undefined
}

/** Whose work a loan is: who brought it in, or who approved it last. */
export type Hand = 'brought' | 'decided'

const hands = {
  brought: {
    place: { owner: 'l.originator_id', group: 'l.originator_group_id', branch: 'l.branch_id' },
    who: sql`l.originator_id AS person_id, l.originator_group_id AS group_id, l.branch_id`,
    there: sql`true`,
  },
  decided: {
    place: { owner: 'l.decider_id', group: 'l.decider_group_id', branch: 'l.decider_branch_id' },
    who: sql`l.decider_id AS person_id, l.decider_group_id AS group_id, l.decider_branch_id AS branch_id`,
    there: sql`l.decider_id IS NOT NULL`,
  },
}
const { place: byOriginator } = hands.brought

/**
 * Rows of loans by who brought or who approved them. Of `both` each loan is looked at once and gives a row for either, told apart by
 * `is_brought`; asked for where nobody's reach limits the rows.
 * @param rows what is told of each loan, given its condition and the columns that say whose it is
 */
export function byHand(
  asked: Asked,
  hand: Hand | 'both',
  rows: (whose: RawBuilder<unknown>, condition: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (hand !== 'both') return rows(hands[hand].who, ofHand(asked, hand))
  const whose = sql`l.originator_id, l.originator_group_id, l.branch_id AS originator_branch_id, l.decider_id, l.decider_group_id, l.decider_branch_id`
  return sql`SELECT b.*, h.* FROM (${rows(whose, inReach(asked))}) b
    CROSS JOIN LATERAL (VALUES (true, b.originator_id, b.originator_group_id, b.originator_branch_id), (false, b.decider_id, b.decider_group_id, b.decider_branch_id))
      h (is_brought, person_id, group_id, branch_id) WHERE h.is_brought OR h.person_id IS NOT NULL`
}
const byOwner = { owner: 'l.owner_id', group: 'l.group_id', branch: 'l.branch_id' }
/** Whether a row is within the reader's scope. */
export const inReach = ({ ctx, permission }: Asked, place = byOriginator): RawBuilder<unknown> =>
  permission === null ? sql`true` : ctx.rights.where(permission, place)
const ofHand = (asked: Asked, hand: Hand) => sql`${hands[hand].there} AND ${inReach(asked, hands[hand].place)}`
/** Whether it is the customer's first loan with us. */
const isFirst = sql`NOT EXISTS (SELECT FROM servicing.loan o WHERE o.customer_id = l.customer_id AND o.loan_id < l.loan_id)`
export const running = sql`m.state IN ('active', 'overdue')`
const bad = sql`m.class IN ('substandard', 'doubtful', 'loss')`

/** Month ends noted with whose work the loan is; a loan's number is looked up where it is shown. */
const noted = {
  place: { owner: 'm.originator_id', group: 'm.originator_group_id', branch: 'm.branch_id' },
  who: sql`m.loan_id AS key, (SELECT l.number FROM servicing.loan l WHERE l.loan_id = m.loan_id) AS number,
      m.originator_id AS person_id, m.originator_group_id AS group_id, m.branch_id`,
  ofPerson: ({ personKey }: Asked) =>
    personKey === null || personKey === undefined
      ? sql`true`
      : sql`m.loan_id = ANY(ARRAY(SELECT l.loan_id FROM servicing.loan l WHERE l.originator_id = ${personKey}))`,
}

/** The month ends within the days asked for that are closed. */
export function monthEnds({ ctx, days }: Asked): Day[] {
  const { from, to } = must(days, 'rows by month ends are asked for by days')
  const ends: Day[] = []
  for (let end = monthEnd(from); end <= to && end < ctx.today; end = monthEnd(addDays(end, 1))) ends.push(end)
  return ends
}

/** The last day of the month so many months before a month's end. */
export const endBefore = (end: Day, months: number): Day => monthEnd(addMonths(`${end.slice(0, 7)}-01` as Day, -months))

/**
 * Loans: disbursed_day, disbursed_at, amount (principal lent, fen), outstanding (principal now, fen), oldest_unpaid_day (due day of
 * the oldest unpaid installment), is_overdue (that day is past), dealer (its key), is_decided (a person approved it), is_first (the
 * customer's first with us).
 */
function loans(asked: Asked, hand: Hand | 'both' = 'brought'): RawBuilder<unknown> {
  return byHand(
    asked,
    hand,
    (
      whose,
      condition,
    ) => sql`SELECT l.loan_id AS key, l.number, ${whose}, l.disbursed_on AS disbursed_day, l.opened_at AS disbursed_at, l.dealer_id AS dealer, l.application_id,
      l.principal AS amount, l.outstanding, l.oldest_unpaid_due AS oldest_unpaid_day, coalesce(l.oldest_unpaid_due < ${asked.ctx.today}::date, false) AS is_overdue,
      l.decider_id IS NOT NULL AS is_decided, ${isFirst} AS is_first
    FROM servicing.loan l WHERE ${condition}`,
  )
}

/** Loans by who looks after them now: what falls overdue today is theirs to act on. Columns as of `loans`. */
function lookedAfter(asked: Asked): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.number, l.owner_id AS person_id, l.group_id, l.branch_id, l.oldest_unpaid_due AS oldest_unpaid_day
    FROM servicing.loan l WHERE ${inReach(asked, byOwner)}`
}

/**
 * First installments by the day they were due (due_day), seen on the morning they are `days` past due: amount (what was due, fen), is_defaulted: by value dates
 * not all of it had been paid by then. Only loans that a close has found unpaid, or with a payment taken back, are looked at closely.
 * The same rule as the first payment default of the pictures.
 */
function firstPayments(asked: Asked, days: number, hand: Hand | 'both' = 'brought'): RawBuilder<unknown> {
  const due = sql`(i.principal + i.interest + i.fee)`
  return byHand(asked, hand, (whose, condition) =>
    ofFirstAsked(
      (
        join,
        seq,
      ) => sql`SELECT l.loan_id AS key, l.number, ${whose}, i.due_on AS due_day, l.disbursed_on AS disbursed_day, l.application_id, ${due} AS amount,
      CASE WHEN EXISTS (SELECT FROM servicing.signal s WHERE s.from_day = i.due_on + ${days}::int AND s.loan_id = l.loan_id AND s.first_payment_days IS NOT NULL)
             OR EXISTS (SELECT FROM servicing.loan_transaction v WHERE v.loan_id = l.loan_id AND v.kind = 'reversal')
           THEN (SELECT coalesce(sum(h.principal + h.interest + h.fee), 0) FROM servicing.loan_share h
                   JOIN servicing.loan_transaction t ON t.loan_id = h.loan_id AND t.id = h.transaction_id
                  WHERE h.loan_id = l.loan_id AND h.seq = ${seq} AND t.value_date < i.due_on + ${days}::int) < ${due}
           ELSE false END AS is_defaulted
    FROM servicing.loan l ${join}
   WHERE i.due_on >= l.disbursed_on AND i.due_on <= ${addDays(asked.ctx.today, -days)}::date AND ${condition}`,
    ),
  )
}

/** Loans `l` that come to the end of the `mob`-th month after the one they were lent in within the days asked for: which they are, and that end. */
export function ofAge(asked: Asked, mob: number) {
  const ends = monthEnds(asked)
  const [first, last] = [ends[0] ?? asked.ctx.today, ends.at(-1) ?? asked.ctx.today]
  // Two plain ranges instead of one over the later of the two days: the database knows how many loans lie in each.
  const births = (ends.length > 0 ? ends : [first]).map(end => `${endBefore(end, mob).slice(0, 7)}-01`)
  const within = (day: RawBuilder<unknown>) => sql`${day} BETWEEN ${births[0]}::date AND ${endBefore(last, mob)}::date`
  // The end that goes with the month of birth, found by one search in the list of their starts: far cheaper than reckoning with months.
  const end = sql`(${ends}::date[])[width_bucket(coalesce(l.originated_on, l.disbursed_on), ${births}::date[])]`
  const born = sql`${ends.length > 0}::boolean AND (l.originated_on IS NULL AND ${within(sql`l.disbursed_on`)} OR ${within(sql`l.originated_on`)} AND l.disbursed_on <= ${end})`
  return { first, last, end, born }
}

/**
 * Loans at the end of the `mob`-th month after the one they were lent in (month_end), once that month is closed: principal lent,
 * exposure (outstanding of those in one of the `buckets` then, and of those written off what they owed before; else 0),
 * is_late. The rule of a current vintage, domain.md §2.4.
 */
function aged(
  asked: Asked,
  mob: number,
  buckets: readonly string[],
  hand: Hand | 'both' = 'brought',
): RawBuilder<unknown> {
  const { first, last, end, born } = ofAge(asked, mob)
  const late = sql`SELECT m.loan_id, m.month_end, m.outstanding FROM servicing.loan_month m
    WHERE m.bucket <> 'M0' AND m.bucket = ANY(${[...buckets]}::text[]) AND ${running} AND m.month_end BETWEEN ${first}::date AND ${last}::date`
  const gone = sql`(SELECT b.outstanding FROM servicing.loan_state b WHERE b.loan_id = l.loan_id
      AND b.from_day < (SELECT min(f.from_day) FROM servicing.loan_state f WHERE f.loan_id = l.loan_id AND f.state = 'written-off') ORDER BY b.from_day DESC LIMIT 1)`
  return byHand(
    asked,
    hand,
    (whose, condition) => sql`SELECT x.*, coalesce(x.owed, 0) AS exposure, x.owed IS NOT NULL AS is_late
    FROM (SELECT l.loan_id AS key, l.number, ${whose}, ${end} AS month_end, l.disbursed_on AS disbursed_day, l.application_id, l.principal,
             CASE WHEN m.loan_id IS NOT NULL THEN m.outstanding
                  WHEN l.state = 'written-off' AND EXISTS (SELECT FROM servicing.loan_month w WHERE w.loan_id = l.loan_id AND w.state = 'written-off' AND w.month_end <= ${end})
                  THEN coalesce(${gone}, 0) END AS owed
            FROM servicing.loan l LEFT JOIN (${late}) m ON m.loan_id = l.loan_id AND m.month_end = ${end}
           WHERE ${born} AND ${condition}) x`,
  )
}

/** Where each running loan stood at a month's end: month_end, outstanding, is_overdue, is_bad (classes from substandard), is_late60 (bucket M3 and beyond). */
export function standings(asked: Asked): RawBuilder<unknown> {
  return sql`SELECT ${noted.who}, m.month_end, m.outstanding, m.bucket <> 'M0' AS is_overdue, ${bad} AS is_bad, m.bucket NOT IN ('M0', 'M1', 'M2') AS is_late60
    FROM servicing.loan_month m WHERE ${running} AND ${noted.ofPerson(asked)} AND ${inReach(asked, noted.place)}`
}

/**
 * Loans that were late at a month's beginning, and what the month made of them (month_end): opening (outstanding at its beginning),
 * overdue (what was past due then), collected (of it, what came in during the month, never more), and for each bucket whether it
 * began there (from_m1 …) and went on to a worse one or was written off (rolled).
 */
export function rolls(asked: Asked): RawBuilder<unknown> {
  // Month by month, so that each looks at two months' rows only; what went on to a worse bucket or was written off is among the late ones.
  const months = monthEnds(asked).map(
    end => sql`SELECT ${noted.who}, ${end}::date AS month_end, m.outstanding AS opening, m.overdue, m.bucket,
             coalesce(a.state = 'written-off' OR (a.state IN ('active', 'overdue') AND a.bucket > m.bucket), false) AS rolled,
             (SELECT coalesce(sum(t.amount), 0) FROM servicing.loan_transaction t WHERE t.loan_id = m.loan_id AND t.kind IN ('repayment', 'settlement', 'reversal')
                 AND t.posted_on > ${endBefore(end, 1)}::date AND t.posted_on <= ${end}::date)::bigint AS received
            FROM servicing.loan_month m LEFT JOIN servicing.loan_month a ON a.loan_id = m.loan_id AND a.month_end = ${end}::date AND (a.bucket <> 'M0' OR a.state = 'written-off')
           WHERE m.month_end = ${endBefore(end, 1)}::date AND m.bucket <> 'M0' AND ${running} AND ${noted.ofPerson(asked)} AND ${inReach(asked, noted.place)}`,
  )
  const none = sql`SELECT ${noted.who}, m.month_end, m.outstanding AS opening, m.overdue, m.bucket, false AS rolled, 0::bigint AS received FROM servicing.loan_month m WHERE false`
  return sql`SELECT x.key, x.number, x.person_id, x.group_id, x.branch_id, x.month_end, x.opening, x.overdue,
      least(x.overdue, greatest(x.received, 0)) AS collected, x.bucket = 'M1' AS from_m1, x.bucket = 'M2' AS from_m2, x.bucket = 'M3' AS from_m3, x.rolled
    FROM (${months.length > 0 ? sql.join(months, sql` UNION ALL `) : none}) x`
}

/**
 * Installments by the day they are due, of loans that ran until that day: number names the installment too, seq is its place in the plan; due_day, amount (principal,
 * interest and fee of the plan, fen), paid (of it so far, whenever it came, fen). By who looks after the loan now.
 */
function dues(asked: Asked): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.number || ' · ' || i.seq AS number, i.seq, l.owner_id AS person_id, l.group_id, l.branch_id, i.due_on AS due_day,
      i.principal + i.interest + i.fee AS amount, i.principal_paid + i.interest_paid + i.fee_paid AS paid
    FROM servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id
   WHERE (l.closed_on IS NULL OR l.closed_on >= i.due_on) AND ${inReach(asked, byOwner)}`
}

/**
 * Money that came in from borrowers (repayments and settlements; reversals take it out again) by the day it was posted: posted_day,
 * received_at, amount (fen). By who looks after the loan now.
 */
function receipts(asked: Asked): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.number, l.owner_id AS person_id, l.group_id, l.branch_id, t.posted_on AS posted_day, t.recorded_at AS received_at, t.amount
    FROM servicing.loan_transaction t JOIN servicing.loan l ON l.loan_id = t.loan_id
   WHERE t.kind IN ('repayment', 'settlement', 'reversal') AND ${inReach(asked, byOwner)}`
}

/** Loans the day close has set aside and that wait to be mended: key, number, person_id, since (moment), due_day (the day), reason. */
function setAside(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.number, l.owner_id AS person_id, s.at AS since, s.day AS due_day, s.reason
    FROM servicing.set_aside s JOIN servicing.loan l ON l.loan_id = s.loan_id
   WHERE s.resolved_at IS NULL AND ${ctx.rights.where(permission, byOwner)}`
}

/**
 * Loans as pay looks at them: loan_id, application_id, customer_id, person_id (who brought it), disbursed_day, principal, periods,
 * annual_rate, outstanding, oldest_unpaid_day, and whether it was the customer's first.
 */
function deals(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT l.loan_id, l.application_id, l.customer_id, l.originator_id AS person_id, l.disbursed_on AS disbursed_day, l.principal, l.periods, l.annual_rate,
      l.outstanding, l.oldest_unpaid_due AS oldest_unpaid_day, ${isFirst} AS new_customer
    FROM servicing.loan l WHERE ${ctx.rights.where(permission, byOriginator)}`
}

/** What kind of file each loan is: key, application_id, dealer, product, periods, amount (principal), condition (new or used). */
function kinds(): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.application_id, l.customer_id AS customer, l.dealer_id AS dealer, l.product_id AS product, l.periods, l.principal AS amount, l.vehicle_condition AS condition FROM servicing.loan l`
}

/** The number of each loan, which never changes: key, number. */
const numbers = (): RawBuilder<unknown> => sql`SELECT l.loan_id AS key, l.number FROM servicing.loan l`

/** The sources by name; each row carries the place that the reader's scope limits. */
export const sources = {
  loans,
  lookedAfter,
  firstPayments,
  aged,
  standings,
  rolls,
  dues,
  receipts,
  setAside,
  deals,
  kinds,
  numbers,
}
