import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, type Sql, sql } from '#platform/database'
import type { Factor, Grade } from '../../expected-loss.ts'
import type { FloatingBase, Point, ResetBound } from '../../floating.ts'
import type { StandingRules } from '../../loan.ts'
import type { Tolerance } from '../../tolerance.ts'

/** Which loans a step looks at: a range of the close, or some loans by their keys. */
export type Loans = { from: bigint; to: bigint } | { keys: readonly bigint[] }

/** The dated parameters a day's close goes by, read once. */
export type DayRules = {
  /** How loans stand on the day, and on the morning after it. */
  today: StandingRules
  morning: StandingRules
  /** Whether the morning's rules put any number of days elsewhere. */
  changed: boolean
  firstPaymentDays: readonly number[]
  /** Days after the due day on which borrowers are reminded; negative before it. */
  reminderDays: readonly number[]
  debitDays: readonly number[]
  /** The share of bad exposure above which all of a corporate debtor's exposure is bad, in ten-billionths. */
  contagionUnits: bigint
  factorOf(grade: Grade): Factor
  /** What floating rates follow: each base's published values, and by when a loan is to be looked at. */
  resets: { points: Record<FloatingBase, readonly Point[]>; bounds: readonly ResetBound[] }
}

/** What a step of the close is given beside the context: the day, its rules, and which loans. */
export type StepScope = { day: Day; loans: Loans; rules: DayRules }

/**
 * A step of the day close: some loans, in the transaction of the range they belong to, whose completion mark lets it run
 * once. It finds its loans by their state and joins on loan_id only. `reads` and `writes` name its tables. Returns how
 * many loans it touched.
 */
export type CloseStep = {
  name: string
  reads: readonly string[]
  writes: readonly string[]
  run(ctx: Context, scope: StepScope): Promise<number>
}

/** A step over the whole book, once, in the day's last transaction. */
export type DayStep = Omit<CloseStep, 'run'> & { run(ctx: Context, scope: Omit<StepScope, 'loans'>): Promise<number> }

/** What the SQL of a step works with. */
export type StepInput = { sql: Sql; day: Day; loans: Loans; now: Instant }

/** The SQL's part of a scope. */
export const inputOf = (ctx: Context, { day, loans }: Pick<StepScope, 'day' | 'loans'>): StepInput => ({
  sql: ctx.sql,
  day,
  loans,
  now: ctx.now,
})

/** Who the transactions of the close are recorded by. */
export const by = 'system:servicing.close-day'

type Table = 'l' | 'i' | 'k' | 's' | 'g' | 't'

/** The loans of the step, by the loan id of a table. */
export const among = (loans: Loans, table: Table) => {
  const key = sql.ref(`${table}.loan_id`)
  return 'keys' in loans
    ? sql`${key} = ANY(${[...loans.keys]}::bigint[])`
    : sql`${key} >= ${loans.from} AND ${key} < ${loans.to}`
}

/** Of which installments `i` anything of the plan is unpaid, in the very words of the index that holds them. */
export const unpaid = sql`(i.principal > i.principal_paid OR i.interest > i.interest_paid OR i.fee > i.fee_paid)`

/** What of an installment `i` of the plan is unpaid, penalty apart; what of a loan `l` is overdue. */
export const owed = sql`(i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid)`
export const owing = sql`(l.overdue_principal + l.overdue_interest + l.overdue_fee)`

/** The most that may be unpaid up to and with an installment `i` without its counting as overdue. Twin: `toleratedAt` in tolerance.ts. */
export const tolerated = ({ amount, shareUnits }: Tolerance) =>
  sql`greatest(${amount}::bigint, div((i.principal + i.interest + i.fee)::numeric * ${shareUnits}::bigint, 10000000000)::bigint)`

/** Not set aside, by the loan id of a table. */
export const notAside = (table: Table) =>
  sql`NOT EXISTS (SELECT FROM servicing.set_aside aside WHERE aside.loan_id = ${sql.ref(`${table}.loan_id`)} AND aside.resolved_at IS NULL)`

/** Of a loan that still runs: the few closed loans have an index of their own, and the others need no look at the loan. */
export const running = (table: Table) =>
  sql`NOT EXISTS (SELECT FROM servicing.loan c WHERE c.loan_id = ${sql.ref(`${table}.loan_id`)} AND c.closed_on IS NOT NULL)`

/** The loans `l` of the step that are not set aside. */
export const inScope = ({ loans }: Pick<StepInput, 'loans'>) => sql`${among(loans, 'l')} AND ${notAside('l')}`

/**
 * The installments (`i`, if not said otherwise) of the step's loans that are not set aside. Their loans `l` are joined by loan id and not limited
 * once more: each is looked up, for a range's loans are many times those with something due.
 */
export const dueInScope = ({ loans }: Pick<StepInput, 'loans'>, table: Table = 'i') =>
  sql`${among(loans, table)} AND ${notAside(table)}`

/** One id for all transactions of a step: unique within each loan, and no statement needs a volatile function per row. */
export async function stamp(database: Sql): Promise<bigint> {
  const row = await oneOrNone(sql<{ key: bigint }>`SELECT platform.new_key() AS key`, database)
  return row!.key
}
