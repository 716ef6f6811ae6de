import { assert } from './assert.ts'

/**
 * An identifier outside the database: `loan_0dmx2k5q8r4` — the prefix is the type, the rest the bigint key in Crockford
 * base 32, thirteen digits so that text order is age order.
 */
export type Id<Prefix extends string> = `${Prefix}_${string}`

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const width = 13
const maxKey = 2n ** 63n - 1n

/** Writes a database key as an identifier. */
export function toId<Prefix extends string>(prefix: Prefix, key: bigint): Id<Prefix> {
  assert(key >= 0n && key <= maxKey, `key out of range: ${key}`)
  let text = ''
  for (let rest = key; rest > 0n; rest >>= 5n) text = alphabet[Number(rest & 31n)]! + text
  return `${prefix}_${text.padStart(width, '0')}`
}

/** Reads an identifier of the given type; null when it is malformed or of another type. */
export function parseId<Prefix extends string>(prefix: Prefix, text: string): bigint | null {
  if (!text.startsWith(`${prefix}_`)) return null
  const digits = text.slice(prefix.length + 1)
  if (digits.length !== width) return null
  let key = 0n
  for (const digit of digits) {
    const value = alphabet.indexOf(digit)
    if (value < 0) return null
    key = key * 32n + BigInt(value)
  }
  return key <= maxKey ? key : null
}

/** Reads an identifier that has already been parsed at the edge. @throws Bug when it is not one. */
export function toKey(id: Id<string>): bigint {
  const prefix = id.slice(0, id.lastIndexOf('_'))
  const key = parseId(prefix, id)
  assert(key !== null, `not an id: ${id}`)
  return key
}
