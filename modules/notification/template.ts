import { type Language, say, type Words } from '#lib/words'

/** What a template's holes are filled with; a value that is itself a word key is said in the reader's language. */
export type NoticeFacts = Readonly<Record<string, string | number | readonly string[] | null>>

/**
 * A template as a sentence in a language. A template that is no longer in the words, of a notice from an older program,
 * is shown by its key rather than lost.
 */
export function sentenceOf(words: Words, template: string, facts: NoticeFacts, language: Language): string {
  const word = words[template]
  if (!word) return template
  const said = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const known = typeof value === 'string' ? words[value] : undefined
      return [name, known ? say(known, language) : value]
    }),
  )
  return say(word, language, said)
}
