import { isContractProcedure } from '@orpc/contract'
import { Hono } from 'hono'
import { type Language, say, type Words } from '#lib/words'
import { contract } from './contract.ts'
import { type SheetColumn, type SheetRow, workbookOf } from './workbook.ts'

/** The most rows one file holds; a file that would be cut says so in its last line. */
const mostRows = 20_000

type Row = Record<string, unknown>
type Page = { rows: Row[]; next: string | null; total: number }
type Ask = (request: Request) => Promise<Response> | Response

/**
 * A column of the file. `from` names the row's fields, the first that is there wins; default `key`. `words` is where the words of
 * its codes begin, `*` where the code is a word itself, `@branch` and `@product` where it is the id of one. `cases` say what
 * stands for the first field that holds (`''` always does). `share` are decimal shares, shown as percent.
 */
type Column = SheetColumn & { from?: string; words?: string; cases?: readonly (readonly [string, string])[] }

/**
 * `GET /api/export/{module}/{operation}?…&columns=[…]&language=zh&title=贷款`: a list as an Excel file. It asks the list's own
 * address page by page as the same reader, so a file holds exactly what the screen may show, and in the reader's words: a
 * column that holds codes names the words they are said in, their holes filled from the row. Columns are JSON, or short
 * `key:title:words`, comma between.
 */
export function exportRoutes(ask: Ask, words: Words): Hono {
  return new Hono().get('/export/:module/:operation', async c => {
    const { module, operation } = c.req.param()
    const path = pathOf(module, operation)
    if (path === null) return c.notFound()
    const url = new URL(c.req.url)
    const wanted = columnsOf(url.searchParams.get('columns') ?? '')
    const title = url.searchParams.get('title') ?? `${module}-${operation}`
    const language: Language = url.searchParams.get('language') === 'en' ? 'en' : 'zh'
    // A link names the screen's language, where a browser names its own: the list says its words in the file's.
    const headers = new Headers(c.req.raw.headers)
    headers.set('x-language', language)
    // A list below a record has the record in its path.
    url.pathname = `/api${path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(url.searchParams.get(name) ?? ''))}`
    for (const own of ['columns', 'language', 'title']) url.searchParams.delete(own)
    url.searchParams.set('limit', '200')
    const rows: Row[] = []
    let total = 0
    for (let after: string | null = ''; after !== null && rows.length < mostRows; ) {
      if (after) url.searchParams.set('after', after)
      const response = await ask(new Request(url, { headers }))
      if (!response.ok) return response
      const answer = (await response.json()) as Page | Page['rows']
      // A short list comes whole.
      const page = Array.isArray(answer) ? { rows: answer, next: null, total: answer.length } : answer
      rows.push(...page.rows)
      total = page.total
      after = page.next
    }
    const said = await speaker(wanted, words, language, path => ask(new Request(new URL(path, url), { headers })))
    const shown = rows.slice(0, mostRows).map(said)
    const bytes = await workbookOf(shown, columnsIn(shown, wanted), language, title, total - shown.length)
    return c.body(bytes, 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${module}-${operation}.xlsx"; filename*=UTF-8''${encodeURIComponent(title)}.xlsx`,
    })
  })
}

/** The address of a list of the contract; null where there is none. */
function pathOf(module: string, operation: string): string | null {
  const procedure = (contract as Record<string, Record<string, unknown>>)[module]?.[operation]
  if (!isContractProcedure(procedure) || procedure['~orpc'].route.method !== 'GET') return null
  return procedure['~orpc'].route.path ?? ''
}

function columnsOf(text: string): Column[] {
  if (text.startsWith('[')) return JSON.parse(text) as Column[]
  return text
    .split(',')
    .map(part => part.split(':'))
    .flatMap(([key, title, words]) => (key ? [{ key, title: title ?? key, ...(words ? { words } : {}) }] : []))
}

/** The columns some row has; all there are when none was asked for. */
function columnsIn(rows: readonly SheetRow[], wanted: readonly Column[]): readonly Column[] {
  if (wanted.length === 0) return [...new Set(rows.flatMap(row => Object.keys(row)))].map(key => ({ key, title: key }))
  return rows.length === 0 ? wanted : wanted.filter(({ key }) => rows.some(row => key in row))
}

/** What makes of a row what the reader sees on the screen. */
async function speaker(
  columns: readonly Column[],
  words: Words,
  language: Language,
  ask: (path: string) => Promise<Response> | Response,
): Promise<(row: Row) => SheetRow> {
  const names = new Map<string, string>()
  if (columns.some(({ words }) => words === '@branch')) await branchNames(ask, names)
  if (columns.some(({ words }) => words === '@product')) await productNames(ask, names, language)
  const word = (key: string, facts: Row, otherwise: string) =>
    words[key] ? say(words[key], language, facts) : otherwise
  const speak = ({ words: prefix }: Column, value: unknown, facts: Row): unknown => {
    if (!prefix || value === null || value === undefined) return value
    const codes = Array.isArray(value) ? value : [value]
    return codes
      .map(code =>
        prefix.startsWith('@')
          ? (names.get(String(code)) ?? '—')
          : word(prefix === '*' ? String(code) : `${prefix}.${code}`, facts, String(code)),
      )
      .join(language === 'zh' ? '；' : '; ')
  }
  return row => {
    const facts = flat(row)
    if (columns.length === 0) return facts
    const shown: SheetRow = {}
    for (const column of columns) {
      const { key, from = key, cases } = column
      const holds = cases?.find(([field]) => field === '' || (facts[field] && facts[field] !== '0'))
      if (cases) shown[key] = holds ? word(holds[1], facts, holds[1]) : null
      else {
        const fields = from.split('|').filter(field => field in facts || fieldOf(row, field) !== undefined)
        if (fields.length === 0) continue
        const field = fields.find(one => fieldOf(row, one) !== null && fieldOf(row, one) !== undefined) ?? fields[0]!
        const value = column.words ? fieldOf(row, field) : (facts[field] ?? null)
        shown[key] = speak(column, value, facts)
      }
    }
    return shown
  }
}

async function branchNames(ask: (path: string) => Promise<Response> | Response, names: Map<string, string>) {
  const response = await ask(`/api${pathOf('team', 'listGroups')}`)
  if (!response.ok) return
  const { branches } = (await response.json()) as { branches: { id: string; name: string }[] }
  for (const { id, name } of branches) names.set(id, name)
}

async function productNames(
  ask: (path: string) => Promise<Response> | Response,
  names: Map<string, string>,
  language: Language,
) {
  const response = await ask(`/api${pathOf('product', 'listProducts')}`)
  if (!response.ok) return
  const products = (await response.json()) as { id: string; name: string; nameEn: string }[]
  for (const { id, name, nameEn } of products) names.set(id, language === 'zh' ? name : nameEn)
}

/** What stands in a row under a dotted name. */
const fieldOf = (row: Row, field: string): unknown =>
  field.split('.').reduce<unknown>((value, part) => (value as Row | null | undefined)?.[part], row)

/** A row with dotted names for what is nested: `assignment.groupName`. */
function flat(row: Row, prefix = ''): Row {
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, value]) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(flat(value as Row, `${prefix}${key}.`))
        : [[`${prefix}${key}`, Array.isArray(value) ? value.join(' ') : value]],
    ),
  )
}
