import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { testDealer } from '../applications.ts'
import { shot } from './browser.ts'
import { openScene } from './scene.ts'
import { faultsOf, go, press, reads } from './stage.ts'

/** Two people on one record and around it, each in a window of their own. */
describe('two people working together', () => {
  let dealer: Id<'dealer'>
  const scene = openScene('together', async house => {
    await house.hire('zheng', 'team_manager', { group: '管理组', name: '郑海燕' })
    await house.hire('lin', 'market_developer', { group: '一组', name: '林晓雯' })
    await house.hire('xu', 'market_developer', { group: '浙江一组', branch: 'HZ', name: '林远' })
    dealer = await testDealer(await house.as('zheng'), 1, '浦东新源汽车')
  })
  const { enter } = scene
  let boss: Page

  it('see each other on the record, talk, are named, hand over, and see it at once', async () => {
    boss = await enter('zheng')
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
    expect(await faultsOf(boss)).toEqual([])
    await shot(boss, 'together-thread')
    await scene.house.drain()
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
    await lin.context().close()
  })

  it('announce and confirm, and make tasks of a meeting', async () => {
    await go(boss, '/notification/announcements')
    await press(boss, '发布公告')
    const dialog = boss.locator('[role=dialog]')
    await dialog.getByLabel('议题').fill('面签新话术')
    await dialog.getByLabel('内容').fill('先说综合资金成本，再谈月供。')
    await dialog.getByRole('button', { name: '发布公告' }).click()
    await reads(boss, '先说综合资金成本')
    expect(await faultsOf(boss)).toEqual([])
    const lin = await enter('lin', { size: 'phone', language: 'en', dark: true })
    await reads(lin, '1 announcement to confirm')
    await go(lin, '/notification/announcements')
    expect(await faultsOf(lin)).toEqual([])
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
    expect(await faultsOf(boss)).toEqual([])
    await shot(boss, 'together-minutes')
    await go(lin, '/')
    await reads(lin, '1 open task')
    await go(lin, '/notification/tasks')
    await reads(lin, '约两家车行续签')
    expect(await faultsOf(lin)).toEqual([])
    await press(lin, 'Finish')
    await reads(lin, 'No tasks')
    await go(boss, '/notification/minutes')
    await reads(boss, '行动项 1/1')
  })
})
