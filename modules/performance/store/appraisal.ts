import type { Day, Instant } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import { writeJson } from '#platform/write-path'
import { loanFigureRows } from '#servicing'
import type { AppraisalRules, CycleBody, CycleState, Goal, PartResult } from '../appraisal.ts'
import type { Served } from '../voice.ts'

export type CycleRow = {
  key: bigint
  name: string
  from: Day
  to: Day
  dueDay: Day
  state: CycleState
  body: CycleBody
  rules: AppraisalRules | null
  appealUntil: Day | null
  version: number
}
type Said = { score: number; text: string }
export type AppraisalRow = {
  key: bigint
  cycleKey: bigint
  personKey: bigint
  post: string
  groupId: bigint | null
  branchId: bigint | null
  managerKey: bigint | null
  goals: Goal[]
  goalsByPerson: boolean
  goalsByManager: boolean
  self: Said | null
  manager: (Said & { results: (number | null)[] }) | null
  result: PartResult[] | null
  score: string | null
  grade: string | null
  signedByPerson: Instant | null
  signedByManager: Instant | null
  appeal: string | null
  appealAnswer: string | null
  peersAsked: number
  peersAnswered: number
  customersAsked: number
  customersAnswered: number
  version: number
}
export type Change = {
  before: string
  after: string
  onAppeal: boolean
  reason: string
  byKey: bigint
  byName: string
  at: Instant
  /** Who sat together when it was one of a sitting. */
  attended: { id: string; name: string }[] | null
}

const cycle = sql`SELECT c.id AS key, c.name, c.from_day AS "from", c.to_day AS "to", c.due_day AS "dueDay", c.state, c.body, c.rules,
  c.appeal_until AS "appealUntil", c.version FROM performance.cycle c`
const appraisal = sql`SELECT a.id AS key, a.cycle_id AS "cycleKey", a.person_id AS "personKey", a.post, a.group_id AS "groupId", a.branch_id AS "branchId",
  a.manager_id AS "managerKey", a.goals, a.goals_by_person AS "goalsByPerson", a.goals_by_manager AS "goalsByManager", a.self, a.manager, a.result,
  a.score::text AS score, a.grade, a.signed_by_person AS "signedByPerson", a.signed_by_manager AS "signedByManager", a.appeal, a.appeal_answer AS "appealAnswer",
  (SELECT count(*)::int FROM performance.peer_ask k WHERE k.appraisal_id = a.id) AS "peersAsked",
  (SELECT count(*)::int FROM performance.peer_ask k WHERE k.appraisal_id = a.id AND k.answered) AS "peersAnswered",
  (SELECT count(*)::int FROM performance.voice_ask k WHERE k.appraisal_id = a.id) AS "customersAsked",
  (SELECT count(*)::int FROM performance.voice_ask k JOIN performance.voice_answer v ON v.ask_id = k.id WHERE k.appraisal_id = a.id) AS "customersAnswered", a.version FROM performance.appraisal a`

/** Every cycle, newest first. */
export const cycles = (database: Sql) => rows<CycleRow>(sql`${cycle} ORDER BY c.from_day DESC, c.id DESC`, database)

/** One cycle; `lock` for a change of its state, which waits for who is filling in. */
export function cycleByKey(
  database: Sql,
  key: bigint,
  lock: 'change' | 'hold' | 'no' = 'no',
): Promise<CycleRow | null> {
  const how = lock === 'change' ? sql`FOR UPDATE` : lock === 'hold' ? sql`FOR SHARE` : sql``
  return oneOrNone<CycleRow>(sql`${cycle} WHERE c.id = ${key} ${how}`, database)
}

