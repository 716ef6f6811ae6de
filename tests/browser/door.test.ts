import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import { accessibilityFaults } from './browser.ts'
import { openStage, type Stage, settled, signIn } from './stage.ts'

/** The door and what stands behind it for each person: wrong passwords, the second factor, sessions, another password. */
describe('at the door', () => {
  let house: TestHouse
  let stage: Stage

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02', hashing: 'real' })
    for (const username of ['anna', 'bo', 'carl', 'dora'])
      await house.hire(username, 'market_developer', { name: username })
    stage = await openStage(house.app)
  })
  afterAll(async () => {
    await stage?.close()
    await house?.close()
  })

  const reads = (page: Page, text: string) => page.getByText(text).first().waitFor()
  /** Presses the button of this name, also while the sign of its last work is still fading out beside the name. */
  const press = (page: Page, name: string) =>
    page
      .getByRole('button', { name: new RegExp(`(^|\\s)${name}$`) })
      .last()
      .click()
  const security = async (page: Page) => {
    await page.goto(`${stage.url}/security`)
    await reads(page, '两步验证')
    await settled(page)
  }
  const leave = async (page: Page) => {
    await page.locator('header .ant-dropdown-trigger').click()
    await page.getByText('退出登录').click()
    await page.waitForSelector('input[autocomplete=username]')
  }

  it('weighs little: 200 kB of program at the door, 450 kB once inside', async () => {
    const { context, page } = await stage.open()
    const loaded = new Map<string, Promise<number>>()
    page.on('response', response => {
      const url = response.url()
      if (url.endsWith('.js') && !loaded.has(url))
        loaded.set(
          url,
          response.body().then(body => gzipSync(body).length),
        )
    })
    const weight = async () => (await Promise.all(loaded.values())).reduce((whole, part) => whole + part, 0)
    await page.goto(stage.url)
    await settled(page)
    const atTheDoor = await weight()
    expect(atTheDoor).toBeGreaterThan(100_000)
    expect(atTheDoor).toBeLessThanOrEqual(200 * 1024)
    await signIn(page, stage.url, 'dora', 'password-dora')
    await page.waitForSelector('header')
    await settled(page)
    const inside = await weight()
    expect(inside).toBeLessThanOrEqual(450 * 1024)
    await context.close()
  })

  it('tells a wrong password, and after five of them that the name is locked', async () => {
    const { context, page } = await stage.open()
    for (let time = 0; time < 5; time += 1) {
      await signIn(page, stage.url, 'anna', 'not-the-password')
      await reads(page, '用户名或密码不对')
    }
    await signIn(page, stage.url, 'anna', 'password-anna')
    await reads(page, '失败次数过多，请 15 分钟后再试')
    expect(await page.locator('header').count()).toBe(0)
    await context.close()
  })

  it('asks for a code once the second factor is on, takes a backup code in its stead, and lets go of it again', async () => {
    const { context, page } = await stage.enter('bo', 'password-bo')
    await security(page)
    const factor = page.locator('.ant-card', { has: page.getByText('两步验证', { exact: true }) })
    await factor.getByLabel('当前密码').fill('wrong-password')
    await factor.getByRole('button', { name: '开启' }).click()
    await reads(page, '当前密码不对')
    await factor.getByLabel('当前密码').fill('password-bo')
    await factor.getByRole('button', { name: '开启' }).click()
    const secret = (await page.getByTestId('totp-secret').innerText()).trim()
    const backup = (await factor.locator('.number span').first().innerText()).trim()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('动态验证码').fill(codeOf(secret))
    await press(page, '确认开启')
    await factor.getByRole('button', { name: '关闭两步验证' }).waitFor()

    await leave(page)
    await signIn(page, stage.url, 'bo', 'password-bo')
    await page.getByLabel('动态验证码').fill('000000')
    await press(page, '登录')
    await reads(page, '动态验证码不对')
    await page.getByLabel('动态验证码').fill(codeOf(secret))
    await page.getByLabel('动态验证码').press('Enter')
    await page.waitForSelector('header')

    await leave(page)
    await signIn(page, stage.url, 'bo', 'password-bo')
    await press(page, '手机不在身边？用备用码')
    await page.getByLabel('备用码').fill(backup)
    await press(page, '登录')
    await page.waitForSelector('header')

    await security(page)
    await factor.getByLabel('当前密码').fill('password-bo')
    await factor.getByRole('button', { name: '关闭两步验证' }).click()
    await factor.getByRole('button', { name: '开启' }).waitFor()
    await context.close()
  })

  it('lists where one is signed in, and ends a session at once', async () => {
    const here = await stage.enter('carl', 'password-carl')
    const there = await stage.enter('carl', 'password-carl', { size: 'phone' })
    await security(here.page)
    await reads(here.page, '本次登录')
    await reads(here.page, 'Chrome · Linux')
    await here.page.getByRole('button', { name: '退出该登录' }).first().click()
    await reads(here.page, '已退出该登录')
    await there.page.reload()
    await there.page.waitForSelector('input[autocomplete=username]')
    await here.context.close()
    await there.context.close()
  })

  it('changes the password, and says what is wrong with a bad one', async () => {
    const { context, page } = await stage.enter('dora', 'password-dora')
    await security(page)
    const card = page.locator('.ant-card', { has: page.getByLabel('新密码', { exact: true }) })
    const change = async (next: string, again = next) => {
      await card.getByLabel('当前密码').fill('password-dora')
      await card.getByLabel('新密码', { exact: true }).fill(next)
      await card.getByLabel('再输一次新密码').fill(again)
      await card.getByRole('button', { name: '修改密码' }).click()
    }
    await change('a-better-one-2026', 'another-one-2026')
    await reads(page, '两次输入的新密码不一样')
    await change('short')
    await reads(page, '新密码太短')
    await change('a-better-one-2026')
    await reads(page, '密码已修改')
    await leave(page)
    await signIn(page, stage.url, 'dora', 'a-better-one-2026')
    await page.waitForSelector('header')
    await context.close()
  })
})

/** The six digits an authenticator shows now (RFC 6238: SHA-1, thirty seconds). */
function codeOf(secret: string): string {
  const bits = [...secret.replace(/=+$/, '')]
    .map(char => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const at = digest[19]! & 15
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
