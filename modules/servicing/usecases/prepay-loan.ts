import { type Id, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import type { Context } from '#platform/context'
import type { Channel } from '../channel.ts'
import type { PrepaymentKeeps } from '../prepayment.ts'
import { newKey } from '../store/loan.ts'
import { openBook } from './open-book.ts'
import { type RecordedRepayment, takenReferences, tell } from './record-repayments.ts'
import { saveChanges, unchanged } from './save-change.ts'
import { prepayIn, takeIn } from './take-in.ts'

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
 * Prepays principal today: the plan behind is made anew, and the prepayment is recorded as a repayment of the row made for it.
 * Emits `servicing.loan-prepaid` beside what the repayment emits.
 * @throws Refusal as `prepay` and `recordRepayment`
 */
export async function prepayLoan(
  ctx: Context,
  input: NewPrepayment,
): Promise<RecordedRepayment & { payment: Money; periods: number }> {
  const { loanId, channel, reference, note } = input
  const change = unchanged(await openBook(ctx, toKey(loanId), 'servicing.repayment.record'))
  const transactionKey = await newKey(ctx.sql)
  const prepaid = prepayIn(change, change.book, transactionKey, input.principal, input.keeps, ctx)
  change.book = prepaid.book
  const payment = { loanId, amount: prepaid.payment, channel, reference, note }
  const recorded = await takeIn(ctx, change, payment, transactionKey, await takenReferences(ctx, [payment]))
  await saveChanges(ctx, [change])
  await tell(ctx, payment, recorded)
  ctx.note({ prepaid: formatYuan(input.principal), keeps: input.keeps, amount: formatYuan(prepaid.payment) })
  await ctx.emit('servicing.loan-prepaid', { loanId, principal: formatYuan(input.principal), day: ctx.today })
  return { ...recorded, state: change.book.state, payment: prepaid.payment, periods: prepaid.book.installments.length }
}
