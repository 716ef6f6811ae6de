import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'

/** The lines one account's balance is the sum of. @throws Refusal ledger.account_not_found */
export async function listLines(
  ctx: Context,
  input: Input<typeof api.listLines>,
): Promise<Output<typeof api.listLines>> {
  const known = (await store.listAccounts(ctx.sql)).some(account => account.code === input.code)
  refuseUnless(known, 'ledger.account_not_found', { account: input.code }, 'code')
  const { branchId, productId, ...filter } = input
  const page = await store.listLines(
    ctx,
    { ...filter, branchKey: branchId && toKey(branchId), productKey: productId && toKey(productId) },
    input,
  )
  return {
    ...page,
    rows: page.rows.map(row => ({
      journalId: toId('journal', row.journalKey),
      day: row.day,
      branchId: toId('branch', row.branchKey),
      productId: row.productKey === null ? null : toId('product', row.productKey),
      source: row.source,
      description: row.description,
      note: row.note,
      about: row.about,
      debit: row.debit,
      credit: row.credit,
    })),
  }
}
