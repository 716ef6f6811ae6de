import { toId, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { mineOf, otherOf, viewOf } from './talk-view.ts'

/** One of the reader's one-to-ones. @throws Refusal performance.talk_not_found also to everybody but the two */
export async function getTalk(ctx: Context, { id }: Input<typeof api.getTalk>): Promise<Output<typeof api.getTalk>> {
  const row = await mineOf(ctx, toKey(id))
  const [view] = await viewOf(ctx, [row])
  const other = otherOf(ctx, row)
  return {
    ...view!,
    with: { id: toId('person', other), name: (await personNames(ctx.sql, [other])).get(other) ?? '' },
  }
}
