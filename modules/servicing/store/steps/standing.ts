import { addDays, type Day } from '#lib/day'
import { toId } from '#lib/id'
import type { Money } from '#lib/money'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { badRank, noEnd } from '../../hold.ts'
import type { Bounds, StandingRules } from '../../loan.ts'
import { loanClasses } from '../../standing.ts'
import { firstIsOurs } from '../first-asked.ts'
import { among, type CloseStep, dueInScope, inputOf, notAside, type StepInput, unpaid } from './scope.ts'

/** The days past due from which anything about a loan's standing changes. */
function boundaries({ buckets, classes, cure }: StandingRules): number[] {
  const froms = [...buckets, ...classes].map(bound => bound.from)
  return [...new Set([1, cure.significantFrom, cure.defaultFrom, ...froms])]
    .filter(from => from > 0)
    .sort((a, b) => a - b)
}

/** The name that holds at `days` past due, as SQL. */
function named(bounds: Bounds, days: ReturnType<typeof sql>) {
  const whens = bounds.toReversed().map(bound => sql`WHEN ${days} >= ${bound.from}::int THEN ${bound.name}::text`)
  return sql`CASE ${sql.join(whens, sql` `)} END`
}

const rankOf = (column: ReturnType<typeof sql>) => sql`array_position(${[...loanClasses]}::text[], ${column}) - 1`

/**
 * Where loans stand on the next morning, beside where they stood: those whose days past due reach a bound, those with a
 * hold that ends, and those named by key. On the morning the rules change, every loan that is overdue or held. DISTINCT
 * drops nothing: it has each rank worked out once, and not again wherever it is named. The oldest
 * unpaid due day is that of an unpaid installment, by whose index it is found: an index of it on the loan would have every
 * loan that falls overdue, or pays, written into all indexes of loans anew.
 */
function moved(input: StepInput, rules: StandingRules, all: boolean) {
  const morning = addDays(input.day, 1)
  const { cure } = rules
  const entered = boundaries(rules).map(from => addDays(morning, -from))
  const candidate = all
    ? sql`(l.state = 'overdue' OR l.oldest_unpaid_due <= ${input.day}::date OR l.class_until IS NOT NULL OR l.stage_until IS NOT NULL OR l.observed_until IS NOT NULL) AND ${among(input.loans, 'l')}`
    : 'keys' in input.loans
      ? among(input.loans, 'l')
      : sql`(l.oldest_unpaid_due = ANY(${entered}::date[]) OR l.recheck_on = ${morning}::date)
         AND l.loan_id IN (SELECT i.loan_id FROM servicing.installment i WHERE i.due_on = ANY(${entered}::date[]) AND ${unpaid} AND ${among(input.loans, 'i')}
                           UNION SELECT k.loan_id FROM servicing.loan k WHERE k.recheck_on = ${morning}::date AND ${among(input.loans, 'k')})`
  type Part = ReturnType<typeof sql>
  const until = (held: Part, { set, cured, kept }: Record<'set' | 'cured' | 'kept', Part>) => sql`CASE
      WHEN ${set} THEN ${noEnd}::date
      WHEN ${held} IS NULL THEN NULL
      WHEN days > 0 THEN ${noEnd}::date
      WHEN ${held} = ${noEnd}::date THEN ${cured}
      WHEN ${held} <= ${morning}::date AND NOT ${kept} THEN NULL
      ELSE ${held} END`
  const inMonths = (from: Part, months: number) => sql`(${from} + make_interval(months => ${months}::int))::date`
  // Asked for only when arrears end in the close itself: others are tolerated from the next morning on.
  const afterPeriods = sql`coalesce((SELECT max(p.due_on) + 1 FROM (SELECT i.due_on FROM servicing.installment i
      WHERE i.loan_id = a.loan_id AND i.due_on >= ${morning}::date ORDER BY i.seq LIMIT ${cure.upgrade.periods}::int) p), ${morning}::date)`
  const upgraded = sql`greatest(${inMonths(sql`${morning}::date`, cure.upgrade.months)}, ${afterPeriods})`
  const performing = sql`CASE WHEN b.new_class_until > ${morning}::date AND b.new_class_until < ${noEnd}::date THEN b.new_class_until ELSE ${morning}::date END`
  return sql`(
    SELECT * FROM (
      SELECT c.*, CASE WHEN c.rank >= ${badRank}::int OR c.days >= ${cure.defaultFrom}::int THEN 3
                       WHEN c.new_stage_until IS NOT NULL OR c.new_observed_until IS NOT NULL OR c.watched THEN 2 ELSE 1 END::smallint AS new_stage,
             (${[...loanClasses]}::text[])[c.rank + 1] AS new_class,
             (SELECT min(e.ends) FROM (VALUES (c.new_class_until), (c.new_stage_until), (c.new_observed_until)) AS e(ends)
               WHERE e.ends > ${morning}::date AND e.ends < ${noEnd}::date) AS new_recheck_on
      FROM (
        SELECT DISTINCT b.*, ${until(sql`b.stage_until`, {
          set: sql`(b.days >= ${cure.significantFrom}::int)`,
          cured: inMonths(performing, cure.cureMonths),
          kept: sql`false`,
        })} AS new_stage_until, greatest(b.rank_by_days, CASE WHEN b.new_class_until IS NULL THEN 0 ELSE ${badRank}::int END,
                 CASE WHEN b.new_observed_until IS NULL THEN 0 ELSE ${rankOf(sql`b.observed_class`)} END,
                 CASE WHEN b.contagion = 'all' OR (b.contagion = 'kept' AND ${rankOf(sql`b.class`)} >= ${badRank}::int) THEN ${badRank}::int ELSE 0 END) AS rank
          FROM (
            SELECT a.*, ${until(sql`a.class_until`, {
              set: sql`(a.rank_by_days >= ${badRank}::int OR a.days >= ${cure.defaultFrom}::int)`,
              cured: upgraded,
              kept: sql`(a.contagion <> 'none')`,
            })} AS new_class_until,
                   CASE WHEN a.observed_until <= ${morning}::date THEN CASE WHEN a.days > 0 THEN ${noEnd}::date END
                        WHEN a.observed_until = ${noEnd}::date AND a.days = 0 THEN ${afterPeriods} ELSE a.observed_until END AS new_observed_until
              FROM (
                SELECT d.*, ${named(rules.buckets, sql`d.days`)} AS new_bucket, ${rankOf(named(rules.classes, sql`d.days`))} AS rank_by_days,
                       CASE WHEN d.days > 0 THEN 'overdue' ELSE 'active' END AS new_state
                  FROM (
                    SELECT l.loan_id, l.state, l.bucket, l.class, l.stage, l.outstanding, l.contagion, l.watched, l.class_until, l.stage_until,
                           l.observed_until, l.observed_class, l.recheck_on, l.oldest_unpaid_due, coalesce(greatest(${morning}::date - l.oldest_unpaid_due, 0), 0) AS days
                      FROM servicing.loan l
                     WHERE ${candidate} AND l.state IN ('active', 'overdue') AND ${notAside('l')}) d) a) b) c
    ) n WHERE (n.state, n.bucket, n.class, n.stage, n.class_until, n.stage_until, n.observed_until, n.recheck_on) IS DISTINCT FROM
              (n.new_state, n.new_bucket, n.new_class, n.new_stage, n.new_class_until, n.new_stage_until, n.new_observed_until, n.new_recheck_on)) x`
}

