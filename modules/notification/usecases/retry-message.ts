import { toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { messageStates } from '../message.ts'
import * as store from '../store.ts'

/** Sends a failed message again, with all its attempts before it. @throws Refusal notification.message_not_found, message_state */
export async function retryMessage(
  ctx: Context,
  { id }: Input<typeof api.retryMessage>,
): Promise<Output<typeof api.retryMessage>> {
  const row = await store.messageForUpdate(ctx.sql, toKey(id))
  refuseUnless(row, 'notification.message_not_found')
  const state = nextState(messageStates, row.state, 'retry')
  if (!state) throw new Refusal('notification.message_state', { state: `notification.message.${row.state}` })
  await store.saveAttempt(ctx.sql, row.key, {
    state,
    attempts: 0,
    nextAttemptAt: ctx.now,
    lastError: row.lastError,
    sentAt: null,
  })
  ctx.about(id)
  await ctx.emit('notification.message-queued', { messageId: id })
  return { id }
}
