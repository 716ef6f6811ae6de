import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { creditCheckDigits } from '../../modules/party/identifiers.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { accessibilityFaults, shot } from './browser.ts'
import { openStage, overflow, type Stage, settled, strangeWords, type Window } from './stage.ts'

/** Two people on one record and around it, each in a window of their own. */
describe('two people working together', () => {
  let house: TestHouse
  let stage: Stage
  let dealer: Id<'dealer'>
  const windows: Window[] = []

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('zheng', 'team_manager', { group: '管理组', name: '郑海燕' })
    await house.hire('lin', 'market_developer', { group: '一组', name: '林晓雯' })
    await house.hire('xu', 'market_developer', { group: '浙江一组', branch: 'HZ', name: '林远' })
    const first = '91990300MADE0001'
    const manager = await house.as('zheng')
    const { id } = await manager.party.addDealer({
      name: '浦东新源汽车',
      creditCode: first + creditCheckDigits(first),
      grade: 'A',
      contact: '李经理',
      accountName: '浦东新源汽车有限公司',
      account: '6200000000000005',
      bankName: '示范银行',
    })
    dealer = id
    stage = await openStage(house.app)
  }, 240_000)
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      for (const [index, { page }] of windows.entries()) await shot(page, `together-failed-${index}`)
  })
  afterAll(async () => {
    for (const { faults } of windows) expect(faults).toEqual([])
    await stage?.close()
    await house?.close()
  })

  const enter = async (username: string, options?: Parameters<Stage['enter']>[2]) => {
    const window = await stage.enter(username, `password-${username}`, options)
    windows.push(window)
    return window.page
  }
  const go = async (page: Page, address: string) => {
    await page.goto(stage.url + address)
    await page.waitForSelector('main h1, main .ant-result')
    await settled(page)
  }
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).last().click()
  const reads = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 20_000 })
  const whole = async (page: Page) => {
    expect(strangeWords(await page.innerText('body'))).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  }

  it('see each other on the record, talk, are named, hand over, and see it at once', { timeout: 120_000 }, async () => {
    const boss = await enter('zheng')
    const lin = await enter('lin')
    await go(boss, `/party/dealers/${dealer}`)
    await go(lin, `/party/dealers/${dealer}`)
    await boss.waitForSelector('[data-present="林晓雯"]')
    await boss.getByRole('tab', { name: /讨论/ }).click()
    await lin.getByRole('tab', { name: /讨论/ }).click()
    await reads(lin, '还没有讨论')
    const box = boss.getByLabel('内容')
    await box.click()
    await boss.keyboard.type('@林')
    await boss.locator('.ant-mentions-dropdown').getByText('不在其范围内').waitFor()
    await boss.locator('.ant-mentions-dropdown').getByText('林晓雯').click()
    await boss.keyboard.type('合作协议下月到期，请约李经理')
    await press(boss, '发送')
    await reads(lin, '合作协议下月到期，请约李经理')
    await whole(boss)
    await shot(boss, 'together-thread')
    await house.drain()
    await lin.getByRole('button', { name: /通知 .*1/ }).waitFor()
    await lin.getByLabel('内容').fill('已约周四；李经理只接下午电话')
    await lin.getByText('作为交接说明').click()
    await press(lin, '发送')
    await reads(boss, '林晓雯 的交接说明')
    await press(boss, '收到')
    await reads(lin, '郑海燕 已收到')
    await lin.locator('[data-line=handover]').getByRole('button', { name: '修改' }).click()
    await lin.locator('[data-line=handover] textarea').fill('已约周四下午')
    await press(lin, '保存')
    await reads(boss, '已修改')
    await windows.pop()!.context.close()
  })

  it('announce and confirm, and make tasks of a meeting', { timeout: 120_000 }, async () => {
    const boss = windows[0]!.page
    await go(boss, '/notification/announcements')
    await press(boss, '发布公告')
    const dialog = boss.locator('[role=dialog]')
    await dialog.getByLabel('议题').fill('面签新话术')
    await dialog.getByLabel('内容').fill('先说综合资金成本，再谈月供。')
    await dialog.getByRole('button', { name: '发布公告' }).click()
    await reads(boss, '先说综合资金成本')
    await whole(boss)
    const lin = await enter('lin', { size: 'phone', language: 'en', dark: true })
    await reads(lin, '1 announcements to confirm')
    await go(lin, '/notification/announcements')
    await whole(lin)
    await shot(lin, 'together-phone-en')
    await press(lin, 'I have read this')
    await reads(lin, 'Confirmed')
    await go(boss, '/notification/announcements')
    await press(boss, '已读情况')
    await reads(boss, '已确认 1 人')
    await boss.keyboard.press('Escape')

    await go(boss, '/notification/minutes')
    await press(boss, '记纪要')
    const pick = async (label: string, text: string) => {
      await dialog.getByLabel(label, { exact: true }).first().click()
      await boss.keyboard.type(text)
      await boss.keyboard.press('Enter')
    }
    await dialog.getByLabel('议题').fill('周例会')
    await pick('小组', '管理组')
    await dialog.getByRole('textbox', { name: '* 纪要' }).fill('续签两家车行。')
    await press(boss, '加一项')
    await dialog.getByLabel('任务').fill('约两家车行续签')
    await pick('负责人', '林晓雯')
    await press(boss, '提交')
    await reads(boss, '行动项 0/1')
    await whole(boss)
    await shot(boss, 'together-minutes')
    await go(lin, '/')
    await reads(lin, '1 open tasks')
    await go(lin, '/notification/tasks')
    await reads(lin, '约两家车行续签')
    await whole(lin)
    await press(lin, 'Finish')
    await reads(lin, 'No tasks')
    await go(boss, '/notification/minutes')
    await reads(boss, '行动项 1/1')
  })
})
