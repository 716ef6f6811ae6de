import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { words } from '#app/modules'
import { rules, type Source } from './tidy/rules.ts'

const root = path.join(import.meta.dirname, '..')

function sources(): Source[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed
    .split('\n')
    .filter(
      file =>
        /^(lib|platform|modules|app|web|bench|tests)\/.*\.tsx?$/.test(file) &&
        !file.endsWith('.gen.ts') &&
        !file.startsWith('tests/tidy'),
    )
    .flatMap(file => {
      try {
        return [{ path: file, text: readFileSync(path.join(root, file), 'utf8') }]
      } catch {
        // Deleted in the working tree but still known to git.
        return []
      }
    })
}

/** One planted violation a rule must catch. */
const planted: Record<string, Source[]> = {
  'a module imports only modules before it, through #name': [
    { path: 'modules/team/person.ts', text: `import { x } from '#servicing'` },
    { path: 'modules/servicing/usecases/x.ts', text: `import { x } from '#app/house'` },
    { path: 'modules/servicing/usecases/x.ts', text: `import { x } from '../../ledger/store.ts'` },
  ],
  'lib imports nothing of ours, platform imports only lib': [
    { path: 'lib/x.ts', text: `import { x } from '#platform/log'` },
    { path: 'platform/x.ts', text: `import { x } from '#team'` },
  ],
  'web imports only contracts, words and lib': [{ path: 'web/x.tsx', text: `import { x } from '#team'` }],
  'rules are pure: no waiting, no clock, no platform': [
    { path: 'modules/servicing/loan.ts', text: 'export const x = async () => 1' },
    { path: 'modules/servicing/loan.ts', text: 'export const x = new Date()' },
    { path: 'modules/servicing/loan.ts', text: 'export const x = Math.random()' },
    { path: 'modules/servicing/loan.ts', text: `import { sql } from '#platform/database'` },
  ],
  'SQL stands in store.ts only': [
    { path: 'modules/servicing/usecases/x.ts', text: 'const a = sql`SELECT 1`' },
    { path: 'modules/servicing/usecases/x.ts', text: `db.selectFrom('servicing.loan')` },
  ],
  'a store names only its own schema': [
    { path: 'modules/servicing/store.ts', text: 'sql`SELECT 1 FROM party.customer`' },
  ],
  'no floats on money': [
    { path: 'modules/servicing/loan.ts', text: 'parseFloat(x)' },
    { path: 'modules/servicing/loan.ts', text: 'Math.round(principal * 0.1)' },
    { path: 'modules/servicing/loan.ts', text: 'Number(loan.principal)' },
  ],
  'every refusal has its sentence and is named in a test': [
    { path: 'modules/servicing/loan.ts', text: `throw new Refusal('servicing.never_named')` },
    { path: 'modules/servicing/loan.ts', text: `refuseUnless(a && b, 'servicing.never_named')` },
  ],
  'files stay under 400 lines, an index under 20 names': [
    { path: 'modules/servicing/loan.ts', text: 'x\n'.repeat(401) },
    {
      path: 'modules/servicing/index.ts',
      text: `export { ${Array.from({ length: 21 }, (_, n) => `a${n}`).join(', ')} } from './x.ts'`,
    },
  ],
  'names say what a thing is': [
    { path: 'modules/servicing/utils.ts', text: '' },
    { path: 'modules/servicing/loan.ts', text: 'class LoanService {}' },
    { path: 'modules/servicing/LoanThing.ts', text: '' },
  ],
  'no barrel re-exports everything': [{ path: 'modules/servicing/index.ts', text: `export * from './loan.ts'` }],
  'no test is switched off, no type is silenced': [
    { path: 'modules/servicing/loan.test.ts', text: `it.only('x', () => {})` },
    { path: 'modules/servicing/loan.ts', text: '// @ts-ignore' },
  ],
}

describe('house rules', () => {
  const all = sources()
  it('looks at the whole house', () => expect(all.length).toBeGreaterThan(60))
  for (const rule of rules) {
    it(rule.name, () => expect(rule.violations(all)).toEqual([]))
    it(`catches what breaks it: ${rule.name}`, () => {
      expect(planted[rule.name]?.length).toBeGreaterThan(0)
      for (const source of planted[rule.name]!)
        expect(rule.violations([source]), `${source.path} ${source.text.slice(0, 60)}`).not.toEqual([])
    })
  }
})

describe('words', () => {
  it('are said in both languages, with the same holes', () => {
    for (const [key, [zh, en]] of Object.entries(words)) {
      expect(zh, key).not.toBe('')
      expect(en, key).not.toBe('')
      const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort()
      expect(holes(en), key).toEqual(holes(zh))
    }
  })
})
