import ExcelJs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, goldenPlan, liveUntil } from '../loans.ts'

/** A bank's file: good rows in, bad rows listed, nothing twice. */
describe('a repayment file', () => {
  let house: TestHouse
  let finance: Client

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('qian', 'finance_officer')
    finance = await house.as('qian')
    for (const number of ['A-1', 'A-2', 'A-3']) await disburse(house, number, goldenPlan('2026-01-15' as never))
    await liveUntil(house, '2026-02-15')
  })
  afterAll(() => house.close())

  const upload = (content: string | Buffer, fileName = '代扣0215.csv') =>
    finance.servicing.importRepayments({ fileName, content: Buffer.from(content).toString('base64') })
  const outstanding = async () =>
    (await finance.servicing.listLoans({ sort: 'number', direction: 'asc' })).rows.map(row => row.outstanding)

  const file = [
    '贷款编号,金额,到账日,流水号,渠道',
    'A-1,2988.12,2026-02-15,T001,代扣',
    'A-2,2988.12,2026-02-15,T002,代扣',
    'A-9,2988.12,2026-02-15,T003,代扣',
    'A-3,99999999,2026-02-15,T004,代扣',
    'A-3,abc,2026-02-15,T005,代扣',
    'A-1,10,2026-02-15,T001,代扣',
  ].join('\n')

  it('takes the good rows in and lists the bad ones with line and reason', async () => {
    const result = await upload(file)
    expect(result).toMatchObject({
      rows: 6,
      recorded: 2,
      repeated: 1,
      refused: 3,
      amount: '5976.24',
      repeatedFile: false,
    })
    expect(result.results.map(row => [row.line, row.outcome, row.code])).toEqual([
      [4, 'refused', 'servicing.row_loan_not_found'],
      [5, 'refused', 'servicing.repayment_exceeds'],
      [6, 'refused', 'servicing.row_amount'],
      [7, 'repeated', null],
      [2, 'recorded', null],
      [3, 'recorded', null],
    ])
    expect(result.results[1]!.reason).toContain('5,976.24')
    expect(await outstanding()).toEqual(['97411.88', '97411.88', '100000.00'])
  })

  it('changes nothing when it comes again, whole or with other rows', async () => {
    const again = await upload(file, '另存为.csv')
    expect(again).toMatchObject({ repeatedFile: true, recorded: 2, fileName: '代扣0215.csv' })
    const mended = await upload(`${file.split('\n').slice(0, 3).join('\n')}\nA-3,2988.12,2026-02-15,T004,代扣`)
    expect(mended).toMatchObject({ recorded: 1, repeated: 2, refused: 0 })
    expect(await outstanding()).toEqual(['97411.88', '97411.88', '97411.88'])
    const list = await finance.servicing.listImports({})
    expect(list.rows.map(row => row.recorded)).toEqual([1, 2])
    expect((await finance.servicing.getImport({ id: list.rows[1]!.id })).results).toHaveLength(6)
    expect(await refusalOf(finance.servicing.getImport({ id: 'import_0000000000001' }))).toMatchObject({
      status: 404,
      code: 'servicing.import_not_found',
    })
  })

  it('may be an Excel workbook', async () => {
    await liveUntil(house, '2026-03-15')
    const book = new ExcelJs.Workbook()
    const sheet = book.addWorksheet('回盘')
    sheet.addRow(['贷款编号', '金额', '到账日', '流水号'])
    sheet.addRow(['A-1', 2988.12, new Date('2026-03-15T00:00:00Z'), 'T101'])
    sheet.addRow(['A-2', '2988.12', '2026-03-14', 'T102'])
    const result = await upload(Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer), '回盘.xlsx')
    expect(result.results.map(row => [row.line, row.outcome, row.valueDate])).toEqual([
      [2, 'recorded', '2026-03-15'],
      [3, 'recorded', '2026-03-14'],
    ])
    expect(await refusalOf(upload('PK 这不是工作簿', '坏.xlsx'))).toMatchObject({ code: 'servicing.import_unreadable' })
    expect((await finance.servicing.checkBooks()).agree).toBe(true)
  })
})
