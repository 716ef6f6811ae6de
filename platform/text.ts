import { Refusal } from '#lib/refusal'

/**
 * Refuses text the database cannot keep: the zero character and halves of a character. Contracts describe fields, but no field
 * of any of them may hold these. @throws Refusal platform.text naming the field
 */
export function checkText(input: unknown, path = ''): void {
  if (typeof input === 'string') {
    if (input.includes('\u0000') || !input.isWellFormed()) throw new Refusal('platform.text', {}, path)
  } else if (input && typeof input === 'object') {
    for (const [key, value] of Object.entries(input)) checkText(value, path ? `${path}.${key}` : key)
  }
}
