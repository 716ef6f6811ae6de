import { toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/list.ts'
import { loanView } from '../view.ts'
import { namesOfLoans } from './names-of-loans.ts'

/** A page of the loans in the reader's scope, with the totals of all that match. */
export async function listLoans(
  ctx: Context,
  input: Input<typeof api.listLoans>,
): Promise<Output<typeof api.listLoans>> {
  const { branchId, productId, dealerId, customerId, sort, direction, after, limit, ...filter } = input
  const page = await store.listLoans(
    ctx,
    {
      ...filter,
      branchKey: branchId && toKey(branchId),
      productKey: productId && toKey(productId),
      dealerKey: dealerId && toKey(dealerId),
      customerKey: customerId && toKey(customerId),
    },
    sort as store.LoanSort,
    { direction, after, limit },
  )
  const names = await namesOfLoans(ctx, page.rows)
  return {
    rows: page.rows.map(row => loanView(row, ctx.today, names)),
    next: page.next,
    total: page.totals.loans,
    totals: page.totals,
  }
}
