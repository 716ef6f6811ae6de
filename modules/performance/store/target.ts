import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { Level, MetricCode } from '../metric.ts'
import type { Period } from '../period.ts'

/** Whom a target is for; a person's is one in a group. */
export type TargetPlace = { level: Level; branchKey: bigint | null; groupKey: bigint | null; personKey: bigint | null }

export type TargetOrigin = 'set' | 'cascade' | 'counter' | 'change'

/** The line of a target that counts, with an open answer to it. Values in the metric's own units, exact text. */
export type TargetRow = TargetPlace & {
  key: bigint
  code: MetricCode
  from: Day
  to: Day
  number: number
  value: string
  upper: string | null
  origin: TargetOrigin
  parentKey: bigint | null
  reason: string
  madeBy: bigint | null
  madeByName: string
  madeOn: Day
  counter: { key: bigint; value: string; reason: string; madeBy: bigint; madeByName: string } | null
}

const columns = sql`t.id AS key, t.code, t.level, t.branch_id AS "branchKey", t.group_id AS "groupKey", t.person_id AS "personKey", t.from_day AS "from", t.to_day AS "to",
  t.number, t.value::text AS value, t.upper::text AS upper, t.origin, t.parent_id AS "parentKey", t.reason, t.made_by AS "madeBy", t.made_by_name AS "madeByName", t.made_on AS "madeOn",
  c.id AS "counterKey", c.value::text AS "counterValue", c.reason AS "counterReason", c.made_by AS "counterBy", c.made_by_name AS "counterByName"`
type Raw = Omit<TargetRow, 'counter'> & {
  counterKey: bigint | null
  counterValue: string
  counterReason: string
  counterBy: bigint
  counterByName: string
}
const named = ({ counterKey, counterValue, counterReason, counterBy, counterByName, ...row }: Raw): TargetRow => ({
  ...row,
  counter:
    counterKey === null
      ? null
      : {
          key: counterKey,
          value: counterValue,
          reason: counterReason,
          madeBy: counterBy,
          madeByName: counterByName,
        },
})
const place = sql`t.code, t.level, coalesce(t.branch_id, 0), coalesce(t.group_id, 0), coalesce(t.person_id, 0), t.from_day, t.to_day`
const open = sql`LEFT JOIN performance.target_counter c ON c.target_id = t.id AND c.state = 'open'`

/** The targets that count for some metrics within a stretch of days; all of one person, group, branch or the company, or everybody's. */
export async function targetsIn(
  database: Sql,
  codes: readonly MetricCode[],
  { from, to }: Period,
  about: { level: Level; key: bigint } | null = null,
): Promise<TargetRow[]> {
  const whose =
    about === null
      ? sql`true`
      : about.level === 'company'
        ? sql`t.level = 'company'`
        : sql`t.level = ${about.level} AND t.${sql.ref(`${about.level}_id`)} = ${about.key}`
  const found = await rows<Raw>(
    sql`SELECT DISTINCT ON (${place}) ${columns} FROM performance.target t ${open}
         WHERE t.code = ANY(${[...codes]}::text[]) AND t.from_day >= ${from}::date AND t.to_day <= ${to}::date
           AND ${whose} ORDER BY ${place}, t.number DESC`,
    database,
  )
  return found.map(named)
}

/** One line, whether it still counts or not. */
export async function targetByKey(database: Sql, key: bigint): Promise<TargetRow | null> {
  const row = await oneOrNone<Raw>(
    sql`SELECT ${columns} FROM performance.target t ${open} WHERE t.id = ${key}`,
    database,
  )
  return row && named(row)
}

