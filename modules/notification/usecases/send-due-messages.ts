import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { runSystem, type Spine } from '#platform/write-path'
import { nextAttempt } from '../message.ts'
import * as store from '../store.ts'
import { channelFor } from './channels.ts'
import { messageText } from './message-text.ts'

/** How many messages one run takes on; the next run takes the rest. */
const batch = 200

/** Sends every message whose time has come, each in a transaction of its own, so that one that hangs holds up no other. */
export async function sendDueMessages(spine: Spine): Promise<void> {
  for (const key of await store.dueMessages(spine.database, spine.clock.now(), batch))
    await runSystem(spine, 'notification.send', ctx => attempt(ctx, key, spine), { audit: false })
}

async function attempt(ctx: Context, key: bigint, { log }: Spine): Promise<void> {
  const row = await store.holdMessage(ctx.sql, key, ctx.now)
  if (!row) return
  const attempts = row.attempts + 1
  const id = toId('message', key)
  try {
    const to = ctx.vault.open(row.addressSealed, 'notification.message.address')
    const text = messageText(ctx.vault, row)
    await channelFor(row.channel).send({ id, channel: row.channel, to, maskedTo: row.addressMasked, text }, log)
    const sent = {
      state: 'sent' as const,
      attempts,
      nextAttemptAt: row.nextAttemptAt,
      lastError: null,
      sentAt: ctx.now,
    }
    await store.saveAttempt(ctx.sql, key, sent)
  } catch (error) {
    // A gateway's error may quote the address; what is kept is the kind of error and its first words.
    const lastError = (error instanceof Error ? error.message : String(error)).replace(/[\w.+-]*@[\w.-]+|\d{7,}/g, '…')
    const again = nextAttempt(attempts, ctx.now)
    await store.saveAttempt(ctx.sql, key, {
      state: again ? 'waiting' : 'failed',
      attempts,
      nextAttemptAt: again ?? row.nextAttemptAt,
      lastError: lastError.slice(0, 300),
      sentAt: null,
    })
    log.warn({ message: id, channel: row.channel, attempts, error: lastError.slice(0, 300) }, 'message not delivered')
  }
}
