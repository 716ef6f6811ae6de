import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { CheckReason } from '../quality.ts'

/** What one person had of a say in a decision that can be drawn: who decided or signed alone, or voted in a committee. */
export type DecisionRow = {
  key: bigint
  applicationKey: bigint
  personKey: bigint
  decision: 'approve' | 'reject'
  exceptions: number
}

/** Who is judged on a step `e` of a file: who took it, or, where a committee did, each member who voted for or against. */
const judged = sql`(SELECT e.actor_key AS person, CASE e.action WHEN 'reject' THEN 'reject' ELSE 'approve' END AS decision
       WHERE e.actor_key IS NOT NULL AND NOT e.detail ? 'sittingId'
     UNION ALL
    SELECT v.person_id, CASE v.vote WHEN 'for' THEN 'approve' ELSE 'reject' END
      FROM origination.sitting s JOIN origination.sitting_vote v ON v.sitting_id = s.id AND v.vote <> 'abstain'
     WHERE e.detail ? 'sittingId' AND s.application_id = e.application_id AND s.closed_at = e.at)`

/** A decision to be checked, and why. */
export type NewCheck = {
  eventKey: bigint
  occasion: 'decision' | 'first-payment-default'
  reasons: readonly CheckReason[]
  lessonKey?: bigint
  /** Who is judged on what, where it is not who took the step. */
  member?: {
    personKey: bigint
    name: string
    groupKey: bigint | null
    branchKey: bigint | null
    decision: 'approve' | 'reject'
  }
}

