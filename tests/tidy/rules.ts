import { posix } from 'node:path'

/** A source file as the house rules see it. */
export type Source = { path: string; text: string }
/** A house rule: what it is for, and the sentences about each place that breaks it. */
export type Rule = { name: string; violations(sources: readonly Source[]): string[] }

/** DESIGN §3: a module imports only those before it. */
export const moduleOrder = [
  'team',
  'training',
  'authority',
  'reference',
  'party',
  'product',
  'ledger',
  'notification',
  'decision',
  'contract',
  'servicing',
  'origination',
  'risk',
  'collection',
  'crm',
  'performance',
]

const moduleOf = (path: string) => /^modules\/([a-z]+)\//.exec(path)?.[1] ?? null
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('tests/')
/** Nouns: every file of a module that may neither wait nor look at a clock. */
const isRule = (path: string) =>
  moduleOf(path) !== null &&
  !isTest(path) &&
  !/\/(usecases|store)\//.test(path) &&
  !/\/(store|routes|jobs|index)\.ts$/.test(path)
const isStore = (path: string) => /\/store(\.ts$|\/)/.test(path)

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
const importsOf = (text: string) => [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1]!)
/** The folder a relative import leads to, from the root of the house; null for a `#name` or a package. */
const landing = (path: string, target: string) =>
  target.startsWith('.') ? posix.join(posix.dirname(path), target) : null
const lines = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

const eachFile =
  (check: (source: Source) => (string | false)[]): Rule['violations'] =>
  sources =>
    sources.flatMap(source =>
      check(source)
        .filter(found => found !== false)
        .map(found => `${source.path}: ${found}`),
    )

