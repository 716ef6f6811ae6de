import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/customer.ts'

/** A page of customers in the reader's scope, masked. */
export async function listCustomers(
  ctx: Context,
  input: Input<typeof api.listCustomers>,
): Promise<Output<typeof api.listCustomers>> {
  const page = await store.listCustomers(ctx, input)
  const owners = await personNames(
    ctx.sql,
    page.rows.map(row => row.ownerId),
  )
  return {
    rows: page.rows.map(row => ({
      id: toId('customer', row.key),
      kind: row.kind,
      name: row.displayName,
      idNumber: row.idNumberMasked,
      phone: row.phoneMasked,
      businessName: row.businessName,
      ownerName: owners.get(row.ownerId) ?? null,
      createdAt: row.createdAt,
    })),
    next: page.next,
    total: page.total,
  }
}
