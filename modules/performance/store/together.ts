import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { pastWall } from '#platform/wall'
import type { Period } from '../period.ts'
import type { thankReasons } from '../together-api.ts'

type Choices = { unlisted: boolean; noDigest: boolean }
export type ThanksRow = {
  key: bigint
  personKey: bigint
  byKey: bigint
  byName: string
  reason: (typeof thankReasons)[number]
  text: string
  record: string | null
  at: Instant
}

/** What a person has chosen; nothing chosen: listed, with a digest. */
export async function choicesOf(database: Sql, personKey: bigint): Promise<Choices> {
  const found = await pastWall(database, () =>
    oneOrNone<Choices>(
      sql`SELECT unlisted, no_digest AS "noDigest" FROM performance.choice WHERE person_id = ${personKey}`,
      database,
    ),
  )
  return found ?? { unlisted: false, noDigest: false }
}

/** Saves what a person has chosen. */
export async function saveChoices(ctx: Context, { unlisted, noDigest }: Choices): Promise<void> {
  await sql`INSERT INTO performance.choice (person_id, unlisted, no_digest, at) VALUES (${ctx.actor.key}, ${unlisted}, ${noDigest}, ${ctx.now})
    ON CONFLICT (person_id) DO UPDATE SET unlisted = excluded.unlisted, no_digest = excluded.no_digest, at = excluded.at`.execute(
    ctx.sql,
  )
}

/** Who has chosen not to be listed, or no digest. */
export async function whoChose(database: Sql, what: keyof Choices): Promise<Set<bigint>> {
  const found = await pastWall(database, () =>
    rows<{ key: bigint }>(
      sql`SELECT person_id AS key FROM performance.choice WHERE ${sql.ref(what === 'unlisted' ? 'unlisted' : 'no_digest')}`,
      database,
    ),
  )
  return new Set(found.map(row => row.key))
}

/** How often the actor has thanked today, and this colleague since a day; one at a time, so that two at once do not pass the limit. */
export async function thankedBy(ctx: Context, personKey: bigint, since: Day): Promise<{ today: number; pair: number }> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('performance.thanks', ${ctx.actor.key}))`.execute(ctx.sql)
  const found = await oneOrNone<{ today: number; pair: number }>(
    sql`SELECT (count(*) FILTER (WHERE day = ${ctx.today}::date))::int AS today, (count(*) FILTER (WHERE person_id = ${personKey}))::int AS pair
          FROM performance.thanks WHERE by_id = ${ctx.actor.key} AND day >= ${since}::date`,
    ctx.sql,
  )
  return found!
}

/** Keeps a thank-you. */
export async function insertThanks(
  ctx: Context,
  one: Pick<ThanksRow, 'personKey' | 'reason' | 'text' | 'record'> & { groupKey: bigint; branchKey: bigint },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO performance.thanks (person_id, group_id, branch_id, by_id, by_name, reason, body, record, day, at)
        VALUES (${one.personKey}, ${one.groupKey}, ${one.branchKey}, ${ctx.actor.key}, ${ctx.actor.name}, ${one.reason}, ${one.text}, ${one.record}, ${ctx.today}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** A page of thanks, newest first: to the actor, by the actor, or to anybody of the actor's group. */
export async function listThanks(ctx: Context, query: PageRequest & { box: 'mine' | 'given' | 'group' }) {
  const { beyond, order } = pageClauses({ ...query, direction: 'desc' }, sql`h.id`, sql`h.id`, 'bigint')
  const { key, groupKey } = ctx.actor
  const where =
    query.box === 'mine'
      ? sql`h.person_id = ${key}`
      : query.box === 'given'
        ? sql`h.by_id = ${key}`
        : sql`h.group_id = ${groupKey}::bigint`
  return pastWall(ctx.sql, async () => {
    const found = await rows(
      sql<ThanksRow>`SELECT h.id AS key, h.person_id AS "personKey", h.by_id AS "byKey", h.by_name AS "byName", h.reason, h.body AS text, h.record, h.at
        FROM performance.thanks h WHERE ${where} AND ${beyond} ${order}`,
      ctx.sql,
    )
    const count = await oneOrNone<{ total: number }>(
      sql`SELECT count(*)::int AS total FROM performance.thanks h WHERE ${where}`,
      ctx.sql,
    )
    return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
  })
}

/** How often people were thanked on some days. */
export async function thanksCounts(database: Sql, span: Period): Promise<Map<bigint, number>> {
  const found = await pastWall(database, () =>
    rows<{ key: bigint; count: number }>(
      sql`SELECT person_id AS key, count(*)::int AS count FROM performance.thanks WHERE day BETWEEN ${span.from}::date AND ${span.to}::date GROUP BY 1`,
      database,
    ),
  )
  return new Map(found.map(row => [row.key, row.count]))
}