export const rules: Rule[] = [
  {
    name: 'a module imports only modules before it, through #name',
    violations: eachFile(({ path, text }) => {
      const own = moduleOf(path)
      if (!own || isTest(path)) return []
      return importsOf(text).map(target => {
        const other = /^#([a-z]+)(\/(api|words))?$/.exec(target)?.[1]
        if (other && moduleOrder.includes(other) && other !== own) {
          return (
            moduleOrder.indexOf(other) > moduleOrder.indexOf(own) &&
            `imports #${other}, which stands above ${own}: hear its events instead`
          )
        }
        const file = landing(path, target)
        if (/^#(app|web)\b/.test(target) || (file && /^(app|web)\//.test(file)))
          return `imports ${target}: modules know nothing of app and web`
        return file !== null && moduleOf(file) !== own && `reaches out of the module by ${target}: use #name`
      })
    }),
  },
  {
    name: 'lib imports nothing of ours, platform imports only lib',
    violations: eachFile(({ path, text }) => {
      if (isTest(path)) return []
      if (path.startsWith('lib/'))
        return importsOf(text).map(
          target =>
            !(target.startsWith('#') ? target : `#${landing(path, target) ?? 'lib/'}`).startsWith('#lib/') &&
            `imports ${target}: lib stands below everything`,
        )
      if (path.startsWith('platform/'))
        return importsOf(text).map(
          target =>
            !/^#(lib|platform)\//.test(target.startsWith('#') ? target : `#${landing(path, target) ?? 'lib/'}`) &&
            `imports ${target}: platform knows no business`,
        )
      return []
    }),
  },
  {
    // A noun of a module is as pure as its contract: the screens take their choices (states, kinds) from either.
    name: 'web imports only contracts, pure nouns, words and lib',
    violations: eachFile(({ path, text }) =>
      path.startsWith('web/')
        ? importsOf(text).map(target => {
            const file = landing(path, target)
            const allowed = file
              ? /^(web|node_modules)\//.test(file) || isRule(file)
              : !target.startsWith('#') || /^#(lib\/|app\/contract$|[a-z]+\/(api|words)$)/.test(target)
            return !allowed && `imports ${target}: the browser gets contracts, pure nouns, words and lib only`
          })
        : [],
    ),
  },
  {
    name: 'rules are pure: no waiting, no clock, no platform',
    violations: eachFile(({ path, text }) => {
      if (!isRule(path)) return []
      const code = withoutComments(text)
      return [
        /\b(await|async)\b/.test(code) && 'waits: verbs live in usecases/',
        /\bnew Date\b(?!\(\s*[^)\s])|\bDate\(\s*\)|\bDate\.now\b|performance\.now\b|Temporal\.Now/.test(code) &&
          'reads the clock: take `today` or `now` as a parameter',
        /Math\.random\(|randomBytes|randomUUID/.test(code) && 'draws random numbers: take them as a parameter',
        importsOf(code).some(target => target.startsWith('#platform') || target.startsWith('node:fs')) &&
          'imports platform: rules know no I/O',
        importsOf(code.replace(/^import type [\s\S]*?from '[^']+'/gm, '')).some(target =>
          /^\.{1,2}\/(store|usecases|routes|jobs)\b/.test(target),
        ) && 'imports a verb or a store: rules know no I/O',
      ]
    }),
  },
  {
    name: 'SQL stands in store.ts only',
    violations: eachFile(({ path, text }) => {
      if (!moduleOf(path) || isTest(path) || isStore(path)) return []
      const code = withoutComments(text)
      return [
        /\bsql(<[^`]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|(query|executeQuery|raw)\(\s*['"`]\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(
          code,
        ) && 'holds SQL: move it to the module’s store',
      ]
    }),
  },
  {
    name: 'a store names only its own schema',
    violations: eachFile(({ path, text }) => {
      const own = moduleOf(path)
      if (!own || !isStore(path)) return []
      const code = withoutComments(text)
      const named = [
        ...code.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ONLY|USING)\s+"?([a-z]+)"?\."?[a-z_]+/gi),
        ...code.matchAll(/(?:From|Into|Table|Join|using)\(\s*'([a-z]+)\.[a-z_]+/g),
      ].map(match => match[1]!.toLowerCase())
      return [...new Set(named)].map(
        schema => moduleOrder.includes(schema) && schema !== own && `names schema ${schema}: ask #${schema} instead`,
      )
    }),
  },
  {
    name: 'no floats on money',
    violations: eachFile(({ path, text }) => {
      if (isTest(path) || !/^(lib|modules|platform|app)\//.test(path)) return []
      const code = withoutComments(text)
      return [
        /\bparseFloat\(/.test(code) && 'parses a float: use parseYuan or parseDecimal',
        /Math\.(round|floor|ceil)\([^)\n]*(amount|principal|interest|penalty|fen|yuan|balance)/i.test(code) &&
          'rounds money as a float: use mulDiv',
        /Number\([^)\n]*(amount|principal|interest|penalty|fen|yuan|balance)/i.test(code) &&
          !/\/\/ a share, not money/.test(text) &&
          'turns money into a float',
      ]
    }),
  },
  {
    name: 'every refusal has its sentence and is named in a test',
    violations: sources => {
      const tests = sources
        .filter(source => isTest(source.path) && !source.path.startsWith('tests/tidy'))
        .map(source => source.text)
        .join('\n')
      const words = sources
        .filter(source => source.path.endsWith('words.ts'))
        .map(source => source.text)
        .join('\n')
      return sources.flatMap(({ path, text }) => {
        if (isTest(path) || !/^(modules|platform)\//.test(path)) return []
        const codes = [
          ...withoutComments(text).matchAll(/(?:new Refusal\(|refuseUnless\([\s\S]{0,300}?,)\s*'([a-z-]+\.[a-z_]+)'/g),
        ].map(match => match[1]!)
        return [...new Set(codes)].flatMap(code => [
          ...(words.includes(`'refusal.${code}'`) ? [] : [`${path}: refusal ${code} has no sentence in words.ts`]),
          ...(tests.includes(`'${code}'`) ? [] : [`${path}: refusal ${code} is named in no test`]),
        ])
      })
    },
  },
  {
    name: 'files stay under 400 lines, an index under 20 names',
    violations: eachFile(({ path, text }) => [
      lines(text) > 400 && `has ${lines(text)} lines: it is two things`,
      /\/index\.ts$/.test(path) && exportedNames(text) > 20 && `exports ${exportedNames(text)} names: it is two things`,
    ]),
  },
  {
    name: 'screens say full-width punctuation through words, so that English has its own',
    violations: eachFile(({ path, text }) => {
      // The font loader lists the characters that a font must have; patterns read what people type and say nothing.
      if (!path.startsWith('web/') || isTest(path) || /words\.ts$/.test(path) || path === 'web/fonts.ts') return []
      const said = withoutComments(text).replace(/(?<=[=(,:?]\s*)\/(?![/*])(?:\\.|[^/\\\n])+\/[a-z]*/g, '')
      return [...said.matchAll(/[，。；：、！？（）【】「」《》]/g)].map(
        ([mark]) =>
          `says ${mark} in every language: use ui.comma, ui.colon, ui.semicolon, ui.brackets or a word of its own`,
      )
    }),
  },
  {
    name: 'names say what a thing is',
    violations: eachFile(({ path, text }) => [
      /(^|\/)(utils?|helpers?|common|misc)(\/|\.tsx?$|$)/.test(path) &&
        'is named utils/helpers/common: name it after what it knows',
      /\b(class|interface|type|function|const)\s+\w+(Service|Manager|Impl|Helper)\b/.test(withoutComments(text)) &&
        'declares a …Service/Manager/Impl: name it after what it is',
      !/^[a-z0-9.-]+$/.test(path.split('/').at(-1)!) && !path.startsWith('web/') && 'is not kebab-case',
    ]),
  },
  {
    name: 'no barrel re-exports everything',
    violations: eachFile(({ text }) => [/^export \* from/m.test(text) && 'exports *: name what others may use']),
  },
  {
    name: 'no test is switched off, no type is silenced',
    violations: eachFile(({ path, text }) => [
      isTest(path) && /\b(it|describe|test)\.(only|todo)\(/.test(text) && 'has .only or .todo',
      /@ts-(ignore|nocheck)/.test(text) && 'silences the compiler',
    ]),
  },
]

function exportedNames(text: string): number {
  const listed = [...text.matchAll(/export\s+(?:type\s+)?\{([^}]*)\}/g)].flatMap(match =>
    match[1]!.split(',').filter(name => name.trim()),
  )
  return listed.length + [...text.matchAll(/^export (?:async )?(?:function|const|type|class)\b/gm)].length
}
