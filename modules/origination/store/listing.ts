import type { RawBuilder } from 'kysely'
import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { pastWall } from '#platform/wall'
import { openStates, promisedStates } from '../application.ts'
import { type ApplicationRow, applicationColumns, applicationPlace } from './application.ts'

const from = sql`FROM origination.application a JOIN origination.vehicle v ON v.application_id = a.id`

export type ApplicationFilter = {
  states: readonly string[]
  ownerKey: bigint | null
  groupKey: bigint | null
  branchKey: bigint | null
  dealerKey: bigint | null
  customerKeys: readonly bigint[] | null
  from: Day | null
  to: Day | null
  search: string | null
}

function filtered(ctx: Context, filter: ApplicationFilter): RawBuilder<unknown> {
  return sql`${from} WHERE ${ctx.rights.where('origination.application.read', applicationPlace)}
    AND (${filter.states.length === 0} OR a.state = ANY(${filter.states}::text[]))
    AND (${filter.ownerKey}::bigint IS NULL OR a.owner_id = ${filter.ownerKey})
    AND (${filter.groupKey}::bigint IS NULL OR a.group_id = ${filter.groupKey})
    AND (${filter.branchKey}::bigint IS NULL OR a.branch_id = ${filter.branchKey})
    AND (${filter.dealerKey}::bigint IS NULL OR a.dealer_id = ${filter.dealerKey})
    AND (${filter.customerKeys === null} OR a.customer_id = ANY(${filter.customerKeys ?? []}::bigint[]))
    AND (${filter.from}::date IS NULL OR a.created_day >= ${filter.from}::date)
    AND (${filter.to}::date IS NULL OR a.created_day <= ${filter.to}::date)
    AND (${filter.search}::text IS NULL OR a.number ILIKE ${filter.search} || '%' OR v.vin = upper(${filter.search}) OR a.owner_name = ${filter.search} OR a.dealer_name ILIKE '%' || ${filter.search} || '%')`
}

/** A page of applications in the reader's scope with number and amount of all of them. */
export async function listApplications(
  ctx: Context,
  query: PageRequest & ApplicationFilter & { sort: string },
): Promise<{ rows: ApplicationRow[]; total: number; amount: Money; next: string | null }> {
  const byAmount = query.sort === 'principal'
  const { beyond, order } = byAmount
    ? pageClauses(query, sql`coalesce(a.principal, 0)`, sql`a.id`, 'bigint')
    : pageClauses(query, sql`a.id`, sql`a.id`, 'bigint')
  const where = filtered(ctx, query)
  const found = await rows(sql<ApplicationRow>`SELECT ${applicationColumns} ${where} AND ${beyond} ${order}`, ctx.sql)
  const sums = await oneOrNone(
    sql<{
      total: number
      amount: bigint
    }>`SELECT count(*)::int AS total, coalesce(sum(a.principal), 0)::bigint AS amount ${where}`,
    ctx.sql,
  )
  const page = cutPage(found, query.limit, row => [byAmount ? (row.principal ?? 0n) : row.key, row.key])
  return { ...page, total: sums!.total, amount: sums!.amount as Money }
}

/** How many applications stand in each state, within the reader's scope. */
export function countByState(ctx: Context, ownerKey: bigint | null) {
  return rows(
    sql<{
      state: ApplicationRow['state']
      count: number
      amount: Money
    }>`SELECT a.state, count(*)::int AS count, coalesce(sum(a.principal), 0)::bigint AS amount ${from}
      WHERE ${ctx.rights.where('origination.application.read', applicationPlace)} AND (${ownerKey}::bigint IS NULL OR a.owner_id = ${ownerKey}) GROUP BY a.state`,
    ctx.sql,
  )
}

/** Who may see what waits for review: the review desks by one permission, risk control by the other. */
function waiting(ctx: Context): RawBuilder<boolean> {
  return sql<boolean>`((a.state IN ('first-review', 'final-review') AND ${ctx.rights.where('origination.application.review', applicationPlace)})
    OR (a.state = 'second-review' AND ${ctx.rights.where('origination.application.approve', applicationPlace)}))`
}

