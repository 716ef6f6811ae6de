import type { Instant } from '#lib/day'
import type { Language } from '#lib/words'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, pageClauses } from '#platform/page'
import type { ChannelKind, MessageState } from './message.ts'
import type { NoticeFacts } from './template.ts'

/** The channel of PostgreSQL on which "person N has news" is told after the commit. */
export const newsChannel = 'chedai_news'

export type NoticeRow = {
  key: bigint
  template: string
  facts: NoticeFacts
  about: string | null
  at: Instant
  read: boolean
}

/** Puts a notice into inboxes and tells whoever listens; a `once` that a person has had already adds nothing. */
export async function insertNotices(
  database: Sql,
  notice: {
    to: readonly bigint[]
    template: string
    facts: NoticeFacts
    about: string | null
    once: string | null
    now: Instant
  },
): Promise<void> {
  const told = await rows<{ person: bigint }>(
    sql`INSERT INTO notification.notice (person_id, template, facts, about, once, created_at)
        SELECT person, ${notice.template}, ${JSON.stringify(notice.facts)}::jsonb, ${notice.about}, ${notice.once}, ${notice.now}::timestamptz
          FROM unnest(${[...notice.to]}::bigint[]) AS person
        ON CONFLICT (person_id, once) WHERE once IS NOT NULL DO NOTHING RETURNING person_id AS person`,
    database,
  )
  if (told.length > 0)
    await sql`SELECT pg_notify(${newsChannel}, ${told.map(row => row.person.toString()).join(',')})`.execute(database)
}

/** A page of a person's notices, newest first. */
export async function listNotices(
  database: Sql,
  personKey: bigint,
  query: { state: 'unread' | 'all'; after?: string | undefined; limit: number },
): Promise<{ rows: NoticeRow[]; next: string | null }> {
  const { beyond, order } = pageClauses({ ...query, direction: 'desc' }, sql`id`, sql`id`, 'bigint')
  const found = await rows<NoticeRow>(
    sql`SELECT id AS key, template, facts, about, created_at AS at, read_at IS NOT NULL AS read FROM notification.notice
         WHERE person_id = ${personKey} AND (${query.state === 'all'} OR read_at IS NULL) AND ${beyond} ${order}`,
    database,
  )
  return cutPage(found, query.limit, row => [row.key, row.key])
}

/** How many notices a person has, how many unread, and the newest. */
export async function countNotices(database: Sql, personKey: bigint) {
  const row = await oneOrNone<{ total: number; unread: number; newest: bigint | null }>(
    sql`SELECT count(*)::int AS total, count(*) FILTER (WHERE read_at IS NULL)::int AS unread, max(id) AS newest
          FROM notification.notice WHERE person_id = ${personKey}`,
    database,
  )
  return row!
}

/** Marks one notice of a person as read; false when the person has no such notice. */
export async function markRead(database: Sql, personKey: bigint, key: bigint, now: Instant): Promise<boolean> {
  const found = await rows(
    sql`UPDATE notification.notice SET read_at = coalesce(read_at, ${now}) WHERE id = ${key} AND person_id = ${personKey} RETURNING id`,
    database,
  )
  return found.length > 0
}

/** Marks a person's notices as read, up to one of them or all. */
export async function markAllRead(
  database: Sql,
  personKey: bigint,
  through: bigint | null,
  now: Instant,
): Promise<void> {
  await sql`UPDATE notification.notice SET read_at = ${now}
             WHERE person_id = ${personKey} AND read_at IS NULL AND (${through}::bigint IS NULL OR id <= ${through})`.execute(
    database,
  )
}

export type MessageRow = {
  key: bigint
  channel: ChannelKind
  addressSealed: Buffer
  addressMasked: string
  template: string
  factsSealed: Buffer
  language: Language
  about: string | null
  state: MessageState
  attempts: number
  nextAttemptAt: Instant
  lastError: string | null
  createdAt: Instant
  sentAt: Instant | null
}

const messageColumns = sql`id AS key, channel, address_sealed AS "addressSealed", address_masked AS "addressMasked", template, facts_sealed AS "factsSealed",
  language, about, state, attempts, next_attempt_at AS "nextAttemptAt", last_error AS "lastError", created_at AS "createdAt", sent_at AS "sentAt"`

/** Queues a message. */
export async function insertMessage(
  database: Sql,
  message: Pick<
    MessageRow,
    'channel' | 'addressSealed' | 'addressMasked' | 'template' | 'factsSealed' | 'language' | 'about' | 'createdAt'
  >,
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO notification.message (channel, address_sealed, address_masked, template, facts_sealed, language, about, next_attempt_at, created_at)
        VALUES (${message.channel}, ${message.addressSealed}, ${message.addressMasked}, ${message.template}, ${message.factsSealed},
                ${message.language}, ${message.about}, ${message.createdAt}, ${message.createdAt}) RETURNING id`,
    database,
  )
  return row!.id
}

/** Keys of messages whose time has come, oldest first. */
export async function dueMessages(database: Sql, now: Instant, limit: number): Promise<bigint[]> {
  const found = await rows<{ id: bigint }>(
    sql`SELECT id FROM notification.message WHERE state = 'waiting' AND next_attempt_at <= ${now} ORDER BY next_attempt_at, id LIMIT ${limit}`,
    database,
  )
  return found.map(row => row.id)
}

/** A message that is due, held for sending; null when another worker has it or it is no longer due. */
export async function holdMessage(database: Sql, key: bigint, now: Instant): Promise<MessageRow | null> {
  return oneOrNone<MessageRow>(
    sql`SELECT ${messageColumns} FROM notification.message WHERE id = ${key} AND state = 'waiting' AND next_attempt_at <= ${now} FOR UPDATE SKIP LOCKED`,
    database,
  )
}

/** One message, locked. */
export async function messageForUpdate(database: Sql, key: bigint): Promise<MessageRow | null> {
  return oneOrNone<MessageRow>(
    sql`SELECT ${messageColumns} FROM notification.message WHERE id = ${key} FOR UPDATE`,
    database,
  )
}

/** Writes what became of an attempt. */
export async function saveAttempt(
  database: Sql,
  key: bigint,
  result: {
    state: MessageState
    attempts: number
    nextAttemptAt: Instant
    lastError: string | null
    sentAt: Instant | null
  },
): Promise<void> {
  await sql`UPDATE notification.message SET state = ${result.state}, attempts = ${result.attempts}, next_attempt_at = ${result.nextAttemptAt},
                   last_error = ${result.lastError}, sent_at = ${result.sentAt} WHERE id = ${key}`.execute(database)
}

/** A page of messages, newest first. */
export async function listMessages(
  database: Sql,
  query: { state?: MessageState | undefined; after?: string | undefined; limit: number },
): Promise<{ rows: MessageRow[]; next: string | null; total: number }> {
  const { beyond, order } = pageClauses({ ...query, direction: 'desc' }, sql`id`, sql`id`, 'bigint')
  const where = sql`(${query.state ?? null}::text IS NULL OR state = ${query.state ?? null})`
  const found = await rows<MessageRow>(
    sql`SELECT ${messageColumns} FROM notification.message WHERE ${where} AND ${beyond} ${order}`,
    database,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM notification.message WHERE ${where}`,
    database,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}
