import type { Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { MessageKind } from '../thread.ts'

/** The channel of PostgreSQL on which "this record has something new" is told after the commit: the record's identifier. */
export const recordChannel = 'chedai_record'

export type ThreadRow = {
  key: bigint
  record: string
  kind: MessageKind
  authorKey: bigint
  authorName: string
  bodySealed: Buffer
  mentions: bigint[]
  createdAt: Instant
  editedAt: Instant | null
  removedAt: Instant | null
}

const columns = sql`id AS key, record, kind, author_id AS "authorKey", author_name AS "authorName", body_sealed AS "bodySealed", mentions,
  created_at AS "createdAt", edited_at AS "editedAt", removed_at AS "removedAt"`

/** Tells whoever has the record open that there is something new, after the commit. */
export async function tellRecord(database: Sql, record: string): Promise<void> {
  await sql`SELECT pg_notify(${recordChannel}, ${record})`.execute(database)
}

/** Adds a line to a record's thread. */
export async function insertMessage(
  ctx: Context,
  line: { record: string; kind: MessageKind; bodySealed: Buffer; mentions: readonly bigint[] },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO notification.thread_message (record, kind, author_id, author_name, body_sealed, mentions, created_at)
        VALUES (${line.record}, ${line.kind}, ${ctx.actor.key}, ${ctx.actor.name}, ${line.bodySealed}, ${[...line.mentions]}::bigint[], ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  await tellRecord(ctx.sql, line.record)
  return row!.id
}

/** Attaches stored files to a line. */
export async function insertFiles(
  database: Sql,
  message: bigint,
  files: readonly { name: string; mediaType: string; size: number; sha256: string }[],
): Promise<void> {
  if (files.length === 0) return
  await sql`INSERT INTO notification.thread_file (message_id, name, media_type, size, sha256)
    SELECT ${message}, name, media_type, size, sha256 FROM unnest(${files.map(one => one.name)}::text[], ${files.map(one => one.mediaType)}::text[],
      ${files.map(one => one.size)}::int[], ${files.map(one => one.sha256)}::text[]) AS file (name, media_type, size, sha256)`.execute(
    database,
  )
}

/** A page of a thread, newest first. */
export async function listThread(
  database: Sql,
  record: string,
  query: PageRequest,
): Promise<{ rows: ThreadRow[]; next: string | null; total: number }> {
  const { beyond, order } = pageClauses(query, sql`id`, sql`id`, 'bigint')
  const found = await rows<ThreadRow>(
    sql`SELECT ${columns} FROM notification.thread_message WHERE record = ${record} AND ${beyond} ${order}`,
    database,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM notification.thread_message WHERE record = ${record}`,
    database,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

/** The files of lines. */
export function filesOf(database: Sql, messages: readonly bigint[]) {
  return rows<{ key: bigint; message: bigint; name: string; mediaType: string; size: number }>(
    sql`SELECT id AS key, message_id AS message, name, media_type AS "mediaType", size FROM notification.thread_file
         WHERE message_id = ANY(${[...messages]}::bigint[]) ORDER BY id`,
    database,
  )
}

/** One file with the record it hangs on; null when there is none, or its line was removed. */
export function fileByKey(database: Sql, key: bigint) {
  return oneOrNone<{ record: string; name: string; mediaType: string; sha256: string }>(
    sql`SELECT m.record, f.name, f.media_type AS "mediaType", f.sha256 FROM notification.thread_file f
          JOIN notification.thread_message m ON m.id = f.message_id WHERE f.id = ${key} AND m.removed_at IS NULL`,
    database,
  )
}

/** Who has taken note of which hand-over. */
export function receiptsOf(database: Sql, messages: readonly bigint[]) {
  return rows<{ message: bigint; person: bigint; name: string; at: Instant }>(
    sql`SELECT message_id AS message, person_id AS person, person_name AS name, at FROM notification.handover_receipt
         WHERE message_id = ANY(${[...messages]}::bigint[]) ORDER BY at`,
    database,
  )
}

/** Takes note of a hand-over; once. */
export async function insertReceipt(ctx: Context, message: bigint): Promise<void> {
  await sql`INSERT INTO notification.handover_receipt (message_id, person_id, person_name, at)
            VALUES (${message}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}) ON CONFLICT DO NOTHING`.execute(
    ctx.sql,
  )
}

/** One line, locked when it is about to change. */
export function messageByKey(database: Sql, key: bigint, lock = false): Promise<ThreadRow | null> {
  return oneOrNone(
    sql<ThreadRow>`SELECT ${columns} FROM notification.thread_message WHERE id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** Writes a line anew, or takes its text away; what it said stays as a trace. */
export async function saveMessage(
  ctx: Context,
  line: ThreadRow,
  change: { kind: 'edited' | 'removed'; bodySealed: Buffer },
): Promise<void> {
  await sql`INSERT INTO notification.thread_trace (message_id, kind, at, actor_id, actor_name, body_sealed)
            VALUES (${line.key}, ${change.kind}, ${ctx.now}, ${ctx.actor.key}, ${ctx.actor.name}, ${line.bodySealed})`.execute(
    ctx.sql,
  )
  await sql`UPDATE notification.thread_message SET body_sealed = ${change.bodySealed}, edited_at = ${ctx.now},
                   removed_at = ${change.kind === 'removed' ? ctx.now : null} WHERE id = ${line.key}`.execute(ctx.sql)
  await tellRecord(ctx.sql, line.record)
}

/** What a line said before, oldest first. */
export function tracesOf(database: Sql, message: bigint) {
  return rows<{ kind: 'edited' | 'removed'; at: Instant; actorName: string; bodySealed: Buffer }>(
    sql`SELECT kind, at, actor_name AS "actorName", body_sealed AS "bodySealed" FROM notification.thread_trace WHERE message_id = ${message} ORDER BY id`,
    database,
  )
}

/** Marks a thread as read up to a line. */
export async function saveSeen(database: Sql, person: bigint, record: string, through: bigint): Promise<void> {
  await sql`INSERT INTO notification.thread_seen (person_id, record, through) VALUES (${person}, ${record}, ${through})
            ON CONFLICT (person_id, record) DO UPDATE SET through = greatest(thread_seen.through, excluded.through)`.execute(
    database,
  )
}

/** How many lines of others a person has not read in a thread. */
export async function unreadIn(database: Sql, person: bigint, record: string): Promise<number> {
  const row = await oneOrNone<{ unread: number }>(
    sql`SELECT count(*)::int AS unread FROM notification.thread_message m
          LEFT JOIN notification.thread_seen s ON s.person_id = ${person} AND s.record = m.record
         WHERE m.record = ${record} AND m.author_id <> ${person} AND m.removed_at IS NULL AND m.id > coalesce(s.through, 0)`,
    database,
  )
  return row!.unread
}

/** A thread as lists show it, with what a person has not read. */
export type ThreadSummary = {
  record: string
  lastAt: Instant
  lines: number
  unread: number
  lastAuthor: string
  lastBody: Buffer
  lastRemoved: boolean
}

/** The threads a person writes in or was named in, the newest first. */
export function threadsOf(database: Sql, person: bigint): Promise<ThreadSummary[]> {
  return summaries(
    database,
    person,
    sql`SELECT DISTINCT record FROM notification.thread_message WHERE author_id = ${person} OR mentions @> ARRAY[${person}::bigint]`,
  )
}

/** The threads of given records, the newest first. */
export function threadsOn(database: Sql, person: bigint, records: readonly string[]): Promise<ThreadSummary[]> {
  return summaries(database, person, sql`SELECT DISTINCT unnest(${[...records]}::text[]) AS record`)
}

function summaries(database: Sql, person: bigint, wanted: ReturnType<typeof sql>): Promise<ThreadSummary[]> {
  return rows<ThreadSummary>(
    sql`WITH mine AS (${wanted})
        SELECT m.record, max(m.created_at) AS "lastAt", count(*)::int AS lines,
               (count(*) FILTER (WHERE m.author_id <> ${person} AND m.removed_at IS NULL AND m.id > coalesce(s.through, 0)))::int AS unread,
               (array_agg(m.author_name ORDER BY m.id DESC))[1] AS "lastAuthor", (array_agg(m.body_sealed ORDER BY m.id DESC))[1] AS "lastBody",
               (array_agg(m.removed_at IS NOT NULL ORDER BY m.id DESC))[1] AS "lastRemoved"
          FROM notification.thread_message m JOIN mine ON mine.record = m.record
          LEFT JOIN notification.thread_seen s ON s.person_id = ${person} AND s.record = m.record
         GROUP BY m.record ORDER BY max(m.id) DESC LIMIT 60`,
    database,
  )
}

/** Hand-overs of a record that a person neither wrote nor took note of, the newest first. */
export function openHandovers(database: Sql, person: bigint, record: string): Promise<ThreadRow[]> {
  return rows(
    sql<ThreadRow>`SELECT ${columns} FROM notification.thread_message m WHERE record = ${record} AND kind = 'handover' AND removed_at IS NULL AND author_id <> ${person}
          AND NOT EXISTS (SELECT FROM notification.handover_receipt r WHERE r.message_id = m.id AND r.person_id = ${person}) ORDER BY id DESC LIMIT 5`,
    database,
  )
}

/** Keeps a person present on a record for some seconds, and says so when they were not. */
export async function keepPresent(
  database: Sql,
  who: { record: string; person: bigint; name: string; seconds: number },
): Promise<void> {
  const found = await rows<{ fresh: boolean }>(
    sql`INSERT INTO notification.presence (record, person_id, person_name, until)
        VALUES (${who.record}, ${who.person}, ${who.name}, clock_timestamp() + make_interval(secs => ${who.seconds}))
        ON CONFLICT (record, person_id) DO UPDATE SET until = excluded.until RETURNING (xmax = 0) AS fresh`,
    database,
  )
  if (found[0]?.fresh) await tellRecord(database, who.record)
}

/** A person has left a record, and those who died without saying so are cleared away. */
export async function leave(database: Sql, record: string, person: bigint): Promise<void> {
  await sql`DELETE FROM notification.presence WHERE (record = ${record} AND person_id = ${person}) OR until < clock_timestamp() - interval '1 hour'`.execute(
    database,
  )
  await tellRecord(database, record)
}

/** Who has a record open now. */
export function presentOn(database: Sql, record: string) {
  return rows<{ person: bigint; name: string }>(
    sql`SELECT person_id AS person, person_name AS name FROM notification.presence WHERE record = ${record} AND until > clock_timestamp() ORDER BY person_name, person_id`,
    database,
  )
}
