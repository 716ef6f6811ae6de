import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { LeadState, leadSources } from '../lead.ts'

export type LeadRow = {
  key: bigint
  state: LeadState
  source: (typeof leadSources)[number]
  nameSealed: Buffer
  phoneSealed: Buffer
  displayName: string
  displayPhone: string
  interest: string
  nextContactOn: Day | null
  lostReason: string | null
  applicationKey: bigint | null
  ownerId: bigint
  ownerName: string
  groupId: bigint | null
  branchId: bigint | null
  createdAt: Instant
  version: number
}

const columns = sql`id AS key, state, source, name_sealed AS "nameSealed", phone_sealed AS "phoneSealed", display_name AS "displayName", display_phone AS "displayPhone",
  interest, next_contact_on AS "nextContactOn", lost_reason AS "lostReason", application_id AS "applicationKey", owner_id AS "ownerId", owner_name AS "ownerName",
  group_id AS "groupId", branch_id AS "branchId", created_at AS "createdAt", version`

const place = { owner: 'l.owner_id', group: 'l.group_id', branch: 'l.branch_id' }

/** Adds a lead; `null` day means no contact planned. */
export async function insertLead(
  ctx: Context,
  lead: Pick<
    LeadRow,
    'source' | 'nameSealed' | 'phoneSealed' | 'displayName' | 'displayPhone' | 'interest' | 'nextContactOn'
  > & {
    phoneFingerprint: Buffer
  },
): Promise<bigint> {
  const row = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO origination.lead (state, source, name_sealed, phone_sealed, phone_fingerprint, display_name, display_phone, interest, next_contact_on,
        owner_id, owner_name, group_id, branch_id, created_at)
      VALUES ('new', ${lead.source}, ${lead.nameSealed}, ${lead.phoneSealed}, ${lead.phoneFingerprint}, ${lead.displayName}, ${lead.displayPhone}, ${lead.interest},
              ${lead.nextContactOn}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.actor.groupKey}, ${ctx.actor.branchKey}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** One lead, locked when about to be changed. */
export function leadByKey(database: Sql, key: bigint, lock = false): Promise<LeadRow | null> {
  return oneOrNone(
    sql<LeadRow>`SELECT ${columns} FROM origination.lead WHERE id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** Makes two who take down the same phone wait for each other, so that the second sees the first. */
export async function lockPhone(database: Sql, fingerprint: Buffer): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`origination.lead.${fingerprint.toString('hex')}`}, 0))`.execute(
    database,
  )
}

/** An open lead with this phone, whoever has it: two people should not call the same customer. */
export function openLeadWithPhone(database: Sql, fingerprint: Buffer): Promise<{ ownerName: string } | null> {
  return oneOrNone(
    sql<{ ownerName: string }>`SELECT owner_name AS "ownerName" FROM origination.lead
      WHERE phone_fingerprint = ${fingerprint} AND state IN ('new', 'contacted', 'qualified') ORDER BY id LIMIT 1`,
    database,
  )
}

/** An open lead with the same phone as this one; both wait for whoever takes down the phone now. */
export async function openLeadBeside(database: Sql, key: bigint): Promise<{ ownerName: string } | null> {
  const row = await oneOrNone(
    sql<{ fingerprint: Buffer }>`SELECT phone_fingerprint AS fingerprint FROM origination.lead WHERE id = ${key}`,
    database,
  )
  await lockPhone(database, row!.fingerprint)
  return openLeadWithPhone(database, row!.fingerprint)
}

/** Writes what a contact changed. */
export async function saveLead(
  database: Sql,
  key: bigint,
  change: { state: LeadState; nextContactOn: Day | null; lostReason: string | null; applicationKey?: bigint },
): Promise<void> {
  await sql`UPDATE origination.lead SET state = ${change.state}, next_contact_on = ${change.nextContactOn}, lost_reason = ${change.lostReason},
      application_id = coalesce(${change.applicationKey ?? null}::bigint, application_id), version = version + 1 WHERE id = ${key}`.execute(
    database,
  )
}

/** Adds a line to a lead's history. */
export async function insertLeadEvent(
  ctx: Context,
  event: { leadKey: bigint; action: string; toState: LeadState; note: string },
): Promise<void> {
  await sql`INSERT INTO origination.lead_event (lead_id, at, actor_name, action, to_state, note)
    VALUES (${event.leadKey}, ${ctx.now}, ${ctx.actor.name}, ${event.action}, ${event.toState}, ${event.note})`.execute(
    ctx.sql,
  )
}

/** A lead's history, oldest first. */
export function leadEvents(database: Sql, key: bigint) {
  return rows(
    sql<{ at: Instant; actorName: string; action: string; toState: LeadState; note: string }>`
      SELECT at, actor_name AS "actorName", action, to_state AS "toState", note FROM origination.lead_event WHERE lead_id = ${key} ORDER BY id`,
    database,
  )
}

/** A page of leads in the reader's scope. */
export async function listLeads(
  ctx: Context,
  query: PageRequest & {
    states: readonly string[]
    dueBy: Day | null
    ownerKey: bigint | null
    search: string | null
    phone: Buffer | null
    sort: string
  },
): Promise<{ rows: LeadRow[]; total: number; next: string | null }> {
  const byContact = query.sort === 'nextContactOn'
  const day = sql`coalesce(next_contact_on, '2999-12-31'::date)`
  const { beyond, order } = byContact
    ? pageClauses(query, day, sql`id`, 'date')
    : pageClauses(query, sql`id`, sql`id`, 'bigint')
  const where = sql`FROM origination.lead l WHERE ${ctx.rights.where('origination.lead.read', place)}
    AND (${query.states.length === 0} OR state = ANY(${query.states}::text[]))
    AND (${query.dueBy}::date IS NULL OR next_contact_on <= ${query.dueBy}::date)
    AND (${query.ownerKey}::bigint IS NULL OR owner_id = ${query.ownerKey})
    AND (${query.phone}::bytea IS NULL OR phone_fingerprint = ${query.phone} AND ${ctx.rights.findable('origination.lead.phone', place)})
    AND (${query.search}::text IS NULL OR interest ILIKE '%' || ${query.search} || '%' OR owner_name = ${query.search})`
  const found = await rows(sql<LeadRow>`SELECT ${columns} ${where} AND ${beyond} ${order}`, ctx.sql)
  const count = await oneOrNone(sql<{ total: number }>`SELECT count(*)::int AS total ${where}`, ctx.sql)
  const page = cutPage(found, query.limit, row => [byContact ? (row.nextContactOn ?? '2999-12-31') : row.key, row.key])
  return { ...page, total: count!.total }
}
