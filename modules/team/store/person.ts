import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import type { Context, PlacedColumns } from '#platform/context'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { Assignment } from '../assignment.ts'
import type { Post } from '../post.ts'

/** A person with the assignment that holds on the asked day. */
export type PersonRow = {
  key: bigint
  id: Id<'person'>
  userId: string
  name: string
  username: string
  joinedOn: Day
  leftOn: Day | null
  version: number
  onLeave: boolean
  post: Post | null
  groupKey: bigint | null
  groupName: string | null
  branchKey: bigint | null
  branchName: string | null
  reportsToKey: bigint | null
  reportsToName: string | null
  fromDay: Day | null
}

/** Where a person's record belongs, in the queries below. */
export const place: PlacedColumns = { owner: 'p.id', group: 'a.group_id', branch: 'g.branch_id' }

/** A person with what holds of them on a day; the caller adds WHERE. */
export const personColumns = (on: Day) => sql`
  SELECT p.id AS key, p.user_id AS "userId", p.name, p.username, p.joined_on AS "joinedOn", p.left_on AS "leftOn", p.version,
         EXISTS (SELECT FROM team.leave l WHERE l.person_id = p.id AND l.cancelled_at IS NULL AND ${on}::date BETWEEN l.from_day AND l.to_day) AS "onLeave",
         a.post, a.group_id AS "groupKey", s.name AS "groupName", g.branch_id AS "branchKey", b.name AS "branchName",
         a.reports_to AS "reportsToKey", m.name AS "reportsToName", a.from_day AS "fromDay"
    FROM team.person p
    LEFT JOIN team.assignment a ON a.person_id = p.id AND a.from_day <= ${on}::date AND (a.to_day IS NULL OR ${on}::date < a.to_day)
    LEFT JOIN team.team_group g ON g.id = a.group_id
    LEFT JOIN team.group_period s ON s.group_id = a.group_id AND s.from_day <= ${on}::date AND (s.to_day IS NULL OR ${on}::date < s.to_day)
    LEFT JOIN team.branch b ON b.id = g.branch_id
    LEFT JOIN team.person m ON m.id = a.reports_to`

/** The row with the identifier made of its key. */
export const named = (row: Omit<PersonRow, 'id'>): PersonRow => ({ ...row, id: toId('person', row.key) })

/** A page of people in the reader's scope, with their present assignment. */
export async function listPeople(
  ctx: Context,
  query: PageRequest & { search?: string; groupId?: Id<'group'>; post?: Post; left: boolean; sort: string },
): Promise<{ rows: PersonRow[]; total: number; next: string | null }> {
  const byJoined = query.sort === 'joinedOn'
  const { beyond, order } = byJoined
    ? pageClauses(query, sql`p.joined_on`, sql`p.id`, 'date')
    : pageClauses(query, sql`p.name`, sql`p.id`, 'text')
  const where = sql`WHERE ${ctx.rights.where('team.person.read', place)}
    AND (${query.left} OR p.left_on IS NULL OR p.left_on > ${ctx.today})
    AND (${query.search ?? null}::text IS NULL OR p.name ILIKE '%' || ${query.search ?? null} || '%' OR p.username ILIKE ${query.search ?? null} || '%')
    AND (${query.groupId ? toKey(query.groupId) : null}::bigint IS NULL OR a.group_id = ${query.groupId ? toKey(query.groupId) : null})
    AND (${query.post ?? null}::text IS NULL OR a.post = ${query.post ?? null})`
  const found = await rows<Omit<PersonRow, 'id'>>(
    sql`${personColumns(ctx.today)} ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM team.person p
          LEFT JOIN team.assignment a ON a.person_id = p.id AND a.from_day <= ${ctx.today}::date AND (a.to_day IS NULL OR ${ctx.today}::date < a.to_day)
          LEFT JOIN team.team_group g ON g.id = a.group_id ${where}`,
    ctx.sql,
  )
  const page = cutPage(found, query.limit, row => [byJoined ? row.joinedOn : row.name, row.key])
  return { rows: page.rows.map(named), total: count?.total ?? 0, next: page.next }
}

/** One person with the assignment of the day, locked when about to be changed. */
export async function personById(database: Sql, id: Id<'person'>, on: Day, lock = false): Promise<PersonRow | null> {
  const row = await oneOrNone<Omit<PersonRow, 'id'>>(
    prepared(sql`${personColumns(on)} WHERE p.id = ${toKey(id)} ${lock ? sql`FOR UPDATE OF p` : sql``}`),
    database,
  )
  return row && named(row)
}

/** The active person behind a sign-in, or null. */
export async function personByUser(database: Sql, userId: string, on: Day): Promise<PersonRow | null> {
  const row = await oneOrNone<Omit<PersonRow, 'id'>>(
    prepared(sql`${personColumns(on)} WHERE p.user_id = ${userId} AND (p.left_on IS NULL OR p.left_on > ${on}::date)`),
    database,
  )
  return row && named(row)
}

/** Every assignment a person has held, newest first, with the group's name as it was at its end, or is. */
export async function assignmentsOf(database: Sql, personKey: bigint, today: Day) {
  return rows<{
    post: Post
    groupKey: bigint
    groupName: string
    branchKey: bigint
    branchName: string
    reportsToKey: bigint | null
    reportsToName: string | null
    fromDay: Day
    toDay: Day | null
    reason: string | null
    madeByName: string | null
    madeOn: Day | null
  }>(
    sql`SELECT a.post, a.group_id AS "groupKey", s.name AS "groupName", g.branch_id AS "branchKey", b.name AS "branchName",
               a.reports_to AS "reportsToKey", m.name AS "reportsToName", a.from_day AS "fromDay", a.to_day AS "toDay",
               a.reason, a.made_by_name AS "madeByName", a.made_on AS "madeOn"
          FROM team.assignment a JOIN team.team_group g ON g.id = a.group_id JOIN team.branch b ON b.id = g.branch_id
          LEFT JOIN team.group_period s ON s.group_id = a.group_id
            AND daterange(s.from_day, s.to_day) @> greatest(a.from_day, least(a.to_day - 1, ${today}::date))
          LEFT JOIN team.person m ON m.id = a.reports_to
         WHERE a.person_id = ${personKey} ORDER BY a.from_day DESC`,
    database,
  )
}

