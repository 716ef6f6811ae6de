import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import { rows, type Sql, sql } from '#platform/database'
import { type Book, type Figures, figuresOf, samePlan } from '../book.ts'
import type { Growth } from '../claim.ts'
import type { Hold } from '../hold.ts'
import type { Installment } from '../installment.ts'
import { type LoanRow, loanColumns, named } from './loan.ts'

/** Loans by key, locked in the order of their keys, so that two who want the same ones never wait in a circle. */
export async function lockLoans(database: Sql, keys: readonly bigint[]): Promise<LoanRow[]> {
  const found = await rows(
    sql<Omit<LoanRow, 'id'>>`SELECT ${loanColumns} FROM servicing.loan l WHERE l.loan_id = ANY(${[...keys]}::bigint[])
      ORDER BY l.loan_id FOR UPDATE`,
    database,
  )
  return found.map(named)
}

/** Which of some loans wait to be mended. */
export async function setAsideAmong(database: Sql, keys: readonly bigint[]): Promise<Set<bigint>> {
  const found = await rows(
    sql<{
      key: bigint
    }>`SELECT loan_id AS key FROM servicing.set_aside WHERE loan_id = ANY(${[...keys]}::bigint[]) AND resolved_at IS NULL`,
    database,
  )
  return new Set(found.map(row => row.key))
}

/** What a loan's book becomes, and what it was when it was opened. */
export type BookChange = {
  loan: LoanRow
  before: Book
  after: Book
  closedOn: Day | null
}

/** Writes back books that changed, in one statement for each table: figures, plans made anew, and what has been paid on them. */
export async function saveBooks(database: Sql, changes: readonly BookChange[]): Promise<void> {
  if (changes.length === 0) return
  const figures = changes.map(change => figuresOf(change.after))
  const figure = <K extends keyof Figures>(name: K) => figures.map(row => row[name])
  const after = <
    K extends
      | 'state'
      | 'nextSeq'
      | 'oldestUnpaidDue'
      | 'bucket'
      | 'class'
      | 'stage'
      | 'recheckOn'
      | 'advance'
      | 'claim',
  >(
    name: K,
  ) => changes.map(row => row.after[name])
  const growth = <K extends keyof Growth>(name: K) => changes.map(row => row.after.growth[name])
  const hold = <K extends keyof Hold>(name: K) => changes.map(row => row.after.hold[name])
  await sql`UPDATE servicing.loan l SET state = x.state, outstanding = x.outstanding, overdue_principal = x.overdue_principal,
      overdue_interest = x.overdue_interest, overdue_fee = x.overdue_fee, next_seq = x.next_seq, next_due_on = x.next_due_on, payable_from = x.payable_from,
      next_interest = x.next_interest, period_from = x.period_from, oldest_unpaid_due = x.oldest_unpaid_due, bucket = x.bucket,
      class = x.class, stage = x.stage, watched = x.watched, class_until = x.class_until, stage_until = x.stage_until,
      observed_until = x.observed_until, observed_class = x.observed_class, recheck_on = x.recheck_on,
      final_principal = x.final_principal, closed_on = x.closed_on, advance = x.advance, claim = x.claim,
      principal = x.principal, claim_bearing = x.claim_bearing, claim_product = x.claim_product, claim_through = x.claim_through,
      claim_grown_paid = x.claim_grown_paid
    FROM unnest(${changes.map(row => row.loan.key)}::bigint[], ${after('state')}::text[], ${figure('outstanding')}::bigint[],
      ${figure('overduePrincipal')}::bigint[], ${figure('overdueInterest')}::bigint[], ${figure('overdueFee')}::bigint[], ${after('nextSeq')}::int[],
      ${figure('nextDueOn')}::date[], ${figure('payableFrom')}::date[], ${figure('nextInterest')}::bigint[], ${figure('periodFrom')}::date[], ${after('oldestUnpaidDue')}::date[],
      ${after('bucket')}::text[], ${after('class')}::text[], ${after('stage')}::smallint[], ${hold('watched')}::boolean[], ${hold('classUntil')}::date[],
      ${hold('stageUntil')}::date[], ${hold('observedUntil')}::date[], ${hold('observedClass')}::text[], ${after('recheckOn')}::date[],
      ${figure('finalPrincipal')}::bigint[], ${changes.map(row => row.closedOn)}::date[], ${after('advance')}::bigint[],
      ${after('claim')}::bigint[], ${changes.map(row => row.after.terms.principal)}::bigint[], ${growth('bearing')}::bigint[],
      ${growth('product')}::numeric[], ${growth('through')}::date[], ${growth('paid')}::bigint[])
      AS x(loan_id, state, outstanding, overdue_principal, overdue_interest, overdue_fee, next_seq, next_due_on, payable_from, next_interest, period_from,
           oldest_unpaid_due, bucket, class, stage, watched, class_until, stage_until, observed_until, observed_class, recheck_on,
           final_principal, closed_on, advance, claim, principal, claim_bearing, claim_product, claim_through, claim_grown_paid)
    WHERE l.loan_id = x.loan_id`.execute(database)
  await replacePlans(
    database,
    changes.filter(({ before, after: now }) => !samePlan(before, now) || before.restructuring !== now.restructuring),
  )
  await saveInstallments(
    database,
    changes
      .filter(({ before, after: now }) => samePlan(before, now))
      .flatMap(({ loan, before, after: now }) =>
        now.installments
          .filter((row, index) => !same(row, before.installments[index]!))
          .map(row => ({ loanKey: loan.key, ...row })),
      ),
  )
}

