import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { TaskState } from '../task.ts'

export type AnnouncementRow = {
  key: bigint
  title: string
  body: string
  branchKey: bigint | null
  groupKey: bigint | null
  confirms: boolean
  authorKey: bigint
  authorName: string
  createdAt: Instant
  withdrawnAt: Instant | null
  readAt: Instant | null
}

const announcement = (
  person: bigint | null,
) => sql`a.id AS key, a.title, a.body, a.branch_id AS "branchKey", a.group_id AS "groupKey", a.confirms,
  a.author_id AS "authorKey", a.author_name AS "authorName", a.created_at AS "createdAt", a.withdrawn_at AS "withdrawnAt",
  (SELECT at FROM notification.announcement_receipt r WHERE r.announcement_id = a.id AND r.person_id = ${person}::bigint) AS "readAt"`

/** Puts an announcement up. */
export async function insertAnnouncement(
  ctx: Context,
  one: { title: string; body: string; branchKey: bigint | null; groupKey: bigint | null; confirms: boolean },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO notification.announcement (title, body, branch_id, group_id, confirms, author_id, author_name, created_at)
        VALUES (${one.title}, ${one.body}, ${one.branchKey}, ${one.groupKey}, ${one.confirms}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** A page of the announcements meant for a person or written by them, newest first. */
export async function listAnnouncements(
  ctx: Context,
  query: PageRequest & { groups: readonly bigint[]; unread: boolean },
): Promise<{ rows: AnnouncementRow[]; next: string | null; total: number }> {
  const { beyond, order } = pageClauses(query, sql`a.id`, sql`a.id`, 'bigint')
  const meant = sql`((a.branch_id IS NULL AND a.group_id IS NULL) OR a.branch_id = ${ctx.actor.branchKey}::bigint OR a.group_id = ANY(${[...query.groups]}::bigint[]))`
  const where = sql`WHERE a.withdrawn_at IS NULL AND (${meant} OR (NOT ${query.unread} AND a.author_id = ${ctx.actor.key}))
    AND (NOT ${query.unread} OR (a.confirms AND NOT EXISTS (SELECT FROM notification.announcement_receipt r WHERE r.announcement_id = a.id AND r.person_id = ${ctx.actor.key})))`
  const found = await rows<AnnouncementRow>(
    sql`SELECT ${announcement(ctx.actor.key)} FROM notification.announcement a ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM notification.announcement a ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

export function announcementByKey(ctx: Context, key: bigint): Promise<AnnouncementRow | null> {
  return oneOrNone(
    sql<AnnouncementRow>`SELECT ${announcement(ctx.actor.key)} FROM notification.announcement a WHERE a.id = ${key}`,
    ctx.sql,
  )
}

/** Confirms having read; once. */
export async function insertAnnouncementReceipt(ctx: Context, key: bigint): Promise<void> {
  await sql`INSERT INTO notification.announcement_receipt (announcement_id, person_id, at) VALUES (${key}, ${ctx.actor.key}, ${ctx.now}) ON CONFLICT DO NOTHING`.execute(
    ctx.sql,
  )
}

/** Who has confirmed. */
export async function announcementReceipts(database: Sql, key: bigint): Promise<Map<bigint, Instant>> {
  const found = await rows<{ person: bigint; at: Instant }>(
    sql`SELECT person_id AS person, at FROM notification.announcement_receipt WHERE announcement_id = ${key}`,
    database,
  )
  return new Map(found.map(row => [row.person, row.at]))
}

/** Takes an announcement down. */
export async function withdrawAnnouncement(ctx: Context, key: bigint): Promise<void> {
  await sql`UPDATE notification.announcement SET withdrawn_at = coalesce(withdrawn_at, ${ctx.now}) WHERE id = ${key}`.execute(
    ctx.sql,
  )
}

export type TaskRow = {
  key: bigint
  title: string
  ownerKey: bigint
  dueOn: Day
  state: TaskState
  about: string | null
  minutesKey: bigint | null
  minutesTitle: string | null
  authorKey: bigint
  authorName: string
  createdAt: Instant
  settledAt: Instant | null
  settledByName: string | null
  note: string | null
}

export const task = sql`t.id AS key, t.title, t.owner_id AS "ownerKey", t.due_on AS "dueOn", t.state, t.about, t.minutes_id AS "minutesKey", m.title AS "minutesTitle",
  t.author_id AS "authorKey", t.author_name AS "authorName", t.created_at AS "createdAt", t.settled_at AS "settledAt", t.settled_by_name AS "settledByName", t.note`
export const taskTables = sql`notification.task t LEFT JOIN notification.minutes m ON m.id = t.minutes_id`

/** Adds tasks. */
export async function insertTasks(
  ctx: Context,
  tasks: readonly { title: string; ownerKey: bigint; dueOn: Day }[],
  of: { about: string | null; minutesKey: bigint | null; isPrivate?: boolean },
): Promise<{ key: bigint; ownerKey: bigint }[]> {
  return rows(
    sql<{
      key: bigint
      ownerKey: bigint
    }>`INSERT INTO notification.task (title, owner_id, due_on, about, minutes_id, private, author_id, author_name, created_at)
        SELECT title, owner, due, ${of.about}::text, ${of.minutesKey}::bigint, ${of.isPrivate ?? false}, ${ctx.actor.key}::bigint, ${ctx.actor.name}, ${ctx.now}::timestamptz
          FROM unnest(${tasks.map(one => one.title)}::text[], ${tasks.map(one => one.ownerKey)}::bigint[], ${tasks.map(one => one.dueOn)}::date[]) AS task (title, owner, due)
        RETURNING id AS key, owner_id AS "ownerKey"`,
    ctx.sql,
  )
}

/** A person's tasks: their own, those they gave, or both; the soonest first. */
export async function listTasks(
  ctx: Context,
  query: PageRequest & {
    box: 'mine' | 'given' | 'all'
    state?: TaskState | undefined
    overdue: boolean
    about?: string | undefined
  },
): Promise<{ rows: TaskRow[]; next: string | null; total: number }> {
  const { beyond, order } = pageClauses(query, sql`t.due_on`, sql`t.id`, 'date')
  const mine = sql`t.owner_id = ${ctx.actor.key}`
  const given = sql`(t.author_id = ${ctx.actor.key} AND t.owner_id <> ${ctx.actor.key})`
  const box = query.box === 'mine' ? mine : query.box === 'given' ? given : sql`(${mine} OR ${given})`
  const where = sql`WHERE ${query.about === undefined ? box : sql`t.about = ${query.about}`} AND (${query.state ?? null}::text IS NULL OR t.state = ${query.state ?? null})
    AND (NOT ${query.overdue} OR (t.state = 'open' AND t.due_on < ${ctx.today}::date))`
  const found = await rows<TaskRow>(sql`SELECT ${task} FROM ${taskTables} ${where} AND ${beyond} ${order}`, ctx.sql)
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM ${taskTables} ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.dueOn, row.key]), total: count!.total }
}

/** How many open tasks a person has, and how many of them are overdue. */
export async function countTasks(ctx: Context): Promise<{ open: number; overdue: number }> {
  const row = await oneOrNone<{ open: number; overdue: number }>(
    sql`SELECT count(*)::int AS open, (count(*) FILTER (WHERE due_on < ${ctx.today}::date))::int AS overdue FROM notification.task
         WHERE owner_id = ${ctx.actor.key} AND state = 'open'`,
    ctx.sql,
  )
  return row!
}

/** The open tasks of a person: how many, and the first of them. */
export async function openTasksOf(database: Sql, personKey: bigint) {
  const first = await rows(
    sql<{
      key: bigint
      name: string
    }>`SELECT id AS key, title AS name FROM notification.task WHERE owner_id = ${personKey} AND state = 'open' AND NOT private ORDER BY due_on, id`,
    database,
  )
  return { count: first.length, first: first.slice(0, 20) }
}

/** Gives the open tasks of a person to others in turn, but those of two alone, the soonest first; each with its title and day. */
export function giveTasksOver(database: Sql, fromKey: bigint, to: readonly bigint[]) {
  return rows(
    sql<{ key: bigint; toKey: bigint; title: string; dueOn: Day }>`UPDATE notification.task t SET owner_id = s.taker
      FROM (SELECT id, (${[...to]}::bigint[])[1 + mod(row_number() OVER (ORDER BY due_on, id) - 1, ${to.length})::int] AS taker
              FROM notification.task WHERE owner_id = ${fromKey} AND state = 'open' AND NOT private) s
     WHERE t.id = s.id RETURNING t.id AS key, t.owner_id AS "toKey", t.title, t.due_on AS "dueOn"`,
    database,
  )
}

/** Drops the open tasks of two alone whose owner is there no more. */
export async function dropPrivateTasks(ctx: Context, ownerKey: bigint): Promise<void> {
  await sql`UPDATE notification.task SET state = 'dropped', settled_at = ${ctx.now}, settled_by_name = ${ctx.actor.name}
             WHERE owner_id = ${ownerKey} AND state = 'open' AND private`.execute(ctx.sql)
}

/** One task, locked. */
export function taskForUpdate(database: Sql, key: bigint): Promise<TaskRow | null> {
  return oneOrNone(sql<TaskRow>`SELECT ${task} FROM ${taskTables} WHERE t.id = ${key} FOR UPDATE OF t`, database)
}

/** Writes a task's state. */
export async function saveTask(ctx: Context, key: bigint, state: TaskState, note: string | null): Promise<void> {
  const settled = state !== 'open'
  await sql`UPDATE notification.task SET state = ${state}, note = ${note}, settled_at = ${settled ? ctx.now : null}, settled_by_name = ${settled ? ctx.actor.name : null}
             WHERE id = ${key}`.execute(ctx.sql)
}

export type MinutesRow = {
  key: bigint
  groupKey: bigint
  heldOn: Day
  title: string
  body: string
  attendees: bigint[]
  authorKey: bigint
  authorName: string
  createdAt: Instant
  tasks: number
  open: number
}

const minutes = sql`m.id AS key, m.group_id AS "groupKey", m.held_on AS "heldOn", m.title, m.body, m.attendees, m.author_id AS "authorKey", m.author_name AS "authorName",
  m.created_at AS "createdAt", (SELECT count(*)::int FROM notification.task t WHERE t.minutes_id = m.id) AS tasks,
  (SELECT count(*)::int FROM notification.task t WHERE t.minutes_id = m.id AND t.state = 'open') AS open`

/** Keeps the minutes of a meeting. */
export async function insertMinutes(
  ctx: Context,
  one: { groupKey: bigint; heldOn: Day; title: string; body: string; attendees: readonly bigint[] },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO notification.minutes (group_id, held_on, title, body, attendees, author_id, author_name, created_at)
        VALUES (${one.groupKey}, ${one.heldOn}, ${one.title}, ${one.body}, ${[...one.attendees]}::bigint[], ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** A page of minutes of groups, or of meetings one was at, newest first. */
export async function listMinutes(
  ctx: Context,
  query: PageRequest & { groups: readonly bigint[] },
): Promise<{ rows: MinutesRow[]; next: string | null; total: number }> {
  const { beyond, order } = pageClauses(query, sql`m.id`, sql`m.id`, 'bigint')
  const where = sql`WHERE (m.group_id = ANY(${[...query.groups]}::bigint[]) OR m.attendees @> ARRAY[${ctx.actor.key}::bigint] OR m.author_id = ${ctx.actor.key})`
  const found = await rows<MinutesRow>(
    sql`SELECT ${minutes} FROM notification.minutes m ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM notification.minutes m ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

export function minutesByKey(database: Sql, key: bigint): Promise<MinutesRow | null> {
  return oneOrNone(sql<MinutesRow>`SELECT ${minutes} FROM notification.minutes m WHERE m.id = ${key}`, database)
}

/** The tasks that came of a meeting. */
export function tasksOfMinutes(database: Sql, key: bigint): Promise<TaskRow[]> {
  return rows(
    sql<TaskRow>`SELECT ${task} FROM ${taskTables} WHERE t.minutes_id = ${key} ORDER BY t.due_on, t.id`,
    database,
  )
}
