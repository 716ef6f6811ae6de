import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import type { RuleKind } from '../rule.ts'
import type { RuleVersion } from '../rule-book.ts'

const columns = sql`v.id AS key, v.kind, v.code, v.number, v.content, v.from_day AS "fromDay", v.to_day AS "toDay", v.reason, v.source,
  v.proposed_by AS "proposedBy", v.proposed_by_name AS "proposedByName", v.proposed_at AS "proposedAt", d.approved, d.decided_by AS "decidedBy",
  d.decided_by_name AS "decidedByName", d.decided_at AS "decidedAt", d.reason AS "decisionReason"`
const tables = sql`authority.rule_version v LEFT JOIN authority.rule_decision d ON d.version_id = v.id`

/** What changes with every decision about a rule: while it is the same, so are the rules. */
export async function ruleStamp(database: Sql): Promise<string> {
  return (await oneOrNone<{ stamp: string }>(prepared(sql`SELECT stamp FROM authority.rule_stamp`), database))!.stamp
}

/** Every approved version with the stamp of this very set: one statement, one snapshot. */
export async function approvedVersions(database: Sql): Promise<{ stamp: string; versions: RuleVersion[] }> {
  const found = await rows<RuleVersion & { stamp: string }>(
    sql`SELECT ${columns}, s.stamp FROM authority.rule_stamp s LEFT JOIN (authority.rule_version v JOIN authority.rule_decision d ON d.version_id = v.id AND d.approved) ON true`,
    database,
  )
  return {
    stamp: found[0]!.stamp,
    versions: found.filter(row => row.key !== null).map(({ stamp: _, ...version }) => version),
  }
}

/** Versions of one kind or one rule, newest first; undecided ones too. */
export async function listVersions(
  database: Sql,
  filter: { kind?: RuleKind | undefined; code?: string | undefined; waiting?: boolean },
): Promise<RuleVersion[]> {
  return rows<RuleVersion>(
    sql`SELECT ${columns} FROM ${tables} WHERE (${filter.kind ?? null}::text IS NULL OR v.kind = ${filter.kind ?? null})
           AND (${filter.code ?? null}::text IS NULL OR v.code = ${filter.code ?? null}) AND (NOT ${filter.waiting ?? false} OR d.version_id IS NULL)
         ORDER BY v.kind, v.code, v.from_day DESC, v.number DESC`,
    database,
  )
}

/** One version, locked against a second decision at the same moment. */
export async function versionForUpdate(database: Sql, key: bigint): Promise<RuleVersion | null> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('authority.rule'))`.execute(database)
  return oneOrNone<RuleVersion>(sql`SELECT ${columns} FROM ${tables} WHERE v.id = ${key}`, database)
}

/** Makes changes of rules wait for each other: each is checked against the rules as the one before left them. */
export async function lockRules(database: Sql): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('authority.rule'))`.execute(database)
}

export type NewVersion = {
  kind: RuleKind
  code: string
  content: unknown
  fromDay: Day
  toDay: Day | null
  reason: string
  source: string
}

/** Writes the next version of a rule. */
export async function insertVersion(ctx: Pick<Context, 'sql' | 'actor' | 'now'>, version: NewVersion): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO authority.rule_version (kind, code, number, content, from_day, to_day, reason, source, proposed_by, proposed_by_name, proposed_at)
        SELECT ${version.kind}, ${version.code}, coalesce(max(number), 0) + 1, ${version.content === null ? null : JSON.stringify(version.content)}::jsonb,
               ${version.fromDay}::date, ${version.toDay}::date, ${version.reason}, ${version.source}, ${ctx.actor.key}::bigint, ${ctx.actor.name}, ${ctx.now}::timestamptz
          FROM authority.rule_version WHERE kind = ${version.kind} AND code = ${version.code} RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Writes what was decided about a version. */
export async function insertRuleDecision(
  ctx: Pick<Context, 'sql' | 'actor' | 'now'>,
  decision: { key: bigint; approved: boolean; reason: string },
): Promise<void> {
  await sql`INSERT INTO authority.rule_decision (version_id, approved, decided_by, decided_by_name, decided_at, reason)
            VALUES (${decision.key}, ${decision.approved}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}, ${decision.reason})`.execute(
    ctx.sql,
  )
}

/** Writes the rules an installation begins with, of those it has never known, in one statement each. */
export async function insertFirstRules(database: Sql, first: readonly NewVersion[], now: Instant): Promise<void> {
  const known = await rows<{ name: string }>(
    sql`SELECT DISTINCT kind || ':' || code AS name FROM authority.rule_version`,
    database,
  )
  const names = new Set(known.map(row => row.name))
  const missing = first.filter(rule => !names.has(`${rule.kind}:${rule.code}`))
  if (missing.length === 0) return
  await sql`WITH made AS (
      INSERT INTO authority.rule_version (kind, code, number, content, from_day, to_day, reason, source, proposed_by_name, proposed_at)
      SELECT r.kind, r.code, 1, r.content, r.from_day, NULL, 'installation', r.source, 'chedai', ${now}::timestamptz
        FROM jsonb_to_recordset(${JSON.stringify(missing.map(({ fromDay, ...rule }) => ({ ...rule, from_day: fromDay })))}::jsonb)
             AS r (kind text, code text, content jsonb, from_day date, source text)
      RETURNING id)
    INSERT INTO authority.rule_decision (version_id, approved, decided_by_name, decided_at, reason)
    SELECT id, true, 'chedai', ${now}::timestamptz, 'installation' FROM made`.execute(database)
}
