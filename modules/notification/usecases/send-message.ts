import { assert } from '#lib/assert'
import { type Id, toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Language } from '#lib/words'
import type { Context } from '#platform/context'
import { type ChannelKind, isAddress, maskAddress } from '../message.ts'
import { insertMessage } from '../store.ts'
import type { NoticeFacts } from '../template.ts'
import { houseWords } from './house-words.ts'

/** A message to somebody outside: a customer, a dealer. */
export type NewMessage = {
  channel: ChannelKind
  to: string
  template: string
  facts: NoticeFacts
  language: Language
  about?: Id<string>
}

/**
 * Queues a message in the caller's transaction; it goes out after the commit, and again until it is delivered or has
 * failed five times over. @throws Refusal notification.address
 */
export async function sendMessage(ctx: Context, message: NewMessage): Promise<Id<'message'>> {
  const { channel, to, template, facts, language, about } = message
  assert(houseWords()[template], `no words for the message ${template}`)
  const masked = maskAddress(channel, to)
  refuseUnless(isAddress(channel, to), 'notification.address', {
    address: masked,
    channel: `notification.channel.${channel}`,
  })
  const key = await insertMessage(ctx.sql, {
    channel,
    addressSealed: ctx.vault.seal(to, 'notification.message.address'),
    addressMasked: masked,
    template,
    factsSealed: ctx.vault.seal(JSON.stringify(facts), 'notification.message.facts'),
    language,
    about: about ?? null,
    createdAt: ctx.now,
  })
  const id = toId('message', key)
  await ctx.emit('notification.message-queued', { messageId: id })
  return id
}
