import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { versionView } from './get-version.ts'
import { versionOf } from './version-for-update.ts'

/** Begins a draft from an earlier version. @throws Refusal product.product_not_found, version_not_found, draft_conflict */
export async function draftVersion(
  ctx: Context,
  input: Input<typeof api.draftVersion>,
): Promise<Output<typeof api.draftVersion>> {
  const base = await versionOf(ctx, input.id, input.basedOn)
  const number = await store.insertDraft(ctx, toKey(input.id), { note: input.note, definition: base.definition })
  refuseUnless(number, 'product.draft_conflict')
  ctx.about(input.id)
  ctx.note({ number, basedOn: input.basedOn })
  return versionView(ctx, input.id, number)
}
