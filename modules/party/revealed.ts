import type { SealedField } from './customer.ts'

/**
 * Personal data on its way to one reader. Written as JSON it is empty, so that no kept answer, log or queue ever holds it:
 * the write path keeps a command's answer under its key, and this answer must not be kept.
 */
export class Revealed {
  constructor(fields: Partial<Record<SealedField, string | null>>) {
    Object.assign(this, fields)
    Object.defineProperty(this, 'toJSON', { value: () => ({}), enumerable: false })
  }
}

/** Only the fields asked for. */
export function only(
  all: Record<SealedField, string | null>,
  wanted: readonly SealedField[],
): Partial<Record<SealedField, string | null>> {
  return Object.fromEntries(wanted.map(field => [field, all[field]]))
}
