import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { type Book, figuresOf, postPenalty, standAt } from '../book.ts'
import { penaltyEntries } from '../entry.ts'
import { isOpen } from '../loan.ts'
import { newKey, saveBook, saveState } from '../store/loan.ts'
import { insertTransaction } from '../store/transaction.ts'
import type { OpenBook } from './open-book.ts'

/**
 * Writes a changed book: penalty up to today comes into the books, figures and installments are saved, and where the loan
 * stands is noted from the coming morning on, if that changed.
 */
export async function saveChange(ctx: Context, opened: OpenBook, changed: Book): Promise<Book> {
  const { loan, morning, rules } = opened
  const { book: withPenalty, posted } = postPenalty(changed, ctx.today)
  const amount = (posted.penalty + posted.compound) as Money
  if (amount !== 0n)
    await insertTransaction(ctx.sql, loan, {
      key: await newKey(ctx.sql),
      kind: 'penalty',
      valueDate: ctx.today,
      postedOn: ctx.today,
      amount,
      entries: penaltyEntries(amount),
      recordedBy: ctx.actor.id,
      recordedAt: ctx.now,
    })
  const after = standAt(withPenalty, morning, rules)
  const closedOn = isOpen(after.state) ? null : (loan.closedOn ?? ctx.today)
  await saveBook(ctx.sql, loan, opened.book, after, closedOn)
  const moved =
    figuresOf(after).outstanding !== loan.outstanding ||
    after.state !== loan.state ||
    after.bucket !== loan.bucket ||
    after.class !== loan.class
  if (moved) await saveState(ctx.sql, loan.key, morning, after)
  return after
}
