import type { RawBuilder } from 'kysely'
import type { Day, Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'

/** A person as reports name them; handed over by the verb, which asked `team` for who is within reach. */
export type Named = { key: bigint; name: string }

/** A page of people with their minutes of a year. */
export async function listHours(
  database: Sql,
  people: readonly Named[],
  query: PageRequest & { year: number; sort: string },
) {
  const { beyond, order } =
    query.sort === 'personName'
      ? pageClauses(query, sql`h.name`, sql`h.key`, 'text')
      : pageClauses(query, sql`h.minutes`, sql`h.key`, 'integer')
  const found = await rows<{
    key: bigint
    name: string
    minutes: number
    courseMinutes: number
    sessionMinutes: number
    hostingMinutes: number
  }>(
    sql`WITH h AS (
          SELECT p.key, p.name, coalesce(sum(c.minutes), 0)::int AS minutes, coalesce(sum(c.minutes) FILTER (WHERE c.kind = 'course'), 0)::int AS "courseMinutes",
                 coalesce(sum(c.minutes) FILTER (WHERE c.kind IN ('lecture', 'sharing', 'class')), 0)::int AS "sessionMinutes",
                 coalesce(sum(c.minutes) FILTER (WHERE c.kind = 'hosting'), 0)::int AS "hostingMinutes"
            FROM unnest(${people.map(one => one.key)}::bigint[], ${people.map(one => one.name)}::text[]) AS p(key, name)
            LEFT JOIN training.credit c ON c.person_id = p.key AND c.day >= make_date(${query.year}, 1, 1) AND c.day < make_date(${query.year + 1}, 1, 1)
           GROUP BY p.key, p.name)
        SELECT * FROM h WHERE ${beyond} ${order}`,
    database,
  )
  return cutPage(found, query.limit, row => [query.sort === 'personName' ? row.name : row.minutes, row.key])
}

/** Planned, committed and spent by group in a year; the groups that have a budget or a session. */
export async function budgets(database: Sql, year: number, from: Instant, to: Instant) {
  return rows<{
    groupKey: bigint | null
    budget: bigint | null
    committed: bigint
    spent: bigint
    sessions: number
  }>(
    sql`WITH plan AS (SELECT DISTINCT ON (group_id) group_id, amount FROM training.budget WHERE year = ${year} ORDER BY group_id, set_at DESC, id DESC),
        cost AS (SELECT group_id, coalesce(sum(planned_cost) FILTER (WHERE state = 'planned'), 0)::bigint AS committed, coalesce(sum(actual_cost), 0)::bigint AS spent,
                        count(*)::int AS sessions
                   FROM training.session WHERE state <> 'cancelled' AND starts_at >= ${from} AND starts_at < ${to} GROUP BY group_id)
        SELECT coalesce(p.group_id, c.group_id) AS "groupKey", p.amount AS budget, coalesce(c.committed, 0)::bigint AS committed, coalesce(c.spent, 0)::bigint AS spent,
               coalesce(c.sessions, 0) AS sessions
          FROM plan p FULL JOIN cost c ON coalesce(p.group_id, 0) = coalesce(c.group_id, 0) ORDER BY 1 NULLS FIRST`,
    database,
  )
}

/** Sets what a group may spend in a year. */
export async function insertBudget(
  database: Sql,
  row: { groupKey: bigint | null; year: number; amount: bigint; reason: string; by: bigint | null; at: Instant },
): Promise<void> {
  await sql`INSERT INTO training.budget (group_id, year, amount, reason, set_by, set_at)
            VALUES (${row.groupKey}, ${row.year}, ${row.amount}, ${row.reason}, ${row.by}, ${row.at})`.execute(database)
}

/** A bulletin as a person sees it. */
export type BulletinRow = {
  key: bigint
  title: string
  body: string
  source: string
  posts: string[]
  mustReadBy: Day | null
  publishedBy: bigint | null
  publishedAt: Instant
  readAt: Instant | null
}

const bulletins = (
  personKey: bigint | null,
) => sql`SELECT b.id AS key, b.title, b.body, b.source, b.posts, b.must_read_by AS "mustReadBy", b.published_by AS "publishedBy",
    b.published_at AS "publishedAt", r.read_at AS "readAt" FROM training.bulletin b LEFT JOIN training.bulletin_read r ON r.bulletin_id = b.id AND r.person_id = ${personKey}`

/** A page of the bulletins for a post, newest first; who writes them sees all (post null). */
export async function listBulletins(
  database: Sql,
  reader: { key: bigint | null; post: string | null },
  query: PageRequest & { unread: boolean; search?: string | undefined },
) {
  const where = sql`WHERE b.withdrawn_at IS NULL AND (${reader.post}::text IS NULL OR b.posts = '{}' OR ${reader.post} = ANY(b.posts))
    AND (NOT ${query.unread} OR r.read_at IS NULL)
    AND (${query.search ?? null}::text IS NULL OR b.title ILIKE '%' || ${query.search ?? null} || '%')`
  const { beyond, order } = pageClauses(query, sql`b.published_at`, sql`b.id`, 'timestamptz')
  const found = await rows<BulletinRow>(sql`${bulletins(reader.key)} ${where} AND ${beyond} ${order}`, database)
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM training.bulletin b LEFT JOIN training.bulletin_read r ON r.bulletin_id = b.id AND r.person_id = ${reader.key} ${where}`,
    database,
  )
  return { ...cutPage(found, query.limit, row => [row.publishedAt, row.key]), total: count!.total }
}

/** One bulletin. */
export async function bulletinByKey(database: Sql, key: bigint, personKey: bigint | null): Promise<BulletinRow | null> {
  return oneOrNone<BulletinRow>(sql`${bulletins(personKey)} WHERE b.id = ${key} AND b.withdrawn_at IS NULL`, database)
}

/** Publishes a bulletin. */
export async function insertBulletin(
  database: Sql,
  row: {
    title: string
    body: string
    source: string
    posts: readonly string[]
    mustReadBy: Day | null
    by: bigint | null
    at: Instant
  },
): Promise<bigint> {
  const made = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.bulletin (title, body, source, posts, must_read_by, published_by, published_at)
        VALUES (${row.title}, ${row.body}, ${row.source}, ${[...row.posts]}::text[], ${row.mustReadBy}, ${row.by}, ${row.at}) RETURNING id`,
    database,
  )
  return made!.id
}

