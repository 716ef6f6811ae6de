import { toId, toKey } from '#lib/id'
import { formatYuan } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { shareEntries } from '../entry.ts'
import { settle } from '../settlement.ts'
import { newKey } from '../store/loan.ts'
import { insertTransaction, transactionByReference } from '../store/transaction.ts'
import { earliestSettlementDay } from './earliest-settlement-day.ts'
import { openBook } from './open-book.ts'
import { saveChange } from './save-change.ts'

/**
 * Ends a loan by the amount the quote of the value day names, to the fen. Emits `servicing.loan-settled`.
 * @throws Refusal servicing.loan_not_found, servicing.loan_settled, servicing.loan_set_aside, servicing.value_date,
 *   servicing.settlement_amount, servicing.reference_taken, servicing.day_stale
 */
export async function settleLoan(
  ctx: Context,
  input: Input<typeof api.settleLoan>,
): Promise<Output<typeof api.settleLoan>> {
  const opened = await openBook(ctx, toKey(input.id), 'servicing.settlement.record')
  const { loan, book } = opened
  const reference = input.reference || null
  const taken = reference ? await transactionByReference(ctx.sql, loan.key, reference) : null
  if (taken)
    throw new Refusal('servicing.reference_taken', { reference, amount: formatYuan(taken.amount) }, 'reference')
  const valueDate = input.valueDate ?? ctx.today
  const earliest = await earliestSettlementDay(ctx.sql, loan.key, book)
  const settled = settle(book, input.amount, valueDate, earliest, ctx.today)
  const key = await newKey(ctx.sql)
  await insertTransaction(ctx.sql, loan, {
    key,
    kind: 'settlement',
    valueDate,
    postedOn: ctx.today,
    amount: input.amount,
    shares: settled.quote.shares,
    settlementFee: settled.quote.settlementFee,
    entries: shareEntries(settled.quote.shares, book.nextSeq, settled.quote.settlementFee),
    channel: input.channel,
    reference,
    note: input.note ?? null,
    recordedBy: ctx.actor.id,
    recordedAt: ctx.now,
  })
  const after = await saveChange(ctx, opened, settled.book)
  const id = toId('repayment', key)
  ctx.about(input.id, id)
  ctx.note({ amount: formatYuan(input.amount), valueDate })
  await ctx.emit('servicing.loan-settled', { loanId: input.id, day: ctx.today })
  return { id, state: after.state }
}
