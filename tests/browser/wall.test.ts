import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lender, openLender, submitted } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { disburse, goldenPlan, liveUntil } from '../loans.ts'
import { patience } from '../patience.ts'
import { accessibilityFaults, shot, type sizes } from './browser.ts'
import { openStage, overflow, type Stage } from './stage.ts'

/** The board on the wall while others work: one page acts, the other changes without being touched. */
describe('the wall board in a browser', () => {
  let house: TestHouse
  let lender: Lender
  let stage: Stage

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    const { rows } = await house.pool.query(`SELECT id FROM team.branch WHERE code = 'SH'`)
    await disburse(house, 'L-1', goldenPlan('2026-03-02' as never), { branchKey: rows[0].id })
    await liveUntil(house, '2026-04-02')
    stage = await openStage(house.app)
  })
  afterAll(async () => {
    await stage?.close()
    await house?.close()
  })

  const open = async (username: string, path: string, size: keyof typeof sizes = 'desktop'): Promise<Page> =>
    (await stage.enter(username, `password-${username}`, { at: path, size })).page
  const figure = (page: Page, title: string) =>
    page.locator(`section[aria-label="${title}"] .wall-value .number`).first().innerText()
  const soon = { timeout: patience.page, interval: 100 }

  it('shows on a screen nobody touches what another page has just done', async () => {
    const wall = await open('boss', '/performance/wall?full=1', 'wall')
    await wall.waitForSelector('.wall-live')
    expect(await figure(wall, '今日回款金额')).toBe('0.00')
    const scroll = 'document.querySelector(".wall").scrollHeight - document.querySelector(".wall").clientHeight'
    expect(await wall.evaluate(scroll)).toBeLessThanOrEqual(0)
    await wall.evaluate('window.untouched = true')

    const desk = await open('feng', '/servicing/loans')
    await desk.click('text=L-1')
    await desk.waitForURL(/loan_/)
    await desk.getByRole('button', { name: '登记还款' }).click()
    await desk.locator('.ant-modal input[inputmode=decimal]').fill('1000')
    await desk.locator('.ant-modal button.ant-btn-primary').click()

    await expect.poll(() => figure(wall, '今日回款金额'), soon).toBe('1,000.00')
    expect(await wall.innerText('section[aria-label="今日应还金额"]')).toContain('33 %')
    await submitted(lender, 1, { principal: '250000.00', price: '400000.00', income: '60000.00' })
    await expect.poll(() => figure(wall, '今日进件数'), soon).toBe('1')
    expect(await wall.evaluate('window.untouched')).toBe(true)
    expect(await accessibilityFaults(wall)).toEqual([])
    await shot(wall, 'wall-1080p')

    await wall.click('section[aria-label="今日回款金额"] .wall-value')
    await wall.waitForSelector('.ant-drawer-content-wrapper .ant-table-row')
    expect(await wall.innerText('.ant-drawer-content-wrapper')).toMatch(/还款与结清款合计[\s\S]*L-1[\s\S]*1,000\.00/)
    await desk.context().close()
    await wall.context().close()
  })

  it('says when it is old, and comes back by itself after the server does', async () => {
    const wall = await open('boss', '/performance/wall', 'phone')
    await wall.waitForSelector('.wall-live')
    expect(await overflow(wall)).toBe(0)
    await shot(wall, 'wall-phone')
    const before = Number(await figure(wall, '今日进件数'))
    await stage.hangUp()
    await wall.waitForSelector('text=数据已停更，正在重连')
    await submitted(lender, 2, { principal: '60000.00', price: '160000.00' })
    await stage.listen()
    await wall.waitForSelector('.wall-live')
    await expect.poll(() => figure(wall, '今日进件数'), soon).toBe(String(before + 1))
    await wall.context().close()
  })

  it('takes a target from the manager’s page to the ring of whom it is for', async () => {
    const boss = await open('boss', '/performance/targets')
    await boss.getByText('月', { exact: false }).first().waitFor()
    await boss.locator('.ant-segmented-item', { hasText: '本月' }).click()
    const row = boss.locator('tr', { hasText: '林晓雯' })
    const group = boss.locator('tr', { hasText: '华东一组' })
    await group.first().waitFor()
    if ((await row.count()) === 0) await group.first().locator('.ant-table-row-expand-icon').click()
    await row.getByRole('button', { name: '设定目标' }).click()
    await boss.locator('.ant-modal input').first().fill('120000')
    await boss.locator('.ant-modal textarea').fill('四月计划')
    await boss.locator('.ant-modal button.ant-btn-primary').click()
    await row.getByText('12.00 万', { exact: true }).waitFor()
    expect(await accessibilityFaults(boss)).toEqual([])
    await boss.context().close()

    const lin = await open('lin', '/performance/score', 'phone')
    const ring = lin.locator('.ant-card', { hasText: '放款金额' }).first()
    await ring.getByText('目标 12.00 万').waitFor()
    expect(await overflow(lin)).toBe(0)
    await lin.locator('[aria-description="放款金额 · 为什么是这个数"]').click()
    await lin.waitForSelector('.ant-drawer .ant-descriptions')
    expect(await lin.innerText('.ant-drawer')).toContain('期内放款的贷款本金合计')
    await lin.context().close()
  })
})
