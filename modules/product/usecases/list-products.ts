import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { productSummary } from '../view.ts'

/** Every product with the version on offer, those on sale first. A team sells tens of products, not thousands: one page. */
export async function listProducts(
  ctx: Context,
  input: Input<typeof api.listProducts>,
): Promise<Output<typeof api.listProducts>> {
  const byProduct = Map.groupBy(await store.versionsOf(ctx.sql, null), row => row.key)
  const search = input.search?.toLowerCase()
  return [...byProduct.values()]
    .map(versions => productSummary(versions, ctx.today))
    .filter(row => !input.status || row.status === input.status)
    .filter(row => !search || [row.code, row.name, row.nameEn].some(text => text.toLowerCase().includes(search)))
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || (a.name < b.name ? -1 : 1))
}

const order = ['on-sale', 'upcoming', 'draft', 'ended']
