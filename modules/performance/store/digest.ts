import type { Day, Instant } from '#lib/day'
import { tasks } from '#notification'
import type { Context } from '#platform/context'
import { rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import { writeJson } from '#platform/write-path'
import type { DigestBody } from '../digest.ts'
import type { Period } from '../period.ts'

/** Of every person with any: tasks finished in a span, open ones due up to a day, and open ones past their day. */
export async function taskCounts(ctx: Context, done: Period, through: Day) {
  const found = await rows<{ key: bigint; done: number; due: number; overdue: number }>(
    sql`SELECT x.person_id AS key, sum(x.done)::int AS done, sum(x.due)::int AS due, sum(x.overdue)::int AS overdue FROM (
          SELECT d.person_id, 1 AS done, 0 AS due, 0 AS overdue FROM (${tasks.doneRows()}) d
           WHERE (d.settled_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN ${done.from}::date AND ${done.to}::date
          UNION ALL SELECT t.person_id, 0, (t.due_day BETWEEN ${ctx.today}::date AND ${through}::date)::int, (t.due_day < ${ctx.today}::date)::int FROM (${tasks.taskRows()}) t) x GROUP BY 1`,
    ctx.sql,
  )
  return new Map(found.map(row => [row.key, row]))
}

/** The next day each person means to have a one-to-one on, from a day on. */
export async function nextTalks(database: Sql, from: Day): Promise<Map<bigint, Day>> {
  const found = await rows<{ key: bigint; day: Day }>(
    sql`SELECT p.key, min(t.next_on) AS day FROM performance.talk t CROSS JOIN LATERAL (VALUES (t.manager_id), (t.person_id)) AS p (key)
         WHERE t.next_on >= ${from}::date GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.key, row.day]))
}

/** Keeps digests; who has one of the week already keeps it. Gives whose were kept. */
export async function insertDigests(
  ctx: Context,
  week: Day,
  digests: readonly { personKey: bigint; body: DigestBody }[],
): Promise<bigint[]> {
  const kept = await rows<{ key: bigint }>(
    sql`INSERT INTO performance.digest (person_id, week, body, at)
        SELECT d.person_id, ${week}::date, d.body::jsonb, ${ctx.now}::timestamptz
          FROM unnest(${digests.map(one => one.personKey)}::bigint[], ${digests.map(one => writeJson(one.body))}::text[]) AS d (person_id, body)
        ON CONFLICT DO NOTHING RETURNING person_id AS key`,
    ctx.sql,
  )
  return kept.map(row => row.key)
}

/** The last year's digests of a person: their weeks, newest first. */
export const digestWeeks = (database: Sql, personKey: bigint) =>
  pastWall(database, () =>
    rows<{ week: Day }>(
      sql`SELECT week FROM performance.digest WHERE person_id = ${personKey} ORDER BY week DESC LIMIT 53`,
      database,
    ),
  )

/** A person's digest of a week. */
export async function digestOf(database: Sql, personKey: bigint, week: Day) {
  const found = await pastWall(database, () =>
    rows<{ body: DigestBody; at: Instant }>(
      sql`SELECT body, at FROM performance.digest WHERE person_id = ${personKey} AND week = ${week}::date`,
      database,
    ),
  )
  return found[0] ?? null
}
