import ExcelJs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'

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

  it('is refused to who may not see the list, and is no way to a command', async () => {
    expect((await get('/api/export/team/listPeople', 'nobody')).status).toBe(401)
    expect(
      (await get('/api/export/authority/listRoles', (await house.identity.signIn('lin', 'password-lin')).token)).status,
    ).toBe(403)
    expect((await get('/api/export/team/addPerson')).status).toBe(404)
  })
})
