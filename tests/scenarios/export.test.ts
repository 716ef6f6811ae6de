import ExcelJs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { words } from '#app/modules'
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

  it('holds the skills matrix and the budget in the words of the screen’s language, whatever the browser’s', async () => {
    await house.hire('hr', 'hr_officer', { group: '人事组', name: '于洋' })
    const hr = await house.as('hr')
    await hr.training.setBudget({ year: 2026, groupId: null, amount: '20000.00', reason: '年度预算' })
    const kind = { code: 'field-work', name: '外勤上岗', nameEn: 'Field work', validityMonths: 12 }
    await hr.training.addCertificateKind(kind)
    await hr.training.requireCertificates({ post: 'market_developer', codes: [kind.code] })
    const bearer = (await house.identity.signIn('hr', 'password-hr')).token
    const sheetOf = async (list: string, language: 'zh' | 'en', columns: object[], more = {}) => {
      const asked = new URLSearchParams({ ...more, columns: JSON.stringify(columns), language })
      // A Chinese browser, whatever the screen is set to.
      const headers = { authorization: `Bearer ${bearer}`, 'accept-language': 'zh-CN' }
      const response = await house.app.request(`/api/export/training/${list}?${asked}`, { headers })
      expect(response.status).toBe(200)
      const book = new ExcelJs.Workbook()
      await book.xlsx.load(await response.arrayBuffer())
      const lines: string[][] = []
      book.worksheets[0]!.eachRow(row => lines.push((row.values as unknown[]).slice(1).map(String)))
      return lines
    }
    for (const language of ['zh', 'en'] as const) {
      const t = (key: string) => words[key]![language === 'zh' ? 0 : 1]
      const skill = { key: `skills.${kind.code}`, title: language === 'zh' ? kind.name : kind.nameEn }
      const people = [
        { key: 'personName', title: language === 'zh' ? '人员' : 'Person' },
        { key: 'post', title: t('team.post'), words: 'team.post' },
        skill,
      ]
      const matrix = await sheetOf('listSkillRows', language, people)
      expect(matrix[0]).toEqual(people.map(column => column.title))
      const line = matrix.find(cells => cells[1] === t('team.post.market_developer'))!
      expect(line[2]).toBe(t('training.skill.missing'))

      const scope = [
        ['groupName', 'team.group'],
        ['', 'training.whole-company'],
      ]
      const spending = [
        { key: 'scope', title: t('training.budget-scope'), cases: scope },
        { key: 'budget', title: t('training.budget') },
        { key: 'left', title: t('training.left') },
      ]
      const budget = await sheetOf('listBudget', language, spending, { year: '2026' })
      expect(budget[0]).toEqual(spending.map(column => column.title))
      expect(budget[1]).toEqual([t('training.whole-company'), '20000', '20000'])
    }
  })

  it('holds the table behind a picture too: figures as figures, text as text, for whoever is signed in', async () => {
    const sent = {
      title: '逾期走势',
      language: 'zh',
      columns: ['月份', '贷款', '余额 ¥', '不良率', '经销商', '不良率 · 贷款'],
      rows: [
        ['2026-03', 1_204, '1,234,567.80', '0.35 %', '=HYPERLINK("x")', '1,204'],
        ['2026-04', 0, '—', '—', '-1+2', null],
      ],
    }
    const post = (body: unknown, bearer: string) =>
      house.app.request('/api/export-table', {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const response = await post(sent, token)
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('逾期走势'))
    const book = new ExcelJs.Workbook()
    await book.xlsx.load(await response.arrayBuffer())
    const sheet = book.worksheets[0]!
    expect(sheet.getRow(1).values).toEqual([undefined, ...sent.columns])
    expect(sheet.getRow(2).values).toEqual([undefined, '2026-03', 1204, 1_234_567.8, 0.0035, '=HYPERLINK("x")', 1204])
    expect([3, 4].map(column => sheet.getRow(2).getCell(column).numFmt)).toEqual(['#,##0.00', '0.00%'])
    expect(sheet.getRow(2).getCell(5).type).toBe(ExcelJs.ValueType.String)
    expect([1, 2, 3, 4, 5].map(column => sheet.getRow(3).getCell(column).value)).toEqual([
      '2026-04',
      0,
      null,
      null,
      '-1+2',
    ])
    expect(await (await post(sent, 'nobody')).json()).toMatchObject({
      status: 401,
      detail: '请先登录。',
    })
    expect(await (await post({ ...sent, rows: 'all' }, token)).json()).toMatchObject({
      status: 400,
      code: 'platform.invalid_input',
      detail: '输入有误，请检查后重试。',
    })
  })

  it('is refused to who may not see the list, and is no way to a command', async () => {
    expect((await get('/api/export/team/listPeople', 'nobody')).status).toBe(401)
    expect(
      (await get('/api/export/authority/listRoles', (await house.identity.signIn('lin', 'password-lin')).token)).status,
    ).toBe(403)
    expect((await get('/api/export/team/addPerson')).status).toBe(404)
  })
})
