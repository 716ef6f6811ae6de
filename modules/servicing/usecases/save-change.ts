import { assert, must } from '#lib/assert'
import { monthEnd } from '#lib/day'
import { type Money, sum } from '#lib/money'
import type { Context } from '#platform/context'
import { type Book, figuresOf, postPenalty, standAt } from '../book.ts'
import { penaltyEntries, subsidyTransaction } from '../entry.ts'
import { isOpen } from '../loan.ts'
import { linesBetween } from '../plan-line.ts'
import { saveBooks, saveStates } from '../store/change.ts'
import { newKeys } from '../store/loan.ts'
import { insertPlanLines, type Replanned } from '../store/plan-line.ts'
import { noteMonth } from '../store/steps/month.ts'
import { saveSubsidies } from '../store/subsidy.ts'
import { insertTransactions, type NewTransaction } from '../store/transaction.ts'
import { postSubsidies, subsidyMoved } from '../subsidy.ts'
import { dayRules } from './day-rules.ts'
import type { OpenBook } from './open-book.ts'

/** What is about to be written of one loan: its book as it becomes, and what happened to it on the way, in order. */
export type Change = {
  opened: OpenBook
  book: Book
  transactions: NewTransaction[]
  /** The plan before and after each action or reversal, in order. */
  replanned: Replanned[]
}

/** A loan's book on which nothing has happened yet. */
export function unchanged(opened: OpenBook): Change {
  return { opened, book: opened.book, transactions: [], replanned: [] }
}

/**
 * Writes a changed book: penalty up to today comes into the books, figures and installments are saved, and where the loan
 * stands is noted from the coming morning on, if that changed.
 */
export async function saveChange(ctx: Context, opened: OpenBook, changed: Book): Promise<Book> {
  const change = { ...unchanged(opened), book: changed }
  await saveChanges(ctx, [change])
  return change.book
}

/** Writes changed books, each as `saveChange` does: their transactions first, one statement for each table. */
export async function saveChanges(ctx: Context, changes: readonly Change[]): Promise<void> {
  const keys = await newKeys(ctx.sql, 2 * changes.length)
  for (const [index, change] of changes.entries()) {
    standToday(ctx, change, must(keys[2 * index], 'a key for each'))
    postSubsidyDifference(ctx, change, must(keys[2 * index + 1], 'a key for each'))
  }
  await insertTransactions(
    ctx.sql,
    changes.flatMap(({ opened, transactions }) => transactions.map(one => ({ loan: opened.loan, one }))),
  )
  await saveBooks(
    ctx.sql,
    changes.map(({ opened: { loan, book: before }, book: after }) => ({
      loan,
      before,
      after,
      closedOn: isOpen(after.state) ? null : (loan.closedOn ?? ctx.today),
    })),
  )
  await saveSubsidies(
    ctx.sql,
    changes.map(({ opened: { loan, book }, book: { subsidies } }) => ({
      loanKey: loan.key,
      before: book.subsidies,
      after: subsidies,
    })),
    ctx.today,
  )
  await insertPlanLines(
    ctx.sql,
    changes.map(change => ({ loanKey: change.opened.loan.key, replanned: keptInFull(change) })),
  )
  await saveStates(
    ctx.sql,
    changes
      .filter(({ opened: { loan }, book: after }) => {
        const { outstanding } = figuresOf(after)
        return (
          outstanding !== loan.outstanding ||
          after.state !== loan.state ||
          after.bucket !== loan.bucket ||
          after.class !== loan.class ||
          after.stage !== loan.stage
        )
      })
      .map(({ opened, book }) => ({ loanKey: opened.loan.key, from: opened.morning, book })),
  )
  await noteLate(
    ctx,
    changes.filter(({ opened }) => opened.morning > ctx.today).map(({ opened }) => opened.loan.key),
  )
}

/** What was replaced of a plan, seen that it leads from the plan that was opened to the one that is saved. */
function keptInFull({ opened, book, replanned }: Change): readonly Replanned[] {
  const [first, last] = [
    replanned[0]?.before ?? opened.book.installments,
    replanned.at(-1)?.after ?? opened.book.installments,
  ]
  const whole =
    linesBetween(opened.book.installments, first).length === 0 && linesBetween(last, book.installments).length === 0
  assert(whole, 'a plan changes in the name of a transaction')
  return replanned
}

/** Brings penalty up to today into the books, and the loan to where it stands. */
function standToday(ctx: Context, change: Change, key: bigint): void {
  const { book } = postPenalty(change.book, ctx.today)
  const amount = (penaltyPosted(book) - penaltyPosted(change.opened.book)) as Money
  if (amount !== 0n)
    change.transactions.push({
      key,
      kind: 'penalty',
      valueDate: ctx.today,
      postedOn: ctx.today,
      amount,
      entries: penaltyEntries(amount),
      recordedBy: ctx.actor.id,
      recordedAt: ctx.now,
    })
  change.book = standAt(book, change.opened.morning, change.opened.rules)
}

/** Brings what is due of subsidies by today, and what of it is earned, into the books. */
function postSubsidyDifference(ctx: Context, change: Change, key: bigint): void {
  const { book: before } = change.opened
  change.book = { ...change.book, subsidies: postSubsidies(change.book.subsidies, ctx.today) }
  const moved = subsidyMoved(before.subsidies, change.book.subsidies)
  if (moved.due !== 0n || moved.earned !== 0n)
    change.transactions.push({
      ...subsidyTransaction(moved),
      key,
      valueDate: ctx.today,
      postedOn: ctx.today,
      recordedBy: ctx.actor.id,
      recordedAt: ctx.now,
    })
}

const penaltyPosted = (book: Book) => sum(book.installments.map(row => row.penaltyPosted + row.compoundPosted))

/** At a month's end, loans that move after their range was closed are noted once more as they stand now. */
export async function noteLate(ctx: Context, keys: readonly bigint[]): Promise<void> {
  if (keys.length === 0 || ctx.today !== monthEnd(ctx.today)) return
  const { factorOf } = await dayRules(ctx.sql, ctx.today)
  await noteMonth({ sql: ctx.sql, day: ctx.today, loans: { keys }, now: ctx.now }, factorOf)
}
