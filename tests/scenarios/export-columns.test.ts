import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isContractProcedure } from '@orpc/contract'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { contract } from '#app/contract'
import { words } from '#app/modules'

/** The columns of every list with an Excel file, read off the screens, beside the rows of the list's contract. */
const screens = path.join(import.meta.dirname, '..', '..', 'web', 'screens')
type Column = { key: string; from: string[] | false; words: string | undefined; cases: string[][]; text: string }
type List = { file: string; list: string; columns: Column[] }

function listsOf(): List[] {
  return readdirSync(screens, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.tsx'))
    .flatMap(file => {
      const text = readFileSync(path.join(screens, file), 'utf8')
      const list = /exportOf="([^"]+)"|\/api\/export\/(\w+\/\w+)\?/.exec(text)
      if (!list) return []
      const opening = list[1] ? 'columns={[' : 'JSON.stringify(['
      const start = text.indexOf(opening, list.index)
      // A screen that asks for its file by itself may name its columns elsewhere; then they are not read here.
      return list[2] && start < 0
        ? []
        : [{ file, list: list[1] ?? list[2]!, columns: objectsIn(text.slice(start + opening.length)).map(columnOf) }]
    })
}

/** The objects of an array's text that name a key, up to the array's end. */
function objectsIn(text: string): string[] {
  const found: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if ('{[('.includes(character)) {
      if (depth === 0) start = at
      depth += 1
    } else if ('}])'.includes(character)) {
      depth -= 1
      if (depth < 0) break
      if (depth === 0) found.push(text.slice(start, at + 1))
    }
  }
  return found.filter(one => /^\{\s*key: '/.test(one))
}

function columnOf(text: string): Column {
  const key = /key: '([^']+)'/.exec(text)![1]!
  const given = /from: (false|[^\n]*?)(?:,\n|, \w+:| as const)/.exec(text)?.[1]
  const from =
    given === 'false' ? false : given ? [...given.matchAll(/'([^']+)'/g)].flatMap(one => one[1]!.split('|')) : [key]
  const cases = [...text.matchAll(/\['([^']*)', '([^']+)'\]/g)].map(one => [one[1]!, one[2]!])
  return {
    key,
    from: from === false ? false : from.filter(one => one !== 'zh'),
    words: /words: '([^']+)'/.exec(text)?.[1],
    cases,
    text,
  }
}

type Schema = {
  _zod: { def: { type: string; innerType?: Schema; element?: Schema; in?: Schema; entries?: object } }
  shape?: Record<string, Schema>
}
const plain = (schema: Schema): Schema =>
  ['nullable', 'optional', 'default', 'readonly'].includes(schema._zod.def.type)
    ? plain(schema._zod.def.innerType!)
    : schema

function rowOf(list: string): Record<string, Schema> {
  const [module, operation] = list.split('/') as [string, string]
  const procedure = (contract as Record<string, Record<string, unknown>>)[module]?.[operation]
  if (!isContractProcedure(procedure)) throw new Error(`${list} is no operation`)
  const output = plain(procedure['~orpc'].outputSchema as z.ZodType as unknown as Schema)
  const rows = output.shape ? plain(output.shape.rows!) : output
  return plain(rows._zod.def.element!).shape!
}

function fieldOf(row: Record<string, Schema>, name: string): Schema | undefined {
  const [first, ...rest] = name.split('.') as [string, ...string[]]
  const schema = row[first] && plain(row[first])
  return rest.length > 0 && schema?.shape ? fieldOf(schema.shape, rest.join('.')) : schema
}

/** What is wrong with the file of a list: a column that would be left out, or print codes where the screen says words. */
function faultsOf({ file, list, columns }: List): string[] {
  const row = rowOf(list)
  return columns.flatMap(({ key, from, words: prefix, cases, text }) => {
    if (from === false) return []
    const say = (what: string) => [`${file} ${key}: ${what}`]
    const fields = cases.length > 0 ? cases.map(([field]) => field!).filter(field => field !== '') : from
    const missing = fields.filter(field => !fieldOf(row, field))
    if (missing.length > 0) return say(`the list has no ${missing.join(', ')}`)
    const unsaid = cases.map(([, word]) => word!).filter(word => !(word in words))
    if (unsaid.length > 0) return say(`no word ${unsaid.join(', ')}`)
    if (cases.length > 0) return []
    const schema = fieldOf(row, fields.at(-1)!)!
    const codes = schema._zod.def.type === 'array' ? plain(schema._zod.def.element!) : schema
    // A letter that the screen prints as it is needs no word.
    if (codes._zod.def.type === 'enum' && !text.includes(`>{row.${key}}<`)) {
      if (!prefix) return say('prints its codes')
      const wordless = Object.values(codes._zod.def.entries!).filter(code => !(`${prefix}.${code}` in words))
      if (wordless.length > 0) return say(`no word for ${wordless.join(', ')}`)
    }
    if (fields.at(-1)!.endsWith('Id') && !prefix?.startsWith('@')) return say('prints ids')
    const spoken = new RegExp(`t\\(\`([\\w.-]+)\\.\\$\\{row\\.${key.replace('.', '\\??\\.')}\\}\``).exec(text)?.[1]
    if (spoken && spoken !== prefix) return say(`the screen says ${spoken}, the file ${prefix}`)
    return []
  })
}

describe('the columns of Excel files', () => {
  const lists = listsOf()

  it('are those of every list that offers one', () => {
    expect(lists.length).toBeGreaterThanOrEqual(22)
    expect(lists.filter(({ columns }) => columns.length === 0)).toEqual([])
    for (const list of ['training/listSkillRows', 'training/listBudget'])
      expect(lists.map(one => one.list)).toContain(list)
  })

  it('are in the list, and say codes and ids in the words of the screen', () => {
    expect(lists.flatMap(faultsOf)).toEqual([])
  })

  it('are found wanting where they print codes, ids or nothing', () => {
    const faulty = (column: string) =>
      faultsOf({ file: 'x', list: 'servicing/listLoans', columns: [columnOf(column)] }).length
    expect(faulty(`{ key: 'state', title: t('x'), render: row => row.state }`)).toBe(1)
    expect(faulty(`{ key: 'branchId', title: t('x') }`)).toBe(1)
    expect(faulty(`{ key: 'customer', title: t('x') }`)).toBe(1)
    expect(faulty(`{ key: 'state', words: 'servicing.loan', title: t('x') }`)).toBe(0)
  })
})
