import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { businessDay } from '#platform/business-day'
import type { Context } from '#platform/context'
import { type Book, catchUp } from '../book.ts'
import { dueEntries } from '../entry.ts'
import type { StandingRules } from '../loan.ts'
import { lockLoans, setAsideAmong } from '../store/change.ts'
import * as close from '../store/close.ts'
import { booksOf, type LoanRow, newKey } from '../store/loan.ts'
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
  const opened = must((await openBooks(ctx, [loanKey], permission)).get(loanKey), 'every loan asked for is answered')
  if (opened instanceof Refusal) throw opened
  return opened
}

/**
 * Opens the books of many loans for change, in as many statements as for one. A loan that may not be opened has its
 * refusal in its place: servicing.loan_not_found, servicing.loan_set_aside, authority.*.
 * @throws Refusal servicing.day_stale
 */
export async function openBooks(
  ctx: Context,
  loanKeys: readonly bigint[],
  permission: string,
): Promise<Map<bigint, OpenBook | Refusal>> {
  await holdDay(ctx)
  const keys = [...new Set(loanKeys)]
  const morningOf = await close.morningsOf(ctx.sql, ctx.today, keys)
  const loans = await lockLoans(ctx.sql, keys)
  const aside = await setAsideAmong(ctx.sql, keys)
  const books = await booksOf(ctx.sql, loans)
  const rules = new Map<Day, StandingRules>()
  const opened = new Map<bigint, OpenBook | Refusal>(keys.map(key => [key, new Refusal('servicing.loan_not_found')]))
  for (const loan of loans) {
    const morning = morningOf(loan.key)
    if (!rules.has(morning)) rules.set(morning, await standingRulesOn(ctx.sql, morning))
    opened.set(
      loan.key,
      refusalOf(() => {
        ctx.rights.check(permission, loan)
        refuseUnless(!aside.has(loan.key), 'servicing.loan_set_aside', { number: loan.number })
      }) ?? {
        loan,
        book: must(books.get(loan.key), 'the loan has a book'),
        morning,
        rules: must(rules.get(morning), 'the rules of the morning were read'),
      },
    )
  }
  return opened
}

/** The refusal that some work ends with, or null when it is allowed. */
export function refusalOf(work: () => void): Refusal | null {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Posts what fell due on days the loan was out of the close, into the open day, each with its own value day. */
export async function postMissedDues(ctx: Context, loan: LoanRow, book: Book, before: Day): Promise<Book> {
  const caughtUp = catchUp(book, before)
  for (const fallen of caughtUp.fallen) {
    const amount = (fallen.interest + fallen.fee + fallen.capitalised) as Money
    if (amount === 0n) continue
    await insertTransaction(ctx.sql, loan, {
      key: await newKey(ctx.sql),
      kind: fallen.capitalised > 0n ? 'capitalisation' : 'due',
      valueDate: fallen.on,
      postedOn: ctx.today,
      amount,
      entries: dueEntries(fallen),
      recordedBy: ctx.actor.id,
      recordedAt: ctx.now,
    })
  }
  return caughtUp.book
}
