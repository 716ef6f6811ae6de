import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer } from '#app/server'
import { addDays, addMonths, dayAt, instant } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { type Money, parseYuan } from '#lib/money'
import { planFor } from '#product'
import { openTestHouse, type TestHouse } from '../house.ts'
import { disburse, liveUntil } from '../loans.ts'
import { accessibilityFaults, shot, sizes } from './browser.ts'
import { go, openStage, overflow, type Stage, settled } from './stage.ts'

// The browser's cookies live by the machine's clock: the loan's last day is today.
const today = dayAt(instant(new Date().toISOString()))
const start = addMonths(today, -3, 12)
const shown = addDays(today, -20)

/** The loan's page: each decision tried before it is made, and the past shown as it was known. */
describe('the loan page in the browser', () => {
  let house: TestHouse
  let stage: Stage
  let id: Id<'loan'>

  beforeAll(async () => {
    house = await openTestHouse({ today: start })
    for (const [name, post] of [
      ['qian', 'finance_officer'],
      ['sun', 'finance_manager'],
      ['zhou', 'risk_director'],
    ] as const)
      await house.hire(name, post)
    const year = planFor({
      principal: parseYuan('80000') as Money,
      disbursedOn: start,
      annualRate: '0.0588' as never,
      periods: 24,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    }).installments
    id = await disburse(house, 'L-000115', year, { annualRate: '0.0588' as never })
    const finance = await house.as('qian')
    await liveUntil(house, addDays(addMonths(start, 1), 5))
    await finance.servicing.recordRepayment({ id, amount: '1800', channel: 'bank-transfer', reference: 'B-1' })
    await liveUntil(house, today)
    await finance.servicing.recordRepayment({
      id,
      amount: '3000',
      valueDate: addMonths(start, 2),
      channel: 'auto-debit',
      reference: 'B-2',
    })
    await house.pool.query(`UPDATE platform.installation SET value = '"filled"' WHERE name = 'demo'`)
    stage = await openStage(openServer(house))
  })
  afterAll(async () => {
    await stage?.close()
    await house?.close()
  })

  const open = async (username: string, size: keyof typeof sizes): Promise<Page> => {
    const at = `/servicing/loans/${id}`
    const { page } = await stage.enter(username, `password-${username}`, { size, at })
    await page.waitForSelector('text=还款计划')
    return page
  }
  const choose = async (page: Page, action: string) => {
    await page.click('button[aria-label="更多"]')
    await page.click(`.ant-dropdown-menu-item:has-text("${action}")`)
    await page.waitForSelector('.ant-modal')
  }

  it('offers what the post may do, and shows what a deferral would change before it is made', async () => {
    const page = await open('zhou', 'desktop')
    await shot(page, 'loan-page')
    await choose(page, '延期还款')
    await page.waitForSelector('text=试算：不会入账')
    await settled(page)
    await shot(page, 'loan-defer')
    // The tags of the page behind keep the palette of the house; the dialog itself has no fault.
    const faults = await accessibilityFaults(page)
    expect(faults.filter(fault => !fault.startsWith('color-contrast'))).toEqual([])
    // Old beside new, what it costs the borrower, and a button that says what it does.
    await page.waitForSelector('.ant-modal :text("借款人共多付利息与费用")')
    const [was, is] = (await page.innerText('.ant-modal tbody tr:has(del) >> nth=0')).match(/\d{4}-\d{2}-\d{2}/g)!
    expect(is).toBe(addMonths(was as never, 1))
    await page.fill('.ant-modal textarea', '客户申请')
    await page.click('.ant-modal-footer .ant-btn-primary:has-text("办理延期")')
    await page.waitForSelector('.ant-modal', { state: 'hidden' })
    await page.waitForSelector('.ant-timeline :text-matches("^延期")')
    await page.click('.ant-tag-checkable:has-text("计划")')
    await page.waitForSelector('.ant-timeline :text-matches("^还款")', { state: 'detached' })
    expect(await page.innerText('.ant-timeline')).toContain('延期')
    await page.click('[data-node-key=changes]')
    const changes = page.locator('[role=tabpanel]:visible')
    await changes.locator('text=放款时的计划').first().waitFor()
    expect(await changes.innerText()).toContain('延期')
    await shot(page, 'loan-plan-changes')
    await choose(page, '重组')
    await page.waitForSelector('.ant-alert-warning')
    expect(await page.innerText('.ant-modal')).toContain('罚息')
    await shot(page, 'loan-restructure')
    await page.context().close()
  })

  it('looks back to a day as it was known then', async () => {
    const page = await open('qian', 'desktop')
    await page.click('button:has-text("回看")')
    // A picker takes a typed day once its popover stands still.
    await page.waitForSelector('.ant-popover')
    await page.waitForSelector('.ant-popover[class*=ant-zoom-big]', { state: 'detached' })
    for (const [label, known] of [
      ['查看哪一天的情况', today],
      ['截至何日所知', shown],
    ] as const) {
      await page.fill(`input[aria-label="${label}"]`, shown)
      await page.press(`input[aria-label="${label}"]`, 'Enter')
      await page.waitForSelector(`text=显示 ${shown} 的情况，以 ${known} 所知为准`)
    }
    await settled(page)
    // What was recorded since of a day before is said, with its amount, and one goes from then to now at a press.
    const banner = page.locator('.ant-alert', { hasText: '所知为准' })
    await banner.locator('text=之后登记').waitFor()
    expect(await banner.innerText()).toContain('¥3,000.00')
    await shot(page, 'loan-look-back')
    await banner.locator('.ant-segmented-item', { hasText: '现在所知' }).click()
    await page.waitForSelector(`text=显示 ${shown} 的情况，以 ${today} 所知为准`)
    expect(await page.innerText('body')).not.toContain('登记还款')
    await page.click('.ant-alert button:has-text("回到今天")')
    await page.waitForSelector('text=登记还款')
    await page.context().close()
  })

  it('fits a phone, in the dark too', async () => {
    const page = await open('sun', 'phone')
    const sideways = () =>
      page.evaluate(
        `[...document.querySelectorAll('main *')].filter(node => node.scrollWidth > node.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(node).overflowX) && node.matches('[class*=ant-table]')).length`,
      )
    await shot(page, 'loan-phone')
    expect(await sideways()).toBe(0)
    await page.click('[data-node-key=transactions]')
    await page.click('[role=tabpanel]:visible .ant-table-row:has-text("还款") >> nth=0')
    await page.waitForSelector('text=登记时间')
    await page.locator('[role=tabpanel]:visible button:has-text("冲正")').waitFor()
    expect(await sideways()).toBe(0)
    await shot(page, 'loan-phone-transactions')
    await page.locator('[role=tabpanel]:visible button:has-text("冲正")').first().click()
    await page.waitForSelector('.ant-modal :text("试算：不会入账")')
    expect(await page.innerText('.ant-modal')).toMatch(/今日应还[\s\S]*剩余本金/)
    await page.click('.ant-modal button:has-text("取消")')
    await page.waitForSelector('.ant-modal', { state: 'hidden' })
    await choose(page, '减免')
    await settled(page)
    await shot(page, 'loan-phone-waive')
    await page.emulateMedia({ colorScheme: 'dark' })
    const wide = (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) as boolean
    expect(wide).toBe(false)
    await page.context().close()
  })

  it('lists what a corrected base rate would have changed of a loan that has ended, and has it decided with a reason', async () => {
    const [whole] = planFor({
      principal: parseYuan('60000') as Money,
      disbursedOn: start,
      annualRate: '0.0588' as never,
      periods: 1,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    }).installments
    const ended = await disburse(house, 'L-000116', [{ ...whole!, dueOn: addDays(today, 30) }], {
      annualRate: '0.0588' as never,
    })
    const finance = await house.as('qian')
    const { payable } = await finance.servicing.getLoan({ id: ended })
    await finance.servicing.recordRepayment({ id: ended, amount: payable, channel: 'cash' })
    await house.pool.query(
      `INSERT INTO servicing.correction (loan_id, base, from_day, noted_on, difference) VALUES ($1, 'lpr-1y', $2, $3, -12345)`,
      [toKey(ended), start, today],
    )
    const page = await open('sun', 'desktop')
    await go(page, '/servicing/corrections')
    await page.waitForSelector('text=L-000116')
    await shot(page, 'corrections')
    await page.click('.ant-table-row button:has-text("处理")')
    await page.waitForSelector('.ant-modal')
    expect(await page.innerText('.ant-modal')).toContain('多收 ¥123.45')
    await shot(page, 'correction-decide')
    await page.click('.ant-modal label:has-text("无需处理")')
    await page.fill('.ant-modal input[maxlength="200"]', '已在柜面退还')
    await page.click('.ant-modal-footer .ant-btn-primary')
    await page.waitForSelector('.ant-table-row:has-text("已在柜面退还")')
    await page.setViewportSize(sizes.phone)
    await shot(page, 'corrections-phone')
    await expect.poll(() => overflow(page)).toBe(0)
    await page.context().close()
  })
})
