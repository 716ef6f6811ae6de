import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { settledOn } from './deal-on.ts'
import { versionView } from './get-version.ts'
import { draftForUpdate } from './version-for-update.ts'

/** Saves a draft, faults and all; publishing is what they prevent. @throws Refusal product.*_not_found, version_state, stale */
export async function saveVersion(
  ctx: Context,
  input: Input<typeof api.saveVersion>,
): Promise<Output<typeof api.saveVersion>> {
  const draft = await draftForUpdate(ctx, input, 'save')
  const definition = await settledOn(ctx.sql, input.definition, ctx.today)
  await store.saveDraft(ctx, draft.versionKey, { ...input, definition })
  ctx.about(input.id)
  ctx.note({ number: input.number })
  return versionView(ctx, input.id, input.number)
}
