import { toId, toKey } from '#lib/id'
import { formatYuan, type Money, max, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { Action } from '../action.ts'
import type { api } from '../api.ts'
import { isOpen } from '../loan.ts'
import { checkValueDate } from '../repayment.ts'
import { newKey } from '../store/loan.ts'
import { actedSince, type QuoteRow, quoteOf } from '../store/quote.ts'
import { earliestSettlementDay } from './earliest-settlement-day.ts'
import { openBook } from './open-book.ts'
import { freeReference } from './record-repayments.ts'
import { reliveWith, takeAction } from './relive.ts'
import { saveChanges, unchanged } from './save-change.ts'

/**
 * Ends a loan by the amount the quote of the value day names, to the fen; or by one that was promised, as of its day. Emits `servicing.loan-settled`.
 * @throws Refusal servicing.loan_not_found, servicing.loan_settled, servicing.loan_set_aside, servicing.value_date,
 *   servicing.settlement_amount, servicing.reference_taken, servicing.quote_not_found, servicing.quote_stale, servicing.day_stale
 */
export async function settleLoan(
  ctx: Context,
  input: Input<typeof api.settleLoan>,
): Promise<Output<typeof api.settleLoan>> {
  const opened = await openBook(ctx, toKey(input.id), 'servicing.settlement.record')
  const { loan, book } = opened
  const reference = await freeReference(ctx, loan.key, input.reference)
  refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
  const promised = input.quoteId ? await honoured(ctx, loan.key, toKey(input.quoteId)) : null
  const valueDate = promised?.settlesOn ?? input.valueDate ?? ctx.today
  checkValueDate(valueDate, book.terms.disbursedOn, ctx.today)
  const earliest = await earliestSettlementDay(ctx.sql, loan.key, book)
  refuseUnless(valueDate >= earliest, 'servicing.value_date', { from: earliest, to: ctx.today }, 'valueDate')
  const action: Action = {
    key: await newKey(ctx.sql),
    valueDate,
    kind: 'settlement',
    amount: input.amount,
    feeWaived: promised?.feeWaived ?? false,
  }
  const change = unchanged(opened)
  const relived = await reliveWith(ctx, change, action)
  const over = input.amount === 0n ? zero : relived.book.advance
  const total = formatYuan(max(zero, (input.amount - over) as Money))
  refuseUnless(
    over === 0n,
    'servicing.settlement_amount',
    { amount: formatYuan(input.amount), total, day: valueDate },
    'amount',
  )
  await takeAction(ctx, change, action, relived, { channel: input.channel, reference, note: input.note ?? null })
  await saveChanges(ctx, [change])
  const id = toId('repayment', action.key)
  ctx.about(input.id, id)
  ctx.note({ amount: formatYuan(input.amount), valueDate })
  await ctx.emit('servicing.loan-settled', { loanId: input.id, day: ctx.today })
  return { id, state: change.book.state }
}

/** A promised settlement that still holds. @throws Refusal servicing.quote_not_found, servicing.quote_stale */
async function honoured(ctx: Context, loanKey: bigint, key: bigint): Promise<QuoteRow> {
  const quote = await quoteOf(ctx.sql, loanKey, key)
  refuseUnless(quote, 'servicing.quote_not_found')
  refuseUnless(
    ctx.today <= quote.validUntil && ctx.today >= quote.settlesOn && !(await actedSince(ctx.sql, loanKey, key)),
    'servicing.quote_stale',
    { from: quote.settlesOn, to: quote.validUntil },
  )
  return quote
}
