import { timingSafeEqual } from 'node:crypto'
import { addDays } from '#lib/day'
import type { Vault } from '#platform/crypto'
import { runSystem, type Spine } from '#platform/write-path'
import { insertVoiceAnswer, voiceByKey } from '../store/voice.ts'
import { usualVoice } from '../voice.ts'

/** What became of a customer's answer: kept, given before, too late, or of a link this house did not write. */
export type VoiceOutcome = 'kept' | 'given' | 'over' | 'unknown'

const mark = (vault: Vault, askKey: bigint) => vault.fingerprint(askKey.toString(), 'performance.voice')

/** What a customer's link carries: which question it is, and that this house asked it. Whoever has it can answer once and see nothing. */
export const voiceToken = (vault: Vault, askKey: bigint): string => `${askKey}.${mark(vault, askKey).toString('hex')}`

/** Keeps a customer's answer, 1 to 5, without a sign-in; the first counts, and none after assessing has ended. */
export async function answerVoice(spine: Spine, token: string, score: number): Promise<VoiceOutcome> {
  const found = /^(\d{1,19})\.([0-9a-f]{32})$/.exec(token)
  if (!found || !Number.isInteger(score) || score < 1 || score > 5) return 'unknown'
  const askKey = BigInt(found[1]!)
  if (!timingSafeEqual(mark(spine.vault, askKey), Buffer.from(found[2]!, 'hex'))) return 'unknown'
  return runSystem(spine, 'performance.answer-voice', async (ctx): Promise<VoiceOutcome> => {
    const ask = await voiceByKey(ctx.sql, askKey)
    if (!ask) return 'unknown'
    if (ask.answered) return 'given'
    const last = addDays(ask.askedOn, ask.linkDays ?? usualVoice.linkDays)
    if (ask.cycleState !== 'open' || ctx.today > last) return 'over'
    return (await insertVoiceAnswer(ctx, askKey, score)) ? 'kept' : 'given'
  })
}
