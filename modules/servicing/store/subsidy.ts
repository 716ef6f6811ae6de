import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import { rows, type Sql, sql } from '#platform/database'
import { type Subsidy, sameSubsidies } from '../subsidy.ts'
import { type LoanRow, loanColumns, named } from './loan.ts'
import { inScope, type StepScope } from './steps/scope.ts'
import type { TransactionLoan } from './transaction.ts'

type Agreed = [on: Day, due: string, earned: string][]

/** The subsidies of loans with their lines as they stand; loans that have none are left out. */
export async function subsidiesOfLoans(database: Sql, loanKeys: readonly bigint[]): Promise<Map<bigint, Subsidy[]>> {
  const found = await rows(
    sql<Omit<Subsidy, 'lines'> & { loanKey: bigint; lines: Agreed | null }>`
      SELECT s.loan_id AS "loanKey", s.seq, s.payer, s.at_once AS "atOnce", s.lost_after AS "lostAfter", s.claw_back AS "clawBack",
             s.lost_on AS "lostOn", s.due_posted AS "duePosted", s.earned_posted AS "earnedPosted",
             (SELECT json_agg(json_build_array(i.on_day, i.due::text, i.earned::text) ORDER BY i.on_day) FROM servicing.subsidy_line i
               WHERE i.loan_id = s.loan_id AND i.seq = s.seq) AS lines
        FROM servicing.subsidy s WHERE s.loan_id = ANY(${[...loanKeys]}::bigint[]) ORDER BY s.loan_id, s.seq`,
    database,
  )
  const byLoan = new Map<bigint, Subsidy[]>()
  for (const { loanKey, lines, ...one } of found)
    byLoan.set(loanKey, [...(byLoan.get(loanKey) ?? []), { ...one, lines: linesOf(lines ?? []) }])
  return byLoan
}

const linesOf = (lines: Agreed) =>
  lines.map(([on, due, earned]) => ({ on, due: BigInt(due) as Money, earned: BigInt(earned) as Money }))

/** A loan's subsidies as they were agreed, with nothing in the books yet: where its life begins. */
export async function agreedSubsidies(
  database: Sql,
  loanKey: bigint,
  now: readonly Subsidy[],
): Promise<readonly Subsidy[]> {
  if (now.length === 0) return now
  const found = await rows(
    sql<{ seq: number; agreed: Agreed }>`SELECT seq, agreed FROM servicing.subsidy WHERE loan_id = ${loanKey}`,
    database,
  )
  const none = 0n as Money
  return now.map(one => ({
    ...one,
    lines: linesOf(found.find(row => row.seq === one.seq)!.agreed),
    lostOn: null,
    duePosted: none,
    earnedPosted: none,
  }))
}

/** Whom a new loan's subsidies are claimed from. */
export type ClaimedFrom = { dealerKey: bigint | null; brand: string | null }

/** Writes the subsidies of a new loan, in the books through a day. */
export async function insertSubsidies(
  database: Sql,
  loan: TransactionLoan,
  subsidies: readonly Subsidy[],
  { dealerKey, brand }: ClaimedFrom,
  through: Day,
): Promise<void> {
  if (subsidies.length === 0) return
  const column = <K extends keyof Subsidy>(name: K) => subsidies.map(one => one[name])
  const agreed = subsidies.map(one =>
    JSON.stringify(one.lines.map(({ on, due, earned }) => [on, String(due), String(earned)])),
  )
  await sql`INSERT INTO servicing.subsidy (loan_id, seq, payer, at_once, lost_after, claw_back, agreed, dealer_id, brand, branch_id)
    SELECT ${loan.key}::bigint, x.*, ${dealerKey}::bigint, ${brand}::text, ${loan.branchId}::bigint
      FROM unnest(${column('seq')}::smallint[], ${column('payer')}::text[], ${column('atOnce')}::boolean[], ${column('lostAfter')}::int[],
        ${column('clawBack')}::boolean[], ${agreed}::jsonb[]) AS x`.execute(database)
  await saveSubsidies(database, [{ loanKey: loan.key, before: [], after: subsidies }], through)
}

/** What a loan's subsidies become. */
export type SubsidyChange = { loanKey: bigint; before: readonly Subsidy[]; after: readonly Subsidy[] }

