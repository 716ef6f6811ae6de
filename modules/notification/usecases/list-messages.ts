import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { messageText } from './message-text.ts'

/** A message belongs to nobody's place. */
const nowhere = { ownerId: null, groupId: null, branchId: null }

/** A page of the messages that left or wait to leave the house; addresses masked. */
export async function listMessages(
  ctx: Context,
  input: Input<typeof api.listMessages>,
): Promise<Output<typeof api.listMessages>> {
  const page = await store.listMessages(ctx.sql, input)
  return {
    rows: page.rows.map(row => ({
      id: toId('message', row.key),
      channel: row.channel,
      address: ctx.rights.shows('notification.message.address', nowhere) === 'withheld' ? null : row.addressMasked,
      template: row.template,
      text: messageText(ctx.vault, row),
      about: row.about,
      state: row.state,
      attempts: row.attempts,
      nextAttemptAt: row.nextAttemptAt,
      lastError: row.lastError,
      createdAt: row.createdAt,
      sentAt: row.sentAt,
    })),
    next: page.next,
    total: page.total,
  }
}
