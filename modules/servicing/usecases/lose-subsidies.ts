import { must } from '#lib/assert'
import { addDays, type Day } from '#lib/day'
import { toId } from '#lib/id'
import { formatYuan, type Money, sum } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Action } from '../action.ts'
import type { Book } from '../book.ts'
import type { Installment } from '../installment.ts'
import { booksOf, type LoanRow, newKeys } from '../store/loan.ts'
import { insertNotices, type Notice } from '../store/notice.ts'
import type { CloseStep, StepScope } from '../store/steps/scope.ts'
import { loansToLose, sparedAmong } from '../store/subsidy.ts'
import { reliveWith, takeAction } from './relive.ts'
import { type Change, saveChanges, unchanged } from './save-change.ts'

/** Loans handed to the engine at once. */
const batch = 500

/**
 * The day close's step for what the treasury stops paying: a loan overdue beyond what its contract allows loses the part from
 * the next installment on, through the path a person would take before the close. The loan knows that it was lost, so doing
 * it again finds nothing. One that somebody took back stays taken back until the loan is overdue anew (`sparedAmong`). The borrower is
 * told the next morning.
 */
async function loseSubsidiesStep(ctx: Context, scope: StepScope): Promise<number> {
  const { day, rules } = scope
  let done = 0
  for (let after = -1n; ; ) {
    const found = await loansToLose(ctx.sql, scope, after, batch)
    const last = found.at(-1)
    if (!last) return done
    after = last.key
    const spared = await sparedAmong(
      ctx.sql,
      found.map(loan => loan.key),
    )
    const loans = found.filter(loan => !spared.has(loan.key))
    const books = await booksOf(ctx.sql, loans)
    const keys = await newKeys(ctx.sql, loans.length)
    const changes: Change[] = []
    const notices: Notice[] = []
    for (const [index, loan] of loans.entries()) {
      const book = must(books.get(loan.key), 'the loan has a book')
      const change = unchanged({ loan, book, morning: day, rules: rules.today })
      const key = must(keys[index], 'a key for each')
      const action: Action = { key, valueDate: day, kind: 'subsidy-loss', cause: 'overdue' }
      try {
        await takeAction(ctx, change, action, await reliveWith(ctx, change, action), {})
      } catch (error) {
        // Everything ahead has been paid already at the lower amount: nothing is left to ask for.
        if (error instanceof Refusal) continue
        throw error
      }
      changes.push(change)
      notices.push(lossNotice(loan, key, book, change.book, day))
    }
    if (changes.length > 0) await saveChanges(ctx, changes)
    await insertNotices(ctx.sql, addDays(day, 1), notices)
    for (const { opened } of changes)
      await ctx.emit('servicing.subsidy-lost', { loanId: toId('loan', opened.loan.key), day, cause: 'overdue' })
    done += changes.length
  }
}

/** What a borrower is told of a subsidy that stops. */
export function lossNotice(
  loan: Pick<LoanRow, 'key' | 'number'>,
  transactionKey: bigint,
  before: Book,
  after: Book,
  on: Day,
): Notice {
  const raised = (row: Installment, at: number) => row.interest !== before.installments[at]?.interest
  const index = Math.max(0, after.installments.findIndex(raised))
  const row = after.installments[index]!
  return {
    loanKey: loan.key,
    transactionKey,
    template: 'servicing.notice.subsidy-lost',
    facts: {
      number: loan.number,
      day: on,
      from: row.dueOn,
      payment: formatYuan(sum([row.principal, row.interest, row.fee])),
      more: formatYuan((row.interest - before.installments[index]!.interest) as Money),
    },
  }
}

export const loseSubsidies: CloseStep = {
  name: 'lose-subsidies',
  reads: ['loan', 'subsidy', 'subsidy_line', 'installment', 'original_installment', 'loan_transaction', 'set_aside'],
  writes: [
    'loan',
    'installment',
    'original_installment',
    'plan_line',
    'subsidy',
    'subsidy_line',
    'loan_transaction',
    'loan_entry',
    'loan_state',
    'notice',
  ],
  run: loseSubsidiesStep,
}
