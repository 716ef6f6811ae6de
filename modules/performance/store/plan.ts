import type { Day, Instant } from '#lib/day'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { writeJson } from '#platform/write-path'
import type { PlanBody } from '../incentive-plan.ts'
import type { Finding } from '../plan-lint.ts'

export type PlanState = 'draft' | 'approved' | 'discarded'

/** A plan version with who did what to it. */
export type PlanVersionRow = {
  key: bigint
  planKey: bigint
  code: string
  name: string
  number: number
  state: PlanState
  body: PlanBody
  reason: string
  fromDay: Day | null
  toDay: Day | null
  madeBy: bigint | null
  madeByName: string
  madeAt: Instant
  approvedByName: string | null
  approvedAt: Instant | null
  findings: Finding[]
  acceptedBecause: string | null
  version: number
}

const columns = sql`v.id AS key, v.plan_id AS "planKey", p.code, p.name, v.number, v.state, v.body, v.reason, v.from_day AS "fromDay", v.to_day AS "toDay",
  v.made_by AS "madeBy", v.made_by_name AS "madeByName", v.made_at AS "madeAt", v.approved_by_name AS "approvedByName", v.approved_at AS "approvedAt",
  v.findings, v.accepted_because AS "acceptedBecause", v.version`

/** Every version of every plan, or of one; newest first within a plan. */
export function planVersions(database: Sql, planKey: bigint | null): Promise<PlanVersionRow[]> {
  return rows<PlanVersionRow>(
    sql`SELECT ${columns} FROM performance.plan_version v JOIN performance.plan p ON p.id = v.plan_id
         WHERE ${planKey}::bigint IS NULL OR p.id = ${planKey} ORDER BY p.id, v.number DESC`,
    database,
  )
}

/** One version; locked, with its plan, when about to be changed. */
export async function planVersion(database: Sql, key: bigint, lock = false): Promise<PlanVersionRow | null> {
  return oneOrNone<PlanVersionRow>(
    sql`SELECT ${columns} FROM performance.plan_version v JOIN performance.plan p ON p.id = v.plan_id
         WHERE v.id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** The approved versions that hold on a day, by plan. */
export function plansOn(database: Sql, on: Day): Promise<PlanVersionRow[]> {
  return rows<PlanVersionRow>(
    sql`SELECT ${columns} FROM performance.plan_version v JOIN performance.plan p ON p.id = v.plan_id
         WHERE v.state = 'approved' AND v.from_day <= ${on}::date AND (v.to_day IS NULL OR ${on}::date < v.to_day) ORDER BY p.code`,
    database,
  )
}

/** The approved versions that hold on any day from `from` up to (not including) `to`: a month may have two of one plan. */
export function plansIn(database: Sql, from: Day, to: Day): Promise<PlanVersionRow[]> {
  return rows<PlanVersionRow>(
    sql`SELECT ${columns} FROM performance.plan_version v JOIN performance.plan p ON p.id = v.plan_id
         WHERE v.state = 'approved' AND v.from_day < ${to}::date AND (v.to_day IS NULL OR v.to_day > ${from}::date) ORDER BY p.code, v.number`,
    database,
  )
}

/** Adds a plan; null when its code is taken. */
export async function insertPlan(database: Sql, code: string, name: string): Promise<bigint | null> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.plan (code, name) VALUES (${code}, ${name}) ON CONFLICT (code) DO NOTHING RETURNING id AS key`,
    database,
  )
  return row?.key ?? null
}

/** Whether there is such a plan; locked, so that two drafts do not begin at once. */
export async function lockPlan(database: Sql, planKey: bigint): Promise<boolean> {
  return (await rows(sql`SELECT id FROM performance.plan WHERE id = ${planKey} FOR UPDATE`, database)).length > 0
}

/** Adds a draft with the next number. */
export async function insertDraft(
  database: Sql,
  draft: {
    planKey: bigint
    body: PlanBody
    reason: string
    madeBy: bigint | null
    madeByName: string
    madeAt: Instant
  },
): Promise<bigint> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.plan_version (plan_id, number, state, body, reason, made_by, made_by_name, made_at)
        SELECT ${draft.planKey}, coalesce(max(number), 0) + 1, 'draft', ${writeJson(draft.body)}::jsonb, ${draft.reason}, ${draft.madeBy}::bigint, ${draft.madeByName}, ${draft.madeAt}::timestamptz
          FROM performance.plan_version WHERE plan_id = ${draft.planKey} RETURNING id AS key`,
    database,
  )
  return row!.key
}

/** Writes a draft anew; who wrote last is its maker. */
export async function saveDraft(
  database: Sql,
  key: bigint,
  draft: { body: PlanBody; reason: string; madeBy: bigint | null; madeByName: string; madeAt: Instant },
): Promise<void> {
  await sql`UPDATE performance.plan_version SET body = ${writeJson(draft.body)}::jsonb, reason = ${draft.reason}, made_by = ${draft.madeBy}::bigint,
    made_by_name = ${draft.madeByName}, made_at = ${draft.madeAt}::timestamptz, version = version + 1 WHERE id = ${key}`.execute(
    database,
  )
}

/** Throws a draft away; it stays to be seen. */
export async function discardDraft(database: Sql, key: bigint): Promise<void> {
  await sql`UPDATE performance.plan_version SET state = 'discarded', version = version + 1 WHERE id = ${key}`.execute(
    database,
  )
}

/** Approves a draft from a day on; the version before it ends there. */
export async function approveDraft(
  database: Sql,
  draft: PlanVersionRow,
  approval: {
    fromDay: Day
    toDay: Day | null
    by: bigint | null
    byName: string
    at: Instant
    findings: readonly Finding[]
    acceptedBecause: string | null
  },
): Promise<void> {
  await sql`UPDATE performance.plan_version SET to_day = ${approval.fromDay}::date, version = version + 1
    WHERE plan_id = ${draft.planKey} AND state = 'approved' AND from_day < ${approval.fromDay}::date AND (to_day IS NULL OR to_day > ${approval.fromDay}::date)`.execute(
    database,
  )
  await sql`UPDATE performance.plan_version SET state = 'approved', from_day = ${approval.fromDay}::date, to_day = ${approval.toDay}::date,
    approved_by = ${approval.by}::bigint, approved_by_name = ${approval.byName}, approved_at = ${approval.at}::timestamptz,
    findings = ${writeJson(approval.findings)}::jsonb, accepted_because = ${approval.acceptedBecause}, version = version + 1 WHERE id = ${draft.key}`.execute(
    database,
  )
}
