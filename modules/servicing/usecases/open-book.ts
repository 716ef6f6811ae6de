import type { Day } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { businessDay } from '#platform/write-path'
import { type Book, catchUp } from '../book.ts'
import { dueEntries } from '../entry.ts'
import type { StandingRules } from '../loan.ts'
import * as close from '../store/close.ts'
import { bookOf, type LoanRow, loanByKey, newKey } from '../store/loan.ts'
import { insertTransaction } from '../store/transaction.ts'
import { standingRulesOn } from './standing-rules-on.ts'

/** A loan's book opened for change: the row is locked, the day and the loan's range of the close are held. */
export type OpenBook = { loan: LoanRow; book: Book; morning: Day; rules: StandingRules }

/**
 * Shares the business day with the close until the transaction ends: a day that has just ended takes nothing any more.
 * @throws Refusal servicing.day_stale
 */
export async function holdDay(ctx: Context): Promise<void> {
  await close.shareDay(ctx.sql)
  refuseUnless((await businessDay(ctx.sql)) === ctx.today, 'servicing.day_stale', { day: ctx.today })
}

/**
 * Opens a loan's book for change.
 * @throws Refusal servicing.loan_not_found, servicing.loan_set_aside, servicing.day_stale, authority.*
 */
export async function openBook(ctx: Context, loanKey: bigint, permission: string): Promise<OpenBook> {
  await holdDay(ctx)
  const morning = await close.morningOf(ctx.sql, ctx.today, loanKey)
  const loan = await loanByKey(ctx.sql, loanKey, true)
  refuseUnless(loan, 'servicing.loan_not_found')
  ctx.rights.check(permission, loan)
  refuseUnless(!(await close.isSetAside(ctx.sql, loanKey)), 'servicing.loan_set_aside', { number: loan.number })
  return { loan, book: await bookOf(ctx.sql, loan), morning, rules: await standingRulesOn(ctx.sql, morning) }
}

/** Posts what fell due on days the loan was out of the close, into the open day, each with its own value day. */
export async function postMissedDues(ctx: Context, loan: LoanRow, book: Book, before: Day): Promise<Book> {
  const caughtUp = catchUp(book, before)
  for (const fallen of caughtUp.fallen) {
    if (fallen.interest + fallen.fee === 0n) continue
    await insertTransaction(ctx.sql, loan, {
      key: await newKey(ctx.sql),
      kind: 'due',
      valueDate: fallen.on,
      postedOn: ctx.today,
      amount: (fallen.interest + fallen.fee) as typeof fallen.fee,
      entries: dueEntries(fallen),
      recordedBy: ctx.actor.id,
      recordedAt: ctx.now,
    })
  }
  return caughtUp.book
}
