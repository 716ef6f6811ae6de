import { assert } from '#lib/assert'

/** What stands for a character that the font lacks: never a blank, always the code by which the character is known. */
export function standIn(character: string): string {
  return `〓[U+${character.codePointAt(0)!.toString(16).toUpperCase()}]`
}

/** Selectors of variant shapes: without the variant in the font the plain shape is right. */
const isVariationSelector = (code: number) => (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)

/** Every character of every text in a value, however deep, plus those that stand-ins and page numbers need. */
export function charactersOf(value: unknown): Set<string> {
  const found = new Set('〓[]U+0123456789ABCDEF -./,%¥')
  const visit = (node: unknown): void => {
    if (typeof node === 'string') for (const character of node) found.add(character)
    else if (Array.isArray(node)) node.forEach(visit)
    else if (node && typeof node === 'object') Object.values(node).forEach(visit)
  }
  visit(value)
  for (const character of found) if (isVariationSelector(character.codePointAt(0)!)) found.delete(character)
  return found
}

/** The value with every character the font lacks replaced by its stand-in, and what those characters were. */
export function withStandIns<T>(value: T, has: (code: number) => boolean): { value: T; missing: string[] } {
  const missing = new Set<string>()
  const repair = (text: string) => {
    let out = ''
    for (const character of text) {
      const code = character.codePointAt(0)!
      if (isVariationSelector(code)) continue
      if (code < 32 || has(code)) out += character
      else {
        missing.add(character)
        out += standIn(character)
      }
    }
    return out
  }
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') return repair(node)
    if (Array.isArray(node)) return node.map(visit)
    if (node && typeof node === 'object')
      return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child)]))
    return node
  }
  return { value: visit(value) as T, missing: [...missing] }
}

/** Which characters a TrueType font has, read from its cmap (formats 4 and 12). Source: OpenType 1.9, cmap. */
export function coverageOf(font: Buffer): (code: number) => boolean {
  const cmap = tableAt(font, 'cmap')
  const count = font.readUInt16BE(cmap + 2)
  const ranges: [from: number, to: number][] = []
  for (let index = 0; index < count; index += 1) {
    const table = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4)
    const format = font.readUInt16BE(table)
    if (format === 12) {
      const groups = font.readUInt32BE(table + 12)
      for (let group = 0; group < groups; group += 1) {
        const at = table + 16 + group * 12
        ranges.push([font.readUInt32BE(at), font.readUInt32BE(at + 4)])
      }
    } else if (format === 4) {
      const segments = font.readUInt16BE(table + 6) / 2
      for (let segment = 0; segment < segments; segment += 1) {
        const to = font.readUInt16BE(table + 14 + segment * 2)
        const from = font.readUInt16BE(table + 16 + segments * 2 + segment * 2)
        if (from !== 0xffff) ranges.push([from, to])
      }
    }
  }
  assert(ranges.length > 0, 'the font has a character map')
  ranges.sort((a, b) => a[0] - b[0])
  return code => {
    let low = 0
    let high = ranges.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const [from, to] = ranges[middle]!
      if (code < from) high = middle - 1
      else if (code > to) low = middle + 1
      else return true
    }
    return false
  }
}

function tableAt(font: Buffer, name: string): number {
  const tables = font.readUInt16BE(4)
  for (let index = 0; index < tables; index += 1) {
    const at = 12 + index * 16
    if (font.toString('latin1', at, at + 4) === name) return font.readUInt32BE(at + 8)
  }
  throw new Error(`the font has no ${name} table`)
}