/** Lets one change of targets of a metric wait for another. */
export async function lockTargets(database: Sql, code: MetricCode): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('performance.target.' || ${code}))`.execute(database)
}

export type NewTarget = TargetPlace & {
  code: MetricCode
  from: Day
  to: Day
  value: string
  upper: string | null
  origin: TargetOrigin
  parentKey: bigint | null
  reason: string
}

/** Adds lines, each with the next number of its place and period; returns their keys. */
export async function insertTargets(ctx: Context, targets: readonly NewTarget[]): Promise<bigint[]> {
  const keys: bigint[] = []
  for (const one of targets) {
    const row = await oneOrNone<{ key: bigint }>(
      sql`INSERT INTO performance.target (code, level, branch_id, group_id, person_id, from_day, to_day, number, value, upper, origin, parent_id, reason, made_by, made_by_name, made_on, made_at)
          SELECT ${one.code}, ${one.level}, ${one.branchKey}::bigint, ${one.groupKey}::bigint, ${one.personKey}::bigint, ${one.from}::date, ${one.to}::date, coalesce(max(t.number), 0) + 1,
                 ${one.value}::numeric, ${one.upper}::numeric, ${one.origin}, ${one.parentKey}::bigint, ${one.reason}, ${ctx.actor.key}::bigint, ${ctx.actor.name}, ${ctx.today}::date, ${ctx.now}::timestamptz
            FROM performance.target t WHERE t.code = ${one.code} AND t.level = ${one.level} AND t.branch_id IS NOT DISTINCT FROM ${one.branchKey}::bigint
             AND t.group_id IS NOT DISTINCT FROM ${one.groupKey}::bigint AND t.person_id IS NOT DISTINCT FROM ${one.personKey}::bigint AND t.from_day = ${one.from}::date AND t.to_day = ${one.to}::date
          RETURNING id AS key`,
      ctx.sql,
    )
    keys.push(row!.key)
  }
  return keys
}

/** Keeps an answer to a target; null when one is open already. */
export async function insertCounter(
  ctx: Context,
  counter: { targetKey: bigint; value: string; reason: string },
): Promise<bigint | null> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.target_counter (target_id, value, reason, made_by, made_by_name, made_at)
        VALUES (${counter.targetKey}, ${counter.value}::numeric, ${counter.reason}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now})
        ON CONFLICT (target_id) WHERE state = 'open' DO NOTHING RETURNING id AS key`,
    ctx.sql,
  )
  return row?.key ?? null
}

/** The open answer of a key with its target, locked. */
export function counterForUpdate(
  database: Sql,
  key: bigint,
): Promise<{ targetKey: bigint; value: string; madeBy: bigint } | null> {
  return oneOrNone(
    sql<{
      targetKey: bigint
      value: string
      madeBy: bigint
    }>`SELECT target_id AS "targetKey", value::text AS value, made_by AS "madeBy"
      FROM performance.target_counter WHERE id = ${key} AND state = 'open' FOR UPDATE`,
    database,
  )
}

/** Accepts or declines an answer. */
export async function closeCounter(ctx: Context, key: bigint, accept: boolean, answer: string): Promise<void> {
  await sql`UPDATE performance.target_counter SET state = ${accept ? 'accepted' : 'declined'}, answer = ${answer}, answered_by = ${ctx.actor.key}::bigint,
    answered_by_name = ${ctx.actor.name}, answered_at = ${ctx.now}::timestamptz WHERE id = ${key}`.execute(ctx.sql)
}

/** Every version of the target a line belongs to, newest first, each with what it was answered with. */
export function versionsOf(database: Sql, key: bigint) {
  type Counter = {
    value: string
    reason: string
    madeByName: string
    madeAt: Instant
    state: 'open' | 'accepted' | 'declined'
    answer: string | null
    answeredByName: string | null
  }
  return rows<{
    number: number
    value: string
    upper: string | null
    origin: TargetOrigin
    reason: string
    madeByName: string
    madeAt: Instant
    counters: Counter[]
  }>(
    sql`SELECT t.number, t.value::text AS value, t.upper::text AS upper, t.origin, t.reason, t.made_by_name AS "madeByName", t.made_at AS "madeAt",
          coalesce((SELECT jsonb_agg(jsonb_build_object('value', c.value::text, 'reason', c.reason, 'madeByName', c.made_by_name, 'madeAt', to_char(c.made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'state', c.state, 'answer', c.answer, 'answeredByName', c.answered_by_name) ORDER BY c.id) FROM performance.target_counter c WHERE c.target_id = t.id), '[]') AS counters
        FROM performance.target o JOIN performance.target t ON t.code = o.code AND t.level = o.level AND t.branch_id IS NOT DISTINCT FROM o.branch_id AND t.group_id IS NOT DISTINCT FROM o.group_id
          AND t.person_id IS NOT DISTINCT FROM o.person_id AND t.from_day = o.from_day AND t.to_day = o.to_day WHERE o.id = ${key} ORDER BY t.number DESC`,
    database,
  )
}
