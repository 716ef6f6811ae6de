import { must } from '#lib/assert'
import { type Language, say, type Word } from '#lib/words'
import { words as productWords } from '#product/words'
import { words } from './words.ts'

const said: Readonly<Record<string, Word>> = { ...productWords, ...words }

/** The name people know a missing field or paper by: `vehicle.vin`, `paper.id-card`. */
export function missingLabel(name: string, language: Language): string {
  const key = name.startsWith('paper.') ? `origination.${name}` : `origination.field.${name}`
  return say(must(said[key], `no word for ${key}`), language)
}

/** What a refusal would say, for a preview that shows it before anybody is refused. */
export function refusalSentence(code: string, facts: Readonly<Record<string, unknown>>, language: Language): string {
  return say(said[`refusal.${code}`] ?? [code, code], language, facts)
}