/** Adds a person. A username taken at the same moment surfaces as a conflict. */
export async function insertPerson(
  database: Sql,
  person: { userId: string; username: string; name: string; joinedOn: Day },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO team.person (user_id, username, name, joined_on) VALUES (${person.userId}, ${person.username}, ${person.name}, ${person.joinedOn}) RETURNING id`,
    database,
  )
  return row!.id
}

/** Begins an assignment, with who recorded it on which day and, where it matters, why. */
export async function insertAssignment(
  ctx: Pick<Context, 'sql' | 'actor' | 'today'>,
  assignment: Omit<Assignment, 'toDay'>,
  reason: string | null = null,
): Promise<void> {
  await sql`INSERT INTO team.assignment (person_id, post, group_id, reports_to, from_day, reason, made_by_name, made_on)
            VALUES (${assignment.personKey}, ${assignment.post}, ${assignment.groupKey}, ${assignment.reportsTo}, ${assignment.fromDay}, ${reason},
                    ${ctx.actor.name}, ${ctx.today})`.execute(ctx.sql)
}

/** Ends the assignment that holds before a day, and takes back what was planned to begin on it or later. */
export async function endAssignment(database: Sql, personKey: bigint, toDay: Day): Promise<void> {
  await sql`DELETE FROM team.assignment WHERE person_id = ${personKey} AND from_day >= ${toDay}::date`.execute(database)
  await sql`UPDATE team.assignment SET to_day = ${toDay} WHERE person_id = ${personKey} AND (to_day IS NULL OR to_day > ${toDay}::date)`.execute(
    database,
  )
}

/** Counts a change of the person's record, and the day the person left if so. */
export async function touchPerson(database: Sql, personKey: bigint, leftOn: Day | null = null): Promise<void> {
  await sql`UPDATE team.person SET version = version + 1, left_on = coalesce(${leftOn}::date, left_on) WHERE id = ${personKey}`.execute(
    database,
  )
}

/** Whether a username is taken. */
export async function usernameTaken(database: Sql, username: string): Promise<boolean> {
  return (await oneOrNone(sql`SELECT 1 AS one FROM team.person WHERE username = ${username}`, database)) !== null
}

/** The active people in the reader's scope for a permission, by group and name: who a board shows. */
export async function boardPeople(ctx: Context, permission: string): Promise<PersonRow[]> {
  const found = await rows<Omit<PersonRow, 'id'>>(
    sql`${personColumns(ctx.today)} WHERE ${ctx.rights.where(permission, place)} AND (p.left_on IS NULL OR p.left_on > ${ctx.today}) AND a.id IS NOT NULL
        ORDER BY g.branch_id, a.group_id, p.name`,
    ctx.sql,
  )
  return found.map(named)
}

/** The names of people by key. */
export async function personNames(database: Sql, keys: readonly bigint[]): Promise<Map<bigint, string>> {
  const found = await rows<{ id: bigint; name: string }>(
    prepared(sql`SELECT id, name FROM team.person WHERE id = ANY(${[...new Set(keys)]}::bigint[])`),
    database,
  )
  return new Map(found.map(row => [row.id, row.name]))
}

/** Who is called something like this, whoever they are to the reader: everybody's name is open within the house. Null: not asked. */
export async function peopleNamed(database: Sql, part: string | undefined): Promise<bigint[] | null> {
  if (!part) return null
  const like = `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`
  const found = await rows<{ id: bigint }>(sql`SELECT id FROM team.person WHERE name ILIKE ${like}`, database)
  return found.map(row => row.id)
}

/** The people at work in a group on a day, of one post first: who can take over from whom leaves it. */
export async function colleagues(
  database: Sql,
  person: Pick<PersonRow, 'key' | 'groupKey' | 'post'>,
  on: Day,
): Promise<PersonRow[]> {
  const found = await rows<Omit<PersonRow, 'id'>>(
    sql`${personColumns(on)} WHERE a.group_id = ${person.groupKey} AND p.id <> ${person.key} AND (p.left_on IS NULL OR p.left_on > ${on}::date)
        ORDER BY a.post <> ${person.post}, p.name`,
    database,
  )
  return found.map(named)
}

/** Several people by key, with the assignment of a day. */
export async function peopleByKeys(database: Sql, keys: readonly bigint[], on: Day): Promise<PersonRow[]> {
  const found = await rows<Omit<PersonRow, 'id'>>(
    sql`${personColumns(on)} WHERE p.id = ANY(${keys}::bigint[])`,
    database,
  )
  return found.map(named)
}

/** Everybody in the team on a day within the reader's scope, whoever has left since: what an organisation chart shows. */
export async function everybodyOn(ctx: Context, on: Day): Promise<PersonRow[]> {
  const found = await rows<Omit<PersonRow, 'id'>>(
    sql`${personColumns(on)} WHERE ${ctx.rights.where('team.person.read', place)} AND a.id IS NOT NULL AND (p.left_on IS NULL OR p.left_on >= ${on}::date) ORDER BY p.name`,
    ctx.sql,
  )
  return found.map(named)
}
