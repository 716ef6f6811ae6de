import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoFirstDay } from '#app/demo/days'
import { demoPeople } from '#app/demo/people'
import { seedDemo } from '#app/demo/seed'
import { type House, openHouse } from '#app/house'
import { openServer } from '#app/server'
import { dayAt } from '#lib/day'
import { steeredClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { type TestDatabase, testDatabase } from '../database.ts'
import { quickHashing } from '../house.ts'
import { accessibilityFaults, shot } from './browser.ts'
import { go, openStage, overflow, type Stage, settled, strangeWords, type Window } from './stage.ts'

/** Every role's screens, looked at in a browser on a small demo city: what a person would see, not what the code meant. */
describe('the screens', () => {
  let database: TestDatabase
  let house: House
  let stage: Stage
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
      hashing: quickHashing,
    })
    ;[stage] = await Promise.all([
      openStage(openServer(house)),
      seedDemo(house, clock, () => {}, { months: 1, loans: 10, pipelineDays: 6 }),
    ])
    await house.pool.query(`UPDATE platform.installation SET value = '"filled"' WHERE name = 'demo'`)
  })
  afterAll(async () => {
    await stage?.close()
    await house?.close()
    await database?.drop()
    rmSync(home, { recursive: true, force: true })
  })

  const enter = (username: string, options?: Parameters<Stage['enter']>[2]) =>
    stage.enter(username, `chedai-${username}`, options)
  /** Pages that the checker of names and colours has seen: for many posts the very same controls stand on a page. */
  const seen = new Set<string>()
  /** What is wrong with the page as it stands: words, colours, names for everybody, more than one primary button, width. */
  const look = async ({ page, faults }: Window, looks = 'as ever'): Promise<string[]> => {
    const at = new URL(page.url()).pathname
    const primary = await page.locator('main .ant-btn-primary').count()
    const wider = await overflow(page)
    const controls = (await page.evaluate(
      `[...document.querySelectorAll('main button, main a, main input, main h1, main th, main .ant-tag, main [role]')]
        .map(one => one.tagName + one.className).filter((one, at, all) => all.indexOf(one) === at).sort().join()`,
    )) as string
    const shape = `${at.replace(/\/\w+_\w+$/, '/one')} ${looks} ${controls}`
    const checked = seen.has(shape)
    seen.add(shape)
    return [
      ...strangeWords(await page.innerText('body')),
      ...(primary > 1 ? [`${primary} primary buttons`] : []),
      ...(wider > 0 ? [`${wider} px wider than its window`] : []),
      ...(checked ? [] : await accessibilityFaults(page)),
      ...faults.splice(0),
    ].map(fault => `${at}: ${fault}`)
  }
  /** Goes to a screen, unless the page stands there since it was opened. */
  const reach = async (page: Page, address: string) => {
    if (new URL(page.url()).pathname !== address) await go(page, address)
  }
  const screensOf = async ({ page }: Window): Promise<string[]> => {
    await page.waitForSelector('nav a[href], nav .ant-menu-item')
    return page.evaluate(
      `[...document.querySelectorAll('nav .ant-menu-item')].map(item => item.dataset.menuId.replace(/^.*-(?=\\/)/, ''))`,
    )
  }

  it('open the door in Chinese, in English one click away', async () => {
    const window = await stage.open()
    const { page } = window
    await page.goto(stage.url)
    await page.waitForSelector('text=演示账号')
    expect(await page.textContent('h1')).toBe('车贷通')
    expect(await accessibilityFaults(page)).toEqual([])
    await shot(page, 'sign-in')
    await page.click('text=EN')
    await page.waitForSelector('text=Sign in')
    expect(window.faults).toEqual([])
    await window.context.close()
  })

  // The short form looks at every screen twice: as it first meets one post, and in English, dark and on a phone for somebody
  // else; and at every post's first page. `npm run walk` looks at every screen of every post, and at each look by itself.
  const walkAll = process.env.CHEDAI_WALK === 'all'
  const visited = new Set<string>()
  const stillToSee = (address: string): boolean => {
    const before = visited.has(address)
    visited.add(address)
    return walkAll || address === '/' || !before
  }
  /** The screens each person's menu leads to. */
  const menus = new Map<string, string[]>()
  /** Lists that had no row for whoever saw them: their records are looked for by those who see most. */
  const rowless = new Set<string>()
  /** What is wrong with the record the first row of the list leads to, where there is one. */
  const lookInside = async (window: Window, address: string): Promise<string[]> => {
    const { page } = window
    const row = page.locator('main .row-link').first()
    if ((await row.count()) === 0) {
      if ((await page.locator('main .ant-table, main .ant-empty').count()) > 0) rowless.add(address)
      return []
    }
    rowless.delete(address)
    // Where a row opens beside the list, its name leads to the page.
    const name = row.locator('.row-name')
    await ((await name.count()) > 0 ? name : row).click()
    await settled(page)
    return new URL(page.url()).pathname === address ? [] : look(window)
  }

  // What somebody sees depends on the post, so one person of each is enough. Two at a time: a page waits more than it works.
  const oneOfEach = [...new Map(demoPeople.map(person => [person.post, person])).values()]
  for (const { username, post } of oneOfEach) {
    it.concurrent(`are whole for the ${post}: words, names, colours, no error, and so the records they list`, async () => {
      const window = await enter(username)
      const found: string[] = []
      menus.set(username, await screensOf(window))
      for (const address of menus.get(username)!.filter(stillToSee)) {
        await reach(window.page, address)
        found.push(...(await look(window)), ...(await lookInside(window, address)))
      }
      expect(found).toEqual([])
      await window.context.close()
    })
  }

  /** Screens that no menu leads to. */
  const aside = ['/team/groups', '/authority/roles', '/security', '/notification/notices', '/ledger/journals']
  it('are whole where no list leads, and for records that only some can see', async () => {
    const found: string[] = []
    for (const username of ['bai', 'guo']) {
      const window = await enter(username)
      for (const address of [...rowless]) {
        if (!menus.get(username)!.includes(address)) continue
        await go(window.page, address)
        found.push(...(await lookInside(window, address)))
      }
      for (const address of aside) {
        await go(window.page, address)
        found.push(...(await look(window)))
      }
      await window.context.close()
    }
    expect(found).toEqual([])
  })

  /** As few people as see every screen, each with those that nobody before sees. */
  const readers = (): [username: string, addresses: string[]][] => {
    const left = new Set([...menus.values()].flat())
    const chosen: [string, string[]][] = []
    while (left.size > 0) {
      const [username, addresses] = [...menus]
        .map(([name, menu]): [string, string[]] => [name, menu.filter(address => left.has(address))])
        .reduce((most, one) => (one[1].length > most[1].length ? one : most))
      for (const address of addresses) left.delete(address)
      chosen.push([username, addresses])
    }
    return chosen
  }
  type Looks = NonNullable<Parameters<Stage['enter']>[2]>
  const lookAround = async (username: string, addresses: readonly string[], options: Looks): Promise<string[]> => {
    const window = await enter(username, options)
    const found: string[] = []
    // English has the colours and the controls of Chinese; dark and small have their own.
    const looks = Object.keys(options).filter(one => one !== 'language')
    for (const address of addresses) {
      await reach(window.page, address)
      found.push(...(await look(window, looks.join() || undefined)))
      if (options.language) {
        const text = await window.page.innerText('main h1, main .ant-result-title')
        if (/[\u4e00-\u9fff]/.test(text)) found.push(`${address} in English: ${text}`)
      }
    }
    await window.context.close()
    return found
  }
  it.concurrent('are whole in English, in the dark, on a phone', async () => {
    expect(menus.size, 'menus that the walks before have seen').toBe(oneOfEach.length)
    const found: string[] = []
    for (const [username, addresses] of [...readers(), ['guo', aside] as const])
      found.push(...(await lookAround(username, addresses, { language: 'en', dark: true, size: 'phone' })))
    expect(found).toEqual([])
  })

  const common = ['/', '/origination/applications', '/servicing/loans', '/team/groups']
  for (const [username, options] of [
    ['zheng', { dark: true }],
    ['lin', { size: 'phone' }],
    ['zheng', { size: 'phone', dark: true }],
    ['guo', { language: 'en' }],
  ] as const) {
    it.concurrent(`are whole for ${username} with ${JSON.stringify(options)}`, async () => {
      expect(await lookAround(username, walkAll ? menus.get(username)! : common, options)).toEqual([])
    })
  }

  it('show the manager why a figure is what it is, down to the loan', async () => {
    const { context, page } = await enter('zheng')
    await page.getByRole('button', { name: /放款金额 · 为什么是这个数/ }).click()
    await page.waitForSelector('.ant-drawer .ant-table-row')
    const drawer = page.locator('.ant-drawer')
    const total = (await drawer.locator('.ant-descriptions-item-content').first().innerText()).trim()
    const parts = await drawer.locator('.ant-table-row .number').allInnerTexts()
    const fen = parts.filter(text => /^[\d,]+\.\d\d$/.test(text)).map(text => BigInt(text.replace(/[,.]/g, '')))
    const sum = fen.reduce((whole, part) => whole + part, 0n)
    // The figure is shown in 万, cut to two places: a ten-thousandth of its fen.
    expect(total).toBe(`${Number(sum / 10_000n) / 100 === 0 ? '' : (Number(sum / 10_000n) / 100).toFixed(2)} 万`)
    await shot(page, 'why-this-number')
    await drawer.locator('.ant-table-row a').first().click()
    await page.waitForSelector('text=还款计划')
    expect(page.url()).toContain('/servicing/loans/loan_')
    await context.close()
  })

  it('show groups as a tree and who reports to whom, and open a group’s figure', async () => {
    const { context, page } = await enter('zheng')
    await page.click('text=按组')
    await page.waitForSelector('tr:has-text("华东一组")')
    const applications = page.locator('tr:has-text("上海管理组") button.ant-btn-link').first()
    const shown = await applications.innerText()
    await applications.click()
    await page.waitForSelector('.ant-drawer .ant-table-row')
    expect(await page.innerText('.ant-drawer .ant-drawer-title')).toContain('上海管理组')
    expect(await page.locator('.ant-drawer .ant-table-row').count()).toBe(Number(shown))
    await page.keyboard.press('Escape')
    await page.click('text=按汇报线')
    await page.waitForSelector('tr.ant-table-row-level-1:has-text("林晓雯")')
    await context.close()
  })

  it('go by keyboard: "/" searches, j and k walk, Enter opens', async () => {
    const { context, page } = await enter('zheng')
    await page.click('nav >> text=贷款')
    await page.waitForSelector('tr.row-link')
    await settled(page)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    const first = await page.locator('tr.row-link.ant-table-row-selected td').first().innerText()
    expect(first).toBe(await page.locator('tr.row-link td').first().innerText())
    await page.keyboard.press('/')
    await page.keyboard.type(first)
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=共 1 条')
    await page.locator('tr.row-link td').nth(3).click()
    await page.waitForSelector('.ant-drawer-open >> text=到期日')
    await page.locator('main h1').click()
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=还款计划')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('日终')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/servicing/day-closes')
    // A section folded away stays so after a reload, but never hides where one is.
    await page.getByRole('button', { name: '客户与资产' }).click()
    await page.reload()
    await settled(page)
    const menu = page.getByRole('navigation')
    expect(await menu.getByRole('button', { name: '客户与资产' }).getAttribute('aria-expanded')).toBe('false')
    expect(await menu.getByText('经销商', { exact: true }).count()).toBe(0)
    expect(await menu.getByText('日终', { exact: true }).count()).toBe(1)
    await context.close()
  })

  it('let a seller compare plans, give them away as PDF, and open them again from a link', async () => {
    const { context, page, faults } = await enter('lin', { at: '/product/quote' })
    await page.getByRole('spinbutton', { name: '车价' }).fill('180000')
    await page.getByRole('button', { name: '加一个方案对比' }).click()
    await page.locator('.ant-select').first().click()
    await page.locator('.ant-select-item-option', { hasText: '轻松尾款贷' }).click()
    // 30 % of the price is left for the end.
    await page.waitForSelector('text=尾款 54,000.00 元')
    // What differs most stands first, with how far it lies above the lowest; what is the same is said once.
    const compared = await page.locator('.ant-card', { hasText: '方案对比' }).first().innerText()
    expect(compared).toMatch(/末期还款[\s\S]*\+[\d,]+\.\d{2}[\s\S]*首期还款/)
    expect(compared).toMatch(/各方案相同[\s\S]*首付 54,000\.00/)
    const price = page.getByRole('slider', { name: '车价' })
    await price.press('ArrowRight')
    expect(await page.getByRole('spinbutton', { name: '车价' }).inputValue()).toBe('181,000')
    await price.press('ArrowLeft')
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
    const phone = await enter('lin', { size: 'phone' })
    await phone.page.goto(link)
    await phone.page.waitForSelector('text=方案对比')
    expect(await phone.page.getByRole('spinbutton', { name: '车价' }).inputValue()).toBe('180,000')
    await shot(phone.page, 'quote-phone')
    expect(phone.faults).toEqual([])
    await phone.context.close()
  })
})
