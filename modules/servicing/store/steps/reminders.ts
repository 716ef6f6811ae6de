import { addDays } from '#lib/day'
import { sql } from '#platform/database'
import { type CloseStep, dueInScope, inputOf, running, type StepInput, unpaid } from './scope.ts'

/**
 * Notes whom to remind on the next morning, and of which installment: `days` before it is due (negative), on the day (0)
 * and after it. What has been paid by then is left out when the reminders are sent. Twin: `remindersOn` in book.ts.
 */
async function reminderStep(input: StepInput, days: readonly number[]): Promise<number> {
  const morning = addDays(input.day, 1)
  const dues = days.map(count => addDays(morning, -count))
  const done = await sql`INSERT INTO servicing.reminder (day, loan_id, seq, days)
    SELECT ${morning}::date, i.loan_id, i.seq, ${morning}::date - i.due_on
      FROM servicing.installment i WHERE i.due_on = ANY(${dues}::date[]) AND ${unpaid} AND ${dueInScope(input)} AND ${running('i')}
     ORDER BY i.loan_id, i.seq`.execute(input.sql)
  return Number(done.numAffectedRows)
}

export const reminders: CloseStep = {
  name: 'reminders',
  reads: ['installment', 'loan', 'set_aside'],
  writes: ['reminder'],
  run: (ctx, scope) => reminderStep(inputOf(ctx, scope), scope.rules.reminderDays),
}
