import type { RawBuilder } from 'kysely'
import { addDays, type Day, monthEnd } from '#lib/day'
import type { Context } from '#platform/context'
import { rows, type Sql, sql } from '#platform/database'
import { parameterOn } from '#reference'
import { rolls, sources, standings } from './figure-rows.ts'
import { margins } from './margin-rows.ts'
import { outcomes } from './outcome-rows.ts'

/**
 * Sums of the rows of `figure-rows.ts`, read in their place when figures of everybody are asked for: the same columns but for key and
 * number, with `n` rows in each. What falls due and comes in is summed by day; every change of a row is noted by the database itself
 * (migration 0575) and added to the sums after a close. Standings, rolls and margins of a closed month's end are summed once; a loan that is
 * noted there anew lets go of them, and the rows are read until they are summed again. A margin keeps the loans behind it beside its sum, as
 * they take long to find; these are told as its rows.
 */
export type KeptSums = { byDay: boolean; standing: ReadonlySet<Day>; roll: ReadonlySet<Day>; margin: ReadonlySet<Day> }

/** What is summed at this moment. */
export async function keptSums(database: Sql): Promise<KeptSums> {
  const found = await rows<{ kind: string; end: Day | null }>(
    sql`SELECT kind, month_end AS end FROM servicing.figure_kept`,
    database,
  )
  const ends = (kind: string) => new Set(found.flatMap(row => (row.kind === kind && row.end ? [row.end] : [])))
  return {
    byDay: found.some(row => row.kind === 'day'),
    standing: ends('standing'),
    roll: ends('roll'),
    margin: ends('margin'),
  }
}

const place = sql`s.person_id, s.group_id, s.branch_id`
/** Sums and what has changed since; together they are what the rows add up to. */
const byDay = (kind: 'due' | 'received', columns: RawBuilder<unknown>) =>
  sql`SELECT ${place}, ${columns} FROM servicing.figure_sum s WHERE s.kind = ${sql.lit(kind)}
    UNION ALL SELECT ${place}, ${columns} FROM servicing.figure_change s WHERE s.kind = ${sql.lit(kind)}`

const bit = (flag: number) => sql`(s.flags & ${sql.lit(flag)}) <> 0`

/** The sums of a source by its name. */
const sums = {
  dues: () => byDay('due', sql`s.day AS due_day, s.n, s.amount, s.part AS paid`),
  receipts: () => byDay('received', sql`s.day AS posted_day, s.n, s.amount`),
  standings: () =>
    sql`SELECT ${place}, s.day AS month_end, s.n, s.amount AS outstanding, ${bit(1)} AS is_overdue, ${bit(2)} AS is_bad, ${bit(4)} AS is_late60
      FROM servicing.figure_sum s WHERE s.kind = 'standing'`,
  rolls: () =>
    sql`SELECT ${place}, s.day AS month_end, s.n, s.amount AS opening, s.part AS overdue, s.other AS collected, ${bit(1)} AS from_m1, ${bit(2)} AS from_m2,
        ${bit(4)} AS from_m3, ${bit(8)} AS rolled
      FROM servicing.figure_sum s WHERE s.kind = 'roll'`,
  margins: () =>
    sql`SELECT ${place}, s.day AS month_end, s.n, s.amount AS margin, s.part AS income FROM servicing.figure_sum s WHERE s.kind = 'margin'`,
}

/** The sources, the sums that stand for them, and which of these are kept at this moment. */
export const loanFigureRows = { ...sources, ...outcomes, margins, sums, keptSums }

/** Adds what has changed to the sums. In one snapshot, so that nothing that comes meanwhile is lost. */
export async function addChanges(database: Sql): Promise<void> {
  await sql`INSERT INTO servicing.figure_sum AS f (kind, day, person_id, group_id, branch_id, n, amount, part)
    SELECT c.kind, c.day, c.person_id, c.group_id, c.branch_id, sum(c.n), sum(c.amount), sum(c.part) FROM servicing.figure_change c GROUP BY 1, 2, 3, 4, 5
    HAVING sum(c.n) <> 0 OR sum(c.amount) <> 0 OR sum(c.part) <> 0
    ON CONFLICT (kind, day, person_id, group_id, branch_id, flags) DO UPDATE SET n = f.n + excluded.n, amount = f.amount + excluded.amount, part = f.part + excluded.part`.execute(
    database,
  )
  await sql`DELETE FROM servicing.figure_change`.execute(database)
}

