import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/dealer.ts'

/** A page of dealers in the reader's scope. */
export async function listDealers(
  ctx: Context,
  input: Input<typeof api.listDealers>,
): Promise<Output<typeof api.listDealers>> {
  const page = await store.listDealers(ctx, input)
  return {
    rows: page.rows.map(({ key, accountMasked, branchId, ownerId: _owner, groupId: _group, ...row }) => ({
      ...row,
      id: toId('dealer', key),
      account: accountMasked,
      branchId: toId('branch', branchId),
    })),
    next: page.next,
    total: page.total,
  }
}
