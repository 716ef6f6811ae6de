import { addDays, type Day, monthEnd } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'
import { type Contagion, contagions } from '../../hold.ts'
import { noteMonth } from './month.ts'
import { type DayStep, inputOf } from './scope.ts'
import { standingStep } from './standing.ts'

/** A corporate debtor whose loans do not yet stand as the debtor's exposure says. */
export type DebtorChange = { contagion: Contagion; keys: bigint[] }

/**
 * The loans of corporate debtors that must change with their debtor: what each debtor owes and how much of it is bad by
 * itself is one aggregate over the corporate loans alone (a partial index), grouped by customer; no statement joins loans
 * by customer, so the loans stay spread by loan id. Twin: `contagionOf` in hold.ts.
 * @param shareUnits the share above which all of a debtor's exposure is bad, in ten-billionths
 */
async function debtorChanges(database: Sql, on: Day, shareUnits: bigint): Promise<DebtorChange[]> {
  const found = await rows(
    sql<DebtorChange>`
    SELECT x.contagion, array_agg(x.key ORDER BY x.key) AS keys FROM (
      SELECT d.contagion, unnest(d.keys) AS key, unnest(d.were) AS was FROM (
        SELECT CASE WHEN sum(y.bad) = 0 THEN 'none' WHEN sum(y.bad) * 10000000000 > sum(y.outstanding) * ${shareUnits}::numeric THEN 'all' ELSE 'kept' END AS contagion,
               array_agg(y.loan_id) AS keys, array_agg(y.contagion) AS were
          FROM (SELECT l.customer_id, l.loan_id, l.contagion, l.outstanding,
                       CASE WHEN coalesce(l.class_until > ${on}::date, false) OR coalesce(l.observed_class = 'substandard', false) THEN l.outstanding ELSE 0 END AS bad
                  FROM servicing.loan l WHERE l.non_retail AND l.state IN ('active', 'overdue')) y
         GROUP BY y.customer_id) d) x
     WHERE x.contagion <> x.was GROUP BY x.contagion`,
    database,
  )
  return found.sort((a, b) => contagions.indexOf(a.contagion) - contagions.indexOf(b.contagion))
}

/** Notes what its debtor's exposure does to each of these loans. */
async function saveContagion(database: Sql, change: DebtorChange): Promise<void> {
  await sql`UPDATE servicing.loan l SET contagion = ${change.contagion} WHERE l.loan_id = ANY(${change.keys}::bigint[])`.execute(
    database,
  )
}

/**
 * Corporate debtors: their loans are judged together once every loan stands by itself, and those that change are brought
 * to their place; at a month's end they are noted anew.
 */
export const debtors: DayStep = {
  name: 'debtors',
  reads: ['loan', 'installment'],
  writes: ['loan', 'signal', 'loan_state', 'loan_month'],
  async run(ctx, { day, rules }) {
    let changed = 0
    for (const change of await debtorChanges(ctx.sql, addDays(day, 1), rules.contagionUnits)) {
      await saveContagion(ctx.sql, change)
      const input = inputOf(ctx, { day, loans: change })
      await standingStep(input, rules.morning, false)
      if (day === monthEnd(day)) await noteMonth(input, rules.factorOf)
      changed += change.keys.length
    }
    return changed
  },
}
