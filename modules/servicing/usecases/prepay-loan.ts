import { type Id, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import type { Context } from '#platform/context'
import type { Channel } from '../channel.ts'
import { type PrepaymentKeeps, prepay } from '../prepayment.ts'
import { newKey, saveBook } from '../store/loan.ts'
import { replaceInstallments } from '../store/prepayment.ts'
import { openBook } from './open-book.ts'
import { type RecordedRepayment, recordRepayment } from './record-repayment.ts'

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
  const { loan, book } = await openBook(ctx, toKey(input.loanId), 'servicing.repayment.record')
  const prepaid = prepay(book, input.principal, input.keeps, ctx.today)
  const transactionKey = await newKey(ctx.sql)
  await replaceInstallments(ctx.sql, {
    loanKey: loan.key,
    transactionKey,
    on: ctx.today,
    replaced: prepaid.replaced,
    plan: prepaid.book.installments,
  })
  await saveBook(ctx.sql, loan, prepaid.book, prepaid.book, null)
  const { loanId, channel, reference, note } = input
  const recorded = await recordRepayment(ctx, { loanId, amount: prepaid.payment, channel, reference, note })
  ctx.note({ prepaid: formatYuan(input.principal), keeps: input.keeps })
  await ctx.emit('servicing.loan-prepaid', { loanId, principal: formatYuan(input.principal), day: ctx.today })
  return { ...recorded, payment: prepaid.payment, periods: prepaid.book.installments.length }
}
