import { type Day, daysBetween } from '#lib/day'
import { drawn } from './appraisal.ts'
import type { Period } from './period.ts'

/** A file somebody served a customer in. */
export type Served = { customerKey: bigint; fileKey: bigint; number: string }

/**
 * How customers are asked: how many about each person, how many answers count at least, for how many days nobody is asked again, and
 * for how many a link holds.
 */
export type VoiceRules = { ask: number; least: number; quietDays: number; linkDays: number }

/** A cycle opened before there was such a rule asks by these. */
export const usualVoice: VoiceRules = { ask: 8, least: 3, quietDays: 90, linkDays: 30 }

/** How many may be asked on a day of a period, so that the questions are spread over the whole of it. */
export function askedBy(day: Day, { from, to }: Period, ask: number): number {
  const days = daysBetween(from, to) + 1
  const gone = Math.min(days, Math.max(0, daysBetween(from, day) + 1))
  return Math.ceil((ask * gone) / days)
}

/**
 * Draws customers to ask about somebody: of those really served, one file of each, none that was asked about before, nobody who was
 * asked of late and nobody who ever said not to be asked any more. What is drawn counts as asked for whoever is drawn for next.
 */
export function drawVoices(
  served: readonly Served[],
  asked: { files: Set<bigint>; customers: Set<bigint> },
  declined: ReadonlySet<bigint>,
  count: number,
  random: () => number,
): Served[] {
  const willing = served.filter(one => !declined.has(one.customerKey))
  const fresh = willing.filter(one => !asked.files.has(one.fileKey) && !asked.customers.has(one.customerKey))
  const each = [...new Map(fresh.map(one => [one.customerKey, one])).values()]
  const found = drawn(each, count, random)
  for (const one of found) {
    asked.files.add(one.fileKey)
    asked.customers.add(one.customerKey)
  }
  return found
}

/** Whether an hour of the day lies within quiet hours that may go over midnight, such as 22:00 to 08:00. */
export function isQuiet(time: string, { from, to }: { from: string; to: string }): boolean {
  return from <= to ? time >= from && time < to : time >= from || time < to
}
