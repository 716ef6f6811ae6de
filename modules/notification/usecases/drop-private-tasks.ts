import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import * as store from '../store/board.ts'

/** Somebody has left: what they alone had agreed with another is dropped, and no successor reads it. */
export const dropPrivateTasks = (ctx: Context, { personId }: { personId: Id<'person'> }): Promise<void> =>
  store.dropPrivateTasks(ctx, toKey(personId))
