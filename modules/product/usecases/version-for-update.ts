import { type Id, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import type { Context } from '#platform/context'
import { versionStates } from '../definition.ts'
import * as store from '../store.ts'

/** A version. @throws Refusal product.product_not_found, product.version_not_found */
export async function versionOf(
  ctx: Context,
  id: Id<'product'>,
  number: number,
  lock = false,
): Promise<store.VersionRow> {
  refuseUnless(await store.productExists(ctx.sql, toKey(id)), 'product.product_not_found')
  const row = await store.versionByNumber(ctx.sql, toKey(id), number, lock)
  refuseUnless(row, 'product.version_not_found', { number })
  return row
}

/** The draft, locked, if it is still one and unchanged. @throws Refusal product.*_not_found, version_state, stale */
export async function draftForUpdate(
  ctx: Context,
  input: { id: Id<'product'>; number: number; version: number },
  action: 'save' | 'publish' | 'discard',
): Promise<store.VersionRow> {
  const row = await versionOf(ctx, input.id, input.number, true)
  const open = action === 'save' ? row.state === 'draft' : nextState(versionStates, row.state, action) !== null
  if (!open) throw new Refusal('product.version_state', { state: `product.version.${row.state}` })
  refuseUnless(row.lock === input.version, 'product.stale')
  return row
}
