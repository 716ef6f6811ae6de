import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer } from '#app/server'
import { addDays, addMonths, dayAt, instant } from '#lib/day'
import type { Id } from '#lib/id'
import { type Money, parseYuan } from '#lib/money'
import { planFor } from '#product'
import { openTestHouse, type TestHouse } from '../house.ts'
import { disburse, liveUntil } from '../loans.ts'
import { shot } from './browser.ts'
import { go, openStage, type Stage, settled } from './stage.ts'

// The browser's cookies live by the machine's clock: the loan's last day is today.
const today = dayAt(instant(new Date().toISOString()))
const start = addMonths(today, -3, 12)
// No due day is today or tomorrow, so that a prepayment is never asked to wait for one.
const dates = Number(today.slice(8)) >= 11 && Number(today.slice(8)) <= 12 ? 20 : 12
type Loan = Awaited<ReturnType<Awaited<ReturnType<TestHouse['as']>>['servicing']['getLoan']>>
type Name = 'steady' | 'late' | 'hard' | 'growing' | 'over'

/** Every decision on a loan's page: the figures shown before it is made are those that stand after it. */
describe('the dialogs of a loan in the browser', () => {
  let house: TestHouse
  let stage: Stage
  const loans = {} as Record<Name, Id<'loan'>>

  beforeAll(async () => {
    house = await openTestHouse({ today: start })
    for (const [name, post] of [
      ['qian', 'finance_officer'],
      ['sun', 'finance_manager'],
      ['zhou', 'risk_director'],
    ] as const)
      await house.hire(name, post)
    const plan = planFor({
      principal: parseYuan('80000') as Money,
      disbursedOn: start,
      firstDueOn: addMonths(start, 1, dates),
      annualRate: '0.0588' as never,
      periods: 24,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    }).installments
    for (const [index, name] of (['steady', 'late', 'hard', 'growing', 'over'] as const).entries())
      loans[name] = await disburse(house, `L-00020${index}`, plan, {
        annualRate: '0.0588' as never,
        ...(name === 'growing' ? { commitment: parseYuan('90000') as Money } : {}),
      })
    await liveUntil(house, today)
    const finance = await house.as('qian')
    for (const name of ['steady', 'growing', 'over'] as const) {
      const { dueTotal } = await finance.servicing.getLoan({ id: loans[name] })
      await finance.servicing.recordRepayment({ id: loans[name], amount: dueTotal, channel: 'bank-transfer' })
    }
    const file = `number,amount,valueDate,reference\nL-000204,5000,${today},F-1\n`
    await finance.servicing.importRepayments({ fileName: 'f.csv', content: Buffer.from(file).toString('base64') })
    await house.pool.query(`UPDATE platform.installation SET value = '"filled"' WHERE name = 'demo'`)
    stage = await openStage(openServer(house))
  })
  afterAll(async () => {
    await stage?.close()
    await house?.close()
  })

  const pages = new Map<string, Promise<Page>>()
  /** The page of a person, who enters once for each look. */
  const enter = (username: string, looks: Parameters<Stage['enter']>[2] = {}): Promise<Page> => {
    const key = `${username} ${JSON.stringify(looks)}`
    const page = pages.get(key) ?? stage.enter(username, `password-${username}`, looks).then(window => window.page)
    pages.set(key, page)
    return page
  }
  /** Goes to the loan, unless it is there already; a dialog of the step before is put away. */
  const open = async (page: Page, name: Name) => {
    // A dialog, or the menu it came from, that still moves does not hear the key; whoever presses it presses it again.
    const left = page.locator('.ant-modal:visible')
    for (let pressed = 0; pressed < 20 && (await left.count()) > 0; pressed += 1) {
      await page.keyboard.press('Escape')
      await left.waitFor({ state: 'hidden', timeout: 1000 }).catch(() => undefined)
    }
    await left.waitFor({ state: 'hidden' })
    const address = `/servicing/loans/${loans[name]}`
    if (new URL(page.url()).pathname !== address) await go(page, address)
    await settled(page)
  }
  /** What is typed is asked for with the next frame; then the answer to it stands. */
  const answered = async (page: Page) => {
    await page.evaluate(
      'new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))',
    )
    await settled(page)
  }
  const choose = async (page: Page, name: Name, action: string) => {
    await open(page, name)
    await page.click('button[aria-label="更多"], button[aria-label="More"]')
    await page.locator('.ant-dropdown-menu-item').getByText(action, { exact: true }).click()
    await page.waitForSelector('.ant-modal')
  }
  /** A figure of the preview as it is and as it would be. */
  const shown = async (page: Page, label: string): Promise<[string, string]> => {
    const row = page.locator('.ant-modal tbody tr', { has: page.getByText(label, { exact: true }) }).first()
    await row.waitFor()
    await page.waitForSelector('.ant-modal [aria-busy=true]', { state: 'detached' })
    const cells = await row.locator('td').allInnerTexts()
    return [cells[1]!, cells[2]!]
  }
  const grouped = (yuan: string) => yuan.replace(/\B(?=(\d{3})+\.)/g, ',')
  const stands = async (name: Name) => (await house.as('sun')).servicing.getLoan({ id: loans[name] })

  type Act = {
    who: 'qian' | 'sun' | 'zhou'
    loan: Name
    action: string
    fill?: Record<string, string>
    label: string
    read: (loan: Loan) => string
  }
  const acts: Act[] = [
    {
      who: 'sun',
      loan: 'steady',
      action: '变更还款日',
      fill: { date: '5' },
      label: '下期应还日',
      read: one => one.nextDueOn!,
    },
    {
      who: 'sun',
      loan: 'steady',
      action: '利率重定价',
      fill: { annualRate: '4.8' },
      label: '剩余本金',
      read: one => grouped(one.outstanding),
    },
    { who: 'sun', loan: 'steady', action: '延期还款', label: '到期日', read: one => one.maturesOn },
    {
      who: 'qian',
      loan: 'growing',
      action: '后续放款',
      fill: { amount: '5000' },
      label: '剩余本金',
      read: one => grouped(one.outstanding),
    },
    { who: 'sun', loan: 'late', action: '减免', label: '今日应还', read: one => grouped(one.dueTotal) },
    { who: 'zhou', loan: 'late', action: '重组', fill: { periods: '30' }, label: '到期日', read: one => one.maturesOn },
    { who: 'zhou', loan: 'growing', action: '宣布提前到期', label: '到期日', read: one => one.maturesOn },
    { who: 'zhou', loan: 'hard', action: '核销', label: '核销未收回', read: one => grouped(one.claim) },
    {
      who: 'sun',
      loan: 'hard',
      action: '登记核销后收回',
      fill: { amount: '1000' },
      label: '核销未收回',
      read: one => grouped(one.claim),
    },
    {
      who: 'sun',
      loan: 'over',
      action: '退还溢缴款',
      fill: { amount: '10' },
      label: '溢缴款',
      read: one => grouped(one.advance),
    },
  ]

  it('shows a repayment dated back before it is recorded, and what the loan owes after it', async () => {
    const page = await enter('sun')
    const back = addDays(addMonths(start, 1, dates), 2)
    const before = await stands('hard')
    await open(page, 'hard')
    await page.click('button:has-text("登记还款")')
    await page.fill('.ant-modal #amount', '500')
    await page.fill('.ant-modal #valueDate', back)
    await page.press('.ant-modal #valueDate', 'Enter')
    await page.waitForSelector(`.ant-modal :text("补记：按 ${back} 到账")`)
    await answered(page)
    const [was, is] = await shown(page, '今日应还')
    expect(was).toBe(grouped(before.dueTotal))
    await page.click('.ant-modal-footer .ant-btn-primary')
    await page.waitForSelector('.ant-modal', { state: 'hidden' })
    expect(grouped((await stands('hard')).dueTotal)).toBe(is)
  })

  it.each(acts)('shows what $action comes to, and then it has come to that', async act => {
    const page = await enter(act.who)
    const before = await stands(act.loan)
    await choose(page, act.loan, act.action)
    for (const [field, value] of Object.entries(act.fill ?? {})) await page.fill(`.ant-modal #${field}`, value)
    await answered(page)
    const [was, is] = await shown(page, act.label)
    expect(was).toBe(act.read(before))
    await shot(page, `loan-dialog-${acts.indexOf(act)}`)
    const reason = page.locator('.ant-modal textarea')
    if ((await reason.count()) > 0) await reason.fill('客户申请')
    await page.click('.ant-modal-footer .ant-btn:not(.ant-btn-default):visible, .ant-modal-footer button:last-child')
    await page.waitForSelector('.ant-modal', { state: 'hidden' })
    expect(act.read(await stands(act.loan))).toBe(is)
  })

  it('sets both ways of a prepayment beside each other, on a phone too, and does the one chosen', async () => {
    const page = await enter('sun', { size: 'phone' })
    await choose(page, 'steady', '提前部分还本')
    await page.fill('.ant-modal #principal', '20000')
    const row = page.locator('.ant-modal tbody tr', { hasText: '下一期应还' })
    await row.waitFor()
    await answered(page)
    const heads = await page.locator('.ant-modal thead').first().innerText()
    expect(heads).toMatch(/现在[\s\S]*缩短期限[\s\S]*降低月供/)
    const [, now, , lower] = await row.locator('td').allInnerTexts()
    const number = (text: string) => Number(text.replaceAll(',', ''))
    expect(number(lower!)).toBeLessThan(number(now!))
    const [, , shorter, same] = await page
      .locator('.ant-modal tbody tr', { hasText: '未还期数' })
      .locator('td')
      .allInnerTexts()
    expect(Number(shorter)).toBeLessThan(Number(same))
    await shot(page, 'loan-phone-prepay')
    // Nothing of a table reaches beyond the dialog.
    expect(
      await page.evaluate(`(() => {
        const edge = document.querySelector('.ant-modal').getBoundingClientRect().right
        return [...document.querySelectorAll('.ant-modal table')].filter(one => one.getBoundingClientRect().right > edge).length
      })()`),
    ).toBe(0)
  })

  it('shows what settles the loan before it ends', async () => {
    const page = await enter('sun')
    const { outstanding, settlement } = await stands('steady')
    await choose(page, 'steady', '结清')
    expect(await shown(page, '剩余本金')).toEqual([grouped(outstanding), '0.00'])
    expect(await shown(page, '状态')).toEqual(['正常还款', '提前结清'])
    await page.click(`.ant-modal-footer button:has-text("以 ${grouped(settlement!.total)} 结清")`)
    await page.waitForSelector('.ant-modal', { state: 'hidden' })
    expect(await stands('steady')).toMatchObject({ state: 'settled-early', outstanding: '0.00' })
  })

  it('says in English, at the field, why something cannot be done', async () => {
    const page = await enter('sun', { language: 'en' })
    const error = (field: string) =>
      page.locator(`.ant-modal .ant-form-item:has(#${field}) .ant-form-item-explain-error`)
    for (const [loan, action, field, typed, sentence] of [
      ['late', 'Prepay principal', 'principal', 'abc', /./],
      ['over', 'Refund the advance', 'amount', '9999999', /9,999,999\.00/],
      ['over', 'Reprice', 'annualRate', 'abc', /./],
    ] as const) {
      await choose(page, loan, action)
      await page.fill(`.ant-modal #${field}`, typed)
      await error(field).waitFor()
      const said = await error(field).innerText()
      expect(said).toMatch(sentence)
      expect(said).not.toMatch(/[一-鿿]/)
      await shot(page, `loan-refused-${field}-en`)
    }
    await open(page, 'late')
    await page.click('button:has-text("Record repayment")')
    await page.fill('.ant-modal #amount', '9999999')
    await error('amount').waitFor()
    expect(await error('amount').innerText()).toContain('9,999,999.00')
    expect(await page.innerText('.ant-modal')).not.toMatch(/[一-鿿]/)
  })
})
