import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { testDealer } from '../applications.ts'
import { shot } from './browser.ts'
import { openScene } from './scene.ts'
import { faultsOf, go, press, reads, settled } from './stage.ts'

/** How somebody likes a list goes with the person, not with the device. */
describe('a list as one likes it', () => {
  const scene = openScene('lists', async house => {
    await house.hire('zheng', 'team_manager', { group: '管理组', name: '郑海燕' })
    await house.hire('wei', 'team_manager', { group: '管理组', name: '魏宁' })
    await testDealer(await house.as('zheng'), 0, '浦东新源汽车')
  })
  const { enter } = scene
  const heads = async (page: Page) => (await page.locator('thead th').allInnerTexts()).map(head => head.trim())
  const answered = (page: Page) =>
    page.waitForResponse(answer => answer.request().method() === 'PUT' && answer.url().includes('/team/list-choices/'))

  it('has its columns moved by keyboard and by drag and left out, on every device of that person', async () => {
    const page = await enter('zheng')
    await go(page, '/party/dealers')
    const before = await heads(page)
    expect(before.slice(0, 4)).toEqual(['名称', '状态', '等级', '所属集团'])
    await page.getByRole('button', { name: '列设置' }).click()
    const choice = page.locator('.ant-popover')
    const kept = answered(page)
    await choice.getByRole('checkbox', { name: '等级' }).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await kept
    expect((await heads(page)).slice(0, 4)).toEqual(['名称', '等级', '状态', '所属集团'])
    // The name leads to the page and stays where it is.
    await page.keyboard.press('Alt+ArrowUp')
    expect((await heads(page))[0]).toBe('名称')
    expect(await choice.getByRole('checkbox', { name: '名称' }).isDisabled()).toBe(true)
    const dragged = answered(page)
    await choice.getByText('所属集团').hover()
    await page.mouse.down()
    // What is dragged over learns of it by the second move only.
    for (let moves = 0; moves < 2; moves += 1) await choice.getByText('等级').hover()
    await page.mouse.up()
    await dragged
    expect((await heads(page)).slice(0, 4)).toEqual(['名称', '所属集团', '等级', '状态'])
    const left = answered(page)
    await choice.getByRole('checkbox', { name: '状态' }).click()
    await left
    await shot(page, 'lists-columns')
    await page.keyboard.press('Escape')
    await press(page, '新建经销商')
    await page.keyboard.press('Escape')
    const elsewhere = await enter('zheng', { at: '/party/dealers' })
    expect((await heads(elsewhere)).slice(0, 3)).toEqual(['名称', '所属集团', '等级'])
    expect(await heads(elsewhere)).not.toContain('状态')
    const other = await enter('wei', { at: '/party/dealers' })
    expect(await heads(other)).toEqual(before)
    await elsewhere.getByRole('button', { name: '列设置' }).click()
    const back = answered(elsewhere)
    // By keyboard: the list of columns may still be finding its place.
    await elsewhere.getByRole('button', { name: '恢复默认' }).press('Enter')
    await back
    expect(await heads(elsewhere)).toEqual(before)
  })

  it('keeps a view by name, as a tab on every device of that person', async () => {
    const page = await enter('zheng')
    await go(page, '/party/dealers?grade=A')
    await press(page, '存为视图')
    await page.getByRole('textbox', { name: '视图名称' }).fill('优质车行')
    const kept = answered(page)
    await page.keyboard.press('Enter')
    await kept
    await reads(page, '优质车行')
    expect(await faultsOf(page)).toEqual([])
    const elsewhere = await enter('zheng', { at: '/party/dealers' })
    await elsewhere.getByText('优质车行').click()
    await elsewhere.waitForURL('**grade=A**')
    await settled(elsewhere)
    await shot(elsewhere, 'lists-view')
    const forgotten = answered(elsewhere)
    await elsewhere.getByRole('button', { name: '删除视图“优质车行”' }).click()
    await forgotten
    await page.reload()
    await settled(page)
    expect(await page.getByText('优质车行').count()).toBe(0)
  })

  it('refuses what is no view', async () => {
    const client = await scene.house.as('zheng')
    await expect(
      client.team.keepListChoice({ list: 'party.dealers', views: [{ name: '', asked: {} }], columns: null }),
    ).rejects.toMatchObject({ status: 400 })
    await expect(client.team.keepListChoice({ list: '../x', views: [], columns: null })).rejects.toMatchObject({
      status: 400,
    })
  })
})
