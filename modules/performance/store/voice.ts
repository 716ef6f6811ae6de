import type { RawBuilder } from 'kysely'
import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { Served } from '../voice.ts'

/** What was asked already: every file ever, and customers since a day. */
export async function askedBefore(database: Sql, since: Day): Promise<{ files: Set<bigint>; customers: Set<bigint> }> {
  const found = await rows<{ customerKey: bigint; fileKey: bigint; late: boolean }>(
    sql`SELECT customer_id AS "customerKey", application_id AS "fileKey", asked_on >= ${since}::date AS late FROM performance.voice_ask`,
    database,
  )
  return {
    files: new Set(found.map(row => row.fileKey)),
    customers: new Set(found.filter(row => row.late).map(row => row.customerKey)),
  }
}

/** Notes that a customer is asked about somebody of a cycle; returns its key. */
export async function insertVoiceAsk(
  ctx: Context,
  of: { key: bigint; personKey: bigint; groupId: bigint | null; branchId: bigint | null },
  served: Served,
): Promise<bigint> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.voice_ask (appraisal_id, person_id, group_id, branch_id, customer_id, application_id, number, asked_on, asked_at)
        VALUES (${of.key}, ${of.personKey}, ${of.groupId}::bigint, ${of.branchId}::bigint, ${served.customerKey}, ${served.fileKey}, ${served.number}, ${ctx.today}::date, ${ctx.now}::timestamptz)
        RETURNING id AS key`,
    ctx.sql,
  )
  return row!.key
}

/** How a question stands; null where there is none. */
export function voiceByKey(database: Sql, key: bigint) {
  return oneOrNone<{
    customerKey: bigint
    askedOn: Day
    linkDays: number | null
    cycleState: string
    answered: boolean
  }>(
    sql`SELECT k.customer_id AS "customerKey", k.asked_on AS "askedOn", (c.rules #>> '{customers,linkDays}')::int AS "linkDays", c.state AS "cycleState", v.ask_id IS NOT NULL AS answered FROM performance.voice_ask k
          JOIN performance.appraisal a ON a.id = k.appraisal_id JOIN performance.cycle c ON c.id = a.cycle_id
          LEFT JOIN performance.voice_answer v ON v.ask_id = k.id WHERE k.id = ${key}`,
    database,
  )
}

/** The customers whose last question was about one of these appraisals. */
export const lastAsked = (database: Sql, appraisalKeys: readonly bigint[]) =>
  rows<{ key: bigint; customerKey: bigint }>(
    sql`SELECT k.appraisal_id AS key, k.customer_id AS "customerKey" FROM performance.voice_ask k
         WHERE k.appraisal_id = ANY(${[...appraisalKeys]}::bigint[])
           AND NOT EXISTS (SELECT FROM performance.voice_ask later WHERE later.customer_id = k.customer_id AND later.asked_at > k.asked_at)`,
    database,
  )

/** The questions nobody has answered yet, oldest first. */
export async function openVoiceAsks(database: Sql): Promise<bigint[]> {
  const found = await rows<{ key: bigint }>(
    sql`SELECT k.id AS key FROM performance.voice_ask k WHERE NOT EXISTS (SELECT FROM performance.voice_answer v WHERE v.ask_id = k.id) ORDER BY k.id`,
    database,
  )
  return found.map(row => row.key)
}

/** Keeps an answer, the first alone; false where there is one. */
export async function insertVoiceAnswer(ctx: Context, askKey: bigint, score: number): Promise<boolean> {
  const done =
    await sql`INSERT INTO performance.voice_answer (ask_id, score, day, at) VALUES (${askKey}, ${score}, ${ctx.today}::date, ${ctx.now}::timestamptz)
    ON CONFLICT DO NOTHING`.execute(ctx.sql)
  return done.numAffectedRows === 1n
}

/** What customers said in a cycle, by appraisal. */
export async function voicesOf(database: Sql, cycleKey: bigint): Promise<Map<bigint, number[]>> {
  const found = await rows<{ key: bigint; scores: number[] }>(
    sql`SELECT k.appraisal_id AS key, array_agg(v.score::int ORDER BY v.score) AS scores FROM performance.voice_answer v
          JOIN performance.voice_ask k ON k.id = v.ask_id JOIN performance.appraisal a ON a.id = k.appraisal_id WHERE a.cycle_id = ${cycleKey} GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.key, row.scores]))
}

/** Customers' answers as figures read them: key and number of the file, who served and where they stood, day of the answer, is_satisfied (4 or 5 of 5). */
export function voiceRows(): RawBuilder<unknown> {
  return sql`SELECT k.application_id AS key, k.number, k.person_id, k.group_id, k.branch_id, v.day, v.score >= 4 AS is_satisfied
    FROM performance.voice_answer v JOIN performance.voice_ask k ON k.id = v.ask_id`
}

/**
 * What colleagues' answers came to, as figures read it: key of the appraisal, number (the cycle's name), the person and where they stood,
 * day (when the scores were told), points and full in hundredths. No answer of anybody's: the trimmed mean alone, from the fewest that count on.
 */
export function peerScoreRows(): RawBuilder<unknown> {
  return sql`SELECT a.id AS key, c.name AS number, a.person_id, a.group_id, a.branch_id, c.appeal_until - (c.rules ->> 'appealDays')::int AS day,
      ((part ->> 'score')::numeric * 100)::bigint AS points, 10000::bigint AS full_points
    FROM performance.appraisal a JOIN performance.cycle c ON c.id = a.cycle_id CROSS JOIN LATERAL jsonb_array_elements(a.result) AS part
   WHERE c.appeal_until IS NOT NULL AND part ->> 'part' = 'peer' AND part ->> 'score' IS NOT NULL`
}
