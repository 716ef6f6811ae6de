import { createHash } from 'node:crypto'
import ExcelJs from 'exceljs'
import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { csvCells, type FileRow, fileRows, readRow } from '../repayment-file.ts'
import {
  type ImportResult,
  importByHash,
  importByKey,
  insertImport,
  insertResults,
  resultsOf,
} from '../store/import.ts'
import { keysByNumber, newKey } from '../store/loan.ts'
import { importView, resultView } from './get-import.ts'
import { holdDay } from './open-book.ts'
import { type NewRepayment, recordRepayments } from './record-repayments.ts'

/**
 * Imports a repayment file: good rows are recorded, bad rows are listed with line and reason. The same content again
 * answers with the first result and changes nothing; a row whose reference its loan has already is left out.
 * @throws Refusal servicing.import_unreadable, servicing.import_columns, servicing.import_size, servicing.day_stale
 */
export async function importRepayments(
  ctx: Context,
  input: Input<typeof api.importRepayments>,
): Promise<Output<typeof api.importRepayments>> {
  await holdDay(ctx)
  const content = Buffer.from(input.content, 'base64')
  const sha256 = createHash('sha256').update(content).digest('hex')
  const rows = fileRows(content.subarray(0, 2).toString() === 'PK' ? await excelCells(content) : csvCells(content))
  const key = await newKey(ctx.sql)
  const by = { by: ctx.actor.id, byName: ctx.actor.name, on: ctx.today, at: ctx.now }
  if (!(await insertImport(ctx.sql, { key, fileName: input.fileName, sha256, ...by }))) {
    const known = must(await importByHash(ctx.sql, sha256), 'the file is known')
    return answer(ctx, known, true)
  }
  const loans = await keysByNumber(ctx.sql, [...new Set(rows.map(row => row.number))])
  // In the order of the loans, so that two files at once never wait for each other in a circle.
  const results = await recordRows(ctx, inLoanOrder(rows, loans), loans, key)
  await insertResults(ctx.sql, key, results)
  ctx.about(toId('import', key))
  ctx.note({ fileName: input.fileName, rows: rows.length })
  return answer(ctx, key, false)
}

async function answer(ctx: Context, key: bigint, repeatedFile: boolean) {
  const file = must(await importByKey(ctx.sql, key), 'the file is known')
  const results = await resultsOf(ctx.sql, key)
  return { ...importView(file), repeatedFile, results: results.map(row => resultView(row, ctx.language)) }
}

type Outcome = Pick<ImportResult, 'outcome' | 'refusal' | 'facts' | 'transactionKey' | 'amount'>

const nothing = { transactionKey: null, amount: null }
const refused = ({ code, facts }: Refusal): Outcome =>
  code === 'servicing.reference_taken'
    ? { ...nothing, outcome: 'repeated', refusal: null, facts: {} }
    : { ...nothing, outcome: 'refused', refusal: code, facts }

/** Records the rows that can be read, all at once; the others are answered with their refusals. */
async function recordRows(
  ctx: Context,
  rows: readonly FileRow[],
  loans: ReadonlyMap<string, bigint>,
  importKey: bigint,
): Promise<ImportResult[]> {
  const read = rows.map(row => readImported(row, loans, importKey))
  const payments = read.filter(one => !(one instanceof Refusal)) as NewRepayment[]
  const recorded = (await recordRepayments(ctx, payments)).values()
  return rows.map((row, index) => {
    const payment = read[index]!
    const done = payment instanceof Refusal ? payment : must(recorded.next().value, 'every repayment is answered')
    const outcome: Outcome =
      done instanceof Refusal
        ? refused(done)
        : {
            outcome: 'recorded',
            refusal: null,
            facts: {},
            transactionKey: toKey(done.id),
            amount: (payment as NewRepayment).amount,
          }
    return {
      line: row.line,
      number: row.number,
      amountText: row.amount,
      valueDateText: row.valueDate,
      reference: row.reference,
      loanKey: loans.get(row.number) ?? null,
      ...outcome,
    }
  })
}

function readImported(row: FileRow, loans: ReadonlyMap<string, bigint>, importKey: bigint): NewRepayment | Refusal {
  try {
    const { amount, valueDate, reference, channel } = readRow(row)
    const loanKey = loans.get(row.number)
    if (loanKey === undefined) throw new Refusal('servicing.row_loan_not_found', { number: row.number })
    return { loanId: toId('loan', loanKey), amount, valueDate, reference, channel, importKey, surplus: 'advance' }
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function inLoanOrder(rows: readonly FileRow[], loans: ReadonlyMap<string, bigint>): FileRow[] {
  const keyOfRow = (row: FileRow) => loans.get(row.number) ?? 0n
  return [...rows].sort((a, b) => Number(keyOfRow(a) - keyOfRow(b)) || a.line - b.line)
}

async function excelCells(content: Buffer): Promise<string[][]> {
  const book = new ExcelJs.Workbook()
  try {
    await book.xlsx.load(content as unknown as ArrayBuffer)
  } catch {
    throw new Refusal('servicing.import_unreadable', {}, 'content')
  }
  const sheet = book.worksheets[0]
  if (!sheet) throw new Refusal('servicing.import_unreadable', {}, 'content')
  const cells: string[][] = []
  sheet.eachRow({ includeEmpty: true }, (row, line) => {
    const values: string[] = []
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      values[column - 1] = cell.value instanceof Date ? cell.value.toISOString().slice(0, 10) : cell.text
    })
    cells[line - 1] = Array.from(values, value => value ?? '')
  })
  return Array.from(cells, row => row ?? [])
}