/** Writes a draft; null when the name is taken. */
export async function insertCycle(
  database: Sql,
  one: Pick<CycleRow, 'name' | 'from' | 'to' | 'dueDay' | 'body'>,
): Promise<bigint | null> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.cycle (name, from_day, to_day, due_day, state, body)
        VALUES (${one.name}, ${one.from}::date, ${one.to}::date, ${one.dueDay}::date, 'draft', ${writeJson(one.body)}::jsonb)
        ON CONFLICT (name) DO NOTHING RETURNING id AS key`,
    database,
  )
  return row?.key ?? null
}

export async function saveCycle(database: Sql, one: CycleRow): Promise<void> {
  await sql`UPDATE performance.cycle SET state = ${one.state}, rules = ${one.rules === null ? null : writeJson(one.rules)}::jsonb,
              appeal_until = ${one.appealUntil}::date, version = version + 1 WHERE id = ${one.key}`.execute(database)
}

/** Enrols a person and returns the appraisal. */
export async function insertAppraisal(
  database: Sql,
  one: Pick<AppraisalRow, 'cycleKey' | 'personKey' | 'post' | 'groupId' | 'branchId' | 'managerKey'>,
): Promise<bigint> {
  const row = await oneOrNone<{ key: bigint }>(
    sql`INSERT INTO performance.appraisal (cycle_id, person_id, post, group_id, branch_id, manager_id)
        VALUES (${one.cycleKey}, ${one.personKey}, ${one.post}, ${one.groupId}::bigint, ${one.branchId}::bigint, ${one.managerKey}::bigint) RETURNING id AS key`,
    database,
  )
  return row!.key
}

/** One appraisal; locked for a change. */
export function appraisalByKey(database: Sql, key: bigint, lock = false): Promise<AppraisalRow | null> {
  return oneOrNone<AppraisalRow>(sql`${appraisal} WHERE a.id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`, database)
}

/** Every appraisal of a cycle. */
export const appraisalsOf = (database: Sql, cycleKey: bigint) =>
  rows<AppraisalRow>(sql`${appraisal} WHERE a.cycle_id = ${cycleKey} ORDER BY a.group_id, a.id`, database)

/** What the reader may see: one's own, of whom one manages, and within the scope. */
export function appraisalsFor(ctx: Context, cycleKey: bigint | null): Promise<AppraisalRow[]> {
  const scope = ctx.rights.where('performance.appraisal.read', {
    owner: 'a.person_id',
    group: 'a.group_id',
    branch: 'a.branch_id',
  })
  return rows<AppraisalRow>(
    sql`${appraisal} WHERE (${scope} OR a.manager_id = ${ctx.actor.key}::bigint) AND (${cycleKey}::bigint IS NULL OR a.cycle_id = ${cycleKey}::bigint)
        ORDER BY a.cycle_id DESC, a.group_id, a.id`,
    ctx.sql,
  )
}

export async function saveAppraisal(database: Sql, one: AppraisalRow): Promise<void> {
  const json = (value: unknown) => (value === null ? null : writeJson(value))
  await sql`UPDATE performance.appraisal SET goals = ${writeJson(one.goals)}::jsonb, goals_by_person = ${one.goalsByPerson}, goals_by_manager = ${one.goalsByManager},
              self = ${json(one.self)}::jsonb, manager = ${json(one.manager)}::jsonb, result = ${json(one.result)}::jsonb, score = ${one.score}::numeric,
              grade = ${one.grade}, signed_by_person = ${one.signedByPerson}::timestamptz, signed_by_manager = ${one.signedByManager}::timestamptz,
              appeal = ${one.appeal}, appeal_answer = ${one.appealAnswer}, version = version + 1 WHERE id = ${one.key}`.execute(
    database,
  )
}

export async function insertAsk(
  database: Sql,
  appraisalKey: bigint,
  reviewerKey: bigint,
  files: number,
): Promise<void> {
  await sql`INSERT INTO performance.peer_ask (appraisal_id, reviewer_id, files) VALUES (${appraisalKey}, ${reviewerKey}, ${files})`.execute(
    database,
  )
}

/** Who was asked in a cycle, by appraisal. */
export async function askedPeers(database: Sql, cycleKey: bigint): Promise<Map<bigint, bigint[]>> {
  const found = await rows<{ key: bigint; asked: bigint[] }>(
    sql`SELECT k.appraisal_id AS key, array_agg(k.reviewer_id) AS asked FROM performance.peer_ask k
          JOIN performance.appraisal a ON a.id = k.appraisal_id WHERE a.cycle_id = ${cycleKey} GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.key, row.asked]))
}

/** What a person is asked about colleagues and has not answered, in cycles still open. */
export const openAsks = (database: Sql, reviewerKey: bigint) =>
  rows<{ key: bigint; personKey: bigint; files: number; dueDay: Day }>(
    sql`SELECT k.id AS key, a.person_id AS "personKey", k.files, c.due_day AS "dueDay" FROM performance.peer_ask k
          JOIN performance.appraisal a ON a.id = k.appraisal_id JOIN performance.cycle c ON c.id = a.cycle_id
         WHERE k.reviewer_id = ${reviewerKey} AND NOT k.answered AND c.state = 'open' ORDER BY k.id`,
    database,
  )

export const askForUpdate = (database: Sql, key: bigint) =>
  oneOrNone<{ appraisalKey: bigint; cycleKey: bigint; reviewerKey: bigint; answered: boolean }>(
    sql`SELECT k.appraisal_id AS "appraisalKey", a.cycle_id AS "cycleKey", k.reviewer_id AS "reviewerKey", k.answered FROM performance.peer_ask k
          JOIN performance.appraisal a ON a.id = k.appraisal_id WHERE k.id = ${key} FOR UPDATE OF k`,
    database,
  )

/** Keeps that a colleague answered and, apart from it, what was said. */
export async function answer(database: Sql, askKey: bigint, appraisalKey: bigint, score: number): Promise<void> {
  await sql`UPDATE performance.peer_ask SET answered = true WHERE id = ${askKey}`.execute(database)
  await sql`INSERT INTO performance.peer_answer (appraisal_id, score) VALUES (${appraisalKey}, ${score})`.execute(
    database,
  )
}

