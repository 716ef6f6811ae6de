import type { RawBuilder } from 'kysely'
import type { Day, Instant } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'
import { newsChannel } from '../store.ts'
import { type TaskRow, task, taskTables } from './board.ts'

/** Open tasks as figures about their owners read them: key, number (the title), person_id, author_id, due_day. */
export function taskRows(): RawBuilder<unknown> {
  return sql`SELECT t.id AS key, t.title AS number, t.owner_id AS person_id, t.author_id, t.due_on AS due_day FROM notification.task t WHERE t.state = 'open'`
}

/** Tasks that were finished, as figures about their owners read them: key, person_id, settled_at. */
export function doneRows(): RawBuilder<unknown> {
  return sql`SELECT t.id AS key, t.owner_id AS person_id, t.settled_at FROM notification.task t WHERE t.state = 'done'`
}

/** The tasks about some records, the soonest first. */
export const tasksAbout = (database: Sql, records: readonly string[]) =>
  rows<TaskRow>(
    sql`SELECT ${task} FROM ${taskTables} WHERE t.about = ANY(${[...records]}::text[]) ORDER BY t.due_on, t.id`,
    database,
  )

/** How many tasks are about each record: all, and open. */
export async function countAbout(
  database: Sql,
  records: readonly string[],
): Promise<Map<string, { all: number; open: number }>> {
  const found = await rows<{ about: string; all: number; open: number }>(
    sql`SELECT about, count(*)::int AS all, (count(*) FILTER (WHERE state = 'open'))::int AS open FROM notification.task
         WHERE about = ANY(${[...records]}::text[]) GROUP BY 1`,
    database,
  )
  return new Map(found.map(({ about, ...counts }) => [about, counts]))
}

/** Rings the owner of every open task that is due on a day, once; one statement for all of them. */
export async function remindOf(database: Sql, day: Day, template: string, now: Instant): Promise<void> {
  const told = await rows<{ person: bigint }>(
    sql`INSERT INTO notification.notice (person_id, template, facts, about, once, created_at)
        SELECT t.owner_id, ${template}, jsonb_build_object('title', t.title, 'day', t.due_on), NULL, 'notification:due:' || t.id || ':' || t.due_on, ${now}::timestamptz
          FROM notification.task t WHERE t.state = 'open' AND t.due_on = ${day}::date
        ON CONFLICT (person_id, once) WHERE once IS NOT NULL DO NOTHING RETURNING person_id AS person`,
    database,
  )
  if (told.length > 0)
    await sql`SELECT pg_notify(${newsChannel}, ${[...new Set(told.map(row => row.person.toString()))].join(',')})`.execute(
      database,
    )
}
