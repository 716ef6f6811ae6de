import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoFirstDay } from '#app/demo/days'
import { seedDemo } from '#app/demo/seed'
import { type House, openHouse } from '#app/house'
import { openServer } from '#app/server'
import { ensureWeb, webFiles } from '#app/web'
import { dayAt } from '#lib/day'
import { steeredClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { type TestDatabase, testDatabase } from '../database.ts'
import { accessibilityFaults, launch, shot, sizes } from './browser.ts'

/** Every role's screens, looked at in a browser on a small demo city: what a person would see, not what the code meant. */
describe('in the browser', () => {
  let database: TestDatabase
  let house: House
  let browser: Browser
  let server: ReturnType<typeof serve>
  let url: string
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-browser-'))

  beforeAll(async () => {
    database = await testDatabase()
    const clock = steeredClock()
    house = await openHouse({
      databaseUrl: database.url,
      home,
      clock,
      log: silentLog,
      firstDay: demoFirstDay(dayAt(clock.now()), 1),
    })
    const [dist] = await Promise.all([
      ensureWeb(),
      seedDemo(house, clock, () => {}, { months: 1, loans: 10, pipelineDays: 6 }),
    ])
    await house.pool.query(`UPDATE platform.installation SET value = '"filled"' WHERE name = 'demo'`)
    const app = openServer(house)
    app.route('/', webFiles(dist))
    server = await new Promise(resolve => {
      const opened = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(opened))
    })
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await launch()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await house?.close()
    await database?.drop()
    rmSync(home, { recursive: true, force: true })
  })

  const open = async (
    size: keyof typeof sizes = 'desktop',
  ): Promise<{ context: BrowserContext; page: Page; faults: string[] }> => {
    const context = await browser.newContext({ viewport: sizes[size], locale: 'zh-CN' })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', error => faults.push(error.message))
    page.on('response', response => {
      if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
    })
    return { context, page, faults }
  }
  const signIn = async (page: Page, username: string) => {
    await page.goto(url)
    await page.fill('input[autocomplete=username]', username)
    await page.fill('input[autocomplete=current-password]', `chedai-${username}`)
    await page.click('button[type=submit]')
    await page.waitForSelector('header')
  }
  /** What a person must never see: identifiers, word keys, empty headings. */
  const strangeWords = (text: string) => [
    ...(text.match(
      /\b(person|group|branch|customer|dealer|loan|application|contract|journal|decision|funding|lead)_[0-9a-z]{13}\b/g,
    ) ?? []),
    ...(text.match(
      /\b(team|authority|reference|party|product|ledger|notification|decision|contract|servicing|origination|performance|shell|ui|permission|refusal)\.[a-z][a-z-]*(\.[a-z-]+)*\b/g,
    ) ?? []),
    ...(text.match(/\b(undefined|NaN|\[object Object\])\b/g) ?? []),
  ]

  it('opens its door in Chinese, in English one click away, without accessibility faults', async () => {
    const { context, page, faults } = await open()
    await page.goto(url)
    await page.waitForSelector('text=演示账号')
    expect(await page.textContent('h1')).toBe('车贷通')
    expect(await accessibilityFaults(page)).toEqual([])
    await shot(page, 'sign-in')
    await page.click('text=EN')
    await page.waitForSelector('text=Sign in')
    expect(faults).toEqual([])
    await context.close()
  })

  for (const username of [
    'lin',
    'chen',
    'song',
    'sun',
    'guo',
    'liu',
    'qian',
    'zheng',
    'wujiayi',
    'hejunjie',
    'yuyang',
    'bai',
    'jin',
  ]) {
    it(`${username} finds every screen of the post, with words and without errors`, async () => {
      const { context, page, faults } = await open()
      await signIn(page, username)
      const entries = await page.locator('nav .ant-menu-item').count()
      expect(entries).toBeGreaterThan(1)
      for (let index = 0; index < entries; index += 1) {
        await page.locator('nav .ant-menu-item').nth(index).click()
        await page.waitForSelector('main h1, .ant-result', { timeout: 15_000 })
        await page.waitForLoadState('networkidle')
        const text = await page.innerText('body')
        expect(strangeWords(text), page.url()).toEqual([])
        if (username === 'zheng' || username === 'lin') await shot(page, `${username}-${index}`)
      }
      expect(faults).toEqual([])
      await context.close()
    })
  }

  it('shows the manager why a figure is what it is, down to the loan', async () => {
    const { context, page } = await open()
    await signIn(page, 'zheng')
    await page.waitForSelector('text=团队看板')
    await shot(page, 'team-board')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: /放款金额 · 为什么是这个数/ }).click()
    await page.waitForSelector('.ant-drawer-content-wrapper .ant-table-row')
    await shot(page, 'why-this-number')
    await page.locator('.ant-drawer-content-wrapper .ant-table-row a').first().click()
    await page.waitForSelector('text=还款计划')
    expect(page.url()).toContain('/servicing/loans/loan_')
    await shot(page, 'loan')
    await context.close()
  })

  it('fits a phone', async () => {
    const { context, page, faults } = await open('phone')
    await signIn(page, 'lin')
    await page.waitForLoadState('networkidle')
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(overflow).toBeLessThanOrEqual(0)
    await shot(page, 'phone-home')
    expect(faults).toEqual([])
    await context.close()
  })

  it('lets a seller compare plans, give them away as PDF, and open them again from a link', async () => {
    const { context, page, faults } = await open()
    await signIn(page, 'lin')
    await page.goto(`${url}/product/quote`)
    await page.getByRole('spinbutton', { name: '车价' }).fill('180000')
    await page.getByRole('button', { name: '加一个方案对比' }).click()
    await page.locator('.ant-select').first().click()
    await page.locator('.ant-select-item-option', { hasText: '轻松尾款贷' }).click()
    // 30 % of the price is left for the end.
    await page.waitForSelector('text=尾款 54,000.00 元')
    await shot(page, 'quote')
    expect(await accessibilityFaults(page)).toEqual([])
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'PDF 与明示表' }).click()
    expect((await saved).suggestedFilename()).toBe('融资方案.pdf')
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: '复制链接' }).click()
    await page.waitForSelector('text=链接已复制')
    const link = String(await page.evaluate('navigator.clipboard.readText()'))
    expect(faults).toEqual([])
    await context.close()
    const phone = await open('phone')
    await signIn(phone.page, 'lin')
    await phone.page.goto(link)
    await phone.page.waitForSelector('text=方案对比')
    expect(await phone.page.getByRole('spinbutton', { name: '车价' }).inputValue()).toBe('180,000')
    await shot(phone.page, 'quote-phone')
    expect(phone.faults).toEqual([])
    await phone.context.close()
  }, 60_000)
})
