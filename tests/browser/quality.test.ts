import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Lender, openLender, submitted } from '../applications.ts'
import { liveUntil } from '../loans.ts'
import { accessibilityFaults, shot } from './browser.ts'
import { openScene } from './scene.ts'
import { go, overflow } from './stage.ts'

/** A decided file drawn for a check, through the screens of the checker and, on a phone, of the person judged. */
describe('a quality check', () => {
  let lender: Lender
  const { enter } = openScene('quality', async house => {
    lender = await openLender(house)
    // Newcomers' files are all drawn.
    await house.pool.query(`UPDATE team.person SET joined_on = '2026-02-10' WHERE username = 'chen'`)
    for (const sequence of [901, 902]) {
      const { id } = await submitted(lender, sequence, { principal: '130000.00', price: '200000.00' })
      const { version } = await lender.reviewer.origination.getApplication({ id })
      await lender.reviewer.origination.reviewApplication({ id, version, verdict: 'approve', note: '资料齐全' })
    }
    await liveUntil(house, '2026-03-03')
    await house.drain()
  })
  const choose = async (page: Page, at: number, option: string) => {
    await page.locator('main .ant-select').nth(at).click()
    await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
  }

  it('is found in the list, recorded, replied to on a phone, and shown as a rate with its interval', async () => {
    const xu = await enter('xu')
    await go(xu, '/origination/quality')
    await xu.getByText('待质检').first().waitFor()
    await shot(xu, 'quality-list')
    const [check] = (await lender.senior.origination.listChecks({})).rows
    await go(xu, `/origination/quality/${check!.id}`)
    await xu.getByRole('button', { name: '加一条差错' }).click()
    await choose(xu, 0, '漏查资料')
    await xu.locator('main textarea').first().fill('流水缺最近一个月')
    await shot(xu, 'quality-record')
    await xu.getByRole('button', { name: '登记结果' }).click()
    await xu.getByText('待答复').first().waitFor()
    expect(await accessibilityFaults(xu)).toEqual([])

    const chen = await enter('chen', { size: 'phone' })
    await go(chen, `/origination/quality/${check!.id}`)
    await choose(chen, 0, '接受')
    await shot(chen, 'quality-reply-phone')
    expect(await overflow(chen)).toBe(0)
    await chen.getByRole('button', { name: '提交答复' }).click()
    await chen.getByText('已结论').first().waitFor()
    await go(chen, '/origination/quality?view=rates')
    await chen.getByText('100.0%').first().waitFor()
    await shot(chen, 'quality-rates-phone')
    expect(await overflow(chen)).toBe(0)

    await go(xu, '/origination/quality?view=lessons')
    await go(xu, '/origination/quality?view=codes')
    await shot(xu, 'quality-codes')
  })
})
