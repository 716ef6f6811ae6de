import type { RawBuilder } from 'kysely'
import type { Day, Instant } from '#lib/day'
import type { Context, Placed } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { DecisionFacts } from './fact.ts'
import type { Reason, Rule, RuleSetState, Verdict } from './rule-set.ts'

export type RuleSetRow = {
  key: bigint
  number: number
  state: RuleSetState
  note: string
  rules: Rule[]
  editorKeys: bigint[]
  draftedByName: string
  draftedAt: Instant
  publishedByName: string | null
  publishedAt: Instant | null
  effectiveFrom: Day | null
  version: number
}

const columns = sql`id AS key, number, state, note, rules, editors AS "editorKeys", drafted_by_name AS "draftedByName", drafted_at AS "draftedAt",
  published_by_name AS "publishedByName", published_at AS "publishedAt", effective_from AS "effectiveFrom", version`

/** Every rule set, newest first. */
export function listRuleSets(database: Sql): Promise<RuleSetRow[]> {
  return rows(sql<RuleSetRow>`SELECT ${columns} FROM decision.rule_set ORDER BY number DESC LIMIT 200`, database)
}

/** One rule set, locked when about to be changed. */
export function ruleSetByKey(database: Sql, key: bigint, lock = false): Promise<RuleSetRow | null> {
  return oneOrNone(
    sql<RuleSetRow>`SELECT ${columns} FROM decision.rule_set WHERE id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** The rule set in force on a day: the one that took effect last; of two on the same day the later number. */
export function ruleSetOn(database: Sql, on: Day): Promise<RuleSetRow | null> {
  return oneOrNone(
    sql<RuleSetRow>`SELECT ${columns} FROM decision.rule_set WHERE state = 'published' AND effective_from <= ${on}::date
                     ORDER BY effective_from DESC, number DESC LIMIT 1`,
    database,
  )
}

/** Begins a draft under the next number. */
export async function insertDraft(
  ctx: Pick<Context, 'sql' | 'actor' | 'now'>,
  draft: { note: string; rules: readonly Rule[] },
): Promise<bigint> {
  const row = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO decision.rule_set (number, state, note, rules, drafted_by, drafted_by_name, drafted_at, editors)
      SELECT coalesce(max(number), 0) + 1, 'draft', ${draft.note}, ${JSON.stringify(draft.rules)}::jsonb, ${ctx.actor.key}::bigint, ${ctx.actor.name}, ${ctx.now}::timestamptz, ${ctx.actor.key === null ? [] : [ctx.actor.key]}::bigint[]
        FROM decision.rule_set RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Writes a draft's rules and remembers who wrote. */
export async function saveDraft(
  ctx: Pick<Context, 'sql' | 'actor'>,
  key: bigint,
  note: string,
  rules: readonly Rule[],
): Promise<void> {
  await sql`UPDATE decision.rule_set SET note = ${note}, rules = ${JSON.stringify(rules)}::jsonb, version = version + 1,
      editors = CASE WHEN ${ctx.actor.key}::bigint = ANY (editors) THEN editors ELSE array_append(editors, ${ctx.actor.key}::bigint) END WHERE id = ${key}`.execute(
    ctx.sql,
  )
}

/** Publishes a draft from a day on. */
export async function publishDraft(ctx: Context, key: bigint, effectiveFrom: Day): Promise<void> {
  await sql`UPDATE decision.rule_set SET state = 'published', published_by = ${ctx.actor.key}, published_by_name = ${ctx.actor.name},
                   published_at = ${ctx.now}, effective_from = ${effectiveFrom}, version = version + 1 WHERE id = ${key}`.execute(
    ctx.sql,
  )
}

/** Discards a draft. */
export async function discardDraft(database: Sql, key: bigint): Promise<void> {
  await sql`UPDATE decision.rule_set SET state = 'discarded', version = version + 1 WHERE id = ${key}`.execute(database)
}

export type DecisionRow = Placed & {
  key: bigint
  ruleSetKey: bigint
  about: string | null
  facts: DecisionFacts
  verdict: Verdict
  reasons: Reason[]
  decidedAt: Instant
  businessDay: Day
}

/** Keeps a decision with everything it was made of. */
export async function insertDecision(
  ctx: Context,
  decision: Placed & {
    ruleSetKey: bigint
    about: string | null
    facts: DecisionFacts
    verdict: Verdict
    reasons: Reason[]
  },
): Promise<bigint> {
  const row = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO decision.decision (rule_set_id, about, facts, verdict, reasons, decided_at, business_day, owner_id, group_id, branch_id)
      VALUES (${decision.ruleSetKey}, ${decision.about}, ${JSON.stringify(decision.facts)}::jsonb, ${decision.verdict}, ${JSON.stringify(decision.reasons)}::jsonb,
              ${ctx.now}, ${ctx.today}, ${decision.ownerId}, ${decision.groupId}, ${decision.branchId}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

const decisionColumns = sql`id AS key, rule_set_id AS "ruleSetKey", about, facts, verdict, reasons, decided_at AS "decidedAt",
  business_day AS "businessDay", owner_id AS "ownerId", group_id AS "groupId", branch_id AS "branchId"`

/** One decision. */
export function decisionByKey(database: Sql, key: bigint): Promise<DecisionRow | null> {
  return oneOrNone(sql<DecisionRow>`SELECT ${decisionColumns} FROM decision.decision WHERE id = ${key}`, database)
}

/** What several decisions looked at, by key. */
export async function factsOf(database: Sql, keys: readonly bigint[]): Promise<Map<bigint, DecisionRow['facts']>> {
  const found = await rows(
    sql<{
      key: bigint
      facts: DecisionRow['facts']
    }>`SELECT id AS key, facts FROM decision.decision WHERE id = ANY(${[...keys]}::bigint[])`,
    database,
  )
  return new Map(found.map(row => [row.key, row.facts]))
}

/** The newest decisions in the reader's scope: the history a draft is tried on. */
export function newestDecisions(ctx: Context, limit: number): Promise<DecisionRow[]> {
  return rows(
    sql<DecisionRow>`SELECT ${decisionColumns} FROM decision.decision d
      WHERE ${ctx.rights.where('decision.decision.read', { owner: 'd.owner_id', group: 'd.group_id', branch: 'd.branch_id' })}
      ORDER BY id DESC LIMIT ${limit}`,
    ctx.sql,
  )
}

/** The score each verdict was made with: key, score. */
export const scoreRows = (): RawBuilder<unknown> =>
  sql`SELECT d.id AS key, d.score FROM decision.decision d WHERE d.score IS NOT NULL`