type Placed = Installment & { loanKey: bigint }

const unnested = (list: readonly Placed[]) => {
  const column = <K extends keyof Placed>(name: K) => list.map(row => row[name])
  return sql`unnest(${column('loanKey')}::bigint[], ${column('seq')}::int[], ${column('dueOn')}::date[], ${column('principal')}::bigint[],
      ${column('interest')}::bigint[], ${column('fee')}::bigint[], ${column('principalPaid')}::bigint[], ${column('interestPaid')}::bigint[],
      ${column('feePaid')}::bigint[], ${column('penaltyPaid')}::bigint[], ${column('compoundPaid')}::bigint[], ${column('penaltyPosted')}::bigint[],
      ${column('compoundPosted')}::bigint[], ${column('penaltyBefore')}::bigint[], ${column('compoundBefore')}::bigint[], ${column('principalProduct')}::bigint[], ${column('interestProduct')}::bigint[],
      ${column('productThrough')}::date[])
    AS x(loan_id, seq, due_on, principal, interest, fee, principal_paid, interest_paid, fee_paid, penalty_paid, compound_paid, penalty_posted,
         compound_posted, penalty_before, compound_before, principal_product, interest_product, product_through)`
}

async function saveInstallments(database: Sql, changed: readonly Placed[]): Promise<void> {
  if (changed.length === 0) return
  await sql`UPDATE servicing.installment i SET principal_paid = x.principal_paid, interest_paid = x.interest_paid, fee_paid = x.fee_paid,
      penalty_paid = nullif(x.penalty_paid, 0), compound_paid = nullif(x.compound_paid, 0), penalty_posted = nullif(x.penalty_posted, 0),
      compound_posted = nullif(x.compound_posted, 0), penalty_before = nullif(x.penalty_before, 0),
      compound_before = nullif(x.compound_before, 0), principal_product = nullif(x.principal_product, 0),
      interest_product = nullif(x.interest_product, 0), product_through = nullif(x.product_through, i.due_on)
    FROM ${unnested(changed)} WHERE i.loan_id = x.loan_id AND i.seq = x.seq`.execute(database)
}

/**
 * Puts plans made anew in the place of the old ones; the first plan of each loan is kept. Rows that stay as they were, as all
 * that lies behind a change does, are left alone.
 */
