import type { RawBuilder } from 'kysely'
import type { Context } from '#platform/context'
import { sql } from '#platform/database'

const place = { owner: 'l.owner_id', group: 'l.group_id', branch: 'l.branch_id' }

/**
 * Loans as figures about the people who brought them read them, within the reader's scope for `permission`: key, number, person_id,
 * group_id, disbursed_day, disbursed_at, amount (principal lent, fen), outstanding (principal now, fen), oldest_unpaid_day (due day of
 * the oldest unpaid installment), is_overdue (that day is past).
 */
function loans(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.number, l.owner_id AS person_id, l.group_id, l.disbursed_on AS disbursed_day, l.opened_at AS disbursed_at,
      l.principal AS amount, l.outstanding, l.oldest_unpaid_due AS oldest_unpaid_day, coalesce(l.oldest_unpaid_due < ${ctx.today}::date, false) AS is_overdue
    FROM servicing.loan l WHERE ${ctx.rights.where(permission, place)}`
}

/**
 * Installments by the day they are due, of loans that ran until that day: key and number of the loan, person_id, group_id, due_day,
 * amount (principal, interest and fee of the plan, fen), paid (of it so far, whenever it came, fen).
 */
function dues(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.number || ' · ' || i.seq AS number, l.owner_id AS person_id, l.group_id, i.due_on AS due_day,
      i.principal + i.interest + i.fee AS amount, i.principal_paid + i.interest_paid + i.fee_paid AS paid
    FROM servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id
   WHERE (l.closed_on IS NULL OR l.closed_on >= i.due_on) AND ${ctx.rights.where(permission, place)}`
}

/**
 * Money that came in from borrowers (repayments and settlements; reversals take it out again) by the day it was posted: key and
 * number of the loan, person_id, group_id, posted_day, received_at, amount (fen).
 */
function receipts(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.number, l.owner_id AS person_id, l.group_id, t.posted_on AS posted_day, t.recorded_at AS received_at, t.amount
    FROM servicing.loan_transaction t JOIN servicing.loan l ON l.loan_id = t.loan_id
   WHERE t.kind IN ('repayment', 'settlement', 'reversal') AND ${ctx.rights.where(permission, place)}`
}

/** Loans the day close has set aside and that wait to be mended: key, number, person_id, since (moment), due_day (the day), reason. */
function setAside(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.number, l.owner_id AS person_id, s.at AS since, s.day AS due_day, s.reason
    FROM servicing.set_aside s JOIN servicing.loan l ON l.loan_id = s.loan_id
   WHERE s.resolved_at IS NULL AND ${ctx.rights.where(permission, place)}`
}

/**
 * Loans as pay looks at them: loan_id, application_id, customer_id, person_id, disbursed_day, principal, periods, annual_rate,
 * outstanding, oldest_unpaid_day, and whether it was the customer's first.
 */
function deals(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT l.loan_id, l.application_id, l.customer_id, l.owner_id AS person_id, l.disbursed_on AS disbursed_day, l.principal, l.periods, l.annual_rate,
      l.outstanding, l.oldest_unpaid_due AS oldest_unpaid_day, NOT EXISTS (SELECT FROM servicing.loan o WHERE o.customer_id = l.customer_id AND o.loan_id < l.loan_id) AS new_customer
    FROM servicing.loan l WHERE ${ctx.rights.where(permission, place)}`
}

/** What figures outside of this module are counted from; each row carries the place that the reader's scope limits. */
export const loanFigureRows = { loans, dues, receipts, setAside, deals }
