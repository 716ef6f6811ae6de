import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { writeJson } from '#platform/write-path'
import type { PayBalances, PayLine } from '../pay-line.ts'
import type { Why } from '../why.ts'

/** A line as it is kept. */
export type PayLineRow = PayLine & {
  groupId: bigint | null
  branchId: bigint | null
  month: Day
  planVersionKey: bigint | null
  component: string
  caseKey: bigint | null
  why: Why
  valueDay: Day
  postedAt: Instant
  postedBy: string
  /** The appraisal it pays. */
  appraisalKey: bigint | null
  /** The pool it is a share of. */
  poolKey: bigint | null
}

/** A line to write. */
export type PayEntry = Omit<PayLineRow, 'key' | 'appraisalKey' | 'poolKey'> &
  Partial<Pick<PayLineRow, 'appraisalKey' | 'poolKey'>>

export const lineColumns = sql`l.id AS key, l.person_id AS "personKey", l.group_id AS "groupId", l.branch_id AS "branchId", l.loan_id AS "loanKey", l.month,
  l.plan_version_id AS "planVersionKey", l.component, l.part, l.step, l.amount, l.vests_on AS "vestsOn", l.parent_id AS parent, l.case_id AS "caseKey",
  l.why, l.value_day AS "valueDay", l.posted_at AS "postedAt", l.posted_by AS "postedBy",
  l.appraisal_id AS "appraisalKey", l.pool_id AS "poolKey"`

/** Writes lines, in order, in one statement. */
export async function insertLines(database: Sql, lines: readonly PayEntry[]): Promise<void> {
  if (lines.length === 0) return
  const data = lines.map(line => ({
    person_id: String(line.personKey),
    group_id: line.groupId === null ? null : String(line.groupId),
    branch_id: line.branchId === null ? null : String(line.branchId),
    loan_id: line.loanKey === null ? null : String(line.loanKey),
    month: line.month,
    plan_version_id: line.planVersionKey === null ? null : String(line.planVersionKey),
    component: line.component,
    part: line.part,
    step: line.step,
    amount: String(line.amount),
    vests_on: line.vestsOn,
    parent_id: line.parent === null ? null : String(line.parent),
    case_id: line.caseKey === null ? null : String(line.caseKey),
    why: line.why,
    value_day: line.valueDay,
    posted_at: line.postedAt,
    posted_by: line.postedBy,
    appraisal_id: line.appraisalKey ? String(line.appraisalKey) : null,
    pool_id: line.poolKey ? String(line.poolKey) : null,
  }))
  await sql`INSERT INTO performance.pay_line (person_id, group_id, branch_id, loan_id, month, plan_version_id, component, part, step, amount, vests_on, parent_id, case_id, why, value_day, posted_at, posted_by, appraisal_id, pool_id)
    SELECT person_id, group_id, branch_id, loan_id, month, plan_version_id, component, part, step, amount, vests_on, parent_id, case_id, why, value_day, posted_at, posted_by, appraisal_id, pool_id
      FROM jsonb_to_recordset(${writeJson(data)}::jsonb) AS x (person_id bigint, group_id bigint, branch_id bigint, loan_id bigint, month date, plan_version_id bigint,
           component text, part text, step text, amount bigint, vests_on date, parent_id bigint, case_id bigint, why jsonb, value_day date, posted_at timestamptz, posted_by text, appraisal_id bigint, pool_id bigint)`.execute(
    database,
  )
}

/** Every line of what some loans earned, oldest first; of one person or of all. What they put into pools is asked of those. */
export function linesOfLoans(
  database: Sql,
  loanKeys: readonly bigint[],
  personKey: bigint | null = null,
): Promise<PayLineRow[]> {
  return rows<PayLineRow>(
    sql`SELECT ${lineColumns} FROM performance.pay_line l
         WHERE l.loan_id = ANY(${[...loanKeys]}::bigint[]) AND (${personKey}::bigint IS NULL OR l.person_id = ${personKey})
           AND l.part <> 'pool' ORDER BY l.id`,
    database,
  )
}

/** A person's lines of one month, by the day they are about. */
export function linesOfMonth(database: Sql, personKey: bigint, month: Day): Promise<PayLineRow[]> {
  return rows<PayLineRow>(
    sql`SELECT ${lineColumns} FROM performance.pay_line l WHERE l.person_id = ${personKey} AND l.month = ${month}::date ORDER BY l.value_day, l.id`,
    database,
  )
}

/** One line. */
export async function lineByKey(database: Sql, key: bigint): Promise<PayLineRow | null> {
  return oneOrNone<PayLineRow>(sql`SELECT ${lineColumns} FROM performance.pay_line l WHERE l.id = ${key}`, database)
}

