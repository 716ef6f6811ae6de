import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { HeldRuleBody } from '../held.ts'

/** One version of a rule and what became of it. */
export type HeldRuleRow = {
  key: bigint
  code: string
  number: number
  operation: string
  /** Null: from that day on the rule holds nothing. */
  body: HeldRuleBody | null
  fromDay: Day
  reason: string
  proposedBy: bigint | null
  proposedByName: string
  proposedAt: Instant
  approved: boolean | null
  decidedByName: string | null
  decidedAt: Instant | null
  note: string | null
}

const columns = sql`r.id AS key, r.code, r.number, r.operation, r.body, r.from_day AS "fromDay", r.reason, r.proposed_by AS "proposedBy",
  r.proposed_by_name AS "proposedByName", r.proposed_at AS "proposedAt", d.approved, d.decided_by_name AS "decidedByName", d.decided_at AS "decidedAt", d.note`
const tables = sql`authority.held_rule r LEFT JOIN authority.held_rule_decision d ON d.rule_id = r.id`

/** The rules in force for an operation on a day: of each code the approved version that began last. */
export async function heldRulesOn(
  database: Sql,
  operation: string,
  on: Day,
): Promise<{ key: bigint; code: string; body: HeldRuleBody }[]> {
  const found = await rows<{ key: bigint; code: string; body: HeldRuleBody | null }>(
    sql`SELECT DISTINCT ON (r.code) r.id AS key, r.code, r.body FROM authority.held_rule r
          JOIN authority.held_rule_decision d ON d.rule_id = r.id AND d.approved
         WHERE r.operation = ${operation} AND r.from_day <= ${on}::date ORDER BY r.code, r.from_day DESC, r.number DESC`,
    database,
  )
  return found.flatMap(({ body, ...rule }) => (body === null ? [] : [{ ...rule, body }]))
}

/** Every version of every rule, the newest of each code first. */
export function listHeldRules(database: Sql): Promise<HeldRuleRow[]> {
  return rows(sql<HeldRuleRow>`SELECT ${columns} FROM ${tables} ORDER BY r.code, r.number DESC LIMIT 1000`, database)
}

/** One version, locked for a decision. */
export function heldRuleForUpdate(database: Sql, key: bigint): Promise<HeldRuleRow | null> {
  return oneOrNone(sql<HeldRuleRow>`SELECT ${columns} FROM ${tables} WHERE r.id = ${key} FOR UPDATE OF r`, database)
}

/** The newest version of a code; null when there is none yet. */
export function lastHeldRule(database: Sql, code: string): Promise<HeldRuleRow | null> {
  return oneOrNone(
    sql<HeldRuleRow>`SELECT ${columns} FROM ${tables} WHERE r.code = ${code} ORDER BY r.number DESC LIMIT 1`,
    database,
  )
}

/** Records a proposed version; a number taken at the same moment surfaces as a conflict. */
export async function insertHeldRule(
  ctx: Context,
  rule: { code: string; number: number; operation: string; body: HeldRuleBody | null; fromDay: Day; reason: string },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO authority.held_rule (code, number, operation, body, from_day, reason, proposed_by, proposed_by_name, proposed_at)
        VALUES (${rule.code}, ${rule.number}, ${rule.operation}, ${rule.body === null ? null : JSON.stringify(rule.body)}::jsonb, ${rule.fromDay}, ${rule.reason},
                ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Records what the second person said. */
export async function insertHeldRuleDecision(
  ctx: Context,
  key: bigint,
  approved: boolean,
  note: string,
): Promise<void> {
  await sql`INSERT INTO authority.held_rule_decision (rule_id, approved, decided_by, decided_by_name, decided_at, note)
            VALUES (${key}, ${approved}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}, ${note})`.execute(ctx.sql)
}
