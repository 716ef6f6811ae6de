import type { RawBuilder } from 'kysely'
import { sql } from '#platform/database'

/** Of each loan with grace, the place in its plan of the first installment that asks anything: behind its last row with a negative principal. */
const behindGrace = sql`(SELECT n.loan_id, max(n.seq) + 1 AS seq FROM servicing.installment n WHERE n.principal < 0 GROUP BY n.loan_id)`

/**
 * Whether the first installment of a loan `l` fell due with us. One taken over a month or more after it was lent had paid
 * installments before: what our plan begins with is not its first.
 */
export const firstIsOurs = sql`(l.originated_on IS NULL OR l.disbursed_on < l.originated_on + interval '1 month')`

/**
 * A question about the first installment a borrower is asked for, `i` of loan `l`: of loans without grace the first of the
 * plan, of the others the first behind it. A union, so that the many keep their plain look-up; the few cost a look into the
 * index of grace, which is empty where no product has any. A loan whose first fell due before we took it over has none.
 * @param part the question, given the join that brings `i` and its place in the plan, said so that the index of first installments is enough
 */
export const ofFirstAsked = (
  part: (join: RawBuilder<unknown>, seq: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> =>
  sql`${part(sql`JOIN servicing.installment i ON i.loan_id = l.loan_id AND i.seq = 1 AND i.principal >= 0 AND ${firstIsOurs}`, sql`1`)}
    UNION ALL ${part(sql`JOIN ${behindGrace} g ON g.loan_id = l.loan_id JOIN servicing.installment i ON i.loan_id = g.loan_id AND i.seq = g.seq AND ${firstIsOurs}`, sql`g.seq`)}`

/** The same beside loans that are few already: `i` of loan `l`, in one join. */
export const joinFirstAsked = sql`LEFT JOIN ${behindGrace} g ON g.loan_id = l.loan_id
  LEFT JOIN servicing.installment i ON i.loan_id = l.loan_id AND i.seq = coalesce(g.seq, 1) AND ${firstIsOurs}`