/** A line with all that continue it and all it continues, oldest first. */
export function lineage(database: Sql, key: bigint): Promise<PayLineRow[]> {
  return rows<PayLineRow>(
    sql`WITH RECURSIVE up AS (SELECT id, parent_id FROM performance.pay_line WHERE id = ${key}
          UNION ALL SELECT p.id, p.parent_id FROM performance.pay_line p JOIN up ON p.id = up.parent_id),
        root AS (SELECT id FROM up WHERE parent_id IS NULL),
        down AS (SELECT id FROM root UNION ALL SELECT c.id FROM performance.pay_line c JOIN down ON c.parent_id = down.id)
        SELECT ${lineColumns} FROM performance.pay_line l WHERE l.id IN (SELECT id FROM down) ORDER BY l.id`,
    database,
  )
}

/** Every deferred line that still waits on a day (not paid, not held, not cancelled), with what waits of it. */
export function dueParts(database: Sql, on: Day): Promise<(PayLineRow & { waiting: Money })[]> {
  return rows(
    sql<PayLineRow & { waiting: Money }>`SELECT * FROM (
      SELECT ${lineColumns}, l.amount + coalesce((SELECT sum(CASE c.step WHEN 'release' THEN c.amount ELSE -c.amount END)
               FROM performance.pay_line c WHERE c.parent_id = l.id AND c.step IN ('vest', 'hold', 'release', 'cancel-deferred')), 0)::bigint AS waiting
        FROM performance.pay_line l WHERE l.step = 'defer' AND l.vests_on <= ${on}::date) x WHERE x.waiting > 0 ORDER BY x.key`,
    database,
  )
}

/** What still comes to a person in which month from deferred parts, and how much of it is held. */
export function comingParts(database: Sql, personKey: bigint): Promise<{ month: Day; amount: Money; held: Money }[]> {
  return rows(
    sql<{ month: Day; amount: Money; held: Money }>`SELECT date_trunc('month', l.vests_on)::date AS month,
        sum(l.amount + x.change + x.held)::bigint AS amount, sum(x.held)::bigint AS held
      FROM performance.pay_line l CROSS JOIN LATERAL (
           SELECT coalesce(sum(CASE WHEN c.step = 'release' THEN c.amount WHEN c.step IN ('vest', 'hold', 'cancel-deferred') THEN -c.amount END), 0) AS change,
                  coalesce(sum(CASE WHEN c.step = 'hold' THEN c.amount WHEN c.step IN ('release', 'cancel-held') THEN -c.amount END), 0) AS held
             FROM performance.pay_line c WHERE c.parent_id = l.id) x
     WHERE l.person_id = ${personKey} AND l.step = 'defer' GROUP BY 1 HAVING sum(l.amount + x.change + x.held) > 0 ORDER BY 1`,
    database,
  )
}

/** Which of the loans of a range (or of some keys) have anything held. */
export async function heldLoans(
  database: Sql,
  loans: { from: bigint; to: bigint } | { keys: readonly bigint[] },
): Promise<bigint[]> {
  const among =
    'keys' in loans
      ? sql`loan_id = ANY(${[...loans.keys]}::bigint[])`
      : sql`loan_id >= ${loans.from} AND loan_id < ${loans.to}`
  const found = await rows<{ key: bigint }>(
    sql`SELECT loan_id AS key FROM performance.pay_line WHERE step IN ('hold', 'release', 'cancel-held') AND ${among}
         GROUP BY loan_id HAVING sum(CASE step WHEN 'hold' THEN amount ELSE -amount END) > 0`,
    database,
  )
  return found.map(row => row.key)
}

/** What stands in each account of some people, over all their lines or up to a month's end; one row a person. */
export function balancesOfPeople(
  database: Sql,
  people: readonly bigint[] | null,
): Promise<({ personKey: bigint } & PayBalances)[]> {
  return rows(
    sql<{ personKey: bigint } & PayBalances>`SELECT l.person_id AS "personKey",
        coalesce(sum(CASE WHEN l.step IN ('cancel-held', 'cancel-deferred', 'cancel-payable', 'claim') THEN l.amount WHEN l.step IN ('earn', 'defer', 'forgive') THEN -l.amount END), 0)::bigint AS cost,
        coalesce(sum(CASE WHEN l.step IN ('earn', 'vest') THEN l.amount WHEN l.step IN ('cancel-payable', 'deduct', 'pay') THEN -l.amount END), 0)::bigint AS payable,
        coalesce(sum(CASE WHEN l.step IN ('defer', 'release') THEN l.amount WHEN l.step IN ('vest', 'hold', 'cancel-deferred') THEN -l.amount END), 0)::bigint AS deferred,
        coalesce(sum(CASE WHEN l.step = 'hold' THEN l.amount WHEN l.step IN ('release', 'cancel-held') THEN -l.amount END), 0)::bigint AS held,
        coalesce(sum(CASE WHEN l.step = 'pay' THEN l.amount WHEN l.step = 'give-back' THEN -l.amount END), 0)::bigint AS paid,
        coalesce(sum(CASE WHEN l.step IN ('deduct', 'give-back', 'forgive') THEN l.amount WHEN l.step = 'claim' THEN -l.amount END), 0)::bigint AS claim
      FROM performance.pay_line l WHERE ${people === null}::boolean OR l.person_id = ANY(${people === null ? [] : [...people]}::bigint[])
     GROUP BY l.person_id ORDER BY l.person_id`,
    database,
  )
}

