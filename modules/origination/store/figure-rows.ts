import type { RawBuilder } from 'kysely'
import type { Context } from '#platform/context'
import { sql } from '#platform/database'
import { applicationPlace } from './application.ts'

/**
 * Applications as figures about the people who brought them read them, within the reader's scope for `permission`: key, number,
 * person_id, group_id, submitted_day, submitted_at, decided_day, amount, minutes (working minutes all reviews of it took), is_open,
 * is_decided, is_approved.
 */
export function applicationRows(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT a.id AS key, a.number, a.owner_id AS person_id, a.group_id, a.submitted_day, a.submitted_at, a.decided_day, coalesce(a.principal, 0) AS amount,
      (SELECT coalesce(sum(e.working_minutes), 0) FROM origination.application_event e
        WHERE e.application_id = a.id AND e.from_state IN ('first-review', 'final-review', 'second-review')) AS minutes,
      a.state NOT IN ('disbursed', 'rejected', 'cancelled', 'expired') AS is_open, a.decided_day IS NOT NULL AS is_decided, a.valid_through IS NOT NULL AS is_approved
    FROM origination.application a WHERE ${ctx.rights.where(permission, applicationPlace)}`
}

/**
 * Reviewers' decisions as figures about the people who decided read them: key and number of the application, person_id (who
 * decided), group_id, decided_day, amount, minutes (working minutes the stage took), is_approved. Scoped by the application.
 */
export function reviewRows(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT e.application_id AS key, a.number, e.actor_key AS person_id, e.actor_group_id AS group_id, e.business_day AS decided_day, coalesce(a.principal, 0) AS amount,
      coalesce(e.working_minutes, 0) AS minutes, e.action = 'approve' AS is_approved
    FROM origination.application_event e JOIN origination.application a ON a.id = e.application_id
    WHERE e.action IN ('approve', 'reject', 'escalate', 'escalate-to-risk') AND e.actor_key IS NOT NULL
      AND ${ctx.rights.where(permission, { owner: 'e.actor_key', group: 'e.actor_group_id', branch: 'e.actor_branch_id' })}`
}

/** Cases whose time at a review desk is over: key and number of the application, person_id (who brought it), since (when it was due). */
export function lateReviewRows(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT a.id AS key, a.number, a.owner_id AS person_id, a.due_at AS since, NULL::date AS due_day, NULL::text AS reason
    FROM origination.application a WHERE a.state IN ('first-review', 'final-review', 'second-review') AND a.due_at < ${ctx.now}
     AND ${ctx.rights.where(permission, applicationPlace)}`
}

/** Requests for money that have waited longer than they may: key and number of the application, person_id (who brought it), since (when it was due). */
export function lateFundingRows(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT a.id AS key, a.number, a.owner_id AS person_id, f.due_at AS since, NULL::date AS due_day, NULL::text AS reason
    FROM origination.funding f JOIN origination.application a ON a.id = f.application_id WHERE f.state = 'requested' AND f.due_at < ${ctx.now}
     AND ${ctx.rights.where(permission, applicationPlace)}`
}

/** Leads still followed, as figures about their owners read them: key, number (the masked name), person_id, group_id. */
export function leadRows(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT l.id AS key, l.display_name AS number, l.owner_id AS person_id, l.group_id
    FROM origination.lead l WHERE l.state IN ('new', 'contacted', 'qualified')
      AND ${ctx.rights.where(permission, { owner: 'l.owner_id', group: 'l.group_id', branch: 'l.branch_id' })}`
}

/** Cases held by a reviewer at this moment, as figures about reviewers read them: key, number, person_id, group_id. */
export function heldRows(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT a.id AS key, a.number, a.claimed_by AS person_id, a.claimed_group_id AS group_id
    FROM origination.application a
   WHERE a.state IN ('first-review', 'final-review', 'second-review') AND a.claimed_by IS NOT NULL AND a.claimed_until > ${ctx.now}
      AND ${ctx.rights.where(permission, { owner: 'a.claimed_by', group: 'a.claimed_group_id', branch: 'a.branch_id' })}`
}
