import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { FirstDaysItem, NewcomerRole, NewcomerState, ReviewVerdict } from '../newcomer.ts'

/** A version of what a post's first days consist of. */
export type FirstDaysPlanRow = {
  key: bigint
  post: string
  number: number
  fromDay: Day
  items: FirstDaysItem[]
  reviewDays: number[]
  changeNote: string
  madeBy: bigint | null
}

const planColumns = sql`id AS key, post, number, from_day AS "fromDay", items, review_days AS "reviewDays", change_note AS "changeNote", made_by AS "madeBy"`

/** Every version of every post's plan, or of one post, the newest first. */
export function firstDaysPlans(database: Sql, post: string | null = null): Promise<FirstDaysPlanRow[]> {
  return rows(
    sql<FirstDaysPlanRow>`SELECT ${planColumns} FROM training.first_days_plan WHERE ${post}::text IS NULL OR post = ${post} ORDER BY post, number DESC`,
    database,
  )
}

/** Adds a version; false when somebody else added this number meanwhile. */
export async function insertPlan(ctx: Context, row: Omit<FirstDaysPlanRow, 'key' | 'madeBy'>): Promise<boolean> {
  const done =
    await sql`INSERT INTO training.first_days_plan (post, number, from_day, items, review_days, change_note, made_by, made_at)
    VALUES (${row.post}, ${row.number}, ${row.fromDay}::date, ${JSON.stringify(row.items)}::jsonb, ${row.reviewDays}::int[], ${row.changeNote}, ${ctx.actor.key}, ${ctx.now})
    ON CONFLICT DO NOTHING`.execute(ctx.sql)
  return done.numAffectedRows === 1n
}

/** Somebody's first days with the plan they follow. */
export type NewcomerRow = {
  key: bigint
  ownerId: bigint
  groupId: bigint
  branchId: bigint
  post: string
  mentorId: bigint
  fromDay: Day
  state: NewcomerState
  items: FirstDaysItem[]
  reviewDays: number[]
  planNumber: number
}

const newcomerColumns = sql`n.id AS key, n.owner_id AS "ownerId", n.group_id AS "groupId", n.branch_id AS "branchId", n.post, n.mentor_id AS "mentorId", n.from_day AS "fromDay",
  n.state, p.items, p.review_days AS "reviewDays", p.number AS "planNumber"`
const newcomerTables = sql`training.newcomer n JOIN training.first_days_plan p ON p.id = n.plan_id`
const newcomerPlace = { owner: 'n.owner_id', group: 'n.group_id', branch: 'n.branch_id' }

/** The first days of a person: the open ones, else the last. */
export function firstDaysOf(database: Sql, personKey: bigint): Promise<NewcomerRow | null> {
  return oneOrNone(
    sql<NewcomerRow>`SELECT ${newcomerColumns} FROM ${newcomerTables} WHERE n.owner_id = ${personKey} ORDER BY n.state = 'open' DESC, n.id DESC LIMIT 1`,
    database,
  )
}

/** First days, however they stand. */
export function newcomerByKey(database: Sql, key: bigint): Promise<NewcomerRow | null> {
  return oneOrNone(sql<NewcomerRow>`SELECT ${newcomerColumns} FROM ${newcomerTables} WHERE n.id = ${key}`, database)
}

/** Open first days, locked. */
export function newcomerForUpdate(database: Sql, key: bigint): Promise<NewcomerRow | null> {
  return oneOrNone(
    sql<NewcomerRow>`SELECT ${newcomerColumns} FROM ${newcomerTables} WHERE n.id = ${key} AND n.state = 'open' FOR UPDATE OF n`,
    database,
  )
}

/** A page of newcomers within the reader's scope, and of those the reader mentors. */
export async function listNewcomers(
  ctx: Context,
  query: PageRequest & { state?: NewcomerState | undefined },
): Promise<{ rows: NewcomerRow[]; total: number; next: string | null }> {
  const where = sql`WHERE (${ctx.rights.where('training.newcomer.read', newcomerPlace)} OR n.mentor_id = ${ctx.actor.key}::bigint)
    AND (${query.state ?? null}::text IS NULL OR n.state = ${query.state ?? null})`
  const { beyond, order } = pageClauses(query, sql`n.from_day`, sql`n.id`, 'date')
  const found = await rows(
    sql<NewcomerRow>`SELECT ${newcomerColumns} FROM ${newcomerTables} ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone(
    sql<{ total: number }>`SELECT count(*)::int AS total FROM ${newcomerTables} ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.fromDay, row.key]), total: count!.total }
}