/** What a person has brought or handled by a component in a month so far: for its tiers and its cap. */
export async function monthSoFar(
  database: Sql,
  personKey: bigint,
  component: string,
  month: Day,
): Promise<{ amount: Money; count: number; paid: Money }> {
  const row = await oneOrNone<{ amount: Money; count: number; paid: Money }>(
    sql`SELECT coalesce(sum(principal), 0)::bigint AS amount, count(*)::int AS count, coalesce(sum(paid), 0)::bigint AS paid FROM (
          SELECT loan_id, sum(amount) AS paid,
                 max((SELECT (i->>'value')::numeric * 100 FROM jsonb_array_elements(why->'inputs') i WHERE i->>'name' = 'principal')) AS principal
            FROM performance.pay_line WHERE person_id = ${personKey} AND component = ${component} AND step IN ('earn', 'defer') AND part IN ('commission', 'spot')
             AND date_trunc('month', value_day) = ${month}::date GROUP BY loan_id) x`,
    database,
  )
  return row!
}

/** Notes that a loan has been paid for; false when it was noted before. */
export async function notePaidLoan(database: Sql, loanKey: bigint, at: Instant): Promise<boolean> {
  const done =
    await sql`INSERT INTO performance.paid_loan (loan_id, at) VALUES (${loanKey}, ${at}::timestamptz) ON CONFLICT DO NOTHING`.execute(
      database,
    )
  return Number(done.numAffectedRows ?? 0) > 0
}

/** The wage of some people on a day, fen a month; without one there is no row. */
export function wagesOn(database: Sql, on: Day, people: readonly bigint[] | null = null) {
  return rows<{ personKey: bigint; monthly: Money; fromDay: Day }>(
    sql`SELECT DISTINCT ON (person_id) person_id AS "personKey", monthly, from_day AS "fromDay" FROM performance.wage
         WHERE from_day <= ${on}::date AND (${people === null}::boolean OR person_id = ANY(${people === null ? [] : [...people]}::bigint[]))
         ORDER BY person_id, from_day DESC, set_at DESC`,
    database,
  )
}

/** Every wage that holds within a stretch, with the day the next one begins; of two for the same day the later word counts. */
export function wagesIn(database: Sql, from: Day, to: Day) {
  return rows<{ personKey: bigint; monthly: Money; fromDay: Day; toDay: Day | null }>(
    sql`SELECT * FROM (
          SELECT person_id AS "personKey", monthly, from_day AS "fromDay", lead(from_day) OVER (PARTITION BY person_id ORDER BY from_day) AS "toDay"
            FROM (SELECT DISTINCT ON (person_id, from_day) person_id, from_day, monthly FROM performance.wage ORDER BY person_id, from_day, set_at DESC) w) x
         WHERE x."fromDay" < ${to}::date AND (x."toDay" IS NULL OR x."toDay" > ${from}::date) ORDER BY x."personKey", x."fromDay"`,
    database,
  )
}

/** What a component of a plan version has paid in a month, loan by loan: its first line, and the amount lent and the tier that all its lines say. */
export async function tieredLines(database: Sql, planVersionKey: bigint, component: string, month: Day) {
  const found = await rows<PayLineRow & { paid: Money; principal: Money; tier: string }>(
    sql`SELECT ${lineColumns}, x.paid, l.why->'sum'->>'tier' AS tier,
            (SELECT (i->>'value')::numeric * 100 FROM jsonb_array_elements(l.why->'inputs') i WHERE i->>'name' = 'principal')::bigint AS principal
          FROM (SELECT min(id) AS first, sum(amount)::bigint AS paid
            FROM performance.pay_line WHERE plan_version_id = ${planVersionKey} AND component = ${component} AND month = ${month}::date
             AND step IN ('earn', 'defer') AND part <> 'correction' GROUP BY person_id, loan_id) x
         JOIN performance.pay_line l ON l.id = x.first ORDER BY l.id`,
    database,
  )
  return found.map(({ paid, principal, tier, ...line }) => ({
    key: line.key,
    personKey: line.personKey,
    amount: principal,
    tier,
    paid,
    line: line as PayLineRow,
  }))
}

/** Sets a wage from a day on. */
export async function insertWage(
  database: Sql,
  wage: { personKey: bigint; fromDay: Day; monthly: Money; reason: string; setBy: bigint | null; setAt: Instant },
): Promise<void> {
  await sql`INSERT INTO performance.wage (person_id, from_day, monthly, reason, set_by, set_at)
    VALUES (${wage.personKey}, ${wage.fromDay}::date, ${wage.monthly}, ${wage.reason}, ${wage.setBy}::bigint, ${wage.setAt}::timestamptz)`.execute(
    database,
  )
}
