import { toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/talk.ts'
import { viewOf } from './talk-view.ts'

/** A page of the reader's one-to-ones with somebody. */
export async function listTalks(
  ctx: Context,
  input: Input<typeof api.listTalks>,
): Promise<Output<typeof api.listTalks>> {
  const page = await store.talksWith(ctx, toKey(input.with), { ...input, direction: 'desc' })
  return { rows: await viewOf(ctx, page.rows), next: page.next, total: page.total }
}
