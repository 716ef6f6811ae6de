import { heldNotice } from '#authority'
import type { Id } from '#lib/id'
import type { Context } from '#platform/context'
import { notify } from './notify.ts'

/** Rings the bell of whoever may check a change that waits, and of its maker once it is settled. */
export async function tellOfHeld(ctx: Context, { heldId }: { heldId: Id<'held'> }): Promise<void> {
  const held = await heldNotice(ctx, heldId)
  if (!held || held.state === 'withdrawn') return
  const kind = held.state === 'waiting' ? (held.late ? 'late' : 'held') : held.state
  await notify(ctx, {
    to: held.to,
    template: `authority.notice.${kind}`,
    facts: { operation: held.operation, maker: held.maker, by: held.by },
    about: heldId,
    once: `${heldId}.${kind}`,
  })
}
