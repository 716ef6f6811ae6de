import { type Id, toId, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import type { Context } from '#platform/context'
import type { Action } from '../action.ts'
import { dueOn, figuresOf } from '../book.ts'
import type { Channel } from '../channel.ts'
import type { PrepaymentKeeps } from '../choice.ts'
import { isOpen } from '../loan.ts'
import { prepay } from '../prepayment.ts'
import { sumParts, totalOf } from '../share.ts'
import { newKey } from '../store/loan.ts'
import { planChange } from './change-plan.ts'
import { openBook } from './open-book.ts'
import { freeReference, type RecordedRepayment, tell } from './record-repayments.ts'
import { reliveWith, takeAction } from './relive.ts'
import { saveChanges, unchanged } from './save-change.ts'

/** Principal paid ahead of the plan, today. */
export type NewPrepayment = {
  loanId: Id<'loan'>
  /** The principal prepaid; interest of the running period up to today comes on top. */
  principal: Money
  keeps: PrepaymentKeeps
  channel: Channel
  reference?: string | null | undefined
  note?: string | null | undefined
}

/**
 * Prepays principal today: the plan behind is made anew. Emits `servicing.repayment-recorded` and `servicing.loan-prepaid`.
 * @throws Refusal servicing.loan_not_found, servicing.loan_set_aside, servicing.day_stale, servicing.reference_taken, and as `prepay`
 */
export async function prepayLoan(ctx: Context, input: NewPrepayment) {
  const opened = await openBook(ctx, toKey(input.loanId), 'servicing.repayment.record')
  const { loanId, keeps, channel } = input
  const reference = await freeReference(ctx, opened.loan.key, input.reference)
  const { payment } = prepay(opened.book, input.principal, keeps, ctx.today)
  const change = unchanged(opened)
  const key = await newKey(ctx.sql)
  const action: Action = { key, valueDate: ctx.today, kind: 'prepayment', amount: payment, keeps }
  const relived = await reliveWith(ctx, change, action)
  await takeAction(ctx, change, action, relived, { channel, reference, note: input.note ?? null })
  await saveChanges(ctx, [change])
  const { shares, advance } = relived.effect
  const recorded: RecordedRepayment = {
    id: toId('repayment', key),
    kind: 'prepayment',
    parts: sumParts(shares),
    shares,
    due: totalOf(dueOn(change.book, ctx.today)),
    outstanding: figuresOf(change.book).outstanding,
    advance,
    state: change.book.state,
  }
  await tell(ctx, { loanId, amount: payment, channel }, recorded)
  ctx.note({ amount: formatYuan(payment), prepaid: formatYuan(input.principal), keeps })
  await ctx.emit('servicing.loan-prepaid', { loanId, principal: formatYuan(input.principal), day: ctx.today })
  if (!isOpen(change.book.state)) await ctx.emit('servicing.loan-settled', { loanId, day: ctx.today })
  return {
    ...recorded,
    payment,
    plan: planChange({ id: recorded.id, opened, after: change.book }, ctx.today),
    periods: change.book.installments.length,
  }
}
