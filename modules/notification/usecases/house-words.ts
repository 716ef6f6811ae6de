import type { Words } from '#lib/words'

let known: Words = {}

/** Tells this module every word of the house: templates belong to the modules that send them, most of them later ones. */
export function learnWords(words: Words): void {
  known = words
}

/** The words templates are looked up in. */
export function houseWords(): Words {
  return known
}
