import { timingSafeEqual } from 'node:crypto'
import { addDays } from '#lib/day'
import { surveys } from '#party'
import type { Vault } from '#platform/crypto'
import { runSystem, type Spine } from '#platform/write-path'
import { insertVoiceAnswer, voiceByKey } from '../store/voice.ts'
import { usualVoice } from '../voice.ts'

/** What became of a customer's answer: kept, given before, too late, never to be asked again, or of a link this house did not write. */
export type VoiceOutcome = 'kept' | 'given' | 'over' | 'declined' | 'unknown'

const mark = (vault: Vault, askKey: bigint) => vault.fingerprint(askKey.toString(), 'performance.voice')

/** What a customer's link carries: which question it is, and that this house asked it. Whoever has it can answer once and see nothing. */
export const voiceToken = (vault: Vault, askKey: bigint): string => `${askKey}.${mark(vault, askKey).toString('hex')}`

/** Which question a link carries; null for one this house did not write. */
function askOf(vault: Vault, token: string): bigint | null {
  const found = /^(\d{1,19})\.([0-9a-f]{32})$/.exec(token)
  if (!found) return null
  const askKey = BigInt(found[1]!)
  return timingSafeEqual(mark(vault, askKey), Buffer.from(found[2]!, 'hex')) ? askKey : null
}

/** Keeps a customer's answer, 1 to 5, without a sign-in; the first counts, and none after assessing has ended. */
export async function answerVoice(spine: Spine, token: string, score: number): Promise<VoiceOutcome> {
  const askKey = askOf(spine.vault, token)
  if (askKey === null || !Number.isInteger(score) || score < 1 || score > 5) return 'unknown'
  return runSystem(spine, 'performance.answer-voice', async (ctx): Promise<VoiceOutcome> => {
    const ask = await voiceByKey(ctx.sql, askKey)
    if (!ask) return 'unknown'
    if (ask.answered) return 'given'
    const last = addDays(ask.askedOn, ask.linkDays ?? usualVoice.linkDays)
    if (ask.cycleState !== 'open' || ctx.today > last) return 'over'
    return (await insertVoiceAnswer(ctx, askKey, score)) ? 'kept' : 'given'
  })
}

/** Keeps that a customer does not want to be asked any more; a link is good for that however old it is, answered or not. */
export async function declineVoice(spine: Spine, token: string): Promise<VoiceOutcome> {
  const askKey = askOf(spine.vault, token)
  if (askKey === null) return 'unknown'
  return runSystem(spine, 'performance.decline-voice', async (ctx): Promise<VoiceOutcome> => {
    const ask = await voiceByKey(ctx.sql, askKey)
    if (!ask) return 'unknown'
    await surveys.declineByLink(ctx, ask.customerKey)
    return 'declined'
  })
}
