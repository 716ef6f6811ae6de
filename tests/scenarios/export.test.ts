import ExcelJs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { openTestHouse, type TestHouse } from '../house.ts'
import { disburse, goldenPlan } from '../loans.ts'

describe('an Excel file of a list', () => {
  let house: TestHouse
  let token: string
  beforeAll(async () => {
    house = await openTestHouse()
    await house.hire('boss', 'team_manager', { group: '管理组', name: '郑海燕' })
    await house.hire('lin', 'market_developer', { group: '华东一组', name: '=HYPERLINK("x")' })
    token = (await house.identity.signIn('boss', 'password-boss')).token
  })
  afterAll(() => house.close())
  const get = (path: string, bearer = token) =>
    house.app.request(path, { headers: { authorization: `Bearer ${bearer}` } })

  it('holds the chosen columns under their titles, and text stays text', async () => {
    const response = await get(
      `/api/export/team/listPeople?sort=name&direction=asc&columns=${encodeURIComponent('name:姓名,assignment.groupName:小组')}`,
    )
    expect(response.status).toBe(200)
    const book = new ExcelJs.Workbook()
    await book.xlsx.load(await response.arrayBuffer())
    const sheet = book.worksheets[0]!
    expect(sheet.getRow(1).values).toEqual([undefined, '姓名', '小组'])
    expect(sheet.getRow(2).values).toEqual([undefined, '=HYPERLINK("x")', '华东一组'])
    expect(sheet.getRow(3).values).toEqual([undefined, '郑海燕', '管理组'])
  })

  it('says codes, ids, truths, days and shares as the reader does, in both languages, and as what they are', async () => {
    await house.hire('qian', 'finance_manager', { group: '财务部' })
    await disburse(house, 'X-1', goldenPlan('2026-03-02' as Day))
    const finance = (await house.identity.signIn('qian', 'password-qian')).token
    const columns = [
      { key: 'number', title: '编号' },
      { key: 'state', title: '状态', words: 'servicing.loan' },
      {
        key: 'said',
        title: '说明',
        cases: [
          ['closedOn', 'servicing.loan.settled'],
          ['', 'servicing.loan.active'],
        ],
      },
      { key: 'branchId', title: '机构', words: '@branch' },
      { key: 'productId', title: '产品', words: '@product' },
      { key: 'customer', title: '客户', from: 'nothing|bucket' },
      { key: 'principal', title: '本金, ¥' },
      { key: 'annualRate', title: '利率', share: true },
      { key: 'disbursedOn', title: '放款日' },
      { key: 'missing', title: '没有' },
    ]
    const sheetOf = async (language: string) => {
      const asked = new URLSearchParams({ columns: JSON.stringify(columns), language, title: '贷款 / 全部' })
      const response = await get(`/api/export/servicing/listLoans?${asked}`, finance)
      expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('贷款 / 全部'))
      const book = new ExcelJs.Workbook()
      await book.xlsx.load(await response.arrayBuffer())
      return book.worksheets[0]!
    }
    const zh = await sheetOf('zh')
    expect(zh.getRow(1).values).toEqual([undefined, ...columns.slice(0, -1).map(column => column.title)])
    expect(zh.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    const [, number, state, said, branch, , bucket, principal, rate, day] = zh.getRow(2).values as unknown[]
    expect([number, state, said, bucket, principal]).toEqual(['X-1', '正常还款', '正常还款', 'M0', 100_000])
    expect(branch).not.toMatch(/branch_/)
    expect(day).toEqual(new Date('2026-03-02T00:00:00Z'))
    expect(rate).toBeGreaterThan(0)
    expect([7, 8, 9].map(column => zh.getRow(2).getCell(column).numFmt)).toEqual(['#,##0.00', '0.00%', 'yyyy-mm-dd'])
    expect((await sheetOf('en')).getRow(2).getCell(2).value).toBe('Active')
  })

  it('is refused to who may not see the list, and is no way to a command', async () => {
    expect((await get('/api/export/team/listPeople', 'nobody')).status).toBe(401)
    expect(
      (await get('/api/export/authority/listRoles', (await house.identity.signIn('lin', 'password-lin')).token)).status,
    ).toBe(403)
    expect((await get('/api/export/team/addPerson')).status).toBe(404)
  })
})
