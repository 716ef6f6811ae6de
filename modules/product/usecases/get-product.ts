import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { latestOn, productSummary, versionSummary } from '../view.ts'

/** One product with its versions, newest first. @throws Refusal product.product_not_found */
export async function getProduct(
  ctx: Context,
  { id }: Input<typeof api.getProduct>,
): Promise<Output<typeof api.getProduct>> {
  const versions = await store.versionsOf(ctx.sql, toKey(id))
  refuseUnless(versions.length > 0, 'product.product_not_found')
  const latest = latestOn(versions, ctx.today)?.version ?? null
  return {
    ...productSummary(versions, ctx.today),
    versions: versions.map(row => versionSummary(row, latest, ctx.today)),
    mayDraft: versions.every(row => row.state !== 'draft') && ctx.rights.verdict('product.product.write').allow,
  }
}
