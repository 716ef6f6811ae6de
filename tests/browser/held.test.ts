import { describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { testDealer } from '../applications.ts'
import { shot } from './browser.ts'
import { openScene } from './scene.ts'
import { faultsOf, go, press, reads, settled } from './stage.ts'

/** A change of an account that waits for a second person, through the screens of both. */
describe('a change that waits for a second person', () => {
  const dealers: Id<'dealer'>[] = []
  const scene = openScene('held', async house => {
    await house.hire('zheng', 'team_manager', { group: '管理组', name: '郑海燕' })
    await house.hire('wei', 'team_manager', { group: '管理组', name: '魏宁' })
    await house.hire('jin', 'administrator', { group: '信息部', name: '金磊' })
    await house.hire('guo', 'risk_director', { group: '风控部', name: '郭建国' })
    const manager = await house.as('zheng')
    for (const [index, name] of ['浦东新源汽车', '徐汇恒通汽车'].entries())
      dealers.push(await testDealer(manager, index, name))
  })
  const { enter } = scene

  it('is made so by one administrator and another person', async () => {
    const page = await enter('jin')
    await go(page, '/authority/held-rules')
    await reads(page, '还没有复核规则')
    await press(page, '新增规则')
    const dialog = page.locator('[role=dialog]')
    const pick = async (label: string, text: string) => {
      await dialog.getByLabel(label, { exact: true }).first().click()
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }
    await pick('操作', '修改经销商')
    await dialog.getByLabel('规则代码').fill('dealer-account')
    await press(page, '加一个条件')
    await dialog.getByLabel('项目').click()
    await page.keyboard.type('收款账号')
    await page.keyboard.press('Enter')
    await dialog.getByLabel('条件').last().click()
    await page.getByTitle('有填写').click()
    await dialog.getByRole('textbox', { name: '* 理由' }).fill('收款账户变更须双人复核')
    await press(page, '提交')
    await reads(page, '待批准')
    expect(await faultsOf(page)).toEqual([])
    await shot(page, 'held-rules')
    const director = await enter('guo')
    await go(director, '/authority/held-rules')
    await press(director, '批准')
    await director.locator('[role=dialog]').getByLabel('意见').fill('同意')
    await press(director, '提交')
    await reads(director, '生效中')
  })

  it('is asked for with a reason, seen on the record, and done when the other person agrees by one key', async () => {
    const page = await enter('zheng')
    for (const id of dealers) {
      // What was said of the last one lies over this one's buttons.
      const said = page.locator('.ant-notification-notice-close')
      if ((await said.count()) > 0) await said.first().click()
      await go(page, `/party/dealers/${id}`)
      await press(page, '修改')
      await page.locator('[role=dialog]').getByLabel('收款账号').fill('3105016100000000123')
      await press(page, '保存')
      await reads(page, /可复核人：.*魏宁/)
      await page.locator('.ant-modal-confirm textarea').fill('车行更换开户行，已收到盖章函')
      await press(page, '提交')
      await reads(page, '已提交复核')
      // Under the pointer what was said does not go away by itself.
      await page.locator('.ant-notification-notice').last().hover()
      await reads(page, '有 1 项变更待复核')
      // A dialog that shrinks away has buttons too small to touch.
      await page.locator('.ant-modal-confirm').waitFor({ state: 'detached' })
    }
    await settled(page)
    expect(await faultsOf(page)).toEqual([])
    await shot(page, 'held-banner')
    await press(page, '查看进度')
    await reads(page, '将改变的内容')

    await scene.house.drain()
    const checker = await enter('wei')
    await checker.getByRole('button', { name: /通知 .*2/ }).click()
    await reads(checker, /郑海燕 提交了“修改经销商”/)
    await checker.keyboard.press('Escape')
    await go(checker, '/authority/held')
    await reads(checker, '待我复核 2')
    await reads(checker, '**** 0123')
    expect(await faultsOf(checker)).toEqual([])
    await shot(checker, 'held-inbox')
    await checker.keyboard.press('a')
    await reads(checker, '待我复核 1')
    await checker.keyboard.press('r')
    await checker.locator('[role=dialog]').getByLabel('理由').fill('盖章函与户名不符')
    await checker.locator('[role=dialog]').getByRole('button', { name: '退回' }).click()
    await reads(checker, '没有待您复核的变更')
    const manager = await scene.house.as('zheng')
    const accounts = await Promise.all(dealers.map(async id => (await manager.party.getDealer({ id })).account))
    expect(accounts.sort()).toEqual(['**** 0005', '**** 0123'])
  })

  it('is read and settled on a phone, in English, in the dark', async () => {
    const manager = await scene.house.as('zheng')
    const dealer = await manager.party.getDealer({ id: dealers[0]! })
    await manager.party.updateDealer(
      { id: dealer.id, version: dealer.version, account: '6200000000000005', bankName: '示范银行徐汇支行' },
      { context: { headers: { 'x-reason': encodeURIComponent('再次变更') } } } as never,
    )
    const page = await enter('wei', { size: 'phone', dark: true, language: 'en' })
    await go(page, '/authority/held')
    await reads(page, 'Mine to check 1')
    expect(await faultsOf(page)).toEqual([])
    await page.locator('main .row-link').first().click()
    await reads(page, 'What would change')
    await settled(page)
    expect(await faultsOf(page)).toEqual([])
    await shot(page, 'held-phone-en')
    await manager.party.updateDealer({ id: dealer.id, version: dealer.version, contact: '王经理' })
    await press(page, 'Approve')
    await reads(page, 'The record changed since')
    // What is approved now is what is shown: the page reads the new difference first.
    await settled(page)
    await press(page, 'Approve')
    await reads(page, 'Nothing waits for your check')
    expect((await manager.party.getDealer({ id: dealer.id })).bankName).toBe('示范银行徐汇支行')
  })
})
