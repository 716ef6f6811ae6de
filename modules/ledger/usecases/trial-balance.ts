import { toKey } from '#lib/id'
import { type Money, sum } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'

/**
 * The trial balance of the days `from`…`to` (default: the open day), of one branch or of all the reader may see. Debit
 * balances are positive, credit balances negative. @throws Refusal ledger.period
 */
export async function trialBalance(
  ctx: Context,
  input: Input<typeof api.trialBalance>,
): Promise<Output<typeof api.trialBalance>> {
  const to = input.to ?? ctx.today
  const from = input.from ?? to
  refuseUnless(from <= to, 'ledger.period', {}, 'from')
  const found = await store.accountBalances(ctx, from, to, input.branchId ? toKey(input.branchId) : null)
  const rows = found.map(row => ({ ...row, closing: (row.opening + row.debit - row.credit) as Money }))
  const debit = sum(rows.map(row => row.debit))
  const credit = sum(rows.map(row => row.credit))
  const balanced = debit === credit && sum(rows.map(row => row.closing)) === 0n
  return { from, to, rows, totals: { debit, credit, balanced } }
}