/** A loan that has moved: where it stood, and where it stands now. */
type Moved = { key: bigint; outstanding: Money } & Record<`${'was' | 'now'}${'State' | 'Bucket' | 'Class'}`, string> &
  Record<`${'was' | 'now'}Stage`, number>

/**
 * Loans that enter a bucket, class or stage on the next morning, and those a hold of which ends: an index look-up for each
 * bound, never a scan. What moved is signalled. On the morning the rules themselves change, every loan that is overdue or
 * held is looked at. Twin: `standAt` in book.ts.
 * @returns the loans that were not overdue until now, and how many moved
 */
export async function standingStep(
  input: StepInput,
  rules: StandingRules,
  rulesChanged: boolean,
): Promise<{ newlyOverdue: bigint[]; moved: number }> {
  const { sql: database, day } = input
  const x = moved(input, rules, rulesChanged)
  const all = await rows(
    sql<Moved>`UPDATE servicing.loan k SET state = x.new_state, bucket = x.new_bucket, class = x.new_class, stage = x.new_stage,
      class_until = x.new_class_until, stage_until = x.new_stage_until, observed_until = x.new_observed_until,
      observed_class = CASE WHEN x.new_observed_until IS NOT NULL THEN x.observed_class END, recheck_on = x.new_recheck_on
    FROM ${x} WHERE k.loan_id = x.loan_id
    RETURNING k.loan_id AS key, x.outstanding, x.state AS "wasState", x.bucket AS "wasBucket", x.class AS "wasClass", x.stage AS "wasStage",
      x.new_state AS "nowState", x.new_bucket AS "nowBucket", x.new_class AS "nowClass", x.new_stage AS "nowStage"`,
    database,
  )
  all.sort((a, b) => (a.key < b.key ? -1 : 1))
  const standsElsewhere = (row: Moved) =>
    row.wasState !== row.nowState ||
    row.wasBucket !== row.nowBucket ||
    row.wasClass !== row.nowClass ||
    row.wasStage !== row.nowStage
  await noteMoved(database, addDays(day, 1), all.filter(standsElsewhere))
  const newlyOverdue = all.filter(row => row.nowState === 'overdue' && row.wasState === 'active').map(row => row.key)
  return { newlyOverdue, moved: all.length }
}

