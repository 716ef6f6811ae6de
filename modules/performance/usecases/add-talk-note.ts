import { toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/talk.ts'
import { mineOf, seal } from './talk-view.ts'

/** Adds to what was said. @throws Refusal performance.talk_not_found */
export async function addTalkNote(
  ctx: Context,
  { id, text }: Input<typeof api.addTalkNote>,
): Promise<Output<typeof api.addTalkNote>> {
  const row = await mineOf(ctx, toKey(id))
  await store.insertNote(ctx, row, ctx.vault.seal(text, seal))
  ctx.about(id)
  return { id }
}
