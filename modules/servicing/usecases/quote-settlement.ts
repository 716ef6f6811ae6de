import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { quoteSettlement as quote } from '../settlement.ts'
import { bookOf, loanByKey } from '../store/loan.ts'
import { settlementView } from '../view.ts'
import { earliestSettlementDay } from './earliest-settlement-day.ts'

/** What ends a loan on a day, today or later, if nothing else happens until then. @throws Refusal servicing.loan_not_found, servicing.loan_settled, servicing.value_date */
export async function quoteSettlement(
  ctx: Context,
  { id, valueDate }: Input<typeof api.quoteSettlement>,
): Promise<Output<typeof api.quoteSettlement>> {
  const loan = await loanByKey(ctx.sql, toKey(id))
  refuseUnless(loan, 'servicing.loan_not_found')
  ctx.rights.check('servicing.settlement.quote', loan)
  const book = await bookOf(ctx.sql, loan)
  const on = valueDate ?? ctx.today
  const earliest = await earliestSettlementDay(ctx.sql, loan.key, book)
  refuseUnless(on >= earliest, 'servicing.value_date', { from: earliest, to: '' }, 'valueDate')
  return settlementView(quote(book, on))
}