/** Notes that a person has read a bulletin; the first time counts. Returns when. */
export async function confirmBulletin(database: Sql, key: bigint, personKey: bigint, at: Instant): Promise<Instant> {
  await sql`INSERT INTO training.bulletin_read (bulletin_id, person_id, read_at) VALUES (${key}, ${personKey}, ${at}) ON CONFLICT DO NOTHING`.execute(
    database,
  )
  const row = await oneOrNone<{ at: Instant }>(
    sql`SELECT read_at AS at FROM training.bulletin_read WHERE bulletin_id = ${key} AND person_id = ${personKey}`,
    database,
  )
  return row!.at
}

/** When each of these people read a bulletin. */
export async function readersOf(database: Sql, key: bigint): Promise<Map<bigint, Instant>> {
  const found = await rows<{ personKey: bigint; at: Instant }>(
    sql`SELECT person_id AS "personKey", read_at AS at FROM training.bulletin_read WHERE bulletin_id = ${key}`,
    database,
  )
  return new Map(found.map(row => [row.personKey, row.at]))
}

/** Orders duties by their day and cuts a page; the lines themselves stay with the caller, who gets their places back. */
export async function pageOfDuties(database: Sql, dueDays: readonly Day[], query: PageRequest) {
  const { beyond, order } = pageClauses(query, sql`d.due`, sql`d.place`, 'date')
  const found = await rows<{ due: Day; place: bigint }>(
    sql`SELECT d.due, d.place FROM unnest(${[...dueDays]}::date[]) WITH ORDINALITY AS d(due, place) WHERE ${beyond} ${order}`,
    database,
  )
  const page = cutPage(found, query.limit, row => [row.due, row.place])
  return { places: page.rows.map(row => Number(row.place) - 1), next: page.next }
}

/** How many lessons of each course's published version these people have read. */
export async function readCounts(database: Sql, personKeys: readonly bigint[]) {
  return rows<{ personKey: bigint; courseKey: bigint; read: number }>(
    sql`WITH current AS (SELECT DISTINCT ON (course_id) id, course_id FROM training.course_version WHERE state = 'published' ORDER BY course_id, number DESC)
        SELECT r.person_id AS "personKey", v.course_id AS "courseKey", count(*)::int AS read
          FROM training.lesson_read r JOIN training.lesson l ON l.id = r.lesson_id JOIN current v ON v.id = l.version_id
         WHERE r.person_id = ANY(${personKeys}::bigint[]) GROUP BY r.person_id, v.course_id`,
    database,
  )
}

/** Hours as figures read them: key, number (what was learnt), person_id, day, minutes. Where a person stood is for the caller to add. */
export function creditRows(): RawBuilder<unknown> {
  return sql`SELECT c.id AS key, c.title AS number, c.person_id, c.day, c.minutes FROM training.credit c`
}
