import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { versionView } from './get-version.ts'
import { draftForUpdate } from './version-for-update.ts'

/** Discards a draft. @throws Refusal product.*_not_found, version_state, stale */
export async function discardVersion(
  ctx: Context,
  input: Input<typeof api.discardVersion>,
): Promise<Output<typeof api.discardVersion>> {
  const draft = await draftForUpdate(ctx, input, 'discard')
  await store.discardDraft(ctx.sql, draft.versionKey)
  ctx.about(input.id)
  ctx.note({ number: input.number })
  return versionView(ctx, input.id, input.number)
}
