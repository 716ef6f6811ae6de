import { toId, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/list.ts'

/** A page of one day's loan entries in the reader's scope. */
export async function listEntries(
  ctx: Context,
  input: Input<typeof api.listEntries>,
): Promise<Output<typeof api.listEntries>> {
  const { branchId, productId, ...filter } = input
  const page = await store.listEntries(
    ctx,
    { ...filter, branchKey: branchId && toKey(branchId), productKey: productId && toKey(productId) },
    input,
  )
  return {
    ...page,
    rows: page.rows.map(row => ({
      loanId: toId('loan', row.loanKey),
      number: row.number,
      transactionId: toId('repayment', row.transactionKey),
      kind: row.kind,
      debit: row.debit,
      credit: row.credit,
      amount: row.amount,
    })),
  }
}
