import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import { writeJson } from '#platform/write-path'
import type { Evidence } from '../evidence.ts'
import type { Outcome } from '../recovery.ts'

export const caseStates = ['open', 'found', 'appealed', 'closed'] as const
export type CaseState = (typeof caseStates)[number]
export const caseTriggers = ['overdue-90', 'conduct', 'wrong-facts', 'falsified', 'not-approved', 'other'] as const
export type CaseTrigger = (typeof caseTriggers)[number]

/** A case of one person and one loan. */
export type CaseRow = {
  key: bigint
  loanKey: bigint
  personKey: bigint
  groupId: bigint | null
  branchId: bigint | null
  openedDay: Day
  trigger: CaseTrigger
  duty: 'may' | 'must'
  state: CaseState
  evidence: Evidence
  outcome: Outcome | null
  share: string | null
  reason: string | null
  decidedBy: bigint | null
  decidedByName: string | null
  decidedAt: Instant | null
  appealUntil: Day | null
  appeal: string | null
  appealedAt: Instant | null
  appealOutcome: Outcome | null
  appealShare: string | null
  appealReason: string | null
  appealByName: string | null
  closedAt: Instant | null
  version: number
}

const columns = sql`c.id AS key, c.loan_id AS "loanKey", c.person_id AS "personKey", c.group_id AS "groupId", c.branch_id AS "branchId", c.opened_day AS "openedDay",
  c.trigger, c.duty, c.state, c.evidence, c.outcome, c.share, c.reason, c.decided_by AS "decidedBy", c.decided_by_name AS "decidedByName", c.decided_at AS "decidedAt",
  c.appeal_until AS "appealUntil", c.appeal, c.appealed_at AS "appealedAt", c.appeal_outcome AS "appealOutcome", c.appeal_share AS "appealShare",
  c.appeal_reason AS "appealReason", c.appeal_by_name AS "appealByName", c.closed_at AS "closedAt", c.version`

const place = { owner: 'c.person_id', group: 'c.group_id', branch: 'c.branch_id' }

/** Opens a case for each person a loan has paid, unless one is open. */
export async function openCases(
  database: Sql,
  people: readonly { personKey: bigint; groupId: bigint | null; branchId: bigint | null; loanKey: bigint }[],
  facts: { day: Day; trigger: CaseTrigger; duty: 'may' | 'must'; evidence: Evidence },
): Promise<void> {
  const data = people.map(one => ({
    person_id: String(one.personKey),
    group_id: one.groupId === null ? null : String(one.groupId),
    branch_id: one.branchId === null ? null : String(one.branchId),
    loan_id: String(one.loanKey),
  }))
  await sql`INSERT INTO performance.fault_case (loan_id, person_id, group_id, branch_id, opened_day, trigger, duty, state, evidence)
    SELECT loan_id, person_id, group_id, branch_id, ${facts.day}::date, ${facts.trigger}, ${facts.duty}, 'open', ${writeJson(facts.evidence)}::jsonb
      FROM jsonb_to_recordset(${writeJson(data)}::jsonb) AS x (person_id bigint, group_id bigint, branch_id bigint, loan_id bigint)
    ON CONFLICT (loan_id, person_id) WHERE state <> 'closed' DO NOTHING`.execute(database)
}

/** Which of these loans have a case that is not closed. */
export async function openCaseLoans(database: Sql, loanKeys: readonly bigint[]): Promise<Set<bigint>> {
  const found = await rows<{ key: bigint }>(
    sql`SELECT DISTINCT loan_id AS key FROM performance.fault_case WHERE state <> 'closed' AND loan_id = ANY(${[...loanKeys]}::bigint[])`,
    database,
  )
  return new Set(found.map(row => row.key))
}

/** The case of a person and a loan that is not closed, or null. */
export async function openCaseOf(database: Sql, loanKey: bigint, personKey: bigint): Promise<bigint | null> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`SELECT id AS key FROM performance.fault_case WHERE state <> 'closed' AND loan_id = ${loanKey} AND person_id = ${personKey}`,
    database,
  )
  return row?.key ?? null
}

