import { must } from '#lib/assert'
import { addDays, type Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Action } from '../action.ts'
import { type Corrected, correctedResets, type FloatingBase } from '../floating.ts'
import { repricingNotice } from '../repricing-notice.ts'
import { booksOf, type LoanRow, newKey } from '../store/loan.ts'
import { insertNotices, type Notice } from '../store/notice.ts'
import { clearCorrected, loansToCorrect, markCorrected } from '../store/reset.ts'
import type { StepScope } from '../store/steps/scope.ts'
import { noteCorrections } from './note-corrections.ts'
import { ratesAsked } from './rates-asked.ts'
import { reliveWith, reliveWithout, takeAction, takeReversal } from './relive.ts'
import { type Change, saveChanges, unchanged } from './save-change.ts'

/** Loans handed to the engine at once. */
const batch = 500

/**
 * Hears that a published value was recorded or corrected: running loans whose resets may have used it are looked at by the
 * next close. Those that have ended are noted with the difference it makes, for people to decide (`note-corrections.ts`).
 */
export async function heedCorrection(ctx: Context, { code, day }: { code: FloatingBase; day: Day }): Promise<void> {
  await markCorrected(ctx.sql, code, day)
  await noteCorrections(ctx, code, day)
}

/**
 * Resets that used a value corrected since: those that would be others are taken back and taken anew, with their own days as
 * value days, as `correctedResets` says; each line names what it replaces. A loan whose later actions are not possible then
 * stays as it is, and is told. Doing it again finds nothing.
 */
export async function correctIndex(ctx: Context, scope: StepScope): Promise<number> {
  let done = 0
  for (let after = -1n; ; ) {
    const loans = await loansToCorrect(ctx.sql, scope, after, batch)
    const last = loans.at(-1)
    if (!last) return done
    after = last.key
    const books = await booksOf(ctx.sql, loans)
    const changes: Change[] = []
    const notices: Notice[] = []
    for (const loan of loans) {
      const opened = { loan, book: must(books.get(loan.key), 'the loan has a book'), morning: scope.day }
      const change = await corrected(ctx, scope, unchanged({ ...opened, rules: scope.rules.today }))
      if (!change) continue
      changes.push(change)
      const { annualRate } = opened.book.terms
      const key = must(change.transactions.at(-1), 'a correction leaves lines').key
      if (!new Decimal(annualRate).eq(change.book.terms.annualRate))
        notices.push(repricingNotice(loan, key, annualRate, change.book, scope.day))
    }
    if (changes.length > 0) await saveChanges(ctx, changes)
    await clearCorrected(
      ctx.sql,
      loans.map(loan => loan.key),
    )
    await insertNotices(ctx.sql, addDays(scope.day, 1), notices)
    done += changes.length
    const loanIds = changes.map(({ opened }) => opened.loan.id)
    if (loanIds.length > 0) await ctx.emit('servicing.loans-repriced', { day: scope.day, loanIds })
  }
}

/** A loan's change with its resets corrected; null where nothing is to be corrected, or it cannot be. */
async function corrected(ctx: Context, scope: StepScope, change: Change): Promise<Change | null> {
  const { loan } = change.opened
  const { takeBack, take } = await differences(ctx, scope, loan)
  if (takeBack.length + take.length === 0) return null
  const { base, margin } = must(loan.floating, 'a loan to be corrected floats')
  try {
    for (const { key, on } of takeBack) {
      const target = { key, kind: 'repricing' as const, valueDate: on }
      await takeReversal(ctx, change, target, await reliveWithout(ctx, change, key), '公布值更正')
    }
    for (const { on, annualRate, value, publishedOn } of take) {
      const follows = { base, value, publishedOn, margin }
      const action: Action = { key: await newKey(ctx.sql), valueDate: on, kind: 'repricing', annualRate, follows }
      await takeAction(ctx, change, action, await reliveWith(ctx, change, action), {})
    }
    return change
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await ctx.emit('servicing.repricing-refused', { loanId: toId('loan', loan.key), day: scope.day, code: error.code })
    return null
  }
}

async function differences(ctx: Context, scope: StepScope, loan: LoanRow): Promise<Corrected> {
  const looked = addDays(must(loan.resetOn, 'it has a day to be looked at next'), -1)
  const { standing, declined, wanted } = await ratesAsked(ctx, loan, looked, scope.rules.resets.points)
  return correctedResets(standing, declined, wanted, scope.day)
}
