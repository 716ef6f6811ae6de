import type { Day, Instant } from '#lib/day'
import type { Id } from '#lib/id'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { TransitionKind } from '../post.ts'

/** Begins a joining, moving or leaving with its list of what to do. */
export async function insertTransition(
  ctx: Context,
  line: {
    personKey: bigint
    kind: TransitionKind
    fromDay: Day
    reason: string | null
    items: readonly string[]
  },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO team.transition (person_id, kind, from_day, reason, made_by, made_by_name, made_at)
        VALUES (${line.personKey}, ${line.kind}, ${line.fromDay}, ${line.reason}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  await sql`INSERT INTO team.transition_item (transition_id, item) SELECT ${row!.id}::bigint, unnest(${line.items}::text[])`.execute(
    ctx.sql,
  )
  return row!.id
}

/** A person's joining, moves and leaving, newest first, each with its list. */
export function transitionsOf(database: Sql, personKey: bigint) {
  return rows(
    sql<{
      key: bigint
      kind: TransitionKind
      fromDay: Day
      reason: string | null
      madeByName: string
      madeAt: Instant
      items: { item: string; doneAt: Instant | null; doneByName: string | null; note: string | null }[]
    }>`SELECT t.id AS key, t.kind, t.from_day AS "fromDay", t.reason, t.made_by_name AS "madeByName", t.made_at AS "madeAt",
        (SELECT coalesce(jsonb_agg(jsonb_build_object('item', i.item, 'doneAt', i.done_at, 'doneByName', i.done_by_name, 'note', i.note) ORDER BY i.item), '[]')
           FROM team.transition_item i WHERE i.transition_id = t.id) AS items
      FROM team.transition t WHERE t.person_id = ${personKey} ORDER BY t.id DESC LIMIT 50`,
    database,
  )
}

/** Whose transition it is. */
export async function personOfTransition(database: Sql, key: bigint): Promise<bigint | null> {
  const row = await oneOrNone<{ person_id: bigint }>(
    sql`SELECT person_id FROM team.transition WHERE id = ${key}`,
    database,
  )
  return row?.person_id ?? null
}

/** Ticks or unticks one thing to do; false when the list has none of that name. */
export async function tickItem(
  ctx: Context,
  line: { transitionKey: bigint; item: string; done: boolean; note: string | null },
): Promise<boolean> {
  const result = await sql`UPDATE team.transition_item SET done_at = ${line.done ? ctx.now : null}::timestamptz,
      done_by_name = ${line.done ? ctx.actor.name : null}, note = ${line.note}
    WHERE transition_id = ${line.transitionKey} AND item = ${line.item}`.execute(ctx.sql)
  return result.numAffectedRows === 1n
}

/** Writes down which record went from whom to whom, on which day: a fact that later questions ("who had this customer?") read. */
export async function insertHandOver(
  ctx: Context,
  kind: string,
  fromKey: bigint,
  lines: readonly { key: bigint; toKey: bigint | null }[],
): Promise<void> {
  await sql`INSERT INTO team.hand_over_line (kind, record_key, from_person_id, to_person_id, on_day, made_by, made_at)
    SELECT ${kind}, record, ${fromKey}::bigint, taker, ${ctx.today}::date, ${ctx.actor.key}::bigint, ${ctx.now}::timestamptz
      FROM unnest(${lines.map(line => line.key)}::bigint[], ${lines.map(line => line.toKey)}::bigint[]) AS r (record, taker)`.execute(
    ctx.sql,
  )
}

/** What went from a person to others, counted by day, kind and taker, newest first. */
export function handOversOf(database: Sql, personKey: bigint) {
  return rows(
    sql<{ onDay: Day; kind: string; fromName: string; toName: string | null; count: number }>`
      SELECT h.on_day AS "onDay", h.kind, f.name AS "fromName", t.name AS "toName", count(*)::int AS count FROM team.hand_over_line h
        JOIN team.person f ON f.id = h.from_person_id LEFT JOIN team.person t ON t.id = h.to_person_id
       WHERE (h.from_person_id = ${personKey} OR h.to_person_id = ${personKey}) AND h.from_person_id IS DISTINCT FROM h.to_person_id
       GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 2 LIMIT 200`,
    database,
  )
}

/** A hand-over that waits for its day. */
export type PlannedRow = {
  key: bigint
  personKey: bigint
  fromDay: Day
  plan: { kind: string; to: Id<'person'> | null }[]
}

/** Keeps who takes over what on the day of a move. */
export async function insertPlanned(
  ctx: Context,
  line: { personKey: bigint; fromDay: Day; plan: readonly { kind: string; to: string | null }[] },
): Promise<void> {
  await sql`INSERT INTO team.planned_hand_over (person_id, from_day, plan, made_by, made_at)
    VALUES (${line.personKey}, ${line.fromDay}, ${JSON.stringify(line.plan)}::jsonb, ${ctx.actor.key}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** What was planned for a day or later is planned no more. */
export async function supersedePlanned(database: Sql, personKey: bigint, from: Day): Promise<void> {
  await sql`UPDATE team.planned_hand_over SET state = 'superseded' WHERE person_id = ${personKey} AND state = 'waiting' AND from_day >= ${from}::date`.execute(
    database,
  )
}

/** The hand-overs whose day has come, oldest first; nobody else takes them at the same moment. */
export function dueHandOvers(database: Sql, on: Day): Promise<PlannedRow[]> {
  return rows(
    sql<PlannedRow>`SELECT id AS key, person_id AS "personKey", from_day AS "fromDay", plan FROM team.planned_hand_over
      WHERE state = 'waiting' AND from_day <= ${on}::date ORDER BY from_day, id FOR UPDATE`,
    database,
  )
}

/** Marks a planned hand-over as done. */
export async function endPlanned(database: Sql, key: bigint): Promise<void> {
  await sql`UPDATE team.planned_hand_over SET state = 'done' WHERE id = ${key}`.execute(database)
}
