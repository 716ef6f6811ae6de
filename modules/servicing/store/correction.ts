import type { Day, Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { CorrectionOutcome, CorrectionState } from '../choice.ts'
import type { FloatingBase } from '../floating.ts'
import type { LoanState } from '../loan.ts'
import { loanPlace } from './loan.ts'

const later = sql`EXISTS (SELECT FROM servicing.correction n WHERE n.loan_id = c.loan_id AND n.id > c.id)`
const decided = sql`EXISTS (SELECT FROM servicing.correction_decision d WHERE d.loan_id = c.loan_id AND d.correction_id = c.id)`

/** What a correction of published values would have changed of a loan that had ended. */
export type NewCorrection = {
  loanKey: bigint
  base: FloatingBase
  from: Day
  notedOn: Day
  difference: Money | null
  obstacle: string | null
}

/** Notes corrections; the newest of a loan takes the place of one that nobody has decided. */
export async function insertCorrections(database: Sql, list: readonly NewCorrection[]): Promise<void> {
  if (list.length === 0) return
  const column = <K extends keyof NewCorrection>(name: K) => list.map(one => one[name])
  await sql`INSERT INTO servicing.correction (loan_id, base, from_day, noted_on, difference, obstacle)
    SELECT * FROM unnest(${column('loanKey')}::bigint[], ${column('base')}::text[], ${column('from')}::date[], ${column('notedOn')}::date[],
      ${column('difference')}::bigint[], ${column('obstacle')}::text[])`.execute(database)
}

/** What is noted and not decided of some loans, by loan. */
export async function openCorrectionsAmong(
  database: Sql,
  loanKeys: readonly bigint[],
): Promise<Map<bigint, Money | null>> {
  const found = await rows(
    sql<{
      loanKey: bigint
      difference: Money | null
    }>`SELECT c.loan_id AS "loanKey", c.difference FROM servicing.correction c
      WHERE c.loan_id = ANY(${[...loanKeys]}::bigint[]) AND NOT ${later} AND NOT ${decided}`,
    database,
  )
  return new Map(found.map(row => [row.loanKey, row.difference]))
}

export type CorrectionRow = Omit<NewCorrection, 'from'> & {
  key: bigint
  from: Day
  number: string
  customerKey: bigint
  loanState: LoanState
  closedOn: Day | null
  advance: Money
  state: CorrectionState
  outcome: CorrectionOutcome | null
  amount: Money | null
  reason: string | null
  decidedOn: Day | null
  decidedBy: string | null
  decidedAt: Instant | null
}

const stateOf = sql`CASE WHEN d.loan_id IS NOT NULL THEN 'decided' WHEN ${later} OR c.difference = 0 THEN 'replaced' ELSE 'open' END`
const from = sql`FROM servicing.correction c JOIN servicing.loan l ON l.loan_id = c.loan_id
  LEFT JOIN servicing.correction_decision d ON d.loan_id = c.loan_id AND d.correction_id = c.id`
const columns = sql`c.loan_id AS "loanKey", c.id AS key, c.base, c.from_day AS "from", c.noted_on AS "notedOn", c.difference, c.obstacle, l.number,
  l.customer_id AS "customerKey", l.state AS "loanState", l.closed_on AS "closedOn", l.advance, ${stateOf} AS state, d.outcome, d.amount, d.reason,
  d.decided_on AS "decidedOn", d.decided_by AS "decidedBy", d.decided_at AS "decidedAt"`

/** A page of corrections in the reader's scope, with what those that match add up to. */
export async function listCorrections(
  ctx: Context,
  filter: { state?: CorrectionState | undefined; search?: string | undefined },
  sort: 'notedOn' | 'difference',
  request: PageRequest,
) {
  const where = sql`WHERE ${ctx.rights.where('servicing.correction.read', loanPlace)}
    AND (${filter.state ?? null}::text IS NULL OR ${stateOf} = ${filter.state ?? null})
    AND (${filter.search ?? null}::text IS NULL OR l.number LIKE ${`${(filter.search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`})`
  // What cannot be told stands with the largest: somebody has to look.
  const difference = sql`coalesce(c.difference, -9223372036854775807)`
  const [column, type] =
    sort === 'difference' ? ([difference, 'bigint'] as const) : ([sql`c.noted_on`, 'date'] as const)
  const { beyond, order } = pageClauses(request, column, sql`c.id`, type)
  const found = await rows(sql<CorrectionRow>`SELECT ${columns} ${from} ${where} AND ${beyond} ${order}`, ctx.sql)
  const totals = await oneOrNone(
    sql<{ loans: number; less: Money; more: Money }>`SELECT count(*)::int AS loans,
      coalesce(-sum(c.difference) FILTER (WHERE c.difference < 0), 0)::bigint AS less,
      coalesce(sum(c.difference) FILTER (WHERE c.difference > 0), 0)::bigint AS more ${from} ${where}`,
    ctx.sql,
  )
  const page = cutPage(found, request.limit, row => [
    sort === 'difference' ? (row.difference ?? -9223372036854775807n) : row.notedOn,
    row.key,
  ])
  return { ...page, totals: totals! }
}

/** One correction of a loan; null when there is none. */
export async function correctionByKey(database: Sql, key: bigint): Promise<CorrectionRow | null> {
  return oneOrNone(sql<CorrectionRow>`SELECT ${columns} ${from} WHERE c.id = ${key}`, database)
}

/** Keeps what was decided. */
export async function insertDecision(
  ctx: Context,
  row: Pick<CorrectionRow, 'loanKey' | 'key'>,
  decision: { outcome: CorrectionOutcome; amount: Money; reason: string },
): Promise<void> {
  await sql`INSERT INTO servicing.correction_decision (loan_id, correction_id, outcome, amount, reason, decided_on, decided_by, decided_at)
    VALUES (${row.loanKey}, ${row.key}, ${decision.outcome}, ${decision.amount}, ${decision.reason}, ${ctx.today}, ${ctx.actor.id}, ${ctx.now})`.execute(
    ctx.sql,
  )
}
