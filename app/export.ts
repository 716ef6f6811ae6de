import { isContractProcedure } from '@orpc/contract'
import ExcelJs from 'exceljs'
import { Hono } from 'hono'
import { type Language, say, type Words } from '#lib/words'
import { contract } from './contract.ts'

/** The most rows one file holds; a file that would be cut says so in its last line. */
const mostRows = 20_000

type Page = { rows: Record<string, unknown>[]; next: string | null; total: number }

/**
 * `GET /api/export/{module}/{operation}?…&columns=key:title:words,…&language=zh`: a list as an Excel file. It asks the list's
 * own address page by page as the same reader, so a file holds exactly what the screen may show. A column that holds codes
 * names the words they are said in: `risk.watch.reason` prints the sentence of each, its holes filled from the row.
 */
export function exportRoutes(ask: (request: Request) => Promise<Response> | Response, words: Words): Hono {
  return new Hono().get('/export/:module/:operation', async c => {
    const { module, operation } = c.req.param()
    const procedure = (contract as Record<string, Record<string, unknown>>)[module]?.[operation]
    if (!isContractProcedure(procedure) || procedure['~orpc'].route.method !== 'GET') return c.notFound()
    const url = new URL(c.req.url)
    const wanted = columnsOf(url.searchParams.get('columns') ?? '')
    const path = procedure['~orpc'].route.path ?? ''
    // A list below a record has the record in its path.
    url.pathname = `/api${path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(url.searchParams.get(name) ?? ''))}`
    const language: Language = url.searchParams.get('language') === 'en' ? 'en' : 'zh'
    url.searchParams.delete('columns')
    url.searchParams.delete('language')
    url.searchParams.set('limit', '200')
    const rows: Record<string, unknown>[] = []
    let total = 0
    for (let after: string | null = ''; after !== null && rows.length < mostRows; ) {
      if (after) url.searchParams.set('after', after)
      const response = await ask(new Request(url, { headers: c.req.raw.headers }))
      if (!response.ok) return response
      const answer = (await response.json()) as Page | Page['rows']
      // A short list comes whole.
      const page = Array.isArray(answer) ? { rows: answer, next: null, total: answer.length } : answer
      rows.push(...page.rows)
      total = page.total
      after = page.next
    }
    const bytes = await workbook(
      rows.slice(0, mostRows).map(row => spoken(row, wanted, words, language)),
      wanted,
      total,
    )
    return c.body(bytes, 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${module}-${operation}.xlsx"`,
    })
  })
}

type Column = { key: string; title: string; words?: string | undefined }

function columnsOf(text: string): Column[] {
  return text
    .split(',')
    .map(part => part.split(':'))
    .flatMap(([key, title, words]) => (key ? [{ key, title: title ?? key, words }] : []))
}

/** A row as the file shows it: codes of columns that name their words become what the reader sees on the screen. */
function spoken(row: Record<string, unknown>, columns: readonly Column[], words: Words, language: Language) {
  const facts = flat(row)
  const shown = { ...facts }
  for (const { key, words: prefix } of columns) {
    if (!prefix || row[key] === null || row[key] === undefined) continue
    const codes = Array.isArray(row[key]) ? row[key] : [row[key]]
    shown[key] = codes
      .map(code => {
        const word = words[`${prefix}.${code}`]
        return word ? say(word, language, facts) : String(code)
      })
      .join(language === 'zh' ? '；' : '; ')
  }
  return shown
}

/** A row with dotted names for what is nested: `assignment.groupName`. */
function flat(row: Record<string, unknown>, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, value]) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(flat(value as Record<string, unknown>, `${prefix}${key}.`))
        : [[`${prefix}${key}`, Array.isArray(value) ? value.join(' ') : value]],
    ),
  )
}

async function workbook(rows: Record<string, unknown>[], wanted: Column[], total: number) {
  const fields = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const shown = wanted.filter(column => fields.includes(column.key))
  const columns = shown.length > 0 ? shown : fields.map(key => ({ key, title: key }))
  const book = new ExcelJs.Workbook()
  const sheet = book.addWorksheet('chedai', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ key, title }) => ({ key, header: title, width: 18 }))
  sheet.getRow(1).font = { bold: true }
  for (const row of rows) sheet.addRow(Object.fromEntries(columns.map(({ key }) => [key, cell(row[key])])))
  if (total > rows.length) sheet.addRow([`… ${total - rows.length} more rows; narrow the filter`])
  const buffer = await book.xlsx.writeBuffer()
  return new Uint8Array(buffer as ArrayBuffer)
}

/** Exact decimal text becomes a number that a sheet can add up; everything else stays text, so that no formula runs. */
function cell(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' && /^-?\d{1,13}\.\d{2}$/.test(value)) return Number(value)
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return value === null || value === undefined ? null : String(value)
}
