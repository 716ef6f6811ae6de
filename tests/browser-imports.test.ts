import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '..')

/** The file a specifier of ours stands for; null for packages. */
function fileOf(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return path.resolve(path.dirname(from), specifier)
  const module = /^#([a-z]+)(?:\/(.+))?$/.exec(specifier)
  if (!module) return null
  const [, name, part] = module
  if (name === 'lib' || name === 'platform' || name === 'app') return path.join(root, name, `${part}.ts`)
  return path.join(root, 'modules', name!, part ? `${part}.ts` : 'index.ts')
}

/** What a file loads when it runs: imports of types alone load nothing. */
function loads(text: string): string[] {
  return [...text.matchAll(/^(?:import|export)\s+(?!type\b)(?:([^'"]*?)from\s+)?'([^']+)'/gm)]
    .filter(([, names]) => {
      const listed = names && /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1]
      return !listed || listed.split(',').some(name => name.trim() && !name.trim().startsWith('type '))
    })
    .map(match => match[2]!)
}

function screens(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'dist' ? [] : screens(file)
    return /\.tsx?$/.test(entry.name) && !/\.test\.|^(fonts|virtual)\.ts$/.test(entry.name) ? [file] : []
  })
}

it('loads nothing of the server into the browser, which would show an empty page', () => {
  const cameFrom = new Map<string, string | null>(screens(path.join(root, 'web')).map(file => [file, null]))
  const waiting = [...cameFrom.keys()]
  const found: string[] = []
  for (let file = waiting.shift(); file; file = waiting.shift()) {
    if (!existsSync(file)) continue
    for (const specifier of loads(readFileSync(file, 'utf8'))) {
      const target = fileOf(file, specifier)
      if (target === null) {
        if (!/^(node:|pg$|kysely)/.test(specifier)) continue
        const way = [file]
        for (let at = cameFrom.get(file); at; at = cameFrom.get(at)) way.push(at)
        found.push([specifier, ...way.map(one => path.relative(root, one))].join(' ← '))
      } else if (!cameFrom.has(target)) {
        cameFrom.set(target, file)
        waiting.push(target)
      }
    }
  }
  expect(cameFrom.size).toBeGreaterThan(150)
  expect(found).toEqual([])
})
