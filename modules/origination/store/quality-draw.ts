import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { CheckReason } from '../quality.ts'

/** A decision of a person that can be drawn. */
export type DecisionRow = {
  key: bigint
  applicationKey: bigint
  personKey: bigint
  exceptions: number
}

/** A decision to be checked, and why. */
export type NewCheck = {
  eventKey: bigint
  occasion: 'decision' | 'first-payment-default'
  reasons: readonly CheckReason[]
  lessonKey?: bigint
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

/** What single persons decided in a period and no draw has seen yet; a committee's decisions are nobody's own. */
export function undrawn(database: Sql, from: Day, through: Day): Promise<DecisionRow[]> {
  return rows(
    sql<DecisionRow>`SELECT e.id AS key, e.application_id AS "applicationKey", e.actor_key AS "personKey",
        coalesce(jsonb_array_length(e.detail->'exceptions'), 0) AS exceptions
      FROM origination.application_event e
     WHERE e.business_day BETWEEN ${from}::date AND ${through}::date AND e.action IN ('approve', 'reject') AND e.actor_key IS NOT NULL
       AND NOT e.detail ? 'sittingId' AND NOT EXISTS (SELECT FROM origination.quality_candidate q WHERE q.event_id = e.id) ORDER BY e.id`,
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
    SELECT e.id, e.application_id, one.occasion, string_to_array(one.reasons, ','), one.lesson, e.actor_key, e.actor_name, e.actor_group_id, e.actor_branch_id,
           e.action, e.at, ${ctx.now}
      FROM unnest(${checks.map(one => one.eventKey)}::bigint[], ${checks.map(one => one.occasion)}::text[],
                  ${checks.map(one => one.reasons.join(','))}::text[], ${checks.map(one => one.lessonKey ?? null)}::bigint[]) AS one (event, occasion, reasons, lesson)
      JOIN origination.application_event e ON e.id = one.event
    ON CONFLICT (event_id, occasion) DO UPDATE
      SET reasons = quality_check.reasons || ARRAY(SELECT unnest(excluded.reasons) EXCEPT SELECT unnest(quality_check.reasons))`.execute(
    ctx.sql,
  )
}

/** Loans paid out on somebody's approval since a moment, whose decision was not yet checked for a first payment default. */
export function approvedLoans(database: Sql, since: Instant): Promise<{ eventKey: bigint; loanKey: bigint }[]> {
  return rows(
    sql<{ eventKey: bigint; loanKey: bigint }>`SELECT DISTINCT ON (a.id) e.id AS "eventKey", a.loan_id AS "loanKey"
      FROM origination.application a JOIN origination.application_event e ON e.application_id = a.id AND e.action = 'approve'
     WHERE a.state = 'disbursed' AND a.loan_id IS NOT NULL AND a.state_since >= ${since} AND e.actor_key IS NOT NULL AND NOT e.detail ? 'sittingId'
       AND NOT EXISTS (SELECT FROM origination.quality_check c WHERE c.event_id = e.id AND c.occasion = 'first-payment-default')
     ORDER BY a.id, e.id DESC`,
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
        WHERE e.application_id = ${applicationKey} AND e.actor_key = ${personKey} AND e.action IN ('approve', 'reject')) AS "eventKey", l.id AS "lessonKey"
      FROM origination.quality_lesson l WHERE l.person_id = ${personKey}
       AND (SELECT count(*) FROM origination.quality_check c WHERE c.lesson_id = l.id) < l.recheck_files ORDER BY l.id LIMIT 1 FOR UPDATE OF l`,
    database,
  )
}
