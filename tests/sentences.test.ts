import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { words } from '#app/modules'
import { say, type Words } from '#lib/words'

/** A call that says no: where it stands, its code, the facts it names; null where they are not written out in the call. */
type Call = { at: string; code: string; facts: Set<string> | null; text: string }

/** The arguments of a call, as text: what stands between its brackets, cut at the commas that are not inside others. */
function argumentsOf(text: string, from: number): string[] {
  const parts: string[] = []
  let depth = 0
  let begin = from
  let quote = ''
  for (let index = from; index < text.length; index += 1) {
    const sign = text[index]!
    if (quote) {
      if (sign === quote && text[index - 1] !== '\\') quote = ''
    } else if ('\'"`'.includes(sign)) quote = sign
    else if ('([{'.includes(sign)) depth += 1
    else if (')]}'.includes(sign)) {
      if (depth === 0) return [...parts, text.slice(begin, index)].map(part => part.trim()).filter(Boolean)
      depth -= 1
    } else if (sign === ',' && depth === 0) {
      parts.push(text.slice(begin, index))
      begin = index + 1
    }
  }
  return parts
}

/** The names of an object's fields; null where something is spread into it or it is no object written out. */
function fieldsOf(text: string | undefined): Set<string> | null {
  if (text === undefined) return new Set()
  if (!text.startsWith('{') || text.includes('...')) return null
  return new Set(argumentsOf(text, 1).map(field => /^['"]?(\w+)/.exec(field)?.[1] ?? ''))
}

/** Every place in some sources that refuses with a code of its own. */
function callsIn(files: readonly { at: string; text: string }[]): Call[] {
  return files.flatMap(({ at, text }) =>
    [...text.matchAll(/(new Refusal|refuseUnless)\(/g)].flatMap(match => {
      const all = argumentsOf(text, match.index + match[0].length)
      const [code, facts] = all.slice(match[1] === 'refuseUnless' ? 1 : 0)
      const named = /^'([a-z-]+\.[a-z_]+)'$/.exec(code ?? '')?.[1]
      return named ? [{ at, code: named, facts: fieldsOf(facts), text: all.join(', ') }] : []
    }),
  )
}

const root = path.join(import.meta.dirname, '..')
const sources = globSync('modules/{product,servicing}/**/*.ts', { cwd: root })
  .filter(file => !file.endsWith('.test.ts') && !file.endsWith('words.ts'))
  .map(at => ({ at, text: readFileSync(path.join(root, at), 'utf8') }))
const calls = callsIn(sources)
const sentences = Object.entries(words as Words).filter(([key]) => /^(refusal\.)?(product|servicing)\./.test(key))

const holesOf = (text: string) => new Set([...text.matchAll(/\{(\w+)/g)].map(match => match[1]!))
const chinese = /[一-龥，。；：？！、（）「」《》]/

/** What is wrong with a word: a language missing in it, Chinese in the English, a hole that only one of them has. */
function faultsOf([key, [zh, en]]: [string, readonly [string, string]]): string[] {
  const [ours, theirs] = [holesOf(zh), holesOf(en)]
  return [
    // A suffix may be nothing in one language.
    ...(key.startsWith('refusal.') && (zh.trim() === '' || en.trim() === '') ? [`${key} is empty in a language`] : []),
    ...(chinese.test(en) ? [`${key} has Chinese in its English: ${en}`] : []),
    ...(key.startsWith('refusal.') && !chinese.test(zh) ? [`${key} has no Chinese: ${zh}`] : []),
    ...[...theirs].filter(hole => !ours.has(hole)).map(hole => `${key} names {${hole}} in English alone`),
  ]
}

/** Holes of a code's sentences that a call leaves open, and Chinese that it would bring into the English one. */
function openIn({ at, code, facts, text }: Call): string[] {
  const [zh, en] = (words as Words)[`refusal.${code}`] ?? ['', '']
  const open = facts ? [...holesOf(zh), ...holesOf(en)].filter(hole => !facts.has(hole)) : []
  return [
    ...new Set(open.map(hole => `${at}: ${code} leaves {${hole}} open`)),
    ...(chinese.test(text) ? [`${at}: ${code} brings Chinese of its own: ${text}`] : []),
  ]
}

describe('what product and servicing say', () => {
  it('stands in both languages, each in its own script, with the same holes', () => {
    expect(sentences.length).toBeGreaterThan(700)
    expect(sentences.flatMap(faultsOf)).toEqual([])
  })

  it('leaves no hole open where it says no', () => {
    expect(calls.length).toBeGreaterThan(180)
    expect(calls.flatMap(openIn)).toEqual([])
  })

  it('tells a list with the commas of the script', () => {
    const facts = { allowed: ['period', '30/360'] }
    const word = (words as Words)['refusal.product.day_count']!
    expect([say(word, 'zh', facts), say(word, 'en', facts)]).toEqual([
      '计息基础应为：period、30/360。',
      'The day count must be one of: period, 30/360.',
    ])
  })

  it('catches a hole left open, one language alone, and Chinese where English is read', () => {
    const planted = callsIn([
      { at: 'a', text: `throw new Refusal('servicing.number_taken', { of: number })` },
      { at: 'b', text: `refuseUnless(a && b(c, d), 'product.method', { allowed: '等额本息' }, 'method')` },
      { at: 'c', text: `throw new Refusal('servicing.number_taken', { ...facts })` },
    ])
    expect(planted.map(call => openIn(call).length)).toEqual([1, 1, 0])
    expect(faultsOf(['refusal.x.y', ['中文{a}', 'English {b}']])).toHaveLength(1)
    expect(faultsOf(['refusal.x.y', ['no', '不']])).toHaveLength(2)
  })
})
