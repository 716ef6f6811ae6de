import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer } from '#app/server'
import { dayAt, instant } from '#lib/day'
import { openTestHouse, type TestHouse } from '../house.ts'
import { shot, sizes } from './browser.ts'
import { openStage, type Stage, settled } from './stage.ts'

const today = dayAt(instant(new Date().toISOString()))

/** A product with grace from the screen to the counter: drafted, published by a second person, quoted, its plan seen. */
describe('a product with grace in the browser', () => {
  let house: TestHouse
  let stage: Stage

  beforeAll(async () => {
    house = await openTestHouse({ today })
    for (const [name, post] of [
      ['jin', 'administrator'],
      ['zhou', 'risk_director'],
      ['lin', 'market_developer'],
    ] as const)
      await house.hire(name, post)
    await house.pool.query(`UPDATE platform.installation SET value = '"filled"' WHERE name = 'demo'`)
    stage = await openStage(openServer(house))
  })
  afterAll(async () => {
    await stage?.close()
    await house?.close()
  })

  const enter = async (username: string, options: Parameters<Stage['enter']>[2]): Promise<Page> =>
    (await stage.enter(username, `password-${username}`, options)).page

  it('is drafted on the screen, published by another person and quoted with the plan it makes', async () => {
    const maker = await enter('jin', { at: '/product/products' })
    await maker.click('button:has-text("新建产品")')
    for (const [field, value] of Object.entries({
      name: '宽限期车贷',
      nameEn: 'Grace loan',
      code: 'grace-new',
      note: '首三期不还款',
    }))
      await maker.fill(`.ant-modal #${field}`, value)
    await maker.click('.ant-modal-footer .ant-btn-primary')
    await maker.waitForURL(/products\/product_/)
    await maker.fill('#principalGracePeriods', '3')
    // However long the form is, what saves it is in reach.
    const save = maker.locator('button:has-text("保存草稿")')
    expect((await save.boundingBox())!.y).toBeLessThan(sizes.desktop.height)
    await save.click()
    await maker.waitForSelector('text=草稿已保存')
    const path = new URL(maker.url()).pathname

    const checker = await enter('zhou', { at: path })
    await checker.waitForSelector('text=宽限期数（利息转本金）')
    await checker.click('button:has-text("发布")')
    await checker.click('.ant-modal-footer .ant-btn-primary')
    await checker.waitForSelector('text=已发布')

    const seller = await enter('lin', { at: '/product/quote' })
    await seller.fill('.ant-input-number-input >> nth=0', '125000')
    await seller.click('label:has-text("20%")')
    await seller.click('label:has-text("36")')
    // 100,000 at 6 %: three months of interest on interest, and the rest by level installments of what it has grown to.
    await seller.waitForSelector('text=本金由 100,000.00 增至 101,507.51 元')
    await seller.click('.ant-tabs-tab:has-text("还款计划")')
    const rows = seller.locator('[role=tabpanel]:visible .ant-table-row')
    await rows.first().waitFor()
    const row = async (nth: number) => (await rows.nth(nth).locator('td').allInnerTexts()).slice(2)
    expect(await row(0)).toEqual(['0.00', '-500.00', '500.00', '100,500.00'])
    expect(await row(2)).toEqual(['0.00', '-505.01', '505.01', '101,507.51'])
    const [paid, principal, interest, left] = (await row(3)).map(text => Number(text.replaceAll(',', '')))
    expect(interest).toBe(507.54)
    expect(principal! + interest!).toBeCloseTo(paid!, 2)
    expect(left).toBeCloseTo(101_507.51 - principal!, 2)
    await shot(seller, 'quote-grace-plan')
  })

  it('sets three plans beside each other on a phone, and the cost form and the plan below them, without a sideways push', async () => {
    const page = await enter('lin', { at: '/product/quote', size: 'phone', language: 'en' })
    await page.fill('.ant-input-number-input >> nth=0', '158000')
    await page.waitForSelector('text=/Annual cost/')
    for (const periods of ['24', '12']) {
      await page.click('button:has(.anticon-plus)')
      await page.click(`label:has-text("${periods}")`)
    }
    await page.waitForSelector('.narrow-cells thead:has-text("Plan 3")')
    await settled(page)
    const heads = await page.locator('.narrow-cells thead').first().innerText()
    expect(heads).toMatch(/Plan 1[\s\S]*Plan 2[\s\S]*Plan 3/)
    const sideways = () =>
      page.evaluate(
        `[...document.querySelectorAll('main *')].filter(one => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX) && one.matches('[class*=ant-table]')).length`,
      )
    expect(await sideways()).toBe(0)
    await page.click('.ant-tabs-tab:has-text("Plan")')
    expect(await sideways()).toBe(0)
    await page.click('.ant-tabs-tab:has-text("cost form")')
    const form = page.locator('[role=tabpanel]:visible')
    await form.locator('text=Penalty').first().waitFor()
    expect(await sideways()).toBe(0)
    // Every item says who charges it and how; what only a default brings says that it is contingent.
    const items = await form.locator('li').allInnerTexts()
    expect(items.length).toBeGreaterThanOrEqual(3)
    for (const item of items) expect(item).toMatch(/Charged by[\s\S]*How/)
    expect(items.filter(item => item.includes('On default')).length).toBeGreaterThan(0)
    expect(await form.innerText()).not.toMatch(/[一-鿿]/)
    await shot(page, 'quote-cost-form-phone-en')
  })
})
