import { addDays, addMonths, type Day, daysBetween, monthEnd } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'
import { type Factor, factorUnit, type Grade } from '../../expected-loss.ts'
import { letGoOfMonth } from '../figure-sum.ts'
import { type CloseStep, inputOf, inScope, type StepInput } from './scope.ts'

/** The starts of the hundred years of months after a month's end, as days from it. */
function monthStarts(day: Day): number[] {
  const first = addDays(day, 1)
  return Array.from({ length: 1200 }, (_, months) => daysBetween(day, addMonths(first, months)))
}

/** Months from a month's end to a day's month, by one search in the list of their starts; 0 where it is none of them. */
const monthsTo = (column: ReturnType<typeof sql.ref>, day: Day) =>
  sql`width_bucket(${column} - ${day}::date, ${monthStarts(day)}::int[])`
/** Months from a month's end to the loan's last due day, at least 1. */
const monthsLeft = (day: Day) => sql`greatest(1, ${monthsTo(sql.ref('l.matures_on'), day)})`
/** Months of them that pass before the first installment behind grace falls due. */
const graceLeft = (day: Day) =>
  sql`CASE WHEN l.payable_from IS NULL THEN 0 ELSE least(greatest(0, ${monthsTo(sql.ref('l.payable_from'), day)} - 1), ${monthsLeft(day)} - 1) END`
const percent = sql`round(l.annual_rate * 100)::int`
const running = sql`l.state IN ('active', 'overdue')`

/** Makes room for a month's rows: a partition of its own. */
export async function openMonth(database: Sql, day: Day): Promise<void> {
  const first = monthStart(day)
  const next = addDays(monthEnd(day), 1)
  const name = sql.ref(`servicing.loan_month_${first.slice(0, 7).replace('-', '_')}`)
  await sql`CREATE TABLE IF NOT EXISTS ${name} PARTITION OF servicing.loan_month FOR VALUES FROM (${sql.lit(first)}) TO (${sql.lit(next)})`.execute(
    database,
  )
}

/** The grades that occur among the loans of a step. */
async function gradesAmong(input: StepInput): Promise<Grade[]> {
  return rows(
    sql<Grade>`SELECT DISTINCT l.stage, l.bucket, l.class, ${monthsLeft(input.day)} AS months, ${graceLeft(input.day)} AS grace, ${percent} AS percent
      FROM (SELECT DISTINCT l.stage, l.bucket, l.class, l.matures_on, l.payable_from, l.annual_rate FROM servicing.loan l WHERE ${running} AND ${inScope(input)}) l`,
    input.sql,
  )
}

/**
 * Notes where each loan stands at the month's end and what is expected to be lost on it; loans that ended this month are
 * noted once more, with nothing outstanding. A range is noted once; loans named by key are noted again. Nothing in it is negative, so
 * whole division with half of the divisor added rounds half-up, within eight bytes up to 900 million yuan a loan. Twin:
 * `expectedLoss` in expected-loss.ts.
 */
async function monthStep(input: StepInput, first: Day, factors: readonly (Grade & Factor)[]): Promise<number> {
  const { day } = input
  const column = <K extends keyof (Grade & Factor)>(name: K) => factors.map(factor => factor[name])
  const again =
    'keys' in input.loans
      ? sql`ON CONFLICT (loan_id, month_end) DO UPDATE SET branch_id = excluded.branch_id, product_id = excluded.product_id, state = excluded.state,
      bucket = excluded.bucket, class = excluded.class, stage = excluded.stage, oldest_unpaid_due = excluded.oldest_unpaid_due,
      outstanding = excluded.outstanding, overdue = excluded.overdue, expected_loss = excluded.expected_loss,
      originator_id = excluded.originator_id, originator_group_id = excluded.originator_group_id`
      : sql``
  const done =
    await sql`INSERT INTO servicing.loan_month (loan_id, month_end, branch_id, product_id, state, bucket, class, stage, oldest_unpaid_due,
      outstanding, overdue, expected_loss, originator_id, originator_group_id)
    SELECT l.loan_id, ${day}::date, l.branch_id, l.product_id, l.state, l.bucket, l.class, l.stage, l.oldest_unpaid_due, l.outstanding,
           l.overdue_principal + l.overdue_interest + l.overdue_fee,
           CASE WHEN f.even IS NULL THEN 0 ELSE
             ((l.outstanding - least(l.final_principal, l.outstanding) + l.overdue_interest + l.overdue_fee) * f.even
               + least(l.final_principal, l.outstanding) * f.final + ${factorUnit / 2n}::bigint) / ${factorUnit}::bigint END, l.originator_id, l.originator_group_id
      FROM servicing.loan l
      LEFT JOIN (SELECT * FROM unnest(${column('stage')}::smallint[], ${column('bucket')}::text[], ${column('class')}::text[], ${column('months')}::int[], ${column('grace')}::int[],
                   ${column('percent')}::int[], ${column('even')}::bigint[], ${column('final')}::bigint[]) AS u(stage, bucket, class, months, grace, percent, even, final)) f
        ON f.stage = l.stage AND f.bucket = l.bucket AND f.class = l.class AND f.months = ${monthsLeft(day)} AND f.grace = ${graceLeft(day)} AND f.percent = ${percent} AND ${running}
     WHERE (${running} OR l.closed_on >= ${first}::date) AND ${inScope(input)}
    ${again}`.execute(input.sql)
  if ('keys' in input.loans) await letGoOfMonth(input.sql, day)
  return Number(done.numAffectedRows)
}

/** Notes some loans at a month's end: in the close, and once more for a loan that moves after its range was closed. */
export async function noteMonth(input: StepInput, factorOf: (grade: Grade) => Factor): Promise<number> {
  const grades = await gradesAmong(input)
  const factors = grades.map(grade => ({ ...grade, ...factorOf(grade) }))
  return monthStep(input, monthStart(input.day), factors)
}

/** The first day of a day's month. */
export const monthStart = (day: Day) => `${day.slice(0, 7)}-01` as Day

export const month: CloseStep = {
  name: 'month',
  reads: ['loan', 'set_aside'],
  writes: ['loan_month'],
  run: async (ctx, scope) =>
    scope.day === monthEnd(scope.day) ? noteMonth(inputOf(ctx, scope), scope.rules.factorOf) : 0,
}
