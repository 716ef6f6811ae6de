import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/customer.ts'
import { personalOf } from './personal.ts'

const listed = ['name', 'idNumber', 'phone'] as const

/** A page of customers in the reader's scope; personal data as the rules about fields answer it. */
export async function listCustomers(
  ctx: Context,
  input: Input<typeof api.listCustomers>,
): Promise<Output<typeof api.listCustomers>> {
  const page = await store.listCustomers(ctx, input)
  const owners = await personNames(
    ctx.sql,
    page.rows.map(row => row.ownerId),
  )
  const personal = await personalOf(ctx, page.rows, listed)
  const answered = (row: store.CustomerRow) => {
    const { name, idNumber, phone, withheld } = personal.get(row.key)!
    return { name: name ?? row.displayName, idNumber, phone, withheld }
  }
  return {
    rows: page.rows.map(row => ({
      id: toId('customer', row.key),
      kind: row.kind,
      ...answered(row),
      businessName: row.businessName,
      ownerName: owners.get(row.ownerId) ?? null,
      createdAt: row.createdAt,
    })),
    next: page.next,
    total: page.total,
  }
}
