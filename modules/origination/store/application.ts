import type { Updateable } from 'kysely'
import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { DB } from '#platform/schema.gen'
import type { ApplicationState, ReviewState } from '../application.ts'
import type { CustomerKind } from '../document.ts'
import type { Condition } from '../review.ts'
import type { Vehicle } from '../vehicle.ts'

export type ApplicationRow = {
  key: bigint
  number: string
  state: ApplicationState
  version: number
  ownerId: bigint
  ownerName: string
  groupId: bigint | null
  branchId: bigint | null
  leadKey: bigint | null
  customerKey: bigint | null
  customerName: string | null
  customerKind: CustomerKind | null
  dealerKey: bigint | null
  dealerName: string | null
  productKey: bigint | null
  productName: string | null
  productVersion: number | null
  principal: Money | null
  periods: number | null
  /** What the customer chose where the product lets them; amounts of agreed payments are yuan text, as they are kept. */
  balloon: Money | null
  payments: { seq: number; amount: string }[]
  remark: string
  createdAt: Instant
  createdDay: Day
  stateSince: Instant
  dueAt: Instant | null
  submittedBy: bigint | null
  /** Who brought it in, from the first submission on; the owner may change. */
  originatorId: bigint | null
  originatorGroupId: bigint | null
  submittedDay: Day | null
  submittedAt: Instant | null
  decisionKey: bigint | null
  returnedFrom: ReviewState | null
  escalatedLimit: bigint | null
  claimedBy: bigint | null
  claimedByName: string | null
  claimedUntil: Instant | null
  decidedDay: Day | null
  decidedBy: bigint | null
  requestedPrincipal: Money | null
  conditions: Condition[]
  validThrough: Day | null
  annualRateSimple: string | null
  annualRateEffective: string | null
  costReadSeconds: number | null
  costAcknowledgedAt: Instant | null
  costFormSha256: string | null
  contractKey: bigint | null
  loanKey: bigint | null
  disbursedDay: Day | null
  vehicleKey: bigint
} & { [Field in keyof Vehicle]: Vehicle[Field] }

/** Every column of an application with its vehicle; `a` and `v` are the tables. */
export const applicationColumns = sql`a.id AS key, a.number, a.state, a.version, a.owner_id AS "ownerId", a.owner_name AS "ownerName", a.group_id AS "groupId", a.branch_id AS "branchId",
  a.lead_id AS "leadKey", a.customer_id AS "customerKey", a.customer_name AS "customerName", a.customer_kind AS "customerKind", a.dealer_id AS "dealerKey", a.dealer_name AS "dealerName",
  a.product_id AS "productKey", a.product_name AS "productName", a.product_version AS "productVersion", a.principal, a.periods, a.balloon, a.payments, a.remark, a.created_at AS "createdAt",
  a.created_day AS "createdDay", a.state_since AS "stateSince", a.due_at AS "dueAt", a.submitted_by AS "submittedBy", a.originator_id AS "originatorId", a.originator_group_id AS "originatorGroupId", a.submitted_day AS "submittedDay", a.submitted_at AS "submittedAt",
  a.decision_id AS "decisionKey", a.returned_from AS "returnedFrom", a.escalated_limit AS "escalatedLimit", a.claimed_by AS "claimedBy", a.claimed_by_name AS "claimedByName",
  a.claimed_until AS "claimedUntil", a.decided_day AS "decidedDay", a.decided_by AS "decidedBy", a.requested_principal AS "requestedPrincipal", a.conditions, a.valid_through AS "validThrough",
  a.annual_rate_simple AS "annualRateSimple", a.annual_rate_effective AS "annualRateEffective", a.cost_read_seconds AS "costReadSeconds", a.cost_acknowledged_at AS "costAcknowledgedAt", a.cost_form_sha256 AS "costFormSha256",
  a.contract_id AS "contractKey", a.loan_id AS "loanKey", a.disbursed_day AS "disbursedDay",
  v.id AS "vehicleKey", v.vin, v.brand, v.model, v.energy, v.use, v.condition, v.price, v.guide_price AS "guidePrice", v.appraised_value AS "appraisedValue", v.plate`

export const applicationPlace = { owner: 'a.owner_id', group: 'a.group_id', branch: 'a.branch_id' }

/** The next number of a day. Two at once wait for each other, so that no number is missing or twice. */
export async function nextNumber(database: Sql, day: Day): Promise<number> {
  const row = await oneOrNone(
    sql<{ last: number }>`INSERT INTO origination.day_number (day, last) VALUES (${day}, 1)
      ON CONFLICT (day) DO UPDATE SET last = day_number.last + 1 RETURNING last`,
    database,
  )
  return row!.last
}