/** Writes back subsidies whose lines changed or of which more stands in the books; everything through a day does. */
export async function saveSubsidies(database: Sql, changes: readonly SubsidyChange[], through: Day): Promise<void> {
  const list = changes
    .filter(({ before, after }) => before !== after)
    .flatMap(({ loanKey, after }) =>
      after.map(one => ({
        ...one,
        loanKey,
        nextOn: one.lines.find(line => line.on > through)?.on ?? null,
        lastOn: one.lines.at(-1)?.on ?? null,
      })),
    )
  if (list.length === 0) return
  const column = <K extends keyof (typeof list)[number]>(name: K) => list.map(one => one[name])
  await sql`UPDATE servicing.subsidy s SET due_posted = x.due, earned_posted = x.earned, lost_on = x.lost_on, next_on = x.next_on, last_on = x.last_on
    FROM unnest(${column('loanKey')}::bigint[], ${column('seq')}::smallint[], ${column('duePosted')}::bigint[], ${column('earnedPosted')}::bigint[],
      ${column('lostOn')}::date[], ${column('nextOn')}::date[], ${column('lastOn')}::date[]) AS x(loan_id, seq, due, earned, lost_on, next_on, last_on)
   WHERE s.loan_id = x.loan_id AND s.seq = x.seq`.execute(database)
  const anew = changes.filter(({ before, after }) => !sameSubsidies(before, after))
  if (anew.length === 0) return
  await sql`DELETE FROM servicing.subsidy_line WHERE loan_id = ANY(${anew.map(one => one.loanKey)}::bigint[])`.execute(
    database,
  )
  const lines = anew.flatMap(({ loanKey, after }) =>
    after.flatMap(one => one.lines.map(line => ({ loanKey, seq: one.seq, ...line }))),
  )
  const line = <K extends keyof (typeof lines)[number]>(name: K) => lines.map(row => row[name])
  await sql`INSERT INTO servicing.subsidy_line (loan_id, seq, on_day, due, earned)
    SELECT * FROM unnest(${line('loanKey')}::bigint[], ${line('seq')}::smallint[], ${line('on')}::date[], ${line('due')}::bigint[],
      ${line('earned')}::bigint[])`.execute(database)
}

/**
 * Which of some loans keep their treasury part although they are overdue: a loss for being overdue was taken back, and what they are
 * overdue with fell due before that. A new overdue is one that fell due on that day or later.
 */
export async function sparedAmong(database: Sql, loanKeys: readonly bigint[]): Promise<Set<bigint>> {
  const found = await rows(
    sql<{ key: bigint }>`
      SELECT DISTINCT l.loan_id AS key FROM servicing.loan l
        JOIN servicing.loan_transaction r ON r.loan_id = l.loan_id AND r.kind = 'reversal' AND r.posted_on > l.oldest_unpaid_due
        JOIN servicing.loan_transaction t ON t.loan_id = r.loan_id AND t.id = r.parent_id AND t.kind = 'subsidy-loss' AND t.terms ->> 'cause' = 'overdue'
       WHERE l.loan_id = ANY(${[...loanKeys]}::bigint[]) AND r.loan_id = ANY(${[...loanKeys]}::bigint[])`,
    database,
  )
  return new Set(found.map(row => row.key))
}

/** Running loans of a range behind a key whose treasury part is lost by a morning: overdue beyond what their terms allow. */
export async function loansToLose(
  database: Sql,
  { loans, day }: Pick<StepScope, 'loans' | 'day'>,
  after: bigint,
  limit: number,
): Promise<LoanRow[]> {
  const found = await rows(
    sql<Omit<LoanRow, 'id'>>`SELECT ${loanColumns} FROM servicing.loan l
       JOIN servicing.subsidy s ON s.loan_id = l.loan_id AND s.lost_after IS NOT NULL AND s.lost_on IS NULL
      WHERE l.loan_id > ${after} AND l.state IN ('active', 'overdue') AND s.last_on > ${day}::date
        AND ${day}::date - l.oldest_unpaid_due > s.lost_after AND ${inScope({ loans })}
      ORDER BY l.loan_id LIMIT ${limit} FOR UPDATE OF l`,
    database,
  )
  return found.map(named)
}