async function replacePlans(database: Sql, anew: readonly BookChange[]): Promise<void> {
  if (anew.length === 0) return
  const keys = anew.map(change => change.loan.key)
  await sql`INSERT INTO servicing.original_installment (loan_id, seq, due_on, principal, interest, fee)
    SELECT i.loan_id, i.seq, i.due_on, i.principal, i.interest, i.fee FROM servicing.installment i WHERE i.loan_id = ANY(${keys}::bigint[])
       AND NOT EXISTS (SELECT FROM servicing.original_installment o WHERE o.loan_id = i.loan_id)`.execute(database)
  const differing = (rows: readonly Installment[], others: readonly Installment[]) =>
    rows.filter((row, index) => others[index] === undefined || !same(row, others[index]))
  const gone = anew.flatMap(({ loan, before, after }) =>
    differing(before.installments, after.installments).map(({ seq }) => ({ loanKey: loan.key, seq })),
  )
  await sql`DELETE FROM servicing.installment i
    USING unnest(${gone.map(row => row.loanKey)}::bigint[], ${gone.map(row => row.seq)}::int[]) AS x(loan_id, seq)
    WHERE i.loan_id = x.loan_id AND i.seq = x.seq`.execute(database)
  const fresh = anew.flatMap(({ loan, before, after }) =>
    differing(after.installments, before.installments).map(row => ({ loanKey: loan.key, ...row })),
  )
  await sql`INSERT INTO servicing.installment (loan_id, seq, due_on, principal, interest, fee, principal_paid, interest_paid, fee_paid, penalty_paid,
      compound_paid, penalty_posted, compound_posted, penalty_before, compound_before, principal_product, interest_product, product_through)
    SELECT x.loan_id, x.seq, x.due_on, x.principal, x.interest, x.fee, x.principal_paid, x.interest_paid, x.fee_paid, nullif(x.penalty_paid, 0),
      nullif(x.compound_paid, 0), nullif(x.penalty_posted, 0), nullif(x.compound_posted, 0), nullif(x.penalty_before, 0),
      nullif(x.compound_before, 0), nullif(x.principal_product, 0), nullif(x.interest_product, 0), nullif(x.product_through, x.due_on) FROM ${unnested(fresh)}`.execute(
    database,
  )
  const terms = <K extends 'annualRate' | 'penaltyRate'>(name: K) => anew.map(change => change.after.terms[name])
  const observed = <K extends 'on' | 'firstRepaymentOn' | 'endsOn' | 'again'>(name: K) =>
    anew.map(change => change.after.restructuring?.[name] ?? null)
  await sql`UPDATE servicing.loan l SET periods = x.periods, matures_on = x.matures_on, annual_rate = x.rate, penalty_rate = x.penalty_rate,
      original_rate = coalesce(l.original_rate, nullif(l.annual_rate, x.rate)),
      original_penalty_rate = coalesce(l.original_penalty_rate, nullif(l.penalty_rate, x.penalty_rate)), restructured_on = x.on_day, first_repayment_on = x.first_day,
      observation_ends_on = x.ends_on, restructured_again = x.again
    FROM unnest(${keys}::bigint[], ${anew.map(change => change.after.installments.length)}::int[],
      ${anew.map(change => change.after.installments.at(-1)!.dueOn)}::date[], ${terms('annualRate')}::numeric[], ${terms('penaltyRate')}::numeric[], ${observed('on')}::date[],
      ${observed('firstRepaymentOn')}::date[], ${observed('endsOn')}::date[], ${observed('again')}::boolean[])
      AS x(loan_id, periods, matures_on, rate, penalty_rate, on_day, first_day, ends_on, again)
    WHERE l.loan_id = x.loan_id`.execute(database)
}

function same(a: Installment, b: Installment): boolean {
  return (Object.keys(a) as (keyof Installment)[]).every(key => a[key] === b[key])
}

/** Notes where loans stand from a day on; a second note for the day replaces the first. */
export async function saveStates(database: Sql, notes: readonly { loanKey: bigint; from: Day; book: Book }[]) {
  if (notes.length === 0) return
  await sql`INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, stage, outstanding)
    SELECT * FROM unnest(${notes.map(note => note.loanKey)}::bigint[], ${notes.map(note => note.from)}::date[], ${notes.map(note => note.book.state)}::text[],
      ${notes.map(note => note.book.bucket)}::text[], ${notes.map(note => note.book.class)}::text[],
      ${notes.map(note => note.book.stage)}::smallint[], ${notes.map(note => figuresOf(note.book).outstanding)}::bigint[])
    ON CONFLICT (loan_id, from_day) DO UPDATE SET state = excluded.state, bucket = excluded.bucket, class = excluded.class,
      stage = excluded.stage, outstanding = excluded.outstanding`.execute(database)
}

/** Notes that a fee charged at disbursement was given back. */
export async function giveBack(database: Sql, loanKey: bigint, amount: Money): Promise<void> {
  await sql`UPDATE servicing.loan SET upfront_fee = upfront_fee - ${amount}::bigint WHERE loan_id = ${loanKey}`.execute(
    database,
  )
}
