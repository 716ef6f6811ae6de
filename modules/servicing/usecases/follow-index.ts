import { must } from '#lib/assert'
import { addDays, type Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Action } from '../action.ts'
import { type Floating, type Reset, resetsDue } from '../floating.ts'
import { repricingNotice } from '../repricing-notice.ts'
import { booksOf, newKeys } from '../store/loan.ts'
import { insertNotices, type Notice } from '../store/notice.ts'
import { loansToReset, restructuredAmong, saveResets } from '../store/reset.ts'
import type { CloseStep, StepScope } from '../store/steps/scope.ts'
import { correctIndex } from './correct-index.ts'
import { reliveWith, takeAction } from './relive.ts'
import { type Change, saveChanges, unchanged } from './save-change.ts'

/** Loans handed to the engine at once. */
const batch = 500

/**
 * The day close's first step: loans whose floating rate is set anew by the day are repriced as if somebody had done it by
 * hand before the close, with the reset's own day as value day, through the same path; so a value published late is lived as
 * if it had been known. Which loan is due is known by `reset_on`, which moves on in the same transaction: doing it again
 * finds nothing. Resets that used a value corrected since come first (`correct-index.ts`). A restructured loan keeps the rate agreed then.
 */
async function followIndexStep(ctx: Context, scope: StepScope): Promise<number> {
  const { day, rules } = scope
  let done = await correctIndex(ctx, scope)
  for (let after = -1n; ; ) {
    const loans = await loansToReset(ctx.sql, scope, rules.resets.bounds, after, batch)
    const last = loans.at(-1)
    if (!last) return done
    after = last.key
    const books = await booksOf(ctx.sql, loans)
    const agreed = await restructuredAmong(
      ctx.sql,
      loans.map(loan => loan.key),
    )
    const changes: Change[] = []
    const next: { loanKey: bigint; next: Day }[] = []
    const notices: Notice[] = []
    for (const loan of loans) {
      const floating = must(loan.floating, 'a loan to be reset floats')
      const from = must(loan.resetOn, 'a loan to be reset has a day for it')
      const due = resetsDue(floating, loan.disbursedOn, from, day, rules.resets.points[floating.base])
      next.push({ loanKey: loan.key, next: due.next })
      if (agreed.has(loan.key)) continue
      const book = must(books.get(loan.key), 'the loan has a book')
      const change = unchanged({ loan, book, morning: day, rules: rules.today })
      for (const reset of due.resets) {
        const notice = await takeReset(ctx, change, floating, reset)
        if (notice) notices.push(notice)
      }
      if (change.transactions.length > 0) changes.push(change)
    }
    if (changes.length > 0) await saveChanges(ctx, changes)
    await saveResets(ctx.sql, next)
    await insertNotices(ctx.sql, addDays(day, 1), notices)
    done += changes.length
    if (changes.length > 0)
      await ctx.emit('servicing.loans-repriced', { day, loanIds: changes.map(({ opened }) => opened.loan.id) })
  }
}

/** Takes one reset into a change; null when it leaves the rate as it is or the loan has nothing ahead to reprice. */
async function takeReset(ctx: Context, change: Change, floating: Floating, reset: Reset): Promise<Notice | null> {
  const { loan } = change.opened
  const before = change.book.terms.annualRate
  if (new Decimal(before).eq(reset.annualRate)) return null
  const [key] = await newKeys(ctx.sql, 1)
  const action: Action = {
    key: must(key, 'a key was made'),
    valueDate: reset.on,
    kind: 'repricing',
    annualRate: reset.annualRate,
    follows: { base: floating.base, value: reset.value, publishedOn: reset.publishedOn, margin: floating.margin },
  }
  try {
    await takeAction(ctx, change, action, await reliveWith(ctx, change, action), {})
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await ctx.emit('servicing.repricing-refused', { loanId: toId('loan', loan.key), day: reset.on, code: error.code })
    return null
  }
  return repricingNotice(loan, action.key, before, change.book, reset.on)
}

export const followIndex: CloseStep = {
  name: 'follow-index',
  reads: [
    'loan',
    'installment',
    'original_installment',
    'plan_line',
    'loan_transaction',
    'loan_share',
    'subsidy',
    'subsidy_line',
    'set_aside',
  ],
  writes: [
    'loan',
    'installment',
    'original_installment',
    'plan_line',
    'loan_transaction',
    'loan_entry',
    'loan_state',
    'notice',
  ],
  run: followIndexStep,
}
