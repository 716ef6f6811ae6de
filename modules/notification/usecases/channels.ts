import { appendFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Log } from '#platform/log'
import type { ChannelKind } from '../message.ts'

/** A message as a channel gets it. `id` is the same in every attempt, for gateways that refuse doubles. */
export type OutgoingMessage = { id: string; channel: ChannelKind; to: string; maskedTo: string; text: string }

/** A way out of the house. It resolves when the message has been handed over; whatever it throws is a failed attempt. */
export type Channel = { send(message: OutgoingMessage, log: Log): Promise<void> }

/**
 * What a new installation sends by: nothing leaves the house. The attempt is logged without address and text, and the
 * message stands in the list of messages as sent.
 */
const localChannel: Channel = {
  async send(message, log) {
    log.info({ message: message.id, channel: message.channel, to: message.maskedTo }, 'message delivered locally')
  },
}

/** Writes messages as JSON lines into a folder that only its owner may read: for rehearsals and for gateways that read files. */
export function fileChannel(folder: string): Channel {
  return {
    async send({ id, channel, to, text }) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const line = `${JSON.stringify({ id, channel, to, text })}\n`
      await appendFile(path.join(folder, `${channel}.jsonl`), line, { mode: 0o600 })
    },
  }
}

const channels: Record<ChannelKind, Channel> = { sms: localChannel, email: localChannel }

/** Sends messages of a kind by this channel from now on: an SMS gateway, a mail server, a file. */
export function useChannel(kind: ChannelKind, channel: Channel): void {
  channels[kind] = channel
}

/** The channel that messages of a kind go by. */
export function channelFor(kind: ChannelKind): Channel {
  return channels[kind]
}