/** The last draw; null before the first. Waits for another that is being made. */
export async function lastDraw(database: Sql): Promise<{ day: Day; carry: bigint } | null> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('origination.quality_draw'))`.execute(database)
  return oneOrNone(
    sql<{
      day: Day
      carry: bigint
    }>`SELECT day, carry_after AS carry FROM origination.quality_draw ORDER BY day DESC LIMIT 1`,
    database,
  )
}

/** What was decided in a period and no draw has seen yet, a line for each person who had a say. */
export function undrawn(database: Sql, from: Day, through: Day): Promise<DecisionRow[]> {
  return rows(
    sql<DecisionRow>`SELECT e.id AS key, e.application_id AS "applicationKey", j.person AS "personKey", j.decision,
        coalesce(jsonb_array_length(e.detail->'exceptions'), 0) AS exceptions
      FROM origination.application_event e CROSS JOIN LATERAL ${judged} j
     WHERE e.business_day BETWEEN ${from}::date AND ${through}::date AND e.action IN ('approve', 'reject', 'sign')
       AND NOT EXISTS (SELECT FROM origination.quality_candidate q WHERE q.event_id = e.id) ORDER BY e.id, j.person`,
    database,
  )
}

/** Keeps a draw with everything that lay in it. */
export async function insertDraw(
  ctx: Context,
  drawn: {
    day: Day
    seed: string
    share: string
    carryBefore: bigint
    carryAfter: bigint
    population: readonly bigint[]
    taken: readonly bigint[]
  },
): Promise<void> {
  await sql`INSERT INTO origination.quality_draw (day, seed, share, carry_before, carry_after, population, taken, drawn_at)
    VALUES (${drawn.day}::date, ${drawn.seed}, ${drawn.share}::numeric, ${drawn.carryBefore}, ${drawn.carryAfter}, ${drawn.population.length}, ${drawn.taken.length}, ${ctx.now})`.execute(
    ctx.sql,
  )
  await sql`INSERT INTO origination.quality_candidate (event_id, day, taken)
    SELECT key, ${drawn.day}::date, key = ANY(${[...drawn.taken]}::bigint[]) FROM unnest(${[...drawn.population]}::bigint[]) AS key`.execute(
    ctx.sql,
  )
}

/** Opens checks; a decision already being checked on the same occasion takes on the new reason. */
export async function insertChecks(ctx: Context, checks: readonly NewCheck[]): Promise<void> {
  if (checks.length === 0) return
  await sql`INSERT INTO origination.quality_check (event_id, application_id, occasion, reasons, lesson_id, owner_id, owner_name, group_id, branch_id, decision, decided_at, drawn_at)
    SELECT e.id, e.application_id, one.occasion, string_to_array(one.reasons, ','), one.lesson, coalesce(one.person, e.actor_key), coalesce(one.name, e.actor_name),
           CASE WHEN one.person IS NULL THEN e.actor_group_id ELSE one.grp END, CASE WHEN one.person IS NULL THEN e.actor_branch_id ELSE one.branch END,
           coalesce(one.decision, CASE e.action WHEN 'reject' THEN 'reject' ELSE 'approve' END), e.at, ${ctx.now}
      FROM unnest(${checks.map(one => one.eventKey)}::bigint[], ${checks.map(one => one.occasion)}::text[],
                  ${checks.map(one => one.reasons.join(','))}::text[], ${checks.map(one => one.lessonKey ?? null)}::bigint[],
                  ${checks.map(one => one.member?.personKey ?? null)}::bigint[], ${checks.map(one => one.member?.name ?? null)}::text[],
                  ${checks.map(one => one.member?.groupKey ?? null)}::bigint[], ${checks.map(one => one.member?.branchKey ?? null)}::bigint[],
                  ${checks.map(one => one.member?.decision ?? null)}::text[]) AS one (event, occasion, reasons, lesson, person, name, grp, branch, decision)
      JOIN origination.application_event e ON e.id = one.event
    ON CONFLICT (event_id, occasion, owner_id) DO UPDATE
      SET reasons = quality_check.reasons || ARRAY(SELECT unnest(excluded.reasons) EXCEPT SELECT unnest(quality_check.reasons))`.execute(
    ctx.sql,
  )
}

/**
 * Loans paid out since a moment, with everybody who said yes to them, where that was not yet checked for a first payment default: who
 * approved, who signed first at the same desk, and the committee's members who voted for it.
 */
export function approvedLoans(
  database: Sql,
  since: Instant,
): Promise<{ eventKey: bigint; loanKey: bigint; personKey: bigint }[]> {
  return rows(
    sql<{ eventKey: bigint; loanKey: bigint; personKey: bigint }>`WITH last AS (
        SELECT DISTINCT ON (a.id) e.id, a.id AS application_id, a.loan_id, e.from_state
          FROM origination.application a JOIN origination.application_event e ON e.application_id = a.id AND e.action = 'approve'
         WHERE a.state = 'disbursed' AND a.loan_id IS NOT NULL AND a.state_since >= ${since} ORDER BY a.id, e.id DESC)
      SELECT e.id AS "eventKey", l.loan_id AS "loanKey", j.person AS "personKey"
        FROM last l JOIN origination.application_event e ON e.application_id = l.application_id
         AND (e.id = l.id OR (e.action = 'sign' AND e.id < l.id AND e.to_state = l.from_state
              AND NOT EXISTS (SELECT FROM origination.application_event m WHERE m.application_id = e.application_id AND m.id > e.id AND m.id < l.id
                                 AND m.from_state IS DISTINCT FROM m.to_state)))
        CROSS JOIN LATERAL ${judged} j
       WHERE j.decision = 'approve'
         AND NOT EXISTS (SELECT FROM origination.quality_check c WHERE c.event_id = e.id AND c.occasion = 'first-payment-default' AND c.owner_id = j.person)
       ORDER BY e.id, j.person`,
    database,
  )
}

/** The latest decision of the application and the lesson whose re-checks its person still has to go through; null when none. */
export async function recheckDue(
  database: Sql,
  applicationKey: bigint,
  personKey: bigint,
): Promise<{ eventKey: bigint; lessonKey: bigint } | null> {
  return oneOrNone(
    sql<{ eventKey: bigint; lessonKey: bigint }>`SELECT (SELECT max(e.id) FROM origination.application_event e
        WHERE e.application_id = ${applicationKey} AND e.actor_key = ${personKey} AND e.action IN ('approve', 'reject', 'sign')) AS "eventKey", l.id AS "lessonKey"
      FROM origination.quality_lesson l WHERE l.person_id = ${personKey}
       AND (SELECT count(*) FROM origination.quality_check c WHERE c.lesson_id = l.id) < l.recheck_files ORDER BY l.id LIMIT 1 FOR UPDATE OF l`,
    database,
  )
}
