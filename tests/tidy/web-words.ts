import type { Source } from './rules.ts'

/**
 * The word keys that the screens use and nobody says: `t('…')` by its whole key, `` t(`a.${x}.b`) `` by what stands before
 * and after the hole, and every other text that looks like a key of a module (titles of columns and menus are passed on).
 * `known` are the keys that have words; `codes` are permissions and refusals, which look alike.
 */
export function missingWords(web: readonly Source[], known: readonly string[], codes: readonly string[]): string[] {
  const words = new Set(known)
  const allowed = new Set([...known, ...codes])
  const roots = new Set(known.map(key => key.split('.')[0]!))
  const keyLike = /^([a-z]+)(\.[a-z][a-zA-Z0-9-]*)+$/
  return web.flatMap(({ path, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
    const said = (key: string) => `${path}: ${key} has no words`
    const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(match => match[1]!).filter(key => !words.has(key))
    const built = [...code.matchAll(/\bt\(\s*`([^`$]*)\$\{[^}]*\}([^`$]*)`/g)]
      .filter(([, before, after]) => before && !known.some(key => key.startsWith(before) && key.endsWith(after!)))
      .map(match => `${match[1]}…${match[2]}`)
    const unsaid = /queryKey: \[[^\]]*\]|^ {2}'[a-z.-]+': /gm
    const passed = [...code.replace(unsaid, '').matchAll(/'([^'\n]+)'/g)]
      .map(match => match[1]!)
      .filter(key => keyLike.test(key) && roots.has(key.split('.')[0]!) && !allowed.has(key))
      // The beginning of keys, handed to what completes it.
      .filter(key => !known.some(one => one.startsWith(`${key}.`)))
    return [...new Set([...asked, ...built, ...passed])].map(said)
  })
}
