import { addDays, earliest as earlierOf, latest } from '#lib/day'
import { toKey } from '#lib/id'
import { formatYuan } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { quoteSettlement } from '../settlement.ts'
import { newKey } from '../store/loan.ts'
import { insertQuote } from '../store/quote.ts'
import { quoteView, settlementView } from '../view.ts'
import { earliestSettlementDay } from './earliest-settlement-day.ts'
import { openBook } from './open-book.ts'
import { withinLimit } from './relief-limits.ts'

/**
 * Promises the settlement amount of a day, today or later: it is honoured for the days of the parameter, but not when the
 * next installment falls due before, and not when something else is done to the loan. Emits `servicing.settlement-promised`.
 * @throws Refusal servicing.loan_not_found, servicing.loan_set_aside, servicing.loan_settled, servicing.value_date,
 *   servicing.day_stale, servicing.over_limit, authority.*
 */
export async function promiseSettlement(
  ctx: Context,
  input: Input<typeof api.promiseSettlement>,
): Promise<Output<typeof api.promiseSettlement>> {
  const { loan, book } = await openBook(ctx, toKey(input.id), 'servicing.settlement.quote')
  const settlesOn = input.valueDate ?? ctx.today
  const quote = quoteSettlement(book, settlesOn, input.waiveFee)
  const from = latest(ctx.today, await earliestSettlementDay(ctx.sql, loan.key, book))
  const nextDue = book.installments.find(row => row.dueOn > settlesOn)?.dueOn
  refuseUnless(settlesOn >= from, 'servicing.value_date', { from, to: '' }, 'valueDate')
  if (input.waiveFee) {
    ctx.rights.check('servicing.waiver.record', loan)
    await withinLimit(ctx, 'waiver', quoteSettlement(book, settlesOn).settlementFee)
  }
  const days = await parameterOn(ctx.sql, 'settlement.quote-days', ctx.today)
  const until = addDays(settlesOn, days)
  const kept = {
    key: await newKey(ctx.sql),
    settlesOn,
    validUntil: nextDue ? latest(settlesOn, earlierOf(until, addDays(nextDue, -1))) : until,
    total: quote.total,
    feeWaived: input.waiveFee,
    quotedOn: ctx.today,
    quotedBy: ctx.actor.id,
    quotedAt: ctx.now,
  }
  await insertQuote(ctx.sql, loan.key, kept)
  ctx.about(input.id)
  ctx.note({ settlesOn, validUntil: kept.validUntil, total: formatYuan(quote.total), feeWaived: input.waiveFee })
  await ctx.emit('servicing.settlement-promised', { loanId: input.id, settlesOn, validUntil: kept.validUntil })
  return { ...settlementView(quote), quote: quoteView(kept) }
}
