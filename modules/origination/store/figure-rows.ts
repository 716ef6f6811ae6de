import type { RawBuilder } from 'kysely'
import { scoreRows } from '#decision'
import type { Context } from '#platform/context'
import { sql } from '#platform/database'
import { applicationPlace } from './application.ts'

/**
 * What figures outside of this module are counted from. Each source gives one row for each thing counted, with the person whose
 * work it is, their group and branch as they were then. `permission` limits the rows to the reader's scope; null gives all of
 * them, for figures that are the same for whoever may see them.
 */
type Asked = {
  ctx: Context
  permission: string | null
  personKey?: bigint | null | undefined
  /** All rows are asked for, not those of a person, group or branch. */
  everybody?: boolean | undefined
}

const place = {
  brought: {
    owner: 'o.person_id',
    group: 'o.group_id',
    branch: 'a.branch_id',
  },
  decided: { owner: 'e.actor_key', group: 'e.actor_group_id', branch: 'e.actor_branch_id' },
  checked: { owner: 'c.owner_id', group: 'c.group_id', branch: 'c.branch_id' },
}
type Place = (typeof place)['brought']
const inReach = ({ ctx, permission }: Asked, columns: Place): RawBuilder<unknown> =>
  permission === null ? sql`true` : ctx.rights.where(permission, columns)

/** One person's applications, said without an expression: behind the wall the database looks up plain columns only. */
const broughtBy = ({ personKey }: Asked): RawBuilder<unknown> =>
  personKey === null || personKey === undefined
    ? sql`true`
    : sql`(a.originator_id = ${personKey} OR a.originator_id IS NULL AND a.owner_id = ${personKey})`

/** Before it was ever submitted an application is its owner's; from then on it counts for who brought it in. */
const brought = sql`CROSS JOIN LATERAL (SELECT coalesce(a.originator_id, a.owner_id) AS person_id, coalesce(a.originator_group_id, a.group_id) AS group_id) o`

const inReview = sql`e.from_state IN ('first-review', 'final-review', 'second-review')`
/**
 * Working minutes of the reviews of every application, added up once; for a few it is less to look each up. Without the limit, which
 * limits nothing, each of the database's processes would add up all of them for itself.
 */
const spent = sql`LEFT JOIN (SELECT e.application_id, sum(e.working_minutes) AS minutes FROM origination.application_event e
    WHERE ${inReview} GROUP BY 1 LIMIT 1000000000000) m ON m.application_id = a.id`

/**
 * Applications as figures about the people who brought them read them: key, number, person_id, group_id, branch_id, submitted_day,
 * submitted_at, decided_day, ended_day (an approval's end: paid out, cancelled or run out), amount, minutes (working minutes all
 * reviews of it took), is_open, is_decided, is_approved, is_paid, is_returned (papers were asked for again).
 */
export function applicationRows(asked: Asked): RawBuilder<unknown> {
  const { everybody } = asked
  return sql`SELECT a.id AS key, a.number, o.person_id, o.group_id, a.branch_id, a.submitted_day, a.submitted_at, a.decided_day, coalesce(a.principal, 0) AS amount,
      CASE WHEN a.state = 'disbursed' THEN a.disbursed_day WHEN a.valid_through IS NOT NULL AND a.state IN ('expired', 'cancelled') THEN (a.state_since AT TIME ZONE 'Asia/Shanghai')::date END AS ended_day,
      ${everybody ? sql`coalesce(m.minutes, 0)` : sql`(SELECT coalesce(sum(e.working_minutes), 0) FROM origination.application_event e WHERE e.application_id = a.id AND ${inReview})`} AS minutes,
      EXISTS (SELECT FROM origination.application_event e WHERE e.application_id = a.id AND e.action = 'return') AS is_returned,
      a.state NOT IN ('disbursed', 'rejected', 'cancelled', 'expired') AS is_open, a.decided_day IS NOT NULL AS is_decided, a.valid_through IS NOT NULL AS is_approved,
      a.state = 'disbursed' AS is_paid
    FROM origination.application a ${everybody ? spent : sql``} ${brought} WHERE ${inReach(asked, place.brought)} AND ${broughtBy(asked)}`
}