/** The review queue, most urgent first. */
export function reviewQueue(ctx: Context, limit: number): Promise<ApplicationRow[]> {
  return rows(
    sql<ApplicationRow>`SELECT ${applicationColumns} ${from} WHERE ${waiting(ctx)} ORDER BY a.due_at, a.id LIMIT ${limit}`,
    ctx.sql,
  )
}

/** The most urgent cases nobody else holds, locked so that two reviewers asking at once get different ones. */
export function freeCases(ctx: Context, limit: number, except: bigint | null): Promise<ApplicationRow[]> {
  return rows(
    sql<ApplicationRow>`SELECT ${applicationColumns} ${from} WHERE ${waiting(ctx)}
      AND (a.claimed_by IS NULL OR a.claimed_by = ${ctx.actor.key} OR a.claimed_until <= ${ctx.now}) AND a.id IS DISTINCT FROM ${except}::bigint
      AND a.owner_id <> ${ctx.actor.key} AND a.submitted_by IS DISTINCT FROM ${ctx.actor.key}::bigint
      ORDER BY a.due_at, a.id LIMIT ${limit} FOR UPDATE OF a SKIP LOCKED`,
    ctx.sql,
  )
}

/** The most urgent cases that others hold now, locked. */
export function casesOfOthers(ctx: Context, limit: number, except: bigint | null): Promise<ApplicationRow[]> {
  return rows(
    sql<ApplicationRow>`SELECT ${applicationColumns} ${from} WHERE ${waiting(ctx)}
      AND a.claimed_by <> ${ctx.actor.key} AND a.claimed_until > ${ctx.now} AND a.id IS DISTINCT FROM ${except}::bigint
      AND a.owner_id <> ${ctx.actor.key} AND a.submitted_by IS DISTINCT FROM ${ctx.actor.key}::bigint
      ORDER BY a.due_at, a.id LIMIT ${limit} FOR UPDATE OF a SKIP LOCKED`,
    ctx.sql,
  )
}

/** The cases under review that a person holds now, locked. */
export function heldCases(ctx: Context, personKey: bigint): Promise<ApplicationRow[]> {
  return rows(
    sql<ApplicationRow>`SELECT ${applicationColumns} ${from}
      WHERE a.claimed_by = ${personKey} AND a.claimed_until > ${ctx.now} AND a.state IN ('first-review', 'final-review', 'second-review')
      ORDER BY a.id FOR UPDATE OF a`,
    ctx.sql,
  )
}

/** What else is open on the same vehicle, identity, phone and papers since a day; drafts promise nothing and do not count. */
export async function duplicatesOf(
  database: Sql,
  application: Pick<ApplicationRow, 'key' | 'vin'> & {
    customerKey: bigint
    identity: string | null
    phone: string | null
    since: Day
  },
) {
  return pastWall(database, async () => {
    const open = sql`a.id <> ${application.key} AND a.state = ANY(${openStates}::text[]) AND a.created_day >= ${application.since}::date`
    const row = await oneOrNone(
      sql<{ vehicle: number; vehicleOther: number; customer: number; phone: number; document: number }>`
    SELECT (SELECT count(*)::int ${from} WHERE ${open} AND v.vin = ${application.vin}) AS vehicle,
           (SELECT count(*)::int ${from} WHERE ${open} AND v.vin = ${application.vin} AND a.identity_fingerprint IS DISTINCT FROM ${application.identity}) AS "vehicleOther",
           (SELECT count(*)::int ${from} WHERE ${open} AND (a.identity_fingerprint = ${application.identity} OR a.customer_id = ${application.customerKey})) AS customer,
           (SELECT count(*)::int ${from} WHERE ${open} AND a.phone_fingerprint = ${application.phone} AND a.identity_fingerprint IS DISTINCT FROM ${application.identity}) AS phone,
           (SELECT count(DISTINCT d.sha256)::int FROM origination.document d WHERE d.application_id = ${application.key} AND d.removed_at IS NULL
               AND EXISTS (SELECT FROM origination.document o WHERE o.sha256 = d.sha256 AND o.application_id <> d.application_id AND o.removed_at IS NULL)) AS document`,
      database,
    )
    return row!
  })
}

