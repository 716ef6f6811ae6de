import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import type { Words } from '#lib/words'

const root = path.join(import.meta.dirname, '..')
const take = (file: string): Promise<Record<string, unknown>> => import(pathToFileURL(path.join(root, file)).href)

type Operation = {
  '~orpc': {
    route: { method: string; path: string; summary?: string; inputStructure?: string; outputStructure?: string }
    meta: { permission?: string }
  }
}

const contractOf = async () => (await take('app/contract.ts')).contract as Record<string, Record<string, Operation>>

/** Every operation's method and path: all that a client sends by. Schemas and descriptions, most of the contract, stay on the server. */
async function operations(): Promise<unknown> {
  const bare = (of: Operation) => {
    const { method, path, inputStructure, outputStructure } = of['~orpc'].route
    return { '~orpc': { errorMap: {}, meta: {}, route: { method, path, inputStructure, outputStructure } } }
  }
  return Object.fromEntries(
    Object.entries(await contractOf()).map(([module, list]) => [
      module,
      Object.fromEntries(Object.entries(list).map(([name, operation]) => [name, bare(operation)])),
    ]),
  )
}

/** What operations are called, and every permission any of them asks for. */
async function operationNames(): Promise<unknown> {
  const all = Object.values(await contractOf()).flatMap(list => Object.values(list).map(one => one['~orpc']))
  const asked = all.flatMap(({ meta }) => (meta.permission?.includes('.') ? [meta.permission] : []))
  return {
    summaries: Object.fromEntries(all.map(({ route }) => [`${route.method} ${route.path}`, route.summary ?? ''])),
    permissions: [...new Set(asked)].sort(),
  }
}

/** Sentences of refusals come with the answer that refuses; a page that cites one by its code names it in its source. */
function citedRefusals(): Set<string> {
  const screens = readdirSync(path.join(root, 'web'), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
  return new Set(screens.flatMap(text => [...text.matchAll(/'(refusal\.[\w.-]+)'/g)].map(found => found[1] ?? '')))
}

/** What only pages say that one goes to, and neither the menu nor a first page: a seventh of all words. */
const ofPages =
  /^(product\.(screen|quote|fault)|contract\.screen|reference\.(field|value)|origination\.quality|servicing\.subsidy|performance\.(health|comparison|staffing|calibration|disclosure|waits|lint|test))\./

/** The titles of screens, which the menu says. */
function titles(): Set<string> {
  const screens = path.join(root, 'web', 'screens')
  const texts = readdirSync(screens).flatMap(folder => {
    const file = path.join(screens, folder, 'screens.tsx')
    return existsSync(file) ? [readFileSync(file, 'utf8')] : []
  })
  return new Set(texts.flatMap(text => [...text.matchAll(/title: '([\w.-]+)'/g)].map(found => found[1] ?? '')))
}

/** When words are wanted: with the first page, with the first that one goes to, or with a page that cites a refusal by its code. */
type When = 'first' | 'page' | 'refusal'

/** What the modules say, in one language: refusals nobody cites apart, for they are a quarter of it, and what only pages say. */
async function saidIn(language: 'zh' | 'en', wanted: When): Promise<Record<string, string>> {
  const modules = readdirSync(path.join(root, 'modules')).map(name => `modules/${name}/words.ts`)
  const all = await Promise.all(['platform/words.ts', ...modules].map(take))
  const [cited, inMenu] = [citedRefusals(), titles()]
  const when = (key: string): When => {
    if (key.startsWith('refusal.') && !cited.has(key)) return 'refusal'
    return ofPages.test(key) && !inMenu.has(key) ? 'page' : 'first'
  }
  return Object.fromEntries(
    all.flatMap(({ words }) =>
      Object.entries(words as Words)
        .filter(([key]) => when(key) === wanted)
        .map(([key, word]) => [key, word[language === 'zh' ? 0 : 1]]),
    ),
  )
}

const sources: Record<string, () => Promise<unknown>> = {
  'virtual:operations': operations,
  'virtual:operation-names': operationNames,
  'virtual:words/zh': () => saidIn('zh', 'first'),
  'virtual:words/en': () => saidIn('en', 'first'),
  'virtual:page-words/zh': () => saidIn('zh', 'page'),
  'virtual:page-words/en': () => saidIn('en', 'page'),
  'virtual:refusals/zh': () => saidIn('zh', 'refusal'),
  'virtual:refusals/en': () => saidIn('en', 'refusal'),
}

/** What the browser needs of the contracts and the words, worked out while building. */
export function cutForBrowser(): Plugin {
  return {
    name: 'chedai-cut-for-browser',
    resolveId: id => (id in sources ? `\0${id}` : undefined),
    async load(id) {
      const source = sources[id.slice(1)]
      if (!id.startsWith('\0') || !source) return
      // Parsing a text is faster than reading an object of the program, and it cuts no smaller.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(await source()))})`
    },
  }
}