/**
 * Reviewers' decisions as figures about the people who decided read them: key and number of the application, person_id (who
 * decided), group_id, branch_id, decided_day, amount, minutes (working minutes the stage took), is_approved, is_final (approved or
 * rejected), is_in_time, is_reopened (a person was asked for afterwards). Outer joins, so that what a figure does not ask for is not looked up.
 */
export function reviewRows(asked: Asked): RawBuilder<unknown> {
  return sql`SELECT e.application_id AS key, a.number, e.actor_key AS person_id, e.actor_group_id AS group_id, e.actor_branch_id AS branch_id, e.business_day AS decided_day, coalesce(a.principal, 0) AS amount,
      coalesce(e.working_minutes, 0) AS minutes, e.action = 'approve' AS is_approved, e.action IN ('approve', 'reject') AS is_final, coalesce(e.within_time, true) AS is_in_time,
      coalesce(r.id > e.id, false) AS is_reopened
    FROM origination.application_event e LEFT JOIN origination.application a ON a.id = e.application_id
    LEFT JOIN (SELECT r.application_id, max(r.id) AS id FROM origination.application_event r WHERE r.action = 'request-review' GROUP BY 1) r ON r.application_id = e.application_id
    WHERE e.action IN ('approve', 'reject', 'escalate', 'escalate-to-risk') AND e.actor_key IS NOT NULL
      AND ${inReach(asked, place.decided)}`
}

/**
 * Quality checks that have come to their end, as figures about the person whose decision was checked read them: key and number of the
 * application, person_id, group_id, branch_id, checked_day, defects (those that count: accepted, lapsed or upheld), is_wrong (at least one).
 */
export function checkRows(asked: Asked): RawBuilder<unknown> {
  return sql`SELECT c.application_id AS key, a.number, c.owner_id AS person_id, c.group_id, c.branch_id, (c.checked_at AT TIME ZONE 'Asia/Shanghai')::date AS checked_day,
      coalesce(d.defects, 0) AS defects, coalesce(d.defects, 0) > 0 AS is_wrong
    FROM origination.quality_check c JOIN origination.application a ON a.id = c.application_id
    LEFT JOIN LATERAL (SELECT count(*)::int AS defects FROM origination.quality_defect q
        LEFT JOIN origination.quality_reply r ON r.defect_id = q.id LEFT JOIN origination.quality_ruling u ON u.defect_id = q.id
       WHERE q.check_id = c.id AND (r.answer IN ('accept', 'lapsed') OR coalesce(u.upheld, false))) d ON true
   WHERE c.state IN ('clean', 'closed') AND ${inReach(asked, place.checked)}`
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

/** Leads still followed, as figures about their owners read them: key, number (the masked name), person_id, group_id, branch_id, due_day (when to contact next). */
export function leadRows(asked: Asked): RawBuilder<unknown> {
  return sql`SELECT l.id AS key, l.display_name AS number, l.owner_id AS person_id, l.group_id, l.branch_id, l.next_contact_on AS due_day
    FROM origination.lead l WHERE l.state IN ('new', 'contacted', 'qualified')
      AND ${inReach(asked, { owner: 'l.owner_id', group: 'l.group_id', branch: 'l.branch_id' })}`
}

/** Cases held by a reviewer at this moment, as figures about reviewers read them: key, number, person_id, group_id, branch_id, due_at. */
export function heldRows(asked: Asked): RawBuilder<unknown> {
  return sql`SELECT a.id AS key, a.number, a.claimed_by AS person_id, a.claimed_group_id AS group_id, a.branch_id, a.due_at
    FROM origination.application a
   WHERE a.state IN ('first-review', 'final-review', 'second-review') AND a.claimed_by IS NOT NULL AND a.claimed_until > ${asked.ctx.now}
      AND ${inReach(asked, { owner: 'a.claimed_by', group: 'a.claimed_group_id', branch: 'a.branch_id' })}`
}

/** The score that the last verdict on each application was made with: application_id, score; none where a card scored nothing. */
export function scoredRows(): RawBuilder<unknown> {
  return sql`SELECT a.id AS application_id, s.score FROM origination.application a JOIN (${scoreRows()}) s ON s.key = a.decision_id`
}