/** The loans paid out on a vehicle by other applications, open or long settled, with the identity each was made to. */
export function loansOnVehicle(
  database: Sql,
  vehicle: { vin: string | null; exceptKey: bigint },
): Promise<{ loanKey: bigint; identity: string | null }[]> {
  return pastWall(database, async () => {
    return rows(
      sql<{
        loanKey: bigint
        identity: string | null
      }>`SELECT a.loan_id AS "loanKey", a.identity_fingerprint AS identity ${from}
      WHERE v.vin = ${vehicle.vin} AND a.state = 'disbursed' AND a.id <> ${vehicle.exceptKey}`,
      database,
    )
  })
}

/** What the lender has promised customers and not yet paid out, without one application. */
export async function promisedTo(database: Sql, customerKeys: readonly bigint[], exceptKey: bigint): Promise<Money> {
  return pastWall(database, async () => {
    const row = await oneOrNone(
      sql<{ amount: bigint }>`SELECT coalesce(sum(principal), 0)::bigint AS amount FROM origination.application
      WHERE customer_id = ANY(${[...customerKeys]}::bigint[]) AND id <> ${exceptKey} AND state = ANY(${promisedStates}::text[])`,
      database,
    )
    return row!.amount as Money
  })
}

/** How cases like this one were decided in the year before: same customer kind, energy and condition. */
export async function similarCases(ctx: Context, application: ApplicationRow, since: Day) {
  const row = await oneOrNone(
    sql<{
      decided: number
      approved: number
    }>`SELECT count(*)::int AS decided, count(*) FILTER (WHERE a.valid_through IS NOT NULL)::int AS approved ${from}
      WHERE ${ctx.rights.where('origination.application.read', applicationPlace)} AND a.id <> ${application.key} AND a.decided_day >= ${since}::date
        AND a.customer_kind = ${application.customerKind} AND v.energy = ${application.energy} AND v.condition = ${application.condition}`,
    ctx.sql,
  )
  return row!
}

/** Approved or being signed, and the approval's days are over. */
export function expiredOn(database: Sql, day: Day): Promise<{ key: bigint }[]> {
  return rows(
    sql<{
      key: bigint
    }>`SELECT id AS key FROM origination.application WHERE state IN ('approved', 'signing') AND valid_through < ${day}::date ORDER BY id LIMIT 1000`,
    database,
  )
}

/** How long each stage took in a period, in working minutes: number, median, ninetieth percentile, share within its time. */
export function stageTimes(ctx: Context, period: { from: Day; to: Day }) {
  return rows(
    sql<{ state: ApplicationRow['state']; count: number; median: string; p90: string; within: number; timed: number }>`
    SELECT e.from_state AS state, count(*)::int AS count, percentile_cont(0.5) WITHIN GROUP (ORDER BY e.working_minutes)::numeric(12,0)::text AS median,
           percentile_cont(0.9) WITHIN GROUP (ORDER BY e.working_minutes)::numeric(12,0)::text AS p90,
           count(*) FILTER (WHERE e.within_time)::int AS within, count(e.within_time)::int AS timed
      FROM origination.application_event e
     WHERE ${ctx.rights.where('origination.application.read', { owner: 'e.owner_id', group: 'e.group_id', branch: 'e.branch_id' })}
       AND e.working_minutes IS NOT NULL AND e.business_day BETWEEN ${period.from}::date AND ${period.to}::date GROUP BY e.from_state ORDER BY e.from_state`,
    ctx.sql,
  )
}
