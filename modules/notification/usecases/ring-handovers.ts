import type { Id } from '#lib/id'
import { toId, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { openHandovers } from '../store/thread.ts'
import { notify as ring } from './notify.ts'
import { nounOf } from './record-door.ts'

/** Rings whoever takes a record over when those before have left a note they have not seen; once for each note. */
export async function ringHandovers(ctx: Context, record: string, personKey: bigint): Promise<void> {
  for (const note of await openHandovers(ctx.sql, personKey, record))
    await ring(ctx, {
      to: [personKey],
      template: 'notification.notice.handover',
      facts: { author: note.authorName, noun: nounOf(record) },
      about: record as Id<string>,
      once: `${toId('line', note.key)}.handover`,
    })
}

/** Records went to other hands: each of the new holders hears of the notes on theirs. */
export async function ringAllHandovers(
  ctx: Context,
  { records }: { records: { id: string; toId: Id<'person'> }[] },
): Promise<void> {
  for (const one of records) await ringHandovers(ctx, one.id, toKey(one.toId))
}

/** What nobody could take over on the day of a move is told to the manager. */
export async function tellOfLeftWork(
  ctx: Context,
  { personId, managerKey, count }: { personId: Id<'person'>; managerKey: string; count: number },
): Promise<void> {
  if (managerKey === '') return
  await ring(ctx, {
    to: [BigInt(managerKey)],
    template: 'notification.notice.hand-over-left',
    facts: { count },
    about: personId,
    once: `${personId}.${ctx.today}.left`,
  })
}
