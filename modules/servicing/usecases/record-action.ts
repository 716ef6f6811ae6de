import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Action, Deed } from '../action.ts'
import type { Book } from '../book.ts'
import { isOpen } from '../loan.ts'
import { checkValueDate } from '../repayment.ts'
import { newKey } from '../store/loan.ts'
import type { NewTransaction } from '../store/transaction.ts'
import { type OpenBook, openBook } from './open-book.ts'
import { type Relived, reliveWith, type Told, takeAction } from './relive.ts'
import { saveChanges, unchanged } from './save-change.ts'
import { behindSettlement } from './take-in.ts'

/** Something decided about a loan. */
export type NewAction = {
  loanId: Id<'loan'>
  permission: string
  /** Default today; an earlier day makes what counts later be lived again. */
  valueDate?: Day | undefined
  /** What is to be done, seen what the book says on the day. @throws Refusal when it may not be */
  decide(opened: OpenBook): Deed | Promise<Deed>
  /** What may still be said against it when it is seen what it does. @throws Refusal */
  check?(opened: OpenBook, relived: Relived): void | Promise<void>
  told: Told & Partial<Pick<NewTransaction, 'entries' | 'amount'>>
  /** Told to later modules: `servicing.<event>` with the loan, the transaction and these facts. */
  event: string
  facts?: Record<string, string | number | boolean>
}

/** What recording an action came to. */
export type RecordedAction = { id: Id<'repayment'>; opened: OpenBook; relived: Relived; after: Book }

/**
 * Records an action of a loan's life in the open day, with the value day it counts from: the path every verb that is not a
 * plain repayment takes.
 * @throws Refusal servicing.loan_not_found, servicing.loan_set_aside, servicing.day_stale, servicing.value_date,
 *   servicing.settlement_stands, and of the action itself
 */
export async function recordAction(ctx: Context, input: NewAction): Promise<RecordedAction> {
  const opened = await openBook(ctx, toKey(input.loanId), input.permission)
  const valueDate = input.valueDate ?? ctx.today
  checkValueDate(valueDate, opened.book.terms.disbursedOn, ctx.today)
  const change = unchanged(opened)
  await behindSettlement(ctx, change, valueDate)
  const deed = await input.decide(opened)
  const action: Action = { key: await newKey(ctx.sql), valueDate, ...deed }
  const relived = await reliveWith(ctx, change, action)
  await input.check?.(opened, relived)
  await takeAction(ctx, change, action, relived, input.told)
  await saveChanges(ctx, [change])
  const after = change.book
  const id = toId('repayment', action.key)
  ctx.about(input.loanId, id)
  ctx.note({ kind: action.kind, valueDate, ...input.facts })
  const told = { loanId: input.loanId, transactionId: id, valueDate, day: ctx.today }
  await ctx.emit(`servicing.${input.event}`, { ...told, ...input.facts })
  if (isOpen(opened.book.state) && !isOpen(after.state) && after.state !== 'written-off')
    await ctx.emit('servicing.loan-settled', { loanId: input.loanId, day: ctx.today })
  return { id, opened, relived, after }
}
