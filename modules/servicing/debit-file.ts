import { csvLine } from '#lib/csv'
import type { Day } from '#lib/day'
import { formatYuan, type Money, parseYuan, sum } from '#lib/money'
import { Refusal } from '#lib/refusal'

/** One order to the bank: collect so much from this account for this loan. */
export type DebitOrder = { number: string; amount: Money; account: string; name: string }
/** What the bank says became of an order. Amount and reference are of what it collected. */
export type DebitResult = { number: string; collected: boolean; amount: Money; reference: string; reason: string }

/** How orders go to a bank and results come back; another bank's way is another of these. */
export type DebitProtocol = {
  name: string
  write(day: Day, orders: readonly DebitOrder[]): { fileName: string; content: string }
  /** @throws Refusal servicing.debit_unreadable, servicing.debit_totals */
  read(content: string): { day: string; results: DebitResult[] }
}

const batchOf = (day: string) => `DD${day.replaceAll('-', '')}`
const version = '1'

/**
 * The file protocol of docs/direct-debit.md: UTF-8, one record a line, fields separated by commas and quoted when they hold
 * one. `H` names batch and day, `D` is an order, `R` a result, `T` counts the records and sums their amounts; a file whose
 * totals do not agree with its records is refused whole.
 */
export const csvProtocol: DebitProtocol = {
  name: 'chedai-dd-1',
  write(day, orders) {
    const total = formatYuan(sum(orders.map(order => order.amount)))
    const records = [
      ['H', 'CHEDAI-DD', version, batchOf(day), day],
      ...orders.map(order => ['D', order.number, formatYuan(order.amount), order.account, order.name]),
      ['T', String(orders.length), total],
    ]
    return { fileName: `${batchOf(day)}.csv`, content: records.map(line).join('') }
  },
  read(content) {
    const records = content
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .filter(text => text.trim() !== '')
      .map(cells)
    const [head, ...rest] = records
    const last = rest.pop()
    if (head?.[0] !== 'H' || head[1] !== 'CHEDAI-DD-RESULT' || head[2] !== version || last?.[0] !== 'T')
      throw new Refusal('servicing.debit_unreadable', { line: head?.[0] === 'H' ? records.length : 1 }, 'content')
    const results = rest.map((record, index) => resultOf(record, index + 2))
    const collected = sum(results.filter(result => result.collected).map(result => result.amount))
    if (last[1] !== String(results.length) || parseYuan(last[2] ?? '') !== collected)
      throw new Refusal(
        'servicing.debit_totals',
        { rows: results.length, collected: formatYuan(collected), saidRows: last[1] ?? '', said: last[2] ?? '' },
        'content',
      )
    return { day: head[4] ?? '', results }
  },
}

function resultOf(record: readonly string[], at: number): DebitResult {
  const [kind, number = '', text = '', state, reference = '', reason = ''] = record
  const amount = parseYuan(text)
  const collected = state === 'S'
  if (
    kind !== 'R' ||
    !number ||
    amount === null ||
    amount < 0n ||
    !(collected || state === 'F') ||
    (collected && !reference)
  )
    throw new Refusal('servicing.debit_unreadable', { line: at }, 'content')
  return { number, collected, amount, reference, reason }
}

const line = (fields: readonly string[]) => `${csvLine(fields)}\r\n`

/** The fields of one record. */
function cells(text: string): string[] {
  const fields: string[] = []
  const pattern = /("(?:[^"]|"")*"|[^,]*)(,|$)/g
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, field = '', comma] = match
    fields.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field.trim())
    if (comma === '') break
  }
  return fields
}
