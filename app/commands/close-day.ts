import { parseDay } from '#lib/day'
import { Refusal } from '#lib/refusal'
import { say } from '#lib/words'
import { translated } from '#platform/problem'
import { closeDay } from '#servicing'
import { openInstallation } from '../home.ts'
import { words } from '../modules.ts'
import { options } from './arguments.ts'

/**
 * `chedai close-day --through 2026-12-31`: closes every open business day up to and including that day; `--day` closes that
 * one and no other. What is refused is said in Chinese and English.
 */
export async function run(args: string[]): Promise<unknown> {
  const given = options(args, ['through', 'day'])
  const asked = { through: dayIn(given.through), day: dayIn(given.day) }
  const house = await openInstallation()
  try {
    const days = await closeDay(house.spine, { asked })
    await house.drain()
    return { days }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const word = words[`refusal.${error.code}`]
    if (!word) throw error
    const sentences = (['zh', 'en'] as const).map(language =>
      say(word, language, translated(error.facts, words, language)),
    )
    throw new Error(`${error.code}: ${sentences.join(' ')}`)
  } finally {
    await house.close()
  }
}

function dayIn(text: string | undefined) {
  if (text === undefined) return undefined
  const day = parseDay(text)
  if (day === null) throw new Error(`not a day: ${text}`)
  return day
}