/** Every case there has been of a person and a loan. */
export async function casesOf(database: Sql, loanKey: bigint, personKey: bigint): Promise<Set<bigint>> {
  const found = await rows<{ key: bigint }>(
    sql`SELECT id AS key FROM performance.fault_case WHERE loan_id = ${loanKey} AND person_id = ${personKey}`,
    database,
  )
  return new Set(found.map(row => row.key))
}

/** Every case there has been of a loan: whose, and whether it is still to be decided. */
export function casesOfLoan(
  database: Sql,
  loanKey: bigint,
): Promise<{ key: bigint; personKey: bigint; open: boolean }[]> {
  return rows(
    sql`SELECT id AS key, person_id AS "personKey", state <> 'closed' AS open FROM performance.fault_case WHERE loan_id = ${loanKey}`,
    database,
  )
}

/** One case, locked when about to be changed. */
export async function caseByKey(database: Sql, key: bigint, lock = false): Promise<CaseRow | null> {
  return oneOrNone<CaseRow>(
    sql`SELECT ${columns} FROM performance.fault_case c WHERE c.id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** A page of cases within the reader's scope, the newest first. */
export async function listCases(ctx: Context, query: PageRequest & { state?: CaseState; people: bigint[] | null }) {
  const where = sql`WHERE ${ctx.rights.where('performance.case.read', place)} AND (${query.state ?? null}::text IS NULL OR c.state = ${query.state ?? null})
    AND (${query.people}::bigint[] IS NULL OR c.person_id = ANY(${query.people}::bigint[]))`
  const { beyond, order } = pageClauses(query, sql`c.id`, sql`c.id`, 'bigint')
  const found = await rows<CaseRow>(
    sql`SELECT ${columns} FROM performance.fault_case c ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM performance.fault_case c ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

/** Keeps a finding; its money moves when the appeal is over. */
export async function keepFinding(
  database: Sql,
  key: bigint,
  finding: {
    outcome: Outcome
    share: string | null
    reason: string
    by: bigint
    byName: string
    at: Instant
    appealUntil: Day
    /** What it was made by. */
    evidence: Evidence
  },
): Promise<void> {
  await sql`UPDATE performance.fault_case SET state = 'found', evidence = ${writeJson(finding.evidence)}::jsonb, outcome = ${finding.outcome}, share = ${finding.share}::numeric, reason = ${finding.reason},
    decided_by = ${finding.by}, decided_by_name = ${finding.byName}, decided_at = ${finding.at}::timestamptz, appeal_until = ${finding.appealUntil}::date,
    version = version + 1 WHERE id = ${key}`.execute(database)
}

export async function keepAppeal(database: Sql, key: bigint, text: string, at: Instant): Promise<void> {
  await sql`UPDATE performance.fault_case SET state = 'appealed', appeal = ${text}, appealed_at = ${at}::timestamptz, version = version + 1 WHERE id = ${key}`.execute(
    database,
  )
}

export async function keepAppealDecision(
  database: Sql,
  key: bigint,
  decision: { outcome: Outcome; share: string | null; reason: string; by: bigint; byName: string },
): Promise<void> {
  await sql`UPDATE performance.fault_case SET appeal_outcome = ${decision.outcome}, appeal_share = ${decision.share}::numeric, appeal_reason = ${decision.reason},
    appeal_by = ${decision.by}, appeal_by_name = ${decision.byName}, version = version + 1 WHERE id = ${key}`.execute(
    database,
  )
}

export async function closeCase(database: Sql, key: bigint, at: Instant): Promise<void> {
  await sql`UPDATE performance.fault_case SET state = 'closed', closed_at = ${at}::timestamptz, version = version + 1 WHERE id = ${key}`.execute(
    database,
  )
}

/** Findings nobody has appealed in time: their money moves. */
export async function findingsDue(database: Sql, today: Day): Promise<bigint[]> {
  const found = await rows<{ key: bigint }>(
    sql`SELECT id AS key FROM performance.fault_case WHERE state = 'found' AND appeal_until < ${today}::date ORDER BY id`,
    database,
  )
  return found.map(row => row.key)
}
