import { addMs, type Instant } from '#lib/day'
import type { StateTable } from '#lib/state'

export const channelKinds = ['sms', 'email'] as const
export type ChannelKind = (typeof channelKinds)[number]

export type MessageState = 'waiting' | 'sent' | 'failed'
/** A message's way out of the house; a failed one goes out again when somebody says so. */
export const messageStates: StateTable<MessageState, 'send' | 'give-up' | 'retry'> = {
  waiting: { send: 'sent', 'give-up': 'failed' },
  sent: {},
  failed: { retry: 'waiting' },
}

/** Minutes between attempts: quick at first, then patient. After the last one the message has failed. */
const waits = [1, 5, 15, 60, 240]

/** When to try again after so many attempts; null when it is time to give up. */
export function nextAttempt(attempts: number, now: Instant): Instant | null {
  const minutes = waits[attempts - 1]
  return minutes === undefined ? null : addMs(now, minutes * 60_000)
}

/** An address as anyone may see it: 138****8000, l***@example.com. */
export function maskAddress(channel: ChannelKind, address: string): string {
  if (channel === 'sms') return `${address.slice(0, 3)}****${address.slice(-4)}`
  const at = address.lastIndexOf('@')
  return `${address.slice(0, 1)}***${address.slice(at)}`
}

/** Whether a message can be sent to such an address at all. */
export function isAddress(channel: ChannelKind, address: string): boolean {
  return channel === 'sms' ? /^1[3-9]\d{9}$/.test(address) : /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)
}
