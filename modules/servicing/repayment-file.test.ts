import { describe, expect, it } from 'vitest'
import { Refusal } from '#lib/refusal'
import { csvCells, fileRows, readRow, rowLimit } from './repayment-file.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const codeOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'accepted'
}
const row = (change: object) => ({
  line: 2,
  number: 'CD-1',
  amount: '100',
  valueDate: '2026-03-02',
  reference: 'R1',
  channel: '',
  ...change,
})

describe('a repayment file', () => {
  it('is read by the names of its columns, in any order, with a mark, in GBK too', () => {
    const text = '流水号,到账日,金额,贷款编号\nR1,2026/3/2,"2,988.12",CD-1\n\n'
    const expected = [
      { line: 2, number: 'CD-1', amount: '2,988.12', valueDate: '2026/3/2', reference: 'R1', channel: '' },
    ]
    expect(fileRows(csvCells(bytes(text)))).toEqual(expected)
    expect(fileRows(csvCells(bytes(`\uFEFF${text}`)))).toEqual(expected)
    // The same header in GBK: 流水号,到账日,金额,贷款编号.
    const gbk = Uint8Array.from([
      0xc1, 0xf7, 0xcb, 0xae, 0xba, 0xc5, 0x2c, 0xb5, 0xbd, 0xd5, 0xcb, 0xc8, 0xd5, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x2c,
      0xb4, 0xfb, 0xbf, 0xee, 0xb1, 0xe0, 0xba, 0xc5, 0x0a,
    ])
    const withRow = new Uint8Array([...gbk, ...bytes('R1,2026/3/2,"2,988.12",CD-1\n')])
    expect(fileRows(csvCells(withRow))).toEqual(expected)
  })

  it('refuses what it cannot read, what lacks a column and what is too long', () => {
    expect(codeOf(() => csvCells(Uint8Array.from([0xff, 0xfe, 0xff])))).toBe('servicing.import_unreadable')
    expect(codeOf(() => fileRows([]))).toBe('servicing.import_unreadable')
    expect(codeOf(() => fileRows([['编号', '金额']]))).toBe('servicing.import_columns')
    const many = Array.from({ length: rowLimit + 1 }, (_, index) => ['CD-1', '1', `R${index}`])
    expect(codeOf(() => fileRows([['编号', '金额', '流水号'], ...many]))).toBe('servicing.import_size')
  })

  it('reads amounts, days and channels as people write them, and says which cell is wrong', () => {
    expect(readRow(row({ amount: '￥2,988.12', valueDate: '20260302', channel: '微信' }))).toEqual({
      amount: 298812n,
      valueDate: '2026-03-02',
      reference: 'R1',
      channel: 'wechat',
    })
    expect(readRow(row({ valueDate: '2026年3月2日' })).valueDate).toBe('2026-03-02')
    expect(readRow(row({ valueDate: '' })).valueDate).toBeUndefined()
    expect(codeOf(() => readRow(row({ amount: '-5' })))).toBe('servicing.row_amount')
    expect(codeOf(() => readRow(row({ amount: '12.345' })))).toBe('servicing.row_amount')
    for (const valueDate of ['202631', '2026111', '2026-311'])
      expect(
        codeOf(() => readRow(row({ valueDate }))),
        valueDate,
      ).toBe('servicing.row_day')
    expect(codeOf(() => readRow(row({ valueDate: '2026-02-30' })))).toBe('servicing.row_day')
    expect(codeOf(() => readRow(row({ reference: '' })))).toBe('servicing.row_reference')
    expect(codeOf(() => readRow(row({ channel: '信鸽' })))).toBe('servicing.row_channel')
  })
})