/** Signals what moved, and begins a new interval of each loan's history. A loan that moves twice in an evening has one of both. */
async function noteMoved(database: Sql, morning: Day, loans: readonly Moved[]): Promise<void> {
  if (loans.length === 0) return
  const column = <K extends keyof Moved>(name: K) => loans.map(loan => loan[name])
  const x = sql`unnest(${column('key')}::bigint[], ${column('outstanding')}::bigint[],
      ${column('wasState')}::text[], ${column('wasBucket')}::text[], ${column('wasClass')}::text[], ${column('wasStage')}::smallint[],
      ${column('nowState')}::text[], ${column('nowBucket')}::text[], ${column('nowClass')}::text[], ${column('nowStage')}::smallint[])
    AS x(loan_id, outstanding, was_state, was_bucket, was_class, was_stage, state, bucket, class, stage)`
  await sql`INSERT INTO servicing.signal (from_day, loan_id, was_state, state, was_bucket, bucket, was_class, class, was_stage, stage, outstanding)
    SELECT ${morning}::date, x.loan_id, x.was_state, x.state, x.was_bucket, x.bucket, x.was_class, x.class, x.was_stage, x.stage, x.outstanding FROM ${x}
    ON CONFLICT (from_day, loan_id) DO UPDATE SET state = excluded.state, bucket = excluded.bucket, class = excluded.class, stage = excluded.stage`.execute(
    database,
  )
  await sql`INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, stage, outstanding)
    SELECT x.loan_id, ${morning}::date, x.state, x.bucket, x.class, x.stage, x.outstanding FROM ${x}
    ON CONFLICT (loan_id, from_day) DO UPDATE SET state = excluded.state, bucket = excluded.bucket, class = excluded.class,
      stage = excluded.stage, outstanding = excluded.outstanding`.execute(database)
}

/**
 * First-payment defaults: loans whose very first installment has been unpaid for so many days on the next morning; behind
 * grace the first that asks anything; of a loan taken over after its first none. The few loans with grace are found by an index of their own.
 * @param counts days that count, ascending: 1, 7, 15, 30
 */
async function firstPaymentStep(input: StepInput, counts: readonly number[]): Promise<number> {
  const morning = addDays(input.day, 1)
  const dues: Day[] = counts.map(count => addDays(morning, -count))
  const noted = (first: ReturnType<typeof sql>) =>
    sql`INSERT INTO servicing.signal (from_day, loan_id, was_state, state, was_bucket, bucket, was_class, class, was_stage, stage, outstanding, first_payment_days)
    SELECT ${morning}::date, l.loan_id, l.state, l.state, l.bucket, l.bucket, l.class, l.class, l.stage, l.stage, l.outstanding, ${morning}::date - l.oldest_unpaid_due
      FROM ${first} AND i.due_on = l.oldest_unpaid_due
     WHERE i.due_on = ANY(${dues}::date[]) AND ${unpaid} AND l.state = 'overdue' AND ${firstIsOurs} AND ${dueInScope(input)}
    ON CONFLICT (from_day, loan_id) DO UPDATE SET first_payment_days = excluded.first_payment_days`.execute(input.sql)
  const plain = await noted(sql`servicing.loan l JOIN servicing.installment i ON i.loan_id = l.loan_id AND i.seq = 1`)
  // The last period of grace ends one period, of half a year at most, before what is asked first.
  const graced = sql`g.principal < 0 AND g.due_on BETWEEN ${addDays(dues.at(-1) ?? morning, -190)}::date AND ${morning}::date AND ${among(input.loans, 'g')}`
  const any = await oneOrNone(sql`SELECT 1 AS one FROM servicing.installment g WHERE ${graced} LIMIT 1`, input.sql)
  if (!any) return Number(plain.numAffectedRows)
  const behindGrace =
    await noted(sql`(SELECT g.loan_id, g.seq + 1 AS seq FROM servicing.installment g WHERE ${graced}) g
        JOIN servicing.loan l ON l.loan_id = g.loan_id JOIN servicing.installment i ON i.loan_id = g.loan_id AND i.seq = g.seq`)
  return Number(plain.numAffectedRows) + Number(behindGrace.numAffectedRows)
}

export const standing: CloseStep = {
  name: 'standing',
  reads: ['loan', 'installment', 'set_aside'],
  writes: ['signal', 'loan_state', 'loan'],
  async run(ctx, scope) {
    const { newlyOverdue, moved } = await standingStep(inputOf(ctx, scope), scope.rules.morning, scope.rules.changed)
    // One event for up to 500 loans: thousands may fall overdue in one night.
    for (let start = 0; start < newlyOverdue.length; start += 500) {
      const loanIds = newlyOverdue.slice(start, start + 500).map(key => toId('loan', key))
      await ctx.emit('servicing.loan-overdue', { day: scope.day, loanIds })
    }
    return moved
  },
}

export const firstPayment: CloseStep = {
  name: 'first-payment',
  reads: ['loan', 'installment', 'set_aside'],
  writes: ['signal'],
  run: (ctx, scope) => firstPaymentStep(inputOf(ctx, scope), scope.rules.firstPaymentDays),
}
