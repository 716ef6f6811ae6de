/** A text in both languages: [中文, English]. A tuple, so that neither can be missing. */
export type Word = readonly [zh: string, en: string]
export type Words = Readonly<Record<string, Word>>
export type Language = 'zh' | 'en'

const amount = /^-?\d{4,}\.\d{2}$/

/** A fact as it is read: an amount to the fen and a number that counts something have their thousands apart. */
const told = (value: unknown) =>
  (typeof value === 'string' && amount.test(value)) || Number.isInteger(value)
    ? String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
    : String(value)

/**
 * Fills `{name}` holes from facts, and `{name:loan|loans}` with the first form for one and the second for any other number.
 * A list is told with the commas of the text's own script, and what is called otherwise in English stands beside a fact as `nameEn`. An unknown hole stays visible so that a test or a reader notices it.
 */
export function fill(text: string, facts: Readonly<Record<string, unknown>> = {}): string {
  const chinese = /[一-龥]/.test(text)
  const comma = chinese ? '、' : ', '
  return text.replace(/\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g, (hole, name: string, one?: string, other?: string) => {
    const value = (chinese ? undefined : facts[`${name}En`]) ?? facts[name]
    if (value === undefined || value === null) return hole
    if (one !== undefined) return String(value) === '1' ? one : other!
    return Array.isArray(value) ? value.map(told).join(comma) : told(value)
  })
}

/** The text of a word in a language, holes filled. */
export function say(word: Word, language: Language, facts?: Readonly<Record<string, unknown>>): string {
  return fill(word[language === 'zh' ? 0 : 1], facts)
}
