import type { Day, Instant } from '#lib/day'
import { type Id, toId } from '#lib/id'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import type { CheckReason, CheckState, Severity } from '../quality.ts'

/** A judgement somebody gave in a file, in their words; `exceptions`: what of policy it went beyond, by rule code. */
export type FileStep = {
  personId: Id<'person'> | null
  name: string
  action: string
  at: Instant
  minutes: number | null
  withinTime: boolean | null
  reason: string | null
  note: string
  principal: string | null
  exceptions: string[]
}

/** A vote of the committee; one against, or none given in favour, is a recorded dissent. */
export type FileVote = {
  personId: Id<'person'>
  name: string
  vote: 'for' | 'against' | 'abstain'
  opinion: string
  at: Instant
}

/** A quality check of a decision, with what it found. */
export type FileCheck = {
  personId: Id<'person'>
  personName: string
  reasons: CheckReason[]
  state: CheckState
  checkedByName: string | null
  checkedAt: Instant | null
  note: string
  defects: {
    name: string
    nameEn: string
    severity: Severity
    note: string
    answer: string | null
    upheld: boolean | null
  }[]
}

/** What a file says of how it came to a yes: numbers, who judged what and when, the committee, and quality control. */
export type FileRecord = {
  number: string
  decisionKey: bigint | null
  steps: FileStep[]
  votes: FileVote[]
  checks: FileCheck[]
}

/** Steps that are a judgement of a person or of the rules; clerical ones say nothing of fault. */
const judgements = [
  'submit',
  'approve-automatically',
  'refer',
  'refer-to-final',
  'refer-to-risk',
  'sign',
  'approve',
  'reject',
  'return',
  'escalate',
  'escalate-to-risk',
  'request-review',
] as const

/** The record of a file for whoever judges it later; null when there is no such application. */
export async function fileRecord(database: Sql, applicationKey: bigint): Promise<FileRecord | null> {
  return pastWall(database, async () => {
    const file = await oneOrNone<Pick<FileRecord, 'number' | 'decisionKey'>>(
      sql`SELECT a.number, a.decision_id AS "decisionKey" FROM origination.application a WHERE a.id = ${applicationKey}`,
      database,
    )
    if (!file) return null
    const steps = await rows<Omit<FileStep, 'personId'> & { personKey: bigint | null }>(
      sql`SELECT e.actor_key AS "personKey", e.actor_name AS name, e.action, e.at, e.working_minutes AS minutes, e.within_time AS "withinTime", e.reason, e.note,
          round((e.detail->>'principal')::numeric / 100, 2)::text AS principal, coalesce(e.detail->'exceptions', '[]'::jsonb) AS exceptions
         FROM origination.application_event e WHERE e.application_id = ${applicationKey} AND e.action = ANY(${[...judgements]}::text[]) ORDER BY e.id`,
      database,
    )
    const votes = await rows<Omit<FileVote, 'personId'> & { personKey: bigint }>(
      sql`SELECT v.person_id AS "personKey", m.person_name AS name, v.vote, v.opinion, v.at FROM origination.sitting s
          JOIN origination.sitting_vote v ON v.sitting_id = s.id JOIN origination.sitting_member m ON m.sitting_id = s.id AND m.person_id = v.person_id
         WHERE s.application_id = ${applicationKey} AND s.state <> 'open' ORDER BY v.at, v.person_id`,
      database,
    )
    const checks = await rows<Omit<FileCheck, 'personId'> & { personKey: bigint }>(
      sql`SELECT c.owner_id AS "personKey", c.owner_name AS "personName", c.reasons, c.state, c.checked_by_name AS "checkedByName", c.checked_at AS "checkedAt", c.note,
          coalesce((SELECT jsonb_agg(jsonb_build_object('name', k.name, 'nameEn', k.name_en, 'severity', d.severity, 'note', d.note, 'answer', r.answer, 'upheld', u.upheld) ORDER BY d.id)
             FROM origination.quality_defect d JOIN origination.defect_code k ON k.code = d.code LEFT JOIN origination.quality_reply r ON r.defect_id = d.id
             LEFT JOIN origination.quality_ruling u ON u.defect_id = d.id WHERE d.check_id = c.id), '[]'::jsonb) AS defects
         FROM origination.quality_check c WHERE c.application_id = ${applicationKey} ORDER BY c.id`,
      database,
    )
    return {
      ...file,
      steps: steps.map(({ personKey, ...step }) => ({
        ...step,
        personId: personKey === null ? null : toId('person', personKey),
      })),
      votes: votes.map(({ personKey, ...vote }) => ({ ...vote, personId: toId('person', personKey) })),
      checks: checks.map(({ personKey, ...check }) => ({ ...check, personId: toId('person', personKey) })),
    }
  })
}

/** Who worked on the same applications from a day through another: every pair of people, both ways, with how many files. */
export function sharedFiles(database: Sql, from: Day, to: Day) {
  return rows<{ personKey: bigint; otherKey: bigint; files: number }>(
    sql`WITH touched AS (SELECT DISTINCT e.application_id, e.actor_key AS person FROM origination.application_event e
            WHERE e.actor_key IS NOT NULL AND e.business_day BETWEEN ${from}::date AND ${to}::date)
        SELECT a.person AS "personKey", b.person AS "otherKey", count(*)::int AS files FROM touched a JOIN touched b USING (application_id)
         WHERE a.person <> b.person GROUP BY 1, 2 ORDER BY 1, 2`,
    database,
  )
}

/** Whose files were paid out from a day through another, with the customer of each: everybody who worked on it served that customer. */
export function servedCustomers(database: Sql, from: Day, to: Day) {
  return pastWall(database, () =>
    rows<{ personKey: bigint; customerKey: bigint; fileKey: bigint; number: string }>(
      sql`SELECT DISTINCT e.actor_key AS "personKey", a.customer_id AS "customerKey", a.id AS "fileKey", a.number
            FROM origination.application a JOIN origination.application_event e ON e.application_id = a.id
           WHERE a.state = 'disbursed' AND a.disbursed_day BETWEEN ${from}::date AND ${to}::date AND a.customer_id IS NOT NULL AND e.actor_key IS NOT NULL
           ORDER BY 1, 3`,
      database,
    ),
  )
}
