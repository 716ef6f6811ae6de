import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { permissionCatalogue } from '#app/house'
import { words } from '#app/modules'
import { openapiDocument } from '#app/openapi'
import { rules, type Source } from './tidy/rules.ts'
import { unexplainedFields } from './tidy/unexplained.ts'
import { missingWords } from './tidy/web-words.ts'

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

/** Planted violations, each of which a rule must catch. */
const planted: Record<string, Source[]> = {
  'a module imports only modules before it, through #name': [
    { path: 'modules/team/person.ts', text: `import { x } from '#servicing'` },
    { path: 'modules/team/person.ts', text: `import { x } from '#servicing/api'` },
    { path: 'modules/servicing/usecases/x.ts', text: `import { x } from '#app/house'` },
    { path: 'modules/servicing/usecases/x.ts', text: `import { x } from '../../../app/house.ts'` },
    { path: 'modules/servicing/usecases/x.ts', text: `import { x } from '../../ledger/store.ts'` },
    { path: 'modules/servicing/loan.ts', text: `import { x } from '../ledger/journal.ts'` },
    { path: 'modules/servicing/loan.ts', text: `const x = await import('../ledger/index.ts')` },
  ],
  'lib imports nothing of ours, platform imports only lib': [
    { path: 'lib/x.ts', text: `import { x } from '#platform/log'` },
    { path: 'lib/x.ts', text: `import { x } from '../platform/log.ts'` },
    { path: 'platform/x.ts', text: `import { x } from '#team'` },
    { path: 'platform/x.ts', text: `import { x } from '../app/house.ts'` },
  ],
  'web imports only contracts, pure nouns, words and lib': [
    { path: 'web/x.tsx', text: `import { x } from '#team'` },
    { path: 'web/x.tsx', text: `import { x } from '#platform/log'` },
    { path: 'web/screens/team/x.tsx', text: `import { x } from '../../../modules/team/store.ts'` },
    { path: 'web/screens/team/x.tsx', text: `import { x } from '../../../modules/team/usecases/add-person.ts'` },
    { path: 'web/screens/team/x.tsx', text: `import { x } from '../../../app/house.ts'` },
  ],
  'rules are pure: no waiting, no clock, no platform': [
    { path: 'modules/servicing/loan.ts', text: 'export const x = async () => 1' },
    { path: 'modules/servicing/loan.ts', text: 'export const x = new Date()' },
    { path: 'modules/servicing/loan.ts', text: 'export const x = new Date' },
    { path: 'modules/servicing/loan.ts', text: 'export const x = [1].map(Date.now)' },
    { path: 'modules/servicing/loan.ts', text: 'export const x = Math.random()' },
    { path: 'modules/servicing/loan.ts', text: `import { sql } from '#platform/database'` },
    { path: 'modules/servicing/loan.ts', text: `import { readFileSync } from 'node:fs'` },
    { path: 'modules/servicing/loan.ts', text: `import * as store from './store.ts'` },
    { path: 'modules/servicing/loan.ts', text: `import { closeDay } from './usecases/close-day.ts'` },
  ],
  'SQL stands in store.ts only': [
    { path: 'modules/servicing/usecases/x.ts', text: 'const a = sql`SELECT 1`' },
    { path: 'modules/servicing/usecases/x.ts', text: `db.selectFrom('servicing.loan')` },
    { path: 'modules/servicing/usecases/x.ts', text: `await pool.query('SELECT 1')` },
    { path: 'modules/servicing/jobs.ts', text: 'await client.query(`UPDATE servicing.loan SET x = 1`)' },
  ],
  'a store names only its own schema': [
    { path: 'modules/servicing/store.ts', text: 'sql`SELECT 1 FROM party.customer`' },
    { path: 'modules/servicing/store/loan.ts', text: 'sql`UPDATE "party"."customer" SET x = 1`' },
    { path: 'modules/servicing/store.ts', text: `db.selectFrom('party.customer')` },
    {
      path: 'modules/servicing/store.ts',
      text: `db.selectFrom('servicing.loan').leftJoin('party.customer as c', 'a', 'b')`,
    },
  ],
  'no floats on money': [
    { path: 'modules/servicing/loan.ts', text: 'parseFloat(x)' },
    { path: 'modules/servicing/loan.ts', text: 'Math.round(principal * 0.1)' },
    { path: 'modules/servicing/loan.ts', text: 'Number(loan.principal)' },
    { path: 'app/export.ts', text: 'Math.floor(amount / 100)' },
  ],
  'every refusal has its sentence and is named in a test': [
    { path: 'modules/servicing/loan.ts', text: `throw new Refusal('servicing.never_named')` },
    { path: 'modules/servicing/loan.ts', text: `refuseUnless(a && b, 'servicing.never_named')` },
    { path: 'platform/page.ts', text: `throw new Refusal('platform.never_named', { a: 1 })` },
  ],
  'files stay under 400 lines, an index under 20 names': [
    { path: 'modules/servicing/loan.ts', text: 'x\n'.repeat(401) },
    {
      path: 'modules/servicing/index.ts',
      text: `export { ${Array.from({ length: 21 }, (_, n) => `a${n}`).join(', ')} } from './x.ts'`,
    },
    { path: 'modules/servicing/index.ts', text: 'export const a = 1\n'.repeat(21) },
  ],
  'screens say full-width punctuation through words, so that English has its own': [
    { path: 'web/screens/team/x.tsx', text: 'return <b>{name}：{value}</b>' },
    { path: 'web/screens/team/x.tsx', text: 'const label = `（` + grade' },
    { path: 'web/ui/x.ts', text: `roles.join('、')` },
    { path: 'web/x.tsx', text: "const shown = a / b\nreturn list.map(one => one / 2).join('；')" },
  ],
  'names say what a thing is': [
    { path: 'modules/servicing/utils.ts', text: '' },
    { path: 'lib/common/x.ts', text: '' },
    { path: 'web/ui/helpers.tsx', text: '' },
    { path: 'modules/servicing/loan.ts', text: 'class LoanService {}' },
    { path: 'modules/servicing/loan.ts', text: 'export const loanManager = LoanManager\ninterface LoanManager {}' },
    { path: 'modules/servicing/loan.ts', text: 'type LoanImpl = 1' },
    { path: 'modules/servicing/LoanThing.ts', text: '' },
  ],
  'no barrel re-exports everything': [{ path: 'modules/servicing/index.ts', text: `export * from './loan.ts'` }],
  'no test is switched off, no type is silenced': [
    { path: 'modules/servicing/loan.test.ts', text: `it.only('x', () => {})` },
    { path: 'tests/scenarios/x.test.ts', text: `it.todo('x')` },
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
      // One or many of a number that the sentence names.
      for (const [, name] of `${zh}${en}`.matchAll(/\{(\w+):[^{}]*\}/g)) expect(holes(en), key).toContain(name)
    }
  })

  it('stand once: of two words of one key the later would speak for both', () => {
    const places = new Map<string, string[]>()
    for (const { path, text } of sources().filter(source => /^modules\/.*words\.ts$/.test(source.path)))
      for (const [, key] of text.matchAll(/^ {2}'?([\w.-]+)'?: \[/gm))
        places.set(key!, [...(places.get(key!) ?? []), path])
    expect(places.size).toBeGreaterThan(1000)
    expect([...places].filter(([, paths]) => paths.length > 1)).toEqual([])
  })

  const shell = ['web/words.ts', 'web/ui/words.ts']
    .map(path => sources().find(source => source.path === path)!.text)
    .join('\n')
  const shellPairs = [
    ...shell.matchAll(/^ {2}'?([\w.-]+)'?: \[\s*('(?:[^'\\]|\\.)*'|"[^"]*"),\s*('(?:[^'\\]|\\.)*'|"[^"]*"),?\s*\]/gm),
  ]
  const known = [...Object.keys(words), ...shellPairs.map(match => match[1]!)]
  const codes = [
    ...permissionCatalogue(),
    ...Object.keys(words).flatMap(key => /^(?:refusal|permission)\.(.+)/.exec(key)?.[1] ?? []),
  ]

  it('of the shell are said in both languages', () => {
    expect(shellPairs.length).toBe([...shell.matchAll(/^ {2}'?[\w.-]+'?: \[/gm)].length)
    expect(shellPairs.length).toBeGreaterThan(40)
    for (const [, key, zh, en] of shellPairs) {
      expect(zh, key).toMatch(/[一-龥、：；（]|Chedai|^'English'$/)
      expect(en!.length, key).toBeGreaterThan(2)
      expect(en, key).not.toMatch(/[一-龥]/)
    }
  })

  it('are there for every key the screens use', () => {
    const web = sources().filter(source => source.path.startsWith('web/'))
    expect(missingWords(web, known, codes)).toEqual([])
  })

  it('explain every parameter and field of the API: label it, or say it in app/field-words.ts or app/figure-words.ts', async () => {
    const document = await openapiDocument()
    expect(unexplainedFields(document)).toEqual([])
    const { schema } = Object.values(document.paths['/team/people']!.get!.responses['200']!.content!)[0]!
    schema.properties!.neverNamed = { title: '' }
    expect(unexplainedFields(document)).toEqual(['team.listPeople out.neverNamed'])
  })

  it('that are missing would be noticed', () => {
    for (const text of [
      `t('servicing.loan.nowhere')`,
      `t('nowhere')`,
      ['t(`servicing.nowhere.', '{state}`)'].join('$'),
      `{ title: 'servicing.loan.nowhere' }`,
    ])
      expect(missingWords([{ path: 'web/x.tsx', text }], known, codes), text).toHaveLength(1)
  })
})
