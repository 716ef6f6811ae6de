import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'

export type TalkRow = {
  key: bigint
  managerKey: bigint
  personKey: bigint
  heldOn: Day
  nextOn: Day | null
}
export type NoteRow = { talkKey: bigint; byKey: bigint; byName: string; bodySealed: Buffer; at: Instant }

const talk = sql`t.id AS key, t.manager_id AS "managerKey", t.person_id AS "personKey", t.held_on AS "heldOn", t.next_on AS "nextOn"`
/** Whoever acts is one of the two; no right widens it. */
const mine = ({ actor }: Context) => sql`(t.manager_id = ${actor.key} OR t.person_id = ${actor.key})`

/** Keeps that a talk was held. */
export async function insertTalk(ctx: Context, one: Omit<TalkRow, 'key'>): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO performance.talk (manager_id, person_id, held_on, next_on, by_id, at)
        VALUES (${one.managerKey}, ${one.personKey}, ${one.heldOn}, ${one.nextOn}, ${ctx.actor.key}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Keeps what was said, sealed. */
export async function insertNote(ctx: Context, one: TalkRow, bodySealed: Buffer): Promise<void> {
  await sql`INSERT INTO performance.talk_note (talk_id, manager_id, person_id, by_id, by_name, body_sealed, at)
    VALUES (${one.key}, ${one.managerKey}, ${one.personKey}, ${ctx.actor.key}, ${ctx.actor.name}, ${bodySealed}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** One of the actor's talks. */
export const talkByKey = (ctx: Context, key: bigint) =>
  oneOrNone(sql<TalkRow>`SELECT ${talk} FROM performance.talk t WHERE t.id = ${key} AND ${mine(ctx)}`, ctx.sql)

/** A page of the actor's talks with somebody, newest first. */
export async function talksWith(ctx: Context, otherKey: bigint, query: PageRequest) {
  const { beyond, order } = pageClauses({ ...query, direction: 'desc' }, sql`t.held_on`, sql`t.id`, 'date')
  const where = sql`WHERE ${mine(ctx)} AND (t.manager_id = ${otherKey} OR t.person_id = ${otherKey})`
  const found = await rows<TalkRow>(
    sql`SELECT ${talk} FROM performance.talk t ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM performance.talk t ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.heldOn, row.key]), total: count!.total }
}

/** What was said in some of the actor's talks, oldest first. */
export const notesOf = (ctx: Context, keys: readonly bigint[]) =>
  rows(
    sql<NoteRow>`SELECT t.talk_id AS "talkKey", t.by_id AS "byKey", t.by_name AS "byName", t.body_sealed AS "bodySealed", t.at
      FROM performance.talk_note t WHERE t.talk_id = ANY(${[...keys]}::bigint[]) AND ${mine(ctx)} ORDER BY t.id`,
    ctx.sql,
  )

/** With whom the actor has talked: how often, when last, and when they meant to meet again. */
export const partnersOf = (ctx: Context) =>
  rows(
    sql<{ otherKey: bigint; talks: number; lastOn: Day; nextOn: Day | null; keys: bigint[] }>`
      SELECT o.other AS "otherKey", count(*)::int AS talks, max(o.held_on) AS "lastOn", (array_agg(o.next_on ORDER BY o.held_on DESC, o.id DESC))[1] AS "nextOn", array_agg(o.id) AS keys
        FROM (SELECT t.id, t.held_on, t.next_on, CASE WHEN t.manager_id = ${ctx.actor.key} THEN t.person_id ELSE t.manager_id END AS other
                FROM performance.talk t WHERE ${mine(ctx)}) o GROUP BY 1`,
    ctx.sql,
  )

/** A page of all talks: that they were held. */
export async function heldTalks(database: Sql, query: PageRequest) {
  const { beyond, order } = pageClauses({ ...query, direction: 'desc' }, sql`t.held_on`, sql`t.id`, 'date')
  const found = await rows<TalkRow>(sql`SELECT ${talk} FROM performance.talk t WHERE ${beyond} ${order}`, database)
  const count = await oneOrNone<{ total: number }>(sql`SELECT count(*)::int AS total FROM performance.talk t`, database)
  return { ...cutPage(found, query.limit, row => [row.heldOn, row.key]), total: count!.total }
}

/** How many notes talks have. */
export async function noteCounts(database: Sql, keys: readonly bigint[]): Promise<Map<bigint, number>> {
  const found = await rows<{ key: bigint; count: number }>(
    sql`SELECT talk_id AS key, count(*)::int AS count FROM performance.talk_note WHERE talk_id = ANY(${[...keys]}::bigint[]) GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.key, row.count]))
}

/** When each of these people last had a talk with the manager given beside them. */
export async function lastTalks(
  database: Sql,
  pairs: readonly { personKey: bigint; managerKey: bigint }[],
): Promise<Map<bigint, Day>> {
  const found = await rows<{ personKey: bigint; day: Day }>(
    sql`SELECT t.person_id AS "personKey", max(t.held_on) AS day FROM performance.talk t
          JOIN unnest(${pairs.map(one => one.personKey)}::bigint[], ${pairs.map(one => one.managerKey)}::bigint[]) AS p (person_id, manager_id)
            ON p.person_id = t.person_id AND p.manager_id = t.manager_id GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.personKey, row.day]))
}

/** The talks whose day to meet again is this one, and nobody has met since. */
export const talksDue = (database: Sql, day: Day) =>
  rows(
    sql<TalkRow>`SELECT ${talk} FROM performance.talk t WHERE t.next_on = ${day}::date AND NOT EXISTS (SELECT FROM performance.talk n
      WHERE n.manager_id = t.manager_id AND n.person_id = t.person_id AND n.held_on > t.held_on)`,
    database,
  )