/** Begins a draft with an empty vehicle. */
export async function insertApplication(ctx: Context, number: string, leadKey: bigint | null): Promise<bigint> {
  const row = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO origination.application (number, state, owner_id, owner_name, group_id, branch_id, lead_id, created_at, created_day, state_since)
      VALUES (${number}, 'draft', ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.actor.groupKey}, ${ctx.actor.branchKey}, ${leadKey}, ${ctx.now}, ${ctx.today}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  await sql`INSERT INTO origination.vehicle (application_id) VALUES (${row!.id})`.execute(ctx.sql)
  return row!.id
}

/** One application with its vehicle, locked when about to be changed. */
export function applicationByKey(database: Sql, key: bigint, lock = false): Promise<ApplicationRow | null> {
  return oneOrNone(
    sql<ApplicationRow>`SELECT ${applicationColumns} FROM origination.application a JOIN origination.vehicle v ON v.application_id = a.id
      WHERE a.id = ${key} ${lock ? sql`FOR UPDATE OF a` : sql``}`,
    database,
  )
}

/** Changes columns of an application and counts the change. */
export async function patchApplication(
  database: Sql,
  key: bigint,
  patch: Updateable<DB['origination.application']>,
): Promise<void> {
  await database
    .updateTable('origination.application')
    .set({ ...patch, version: sql<number>`version + 1` })
    .where('id', '=', key)
    .execute()
}

/** Changes columns of an application without counting it as a change of its content: holds of the review desk. */
export async function holdApplication(
  database: Sql,
  key: bigint,
  hold: { by: bigint | null; name: string | null; groupKey: bigint | null; until: Instant | null },
): Promise<void> {
  await sql`UPDATE origination.application SET claimed_by = ${hold.by}, claimed_by_name = ${hold.name}, claimed_group_id = ${hold.groupKey}, claimed_until = ${hold.until} WHERE id = ${key}`.execute(
    database,
  )
}

/** Changes what is known of the vehicle. */
export async function patchVehicle(
  database: Sql,
  key: bigint,
  patch: Updateable<DB['origination.vehicle']>,
): Promise<void> {
  if (Object.keys(patch).length === 0) return
  await database.updateTable('origination.vehicle').set(patch).where('id', '=', key).execute()
}

export type EventRow = {
  key: bigint
  at: Instant
  actorKey: bigint | null
  actorName: string
  action: string
  fromState: ApplicationState | null
  toState: ApplicationState
  reason: string | null
  note: string
  workingMinutes: number | null
  withinTime: boolean | null
  detail: Record<string, unknown>
}

/** Adds a line to the application's history. */
export async function insertEvent(
  ctx: Context,
  application: Pick<ApplicationRow, 'key' | 'ownerId' | 'groupId' | 'branchId'>,
  event: Omit<EventRow, 'key' | 'at' | 'actorKey' | 'actorName'> & { handlingSeconds?: number | null },
): Promise<void> {
  await sql`INSERT INTO origination.application_event (application_id, at, business_day, actor, actor_key, actor_name, actor_group_id, actor_branch_id, action, from_state, to_state, reason, note, working_minutes, within_time, detail,
      owner_id, group_id, branch_id, handling_seconds)
    VALUES (${application.key}, ${ctx.now}, ${ctx.today}, ${ctx.actor.id}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.actor.groupKey}, ${ctx.actor.branchKey}, ${event.action}, ${event.fromState}, ${event.toState}, ${event.reason},
            ${event.note}, ${event.workingMinutes}, ${event.withinTime}, ${JSON.stringify(event.detail)}::jsonb, ${application.ownerId}, ${application.groupId}, ${application.branchId}, ${event.handlingSeconds ?? null})`.execute(
    ctx.sql,
  )
}

/** The application's history, oldest first. */
export function eventsOf(database: Sql, key: bigint): Promise<EventRow[]> {
  return rows(
    sql<EventRow>`SELECT id AS key, at, actor_key AS "actorKey", actor_name AS "actorName", action, from_state AS "fromState", to_state AS "toState", reason, note,
      working_minutes AS "workingMinutes", within_time AS "withinTime", detail FROM origination.application_event WHERE application_id = ${key} ORDER BY id`,
    database,
  )
}

/** Makes two submissions or approvals of the same customer or vehicle wait for each other, so that each sees the other. */
export async function lockSubjects(database: Sql, customerKey: bigint, vin: string | null): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('origination.customer', ${customerKey}))`.execute(database)
  if (vin)
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`origination.vehicle.${vin}`}, 0))`.execute(database)
}