/** What colleagues said in a cycle, by appraisal, in no order. */
export async function answersOf(database: Sql, cycleKey: bigint): Promise<Map<bigint, number[]>> {
  const found = await rows<{ key: bigint; scores: number[] }>(
    sql`SELECT p.appraisal_id AS key, array_agg(p.score ORDER BY p.score) AS scores FROM performance.peer_answer p
          JOIN performance.appraisal a ON a.id = p.appraisal_id WHERE a.cycle_id = ${cycleKey} GROUP BY 1`,
    database,
  )
  return new Map(found.map(row => [row.key, row.scores]))
}

export async function insertChange(
  database: Sql,
  appraisalKey: bigint,
  one: Omit<Change, 'attended'> & { sittingKey: bigint | null },
): Promise<void> {
  await sql`INSERT INTO performance.calibration (appraisal_id, before, after, on_appeal, reason, by_id, by_name, at, sitting_id)
    VALUES (${appraisalKey}, ${one.before}::numeric, ${one.after}::numeric, ${one.onAppeal}, ${one.reason}, ${one.byKey}, ${one.byName}, ${one.at}::timestamptz, ${one.sittingKey}::bigint)`.execute(
    database,
  )
}

/** Every change of a score, oldest first. */
export const changesOf = (database: Sql, appraisalKey: bigint) =>
  rows<Change>(
    sql`SELECT c.before::text, c.after::text, c.on_appeal AS "onAppeal", c.reason, c.by_id AS "byKey", c.by_name AS "byName", c.at, s.attended
          FROM performance.calibration c LEFT JOIN performance.calibration_sitting s ON s.id = c.sitting_id
         WHERE c.appraisal_id = ${appraisalKey} ORDER BY c.id`,
    database,
  )

/** Of a cycle's appraisals that were calibrated, the score each had before anybody did. */
export async function computedScores(database: Sql, cycleKey: bigint): Promise<Map<bigint, string>> {
  const found = await rows(
    sql<{
      key: bigint
      score: string
    }>`SELECT DISTINCT ON (c.appraisal_id) c.appraisal_id AS key, c.before::text AS score
      FROM performance.calibration c JOIN performance.appraisal a ON a.id = c.appraisal_id
     WHERE a.cycle_id = ${cycleKey} ORDER BY c.appraisal_id, c.id`,
    database,
  )
  return new Map(found.map(one => [one.key, one.score]))
}

/** Loans people worked on from a day through another, whatever their post, by what the audit trail says they did about each: having looked
 * somebody's number up is no work on it, nor is a command about many records at once, such as a hand-over. */
const touchedLoans = (from: Day, to: Day) =>
  sql`SELECT DISTINCT u.id, a.actor_key AS person FROM platform.audit a CROSS JOIN LATERAL unnest(a.about) AS u (id)
            WHERE a.business_day BETWEEN ${from}::date AND ${to}::date AND a.outcome = 'done' AND a.actor_key IS NOT NULL
              AND NOT a.detail ? 'shown' AND cardinality(a.about) <= 10 AND u.id LIKE 'loan\\_%'`

/** Who worked on the same loans from a day through another: every pair of people, both ways, with how many loans. */
export function sharedLoans(database: Sql, from: Day, to: Day) {
  return rows<{ personKey: bigint; otherKey: bigint; files: number }>(
    sql`WITH touched AS (${touchedLoans(from, to)})
        SELECT a.person AS "personKey", b.person AS "otherKey", count(*)::int AS files FROM touched a JOIN touched b USING (id)
         WHERE a.person <> b.person GROUP BY 1, 2 ORDER BY 1, 2`,
    database,
  )
}

/** Whose customers' loans somebody worked on from a day through another, with the file each came from; loans without one are left out. */
export async function workedLoans(database: Sql, from: Day, to: Day): Promise<(Served & { personKey: bigint })[]> {
  const touched = await rows<{ personKey: bigint; loanId: Id<'loan'> }>(
    sql`SELECT t.person AS "personKey", t.id AS "loanId" FROM (${touchedLoans(from, to)}) t ORDER BY 1, 2`,
    database,
  )
  const keys = touched.map(one => toKey(one.loanId))
  const loans = await pastWall(database, () =>
    rows<Served & { key: bigint }>(
      sql`SELECT k.key, k.customer AS "customerKey", k.application_id AS "fileKey", n.number FROM (${loanFigureRows.kinds()}) k
            JOIN (${loanFigureRows.numbers()}) n USING (key) WHERE k.key = ANY(${keys}::bigint[]) AND k.application_id IS NOT NULL`,
      database,
    ),
  )
  const byKey = new Map(loans.map(({ key, ...served }) => [key, served]))
  return touched.flatMap(({ personKey, loanId }) => {
    const served = byKey.get(toKey(loanId))
    return served ? [{ personKey, ...served }] : []
  })
}
