import { sql } from '#platform/database'
import type { Tolerance } from '../../tolerance.ts'
import { type CloseStep, inputOf, inScope, type StepInput, tolerated, unpaid } from './scope.ts'

/**
 * Counts anew from which due day a loan is overdue, for every loan that owes anything due: the one evening before another
 * tolerance is in force. On all others each loan keeps what falling due and its repayments say. Twin: `firstOverdue` in
 * tolerance.ts.
 */
async function recountStep(input: StepInput, tolerance: Tolerance): Promise<number> {
  const done = await sql`UPDATE servicing.loan k SET oldest_unpaid_due = x.oldest
    FROM (SELECT l.loan_id, l.oldest_unpaid_due AS was, min(y.due_on) FILTER (WHERE y.owed > y.tolerated) AS oldest
            FROM servicing.loan l
            JOIN (SELECT i.loan_id, i.seq, i.due_on, ${tolerated(tolerance)} AS tolerated,
                         sum(i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid)
                           OVER (PARTITION BY i.loan_id ORDER BY i.seq) AS owed
                    FROM servicing.installment i WHERE ${unpaid}) y ON y.loan_id = l.loan_id AND y.seq < l.next_seq
           WHERE l.state IN ('active', 'overdue') AND ${inScope(input)}
           GROUP BY l.loan_id, l.oldest_unpaid_due) x
   WHERE k.loan_id = x.loan_id AND x.oldest IS DISTINCT FROM x.was`.execute(input.sql)
  return Number(done.numAffectedRows)
}

export const recount: CloseStep = {
  name: 'recount',
  reads: ['installment', 'loan', 'set_aside'],
  writes: ['loan'],
  async run(ctx, scope) {
    const { today, morning } = scope.rules
    const same =
      today.tolerance.amount === morning.tolerance.amount && today.tolerance.shareUnits === morning.tolerance.shareUnits
    return same ? 0 : recountStep(inputOf(ctx, scope), morning.tolerance)
  },
}
