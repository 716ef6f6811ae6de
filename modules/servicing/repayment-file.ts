import { parse } from 'csv-parse/sync'
import { type Day, parseDay } from '#lib/day'
import { type Money, parseYuan } from '#lib/money'
import { Refusal } from '#lib/refusal'
import { type Channel, channels } from './channel.ts'

/** A row of a repayment file as it stood in the file. */
export type FileRow = {
  /** Line in the file, the header being line 1. */
  line: number
  number: string
  amount: string
  valueDate: string
  reference: string
  channel: string
}

/** The names each column may have. */
const columnNames = {
  number: ['贷款编号', '合同编号', '编号', 'number', 'loan'],
  amount: ['金额', '还款金额', '到账金额', 'amount'],
  valueDate: ['到账日', '到账日期', '还款日', '还款日期', '交易日期', 'valuedate', 'date'],
  reference: ['流水号', '银行流水号', '交易流水号', 'reference'],
  channel: ['渠道', '还款渠道', 'channel'],
} as const
const optional = ['channel', 'valueDate']
export type Column = keyof typeof columnNames

/** At most so many rows in one file: one transaction must stay short. */
export const rowLimit = 5000

/** The cells of a CSV file; UTF-8 with or without mark, or GBK as banks send it. @throws Refusal servicing.import_unreadable */
export function csvCells(content: Uint8Array): string[][] {
  try {
    return parse(decoded(content), { bom: true, relax_column_count: true, skip_empty_lines: false, trim: true })
  } catch {
    throw new Refusal('servicing.import_unreadable', {}, 'content')
  }
}

function decoded(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(content)
  }
}

/**
 * The rows under the header, empty lines left out.
 * @throws Refusal servicing.import_columns, servicing.import_size, servicing.import_unreadable
 */
export function fileRows(cells: readonly (readonly string[])[]): FileRow[] {
  const header = cells[0]
  if (!header) throw new Refusal('servicing.import_unreadable', {}, 'content')
  const places = Object.fromEntries(
    Object.entries(columnNames).map(([column, names]) => [
      column,
      header.findIndex(cell =>
        (names as readonly string[]).includes(
          cell
            .trim()
            .toLowerCase()
            .replaceAll(/[\s_-]/g, ''),
        ),
      ),
    ]),
  ) as Record<Column, number>
  const missing = Object.entries(places).filter(([column, place]) => place < 0 && !optional.includes(column))
  if (missing.length > 0)
    throw new Refusal(
      'servicing.import_columns',
      { missing: missing.map(([column]) => columnNames[column as Column][0]) },
      'content',
    )
  const rows = cells
    .map((row, index) => {
      const at = (column: Column) => row[places[column]]?.trim() ?? ''
      return {
        line: index + 1,
        number: at('number'),
        amount: at('amount'),
        valueDate: at('valueDate'),
        reference: at('reference'),
        channel: at('channel'),
      }
    })
    .slice(1)
    .filter(row => row.number || row.amount || row.reference)
  if (rows.length > rowLimit)
    throw new Refusal('servicing.import_size', { rows: rows.length, limit: rowLimit }, 'content')
  return rows
}

/** A row that can be recorded, if its loan takes it. */
export type GoodRow = { amount: Money; valueDate: Day | undefined; reference: string; channel: Channel }

const channelNames: Readonly<Record<string, Channel>> = {
  '': 'bank-transfer',
  代扣: 'auto-debit',
  银行代扣: 'auto-debit',
  转账: 'bank-transfer',
  银行转账: 'bank-transfer',
  微信: 'wechat',
  微信支付: 'wechat',
  支付宝: 'alipay',
  现金: 'cash',
  其他: 'other',
}

/**
 * Reads a row: amounts with or without separators and ¥, days with - / . or without.
 * @throws Refusal servicing.row_amount, servicing.row_day, servicing.row_reference, servicing.row_channel
 */
export function readRow(row: FileRow): GoodRow {
  const amount = parseYuan(row.amount.replaceAll(/[,，¥￥\s]/g, ''))
  if (amount === null || amount <= 0n) throw new Refusal('servicing.row_amount', { text: row.amount })
  const valueDate = row.valueDate ? readDay(row.valueDate) : undefined
  if (valueDate === null) throw new Refusal('servicing.row_day', { text: row.valueDate })
  if (!row.reference) throw new Refusal('servicing.row_reference')
  const channel = channelNames[row.channel] ?? channels.find(one => one === row.channel)
  if (!channel) throw new Refusal('servicing.row_channel', { text: row.channel })
  return { amount, valueDate, reference: row.reference, channel }
}

function readDay(text: string): Day | null {
  // Without separators only two digits each are unambiguous: 2026111 may be two days.
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  if (!match) return null
  return parseDay(`${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`)
}
