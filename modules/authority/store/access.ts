import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'

/** A key as its owner sees it; the key itself is shown once and kept nowhere. */
export type KeyRow = {
  key: bigint
  personKey: bigint
  personName: string
  kind: 'personal' | 'service'
  label: string
  beginning: string
  permissions: string[]
  createdAt: Instant
  expiresAt: Instant
  endedAt: Instant | null
  endReason: string | null
}
const keyColumns = sql`k.id AS key, k.person_id AS "personKey", k.person_name AS "personName", k.kind, k.label, k.beginning, k.permissions,
  k.created_at AS "createdAt", k.expires_at AS "expiresAt", e.ended_at AS "endedAt", e.reason AS "endReason"`
const keyTables = sql`authority.api_key k LEFT JOIN authority.api_key_end e ON e.key_id = k.id`

/** The live key of a hash. */
export function liveKey(database: Sql, hash: Buffer, now: Instant): Promise<KeyRow | null> {
  return oneOrNone<KeyRow>(
    sql`SELECT ${keyColumns} FROM ${keyTables} WHERE k.hash = ${hash} AND e.key_id IS NULL AND k.expires_at > ${now}`,
    database,
  )
}

/** The live key of an identifier. */
export function liveKeyById(database: Sql, key: bigint, now: Instant): Promise<KeyRow | null> {
  return oneOrNone<KeyRow>(
    sql`SELECT ${keyColumns} FROM ${keyTables} WHERE k.id = ${key} AND e.key_id IS NULL AND k.expires_at > ${now}`,
    database,
  )
}

/** One key, live or not. */
export function keyById(database: Sql, key: bigint): Promise<KeyRow | null> {
  return oneOrNone<KeyRow>(sql`SELECT ${keyColumns} FROM ${keyTables} WHERE k.id = ${key}`, database)
}

/** The keys of the people in the reader's scope, newest first. */
export function listKeys(ctx: Context): Promise<KeyRow[]> {
  const all = ctx.rights.verdict('authority.key.read', { ownerId: null, groupId: null, branchId: null }).allow
  return rows<KeyRow>(
    sql`SELECT ${keyColumns} FROM ${keyTables} WHERE ${all} OR k.person_id = ${ctx.actor.key} ORDER BY k.id DESC LIMIT 500`,
    ctx.sql,
  )
}

/** Writes a key. */
export async function insertKey(
  ctx: Context,
  key: { kind: string; label: string; beginning: string; hash: Buffer; permissions: string[]; expiresAt: Instant },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO authority.api_key (person_id, person_name, kind, label, beginning, hash, permissions, created_at, expires_at)
        VALUES (${ctx.actor.key}, ${ctx.actor.name}, ${key.kind}, ${key.label}, ${key.beginning}, ${key.hash}, ${key.permissions}, ${ctx.now}, ${key.expiresAt}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Ends a key; ending it again changes nothing. */
export async function endKey(ctx: Context, key: bigint, reason: string): Promise<void> {
  await sql`INSERT INTO authority.api_key_end (key_id, ended_at, ended_by, ended_by_name, reason)
            VALUES (${key}, ${ctx.now}, ${ctx.actor.key}, ${ctx.actor.name}, ${reason}) ON CONFLICT DO NOTHING`.execute(
    ctx.sql,
  )
}

/** An emergency access. */
export type GlassRow = {
  key: bigint
  personKey: bigint
  personName: string
  groupKey: bigint | null
  branchKey: bigint | null
  permissions: string[]
  reason: string
  fromAt: Instant
  untilAt: Instant
  endedAt: Instant | null
  proper: boolean | null
  reviewNote: string | null
  reviewedByName: string | null
  reviewedAt: Instant | null
  /** Audit lines of what was done by it. */
  acts: number
}
const glassColumns = sql`g.id AS key, g.person_id AS "personKey", g.person_name AS "personName", g.group_id AS "groupKey", g.branch_id AS "branchKey", g.permissions, g.reason,
  g.from_at AS "fromAt", g.until_at AS "untilAt", e.ended_at AS "endedAt", r.proper, r.note AS "reviewNote", r.reviewed_by_name AS "reviewedByName", r.reviewed_at AS "reviewedAt",
  (SELECT count(*)::int FROM platform.audit a WHERE a.detail ? 'glass' AND a.detail -> 'glass' ? ('glass:' || g.id)) AS acts`
const glassTables = sql`authority.glass g LEFT JOIN authority.glass_end e ON e.glass_id = g.id LEFT JOIN authority.glass_review r ON r.glass_id = g.id`

/** What a person holds in an emergency at an instant. */
export function openGlass(
  database: Sql,
  personKey: bigint,
  at: Instant,
): Promise<{ key: bigint; permissions: string[] }[]> {
  return rows(
    prepared(sql<{
      key: bigint
      permissions: string[]
    }>`SELECT g.id AS key, g.permissions FROM authority.glass g LEFT JOIN authority.glass_end e ON e.glass_id = g.id
      WHERE g.person_id = ${personKey} AND g.from_at <= ${at} AND ${at} < g.until_at AND (e.ended_at IS NULL OR ${at} < e.ended_at)`),
    database,
  )
}

/** One emergency access. */
export function glassById(database: Sql, key: bigint): Promise<GlassRow | null> {
  return oneOrNone<GlassRow>(sql`SELECT ${glassColumns} FROM ${glassTables} WHERE g.id = ${key}`, database)
}

/** Emergency accesses in the reader's scope, newest first. */
export function listGlass(ctx: Context): Promise<GlassRow[]> {
  const place = { owner: 'g.person_id', group: 'g.group_id', branch: 'g.branch_id' }
  return rows<GlassRow>(
    sql`SELECT ${glassColumns} FROM ${glassTables} WHERE ${ctx.rights.where('authority.glass.read', place)} ORDER BY g.id DESC LIMIT 500`,
    ctx.sql,
  )
}

/** Writes that somebody took emergency access. */
export async function insertGlass(
  ctx: Context,
  glass: { permissions: string[]; reason: string; untilAt: Instant },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO authority.glass (person_id, person_name, group_id, branch_id, permissions, reason, from_at, until_at)
        VALUES (${ctx.actor.key}, ${ctx.actor.name}, ${ctx.actor.groupKey}, ${ctx.actor.branchKey}, ${glass.permissions}, ${glass.reason}, ${ctx.now}, ${glass.untilAt}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Ends an emergency access before its time. */
export async function endGlass(ctx: Context, key: bigint): Promise<void> {
  await sql`INSERT INTO authority.glass_end (glass_id, ended_at, ended_by_name) VALUES (${key}, ${ctx.now}, ${ctx.actor.name}) ON CONFLICT DO NOTHING`.execute(
    ctx.sql,
  )
}

/** Writes what the review of an emergency access found. */
export async function insertGlassReview(
  ctx: Context,
  key: bigint,
  review: { proper: boolean; note: string },
): Promise<void> {
  await sql`INSERT INTO authority.glass_review (glass_id, proper, note, reviewed_by, reviewed_by_name, reviewed_at)
            VALUES (${key}, ${review.proper}, ${review.note}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** The acts under an emergency access, oldest first. */
export function actsUnder(database: Sql, key: bigint) {
  return rows<{ at: Instant; businessDay: Day; operation: string; outcome: string; about: string[] }>(
    sql`SELECT at, business_day AS "businessDay", operation, outcome, about FROM platform.audit
         WHERE detail ? 'glass' AND detail -> 'glass' ? ${`glass:${key}`} ORDER BY id LIMIT 1000`,
    database,
  )
}
