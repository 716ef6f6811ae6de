import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { GroupFunction, Post } from '../post.ts'

/** What a post is, as one version says it. */
export type PostDescription = {
  zh: string
  en: string
  function: GroupFunction
  level: number
  headOffice: boolean
  dutiesZh: string[]
  dutiesEn: string[]
  certificates: string[]
  retired: boolean
}

/** A version of a post. */
export type PostRow = PostDescription & {
  code: Post
  founding: boolean
  number: number
  fromDay: Day
  reason: string
  madeByName: string
  madeAt: Instant
}

const columns = sql`p.code, p.founding, v.number, v.from_day AS "fromDay", v.name_zh AS zh, v.name_en AS en, v.function, v.level, v.head_office AS "headOffice",
  v.duties_zh AS "dutiesZh", v.duties_en AS "dutiesEn", v.certificates, v.retired, v.reason, v.made_by_name AS "madeByName", v.made_at AS "madeAt"`

/** Every post with the version in force on a day, those that have not begun with their first; highest level last. */
export function postsOn(database: Sql, on: Day): Promise<PostRow[]> {
  return rows(
    sql<PostRow>`SELECT ${columns} FROM team.post p CROSS JOIN LATERAL (SELECT * FROM team.post_version WHERE post = p.code
        ORDER BY from_day <= ${on}::date DESC, CASE WHEN from_day <= ${on}::date THEN from_day END DESC, number DESC LIMIT 1) v
      ORDER BY v.function, v.level, p.code`,
    database,
  )
}

/** Every version of a post, newest first; locked against another version at the same moment. */
export async function postVersions(database: Sql, code: string, lock = false): Promise<PostRow[]> {
  if (lock) await sql`SELECT FROM team.post WHERE code = ${code} FOR UPDATE`.execute(database)
  return rows(
    sql<PostRow>`SELECT ${columns} FROM team.post p JOIN team.post_version v ON v.post = p.code WHERE p.code = ${code} ORDER BY v.number DESC`,
    database,
  )
}

/** Adds a post of the installation's own; false when the code is taken. */
export async function insertPost(database: Sql, code: string): Promise<boolean> {
  const result = await sql`INSERT INTO team.post (code) VALUES (${code}) ON CONFLICT DO NOTHING`.execute(database)
  return result.numAffectedRows === 1n
}

/** Adds a version of a post. */
export async function insertPostVersion(
  ctx: Context,
  code: string,
  version: PostDescription & { number: number; fromDay: Day; reason: string },
): Promise<void> {
  await sql`INSERT INTO team.post_version (post, number, from_day, name_zh, name_en, function, level, head_office, duties_zh, duties_en, certificates, retired,
      reason, made_by, made_by_name, made_at)
    VALUES (${code}, ${version.number}, ${version.fromDay}, ${version.zh}, ${version.en}, ${version.function}, ${version.level}, ${version.headOffice},
      ${version.dutiesZh}, ${version.dutiesEn}, ${version.certificates}, ${version.retired}, ${version.reason}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** How many hold each post in each group on a day, and how many may. */
export function seatsOn(database: Sql, on: Day) {
  return rows(
    sql<{ groupKey: bigint; post: Post; seats: number | null; people: number }>`
      WITH held AS (SELECT group_id, post, count(*)::int AS people FROM team.assignment
                     WHERE from_day <= ${on}::date AND (to_day IS NULL OR ${on}::date < to_day) GROUP BY group_id, post),
           allowed AS (SELECT DISTINCT ON (group_id, post) group_id, post, seats FROM team.seats WHERE from_day <= ${on}::date
                        ORDER BY group_id, post, from_day DESC, id DESC)
      SELECT coalesce(h.group_id, a.group_id) AS "groupKey", coalesce(h.post, a.post) AS post, a.seats, coalesce(h.people, 0) AS people
        FROM held h FULL JOIN allowed a ON a.group_id = h.group_id AND a.post = h.post ORDER BY 1, 2`,
    database,
  )
}

/** Sets how many of a post a group may have from a day on. */
export async function insertSeats(
  ctx: Context,
  line: { groupKey: bigint; post: Post; seats: number; fromDay: Day; reason: string },
): Promise<void> {
  await sql`INSERT INTO team.seats (group_id, post, from_day, seats, reason, made_by, made_by_name, made_at)
    VALUES (${line.groupKey}, ${line.post}, ${line.fromDay}, ${line.seats}, ${line.reason}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** How many people hold a post on a day or will after it. */
export async function holdersFrom(database: Sql, post: string, on: Day): Promise<number> {
  const row = await oneOrNone<{ people: number }>(
    sql`SELECT count(DISTINCT person_id)::int AS people FROM team.assignment WHERE post = ${post} AND (to_day IS NULL OR to_day > ${on}::date)`,
    database,
  )
  return row!.people
}

/**
 * How few hold a post on any day from one on, without one person: the post is empty on some day when this is 0. Whoever takes
 * the post from somebody waits here for whoever does it now, so that of the last two not both go.
 */
export async function fewestHolders(database: Sql, post: string, from: Day, withoutKey: bigint): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(hashtext(${`team.post.${post}`}))`.execute(database)
  const row = await oneOrNone<{ fewest: number }>(
    sql`WITH held AS (SELECT a.from_day, a.to_day FROM team.assignment a JOIN team.person p ON p.id = a.person_id
                       WHERE a.post = ${post} AND a.person_id <> ${withoutKey} AND (a.to_day IS NULL OR a.to_day > ${from}::date)
                         AND (p.left_on IS NULL OR p.left_on > ${from}::date)),
             days AS (SELECT ${from}::date AS day UNION SELECT to_day FROM held WHERE to_day > ${from}::date)
        SELECT min((SELECT count(*) FROM held WHERE from_day <= days.day AND (to_day IS NULL OR days.day < to_day)))::int AS fewest FROM days`,
    database,
  )
  return row!.fewest
}