/** Sums the month ends up to yesterday that are not summed yet, the newest first, so many of them. */
export async function sumMonthEnds(ctx: Context, most: number): Promise<void> {
  const kept = await keptSums(ctx.sql)
  let end = monthEnd(ctx.today) < ctx.today ? ctx.today : addDays(`${ctx.today.slice(0, 7)}-01` as Day, -1)
  for (let n = 0; n < most; n += 1, end = addDays(`${end.slice(0, 7)}-01` as Day, -1)) {
    const asked = { ctx, permission: null, days: { from: end, to: end } }
    const sums = [
      [
        'standing',
        kept.standing,
        () => standings(asked),
        sql`x.outstanding, 0, 0`,
        sql`x.is_overdue::int + x.is_bad::int * 2 + x.is_late60::int * 4`,
      ],
      [
        'roll',
        kept.roll,
        () => rolls(asked),
        sql`x.opening, x.overdue, x.collected`,
        sql`x.from_m1::int + x.from_m2::int * 2 + x.from_m3::int * 4 + x.rolled::int * 8`,
      ],
      ['margin', kept.margin, () => margins(asked, () => rate, new Set()), sql`x.margin, x.income, x.funding`, sql`0`],
    ] as const
    if (sums.every(([, ends]) => ends.has(end))) continue
    const rate = (await parameterOn(ctx.sql, 'funding.rate', end)).annual
    for (const [kind, ends, source, measures, flags] of sums) {
      if (ends.has(end)) continue
      // What takes long to find again stays with its sum.
      const found =
        kind === 'margin'
          ? sql`array_agg(x.key), array_agg(m.a), array_agg(m.b)`
          : sql`NULL::bigint[], NULL::bigint[], NULL::bigint[]`
      await sql`INSERT INTO servicing.figure_sum (kind, day, person_id, group_id, branch_id, flags, n, amount, part, other, keys, amounts, parts)
        SELECT ${kind}, x.month_end, x.person_id, x.group_id, x.branch_id, (${flags})::smallint, count(*), sum(m.a), sum(m.b), sum(m.c), ${found}
          FROM (${source()}) x CROSS JOIN LATERAL (VALUES (${measures})) m (a, b, c) WHERE x.month_end = ${end}::date GROUP BY 2, 3, 4, 5, 6`.execute(
        ctx.sql,
      )
      await sql`INSERT INTO servicing.figure_kept (kind, month_end) VALUES (${kind}, ${end})`.execute(ctx.sql)
    }
  }
}

/** Lets go of what was summed of a month's end, and of what the month after made of it: a loan is noted there anew. */
export async function letGoOfMonth(database: Sql, end: Day): Promise<void> {
  const after = monthEnd(addDays(end, 1))
  const gone = (kind: string, days: readonly Day[]) =>
    rows<{ one: number }>(
      sql`DELETE FROM servicing.figure_kept k WHERE k.kind = ${kind} AND k.month_end = ANY(${[...days]}::date[]) RETURNING 1 AS one`,
      database,
    )
  for (const [kind, days] of [
    ['standing', [end]],
    ['roll', [end, after]],
    ['margin', [end, after]],
  ] as const)
    if ((await gone(kind, days)).length > 0)
      await sql`DELETE FROM servicing.figure_sum s WHERE s.kind = ${kind} AND s.day = ANY(${[...days]}::date[])`.execute(
        database,
      )
}

/** Sums anew from the rows: where tables were filled past the triggers. */
export async function sumAnew(ctx: Context, most: number): Promise<void> {
  const database = ctx.sql
  await sql`DELETE FROM servicing.figure_change`.execute(database)
  await sql`DELETE FROM servicing.figure_kept`.execute(database)
  await sql`DELETE FROM servicing.figure_sum`.execute(database)
  await sql`INSERT INTO servicing.figure_sum (kind, day, person_id, group_id, branch_id, n, amount, part)
    SELECT 'due', i.due_on, l.owner_id, l.group_id, l.branch_id, count(*), sum(i.principal + i.interest + i.fee), sum(i.principal_paid + i.interest_paid + i.fee_paid)
      FROM servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id WHERE l.closed_on IS NULL OR l.closed_on >= i.due_on GROUP BY 2, 3, 4, 5`.execute(
    database,
  )
  await sql`INSERT INTO servicing.figure_sum (kind, day, person_id, group_id, branch_id, n, amount)
    SELECT 'received', t.posted_on, l.owner_id, l.group_id, l.branch_id, count(*), sum(t.amount)
      FROM servicing.loan_transaction t JOIN servicing.loan l ON l.loan_id = t.loan_id WHERE t.kind IN ('repayment', 'settlement', 'reversal') GROUP BY 2, 3, 4, 5`.execute(
    database,
  )
  await sql`INSERT INTO servicing.figure_kept (kind) VALUES ('day')`.execute(database)
  await sumMonthEnds(ctx, most)
}
