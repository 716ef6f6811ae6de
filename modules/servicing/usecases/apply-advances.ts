import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import { counted } from '../book.ts'
import { effectEntries } from '../entry.ts'
import { applyAdvance } from '../life.ts'
import { isOpen } from '../loan.ts'
import { saveBooks } from '../store/change.ts'
import { booksOf, loansWithAdvance, newKeys } from '../store/loan.ts'
import type { CloseStep, StepScope } from '../store/steps/scope.ts'
import { insertTransactions } from '../store/transaction.ts'

/**
 * The day close's step for money paid in advance: it meets what has fallen due on the day, before the loan could count as
 * overdue. Loans that hold any are few, so each is done by the rules. Twin: `live` in life.ts.
 */
async function applyAdvancesStep(ctx: Context, { day, loans: wanted, rules }: StepScope): Promise<number> {
  const loans = await loansWithAdvance(ctx.sql, wanted)
  if (loans.length === 0) return 0
  const books = await booksOf(ctx.sql, loans)
  const met = loans.flatMap(loan => {
    const before = must(books.get(loan.key), 'the loan has a book')
    const step = applyAdvance(before, day)
    return step ? [{ loan, before, after: counted(step.book, rules.morning.tolerance), effect: step.effect }] : []
  })
  const keys = await newKeys(ctx.sql, met.length)
  await insertTransactions(
    ctx.sql,
    met.map(({ loan, before, effect }, index) => ({
      loan,
      one: {
        key: must(keys[index], 'a key for each'),
        kind: 'application',
        valueDate: day,
        postedOn: day,
        effect,
        entries: effectEntries('application', effect, before.nextSeq),
        recordedBy: ctx.actor.id,
        recordedAt: ctx.now,
      },
    })),
  )
  await saveBooks(
    ctx.sql,
    met.map(({ loan, before, after }) => ({ loan, before, after, closedOn: isOpen(after.state) ? null : day })),
  )
  for (const { loan, after } of met)
    if (!isOpen(after.state)) await ctx.emit('servicing.loan-settled', { loanId: loan.id, day })
  return met.length
}

export const applyAdvances: CloseStep = {
  name: 'apply-advances',
  reads: ['loan', 'installment', 'subsidy', 'subsidy_line', 'set_aside'],
  writes: ['loan', 'installment', 'loan_transaction', 'loan_share', 'loan_entry'],
  run: applyAdvancesStep,
}
