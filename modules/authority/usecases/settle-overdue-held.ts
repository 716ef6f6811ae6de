import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import * as store from '../store/held.ts'

/** What time does to changes that wait: the backup may check once the deadline has passed, and after the last hour nobody may. */
export async function settleOverdueHeld(ctx: Context): Promise<void> {
  for (const key of await store.expireHeld(ctx))
    await ctx.emit('authority.change-settled', { heldId: toId('held', key) })
  for (const key of await store.escalateHeld(ctx))
    await ctx.emit('authority.change-held', { heldId: toId('held', key) })
}