/** Of these people, who has first days on record. */
export async function withFirstDays(database: Sql, personKeys: readonly bigint[]): Promise<Set<bigint>> {
  const found = await rows(
    sql<{
      key: bigint
    }>`SELECT DISTINCT owner_id AS key FROM training.newcomer WHERE owner_id = ANY(${[...personKeys]}::bigint[])`,
    database,
  )
  return new Set(found.map(row => row.key))
}

/** Begins somebody's first days; null when they are open already. */
export async function insertNewcomer(
  ctx: Context,
  row: {
    ownerId: bigint
    groupId: bigint
    branchId: bigint
    post: string
    planKey: bigint
    mentorId: bigint
    fromDay: Day
  },
): Promise<bigint | null> {
  const made = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO training.newcomer (owner_id, group_id, branch_id, post, plan_id, mentor_id, from_day, started_by, started_at)
      VALUES (${row.ownerId}, ${row.groupId}, ${row.branchId}, ${row.post}, ${row.planKey}, ${row.mentorId}, ${row.fromDay}::date, ${ctx.actor.key}, ${ctx.now})
      ON CONFLICT (owner_id) WHERE state = 'open' DO NOTHING RETURNING id`,
    ctx.sql,
  )
  return made?.id ?? null
}

/** Gives a newcomer another mentor. */
export async function setMentor(database: Sql, key: bigint, mentorId: bigint): Promise<void> {
  await sql`UPDATE training.newcomer SET mentor_id = ${mentorId} WHERE id = ${key}`.execute(database)
}

/** Ends first days. */
export async function endNewcomer(ctx: Context, key: bigint, state: 'passed' | 'ended', reason: string): Promise<void> {
  await sql`UPDATE training.newcomer SET state = ${state}, ended_by = ${ctx.actor.key}, ended_at = ${ctx.now}, ended_reason = ${reason} WHERE id = ${key}`.execute(
    ctx.sql,
  )
}

/** What was ticked in the first days of several newcomers. */
export function ticks(database: Sql, keys: readonly bigint[]) {
  return rows(
    sql<{ newcomer: bigint; item: string; by: bigint; at: Instant; note: string }>`
      SELECT newcomer_id AS newcomer, item, done_by AS by, done_at AS at, note FROM training.newcomer_tick WHERE newcomer_id = ANY(${[...keys]}::bigint[])`,
    database,
  )
}

/** Ticks an item; what was ticked before stays as it was. */
export async function insertTick(ctx: Context, key: bigint, item: string, note: string): Promise<void> {
  await sql`INSERT INTO training.newcomer_tick (newcomer_id, item, done_by, done_at, note)
    VALUES (${key}, ${item}, ${ctx.actor.key}, ${ctx.now}, ${note}) ON CONFLICT DO NOTHING`.execute(ctx.sql)
}

/** What was said at milestones, the earliest first. */
export function newcomerReviews(database: Sql, keys: readonly bigint[]) {
  return rows(
    sql<{
      newcomer: bigint
      day: number
      role: NewcomerRole
      verdict: ReviewVerdict
      good: string
      better: string
      by: bigint
      at: Instant
    }>`SELECT newcomer_id AS newcomer, day, role, verdict, good, better, said_by AS by, said_at AS at FROM training.newcomer_review
        WHERE newcomer_id = ANY(${[...keys]}::bigint[]) ORDER BY newcomer_id, day, array_position(ARRAY['newcomer', 'mentor', 'manager'], role)`,
    database,
  )
}

/** Says something at a milestone; false when this was said already. */
export async function insertReview(
  ctx: Context,
  row: { newcomer: bigint; day: number; role: NewcomerRole; verdict: ReviewVerdict; good: string; better: string },
): Promise<boolean> {
  const done =
    await sql`INSERT INTO training.newcomer_review (newcomer_id, day, role, verdict, good, better, said_by, said_at)
    VALUES (${row.newcomer}, ${row.day}, ${row.role}, ${row.verdict}, ${row.good}, ${row.better}, ${ctx.actor.key}, ${ctx.now}) ON CONFLICT DO NOTHING`.execute(
      ctx.sql,
    )
  return done.numAffectedRows === 1n
}
