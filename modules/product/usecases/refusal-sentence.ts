import type { Refusal } from '#lib/refusal'
import { type Language, say, type Word } from '#lib/words'
import { words } from '../words.ts'

/** What a refusal of this module would say, for a preview that shows it beside its result. */
export function refusalSentence(refusal: Refusal, language: Language): string {
  const known = words as Readonly<Record<string, Word>>
  const facts = Object.fromEntries(
    Object.entries(refusal.facts).map(([name, value]) => {
      const word = typeof value === 'string' ? known[value] : undefined
      return [name, word ? say(word, language) : value]
    }),
  )
  return say(known[`refusal.${refusal.code}`] ?? [refusal.code, refusal.code], language, facts)
}
