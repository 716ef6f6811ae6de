import type { Day } from '#lib/day'
import { tasks } from '#notification'
import { heldRows, leadRows } from '#origination'
import type { Context } from '#platform/context'
import { rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import { roster } from '#team'
import type { PulseTally } from '../pulse.ts'

/** A thing somebody should have done: a task past its day, a case in hand past its time, a lead whose next contact has passed. */
export type OverdueRow = {
  kind: 'task' | 'case' | 'lead'
  key: bigint
  number: string
  personKey: bigint
  authorKey: bigint | null
  day: Day
}

/** What is overdue of these people now; whoever asks is entitled to them, so their records are read past the wall. */
const overdue = (ctx: Context, people: readonly bigint[]) => {
  const everything = { ctx, permission: null }
  return sql`SELECT 'task' AS kind, t.key, t.number, t.person_id, t.author_id, t.due_day AS day FROM (${tasks.taskRows()}) t WHERE t.due_day < ${ctx.today}::date AND t.person_id = ANY(${[...people]}::bigint[])
    UNION ALL SELECT 'case', h.key, h.number, h.person_id, NULL, (h.due_at AT TIME ZONE 'Asia/Shanghai')::date FROM (${heldRows(everything)}) h WHERE h.due_at < ${ctx.now} AND h.person_id = ANY(${[...people]}::bigint[])
    UNION ALL SELECT 'lead', l.key, l.number, l.person_id, NULL, l.due_day FROM (${leadRows(everything)}) l WHERE l.due_day < ${ctx.today}::date AND l.person_id = ANY(${[...people]}::bigint[])`
}

/** How many things of each kind are overdue, by person; one statement for all of them. */
export async function overdueCounts(ctx: Context, people: readonly bigint[]) {
  const found = await pastWall(ctx.sql, () =>
    rows(
      sql<{
        personKey: bigint
        kind: OverdueRow['kind']
        count: number
      }>`SELECT o.person_id AS "personKey", o.kind, count(*)::int AS count FROM (${overdue(ctx, people)}) o GROUP BY 1, 2`,
      ctx.sql,
    ),
  )
  return Map.groupBy(found, row => row.personKey)
}

/** The overdue things of one person, the oldest first, the first thousand. */
export const overdueRows = (ctx: Context, personKey: bigint) =>
  pastWall(ctx.sql, () =>
    rows(
      sql<OverdueRow>`SELECT o.kind, o.key, o.number, o.person_id AS "personKey", o.author_id AS "authorKey", o.day FROM (${overdue(ctx, [personKey])}) o
        ORDER BY o.day, o.key LIMIT 1000`,
      ctx.sql,
    ),
  )

/** The days on which somebody left each group since a day: the last of them. */
export async function lastLeavers(database: Sql, since: Day): Promise<Map<bigint, Day>> {
  const found = await rows<{ groupKey: bigint; day: Day }>(
    sql`SELECT l.group_id AS "groupKey", max(l.left_day) AS day FROM (${roster.leavers()}) l WHERE l.left_day >= ${since}::date GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.groupKey, row.day]))
}

/** The last two scores of each of these people in cycles that are closed, the newer first. */
export async function lastScores(database: Sql, people: readonly bigint[]): Promise<Map<bigint, string[]>> {
  const found = await rows<{ personKey: bigint; score: string }>(
    sql`SELECT s.person_id AS "personKey", s.score FROM (
          SELECT a.person_id, a.score::text AS score, row_number() OVER (PARTITION BY a.person_id ORDER BY c.to_day DESC, c.id DESC) AS place
            FROM performance.appraisal a JOIN performance.cycle c ON c.id = a.cycle_id AND c.state = 'closed'
           WHERE a.score IS NOT NULL AND a.person_id = ANY(${[...people]}::bigint[])) s WHERE s.place <= 2 ORDER BY s.person_id, s.place`,
    database,
  )
  return new Map([...Map.groupBy(found, row => row.personKey)].map(([key, own]) => [key, own.map(row => row.score)]))
}

/** What was answered in the weeks from one Monday up to before another, by week and group. */
export const pulseTallies = (database: Sql, from: Day, before: Day) =>
  pastWall(database, () =>
    rows<PulseTally>(
      sql`SELECT week, group_id AS "groupKey", branch_id AS "branchKey", count(*)::int AS answers, sum(score)::int AS total
          FROM performance.pulse_answer WHERE week >= ${from}::date AND week < ${before}::date GROUP BY 1, 2, 3 ORDER BY 1 DESC, 3, 2`,
      database,
    ),
  )

/** Whether a person has answered in a week. */
export async function pulseGiven(database: Sql, week: Day, personKey: bigint): Promise<boolean> {
  const found = await pastWall(database, () =>
    rows(
      sql`SELECT 1 AS one FROM performance.pulse_given WHERE week = ${week}::date AND person_id = ${personKey}`,
      database,
    ),
  )
  return found.length > 0
}

/** Notes that a person has answered, and apart from it what was answered; false when they had answered before. */
export async function savePulse(
  database: Sql,
  given: { week: Day; personKey: bigint },
  answer: { groupKey: bigint; branchKey: bigint; score: number },
): Promise<boolean> {
  const noted = await rows(
    sql`INSERT INTO performance.pulse_given (week, person_id) VALUES (${given.week}, ${given.personKey}) ON CONFLICT DO NOTHING RETURNING 1 AS one`,
    database,
  )
  if (noted.length === 0) return false
  await sql`INSERT INTO performance.pulse_answer (week, group_id, branch_id, score) VALUES (${given.week}, ${answer.groupKey}, ${answer.branchKey}, ${answer.score})`.execute(
    database,
  )
  return true
}
