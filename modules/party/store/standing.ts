import type { Instant } from '#lib/day'
import { type Id, toId } from '#lib/id'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import type { ConsentKind, RelationKind } from '../customer.ts'
import { fingerprintOf } from './sealing.ts'

/** The consent lines that hold: the latest of each kind. */
export async function consentsOf(database: Sql, key: bigint) {
  return rows<{ kind: ConsentKind; given: boolean; wordingVersion: string; channel: string; at: Instant }>(
    sql`SELECT DISTINCT ON (kind) kind, given, wording_version AS "wordingVersion", channel, recorded_at AS at FROM party.consent WHERE customer_id = ${key} ORDER BY kind, id DESC`,
    database,
  )
}

/** Records a consent given or withdrawn. */
export async function insertConsent(
  ctx: Context,
  key: bigint,
  line: { kind: ConsentKind; given: boolean; wordingVersion: string; channel: string },
): Promise<Id<'consent'>> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO party.consent (customer_id, kind, given, wording_version, channel, recorded_by, recorded_at)
        VALUES (${key}, ${line.kind}, ${line.given}, ${line.wordingVersion}, ${line.channel}, ${ctx.actor.key}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return toId('consent', row!.id)
}

/** When customers said not to be asked any more how they were served, and how, by their keys; who never said so is not among them. */
export async function surveyRefusals(database: Sql, keys: readonly bigint[]) {
  const found = await rows<{ key: bigint; at: Instant; how: 'link' | 'phone' }>(
    sql`SELECT customer_id AS key, recorded_at AS at, how FROM party.survey_refusal WHERE customer_id = ANY(${[...keys]}::bigint[])`,
    database,
  )
  return new Map(found.map(({ key, ...refusal }) => [key, refusal]))
}

/** Records that a customer is not to be asked any more; false where it was said before. */
export async function insertSurveyRefusal(
  ctx: Context,
  key: bigint,
  how: 'link' | 'phone',
  note: string,
): Promise<boolean> {
  const done = await sql`INSERT INTO party.survey_refusal (customer_id, how, note, recorded_by, recorded_at)
    VALUES (${key}, ${how}, ${note}, ${how === 'phone' ? ctx.actor.key : null}::bigint, ${ctx.now}::timestamptz) ON CONFLICT DO NOTHING`.execute(
    ctx.sql,
  )
  return done.numAffectedRows === 1n
}

/** Who stands by a customer now, and whom the customer stands by. */
export async function relationsOf(database: Sql, key: bigint) {
  return pastWall(database, async () => {
    return rows<{
      otherKey: bigint
      otherName: string
      kind: RelationKind
      /** Whether the other stands by this customer, or this customer by the other. */
      towards: boolean
      ownerId: bigint
      groupId: bigint
      branchId: bigint
    }>(
      sql`SELECT other.id AS "otherKey", other.display_name AS "otherName", line.kind, line.customer_id = ${key} AS towards,
               other.owner_id AS "ownerId", other.group_id AS "groupId", other.branch_id AS "branchId"
          FROM (SELECT DISTINCT ON (customer_id, other_id, kind) customer_id, other_id, kind, holds FROM party.relation
                 WHERE customer_id = ${key} OR other_id = ${key} ORDER BY customer_id, other_id, kind, id DESC) line
          JOIN party.customer other ON other.id = CASE WHEN line.customer_id = ${key} THEN line.other_id ELSE line.customer_id END
         WHERE line.holds ORDER BY line.kind, other.id`,
      database,
    )
  })
}

/** Records that someone stands by a customer, or no longer does. */
export async function insertRelation(
  ctx: Context,
  line: { customerKey: bigint; otherKey: bigint; kind: RelationKind; holds: boolean },
): Promise<void> {
  await sql`INSERT INTO party.relation (customer_id, other_id, kind, holds, recorded_by, recorded_at)
            VALUES (${line.customerKey}, ${line.otherKey}, ${line.kind}, ${line.holds}, ${ctx.actor.key}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** The blacklist line that holds for a fingerprint, or null. */
export async function blacklistOf(
  database: Sql,
  fingerprint: Buffer,
): Promise<{ listed: boolean; reason: string; recordedBy: bigint | null } | null> {
  return oneOrNone(
    sql<{
      listed: boolean
      reason: string
      recordedBy: bigint | null
    }>`SELECT listed, reason, recorded_by AS "recordedBy" FROM party.blacklist WHERE id_number_fingerprint = ${fingerprint} ORDER BY id DESC LIMIT 1`,
    database,
  )
}

/** The line that lists a customer now: by id number or, for whoever runs a business, by its credit code. */
export async function listingOf(
  ctx: Pick<Context, 'sql' | 'vault'>,
  customer: { idNumberFingerprint: Buffer; businessCode: string | null },
): Promise<{ reason: string } | null> {
  const { idNumberFingerprint, businessCode } = customer
  const business = businessCode === null ? [] : [fingerprintOf(ctx.vault, 'idNumber', businessCode)]
  for (const fingerprint of [idNumberFingerprint, ...business]) {
    const line = await blacklistOf(ctx.sql, fingerprint)
    if (line?.listed) return { reason: line.reason }
  }
  return null
}

/** Adds a blacklist line. */
export async function insertBlacklist(
  ctx: Context,
  line: { fingerprint: Buffer; masked: string; listed: boolean; reason: string; source: string },
): Promise<void> {
  await sql`INSERT INTO party.blacklist (id_number_fingerprint, masked, listed, reason, source, recorded_by, recorded_at)
            VALUES (${line.fingerprint}, ${line.masked}, ${line.listed}, ${line.reason}, ${line.source}, ${ctx.actor.key}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** The newest blacklist lines; the one that holds for its number is marked. */
export async function listBlacklist(database: Sql) {
  return rows<{
    masked: string
    listed: boolean
    holds: boolean
    reason: string
    source: string
    at: Instant
    recordedBy: bigint | null
  }>(
    sql`SELECT b.masked, b.listed, NOT EXISTS (SELECT FROM party.blacklist later WHERE later.id_number_fingerprint = b.id_number_fingerprint AND later.id > b.id) AS holds,
               b.reason, b.source, b.recorded_at AS at, b.recorded_by AS "recordedBy"
          FROM party.blacklist b ORDER BY b.id DESC LIMIT 500`,
    database,
  )
}

/** What was done about a record, newest first: the audit lines that name it. */
export async function auditAbout(database: Sql, id: Id<'customer'> | Id<'dealer'>) {
  return rows<{ at: Instant; actorName: string; operation: string; detail: Record<string, unknown> }>(
    sql`SELECT at, actor_name AS "actorName", operation, detail FROM platform.audit
         WHERE about @> ARRAY[${id}::text] AND outcome = 'done' ORDER BY id DESC LIMIT 200`,
    database,
  )
}
