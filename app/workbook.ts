import ExcelJs from 'exceljs'
import { type Language, say, type Word } from '#lib/words'

/** A column of a sheet; `share` holds decimal shares, shown as percent. */
export type SheetColumn = { key: string; title: string; share?: boolean }
export type SheetRow = Record<string, unknown>

const truth: Record<string, Word> = { true: ['是', 'Yes'], false: ['否', 'No'] }
const rest: Word = ['… 还有 {count} 行；请缩小筛选范围', '… {count} more rows; narrow the filter']
/** The zone days and times of the house are told in: Asia/Shanghai, UTC+8 without change since 1991. */
const zoneMs = 8 * 3_600_000

/**
 * Rows as an Excel file: titles in bold that stay in sight, amounts with two decimals and separators, days and times as such,
 * shares as percent. Everything else stays text, so that no formula runs. `left` rows that did not fit are told in the last line.
 */
export async function workbookOf(
  rows: readonly SheetRow[],
  columns: readonly SheetColumn[],
  language: Language,
  title: string,
  left: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const book = new ExcelJs.Workbook()
  const sheet = book.addWorksheet(title.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31) || 'chedai', {
    views: [{ state: 'frozen', ySplit: 1 }],
  })
  sheet.columns = columns.map(({ key, title }) => ({ key, header: title, width: Math.max(12, widthOf(title) + 4) }))
  sheet.getRow(1).font = { bold: true }
  for (const row of rows) {
    const added = sheet.addRow([])
    for (const [index, column] of columns.entries()) {
      const { value, format } = cellOf(row[column.key], column, language)
      const cell = added.getCell(index + 1)
      cell.value = value
      if (format) cell.numFmt = format
      const shown = sheet.getColumn(index + 1)
      shown.width = Math.min(48, Math.max(shown.width ?? 12, format ? 16 : widthOf(String(value ?? '')) + 2))
    }
  }
  if (columns.length > 0 && rows.length > 0)
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } }
  if (left > 0) sheet.addRow([say(rest, language, { count: left })])
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer)
}

type Shown = { value: string | number | Date | null; format?: string }

function cellOf(value: unknown, { share }: SheetColumn, language: Language): Shown {
  if (value === null || value === undefined) return { value: null }
  if (share && Number.isFinite(Number(value))) return { value: Number(value), format: '0.00%' }
  if (typeof value === 'boolean') return { value: say(truth[String(value)]!, language) }
  if (typeof value === 'number') return { value }
  const text = String(value)
  if (/^-?\d{1,13}(\.\d{1,4})? %$/.test(text))
    return { value: Number((Number(text.slice(0, -2)) / 100).toFixed(6)), format: '0.00%' }
  if (/^-?\d{1,13}\.\d{2}$/.test(text)) return { value: Number(text), format: '#,##0.00' }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { value: new Date(`${text}T00:00:00Z`), format: 'yyyy-mm-dd' }
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*Z$/.test(text))
    return { value: new Date(Date.parse(text) + zoneMs), format: 'yyyy-mm-dd hh:mm' }
  return { value: text }
}

/** Chinese characters take two places. */
const widthOf = (text: string) => [...text].reduce((width, character) => width + (character > '\u2e7f' ? 2 : 1), 0)
