import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addDays, type Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { closeDay } from '#servicing'
import { whileClosing } from '../../modules/servicing/store/closing.ts'
import { disburse, goldenPlan } from '../loans.ts'
import { openScene } from './scene.ts'
import { faultsOf, reads, settled } from './stage.ts'

/** A close that cannot be, as whoever presses the button is told on the day close page: a sentence, in either language, that stays. */
describe('a day close refused in a browser', () => {
  const open = '2026-03-02' as Day
  let loan: Id<'loan'>
  const scene = openScene('close-refused', async house => {
    await house.hire('qian', 'finance_officer')
    loan = await disburse(house, 'L-7', goldenPlan(open))
    await disburse(house, 'L-8', goldenPlan(open))
  })

  const languages = {
    zh: { start: '执行日终' },
    en: { start: 'Close the day' },
  } as const
  type Language = keyof typeof languages

  /** Asks for a close up to a day, as the page stands, and reads why not. */
  async function refusal(page: Page, language: Language, through?: Day): Promise<string> {
    const { start } = languages[language]
    if (through) {
      const field = page.locator('main .ant-picker input').first()
      await field.click()
      await field.fill(through)
      await field.press('Enter')
    }
    await page.locator('main').getByRole('button', { name: start }).click()
    await page.locator('.ant-modal').getByRole('button', { name: start }).click()
    const said = page.locator('main .ant-card:has(.ant-picker) .ant-alert-error').first()
    await said.waitFor()
    const text = await said.innerText()
    expect(await faultsOf(page)).toEqual([])
    // Nothing of a day has begun, or been begun again.
    const { rows } = await scene.house.pool.query(
      'SELECT count(*)::int AS begun FROM servicing.day_close WHERE finished_at IS NULL',
    )
    expect(rows[0].begun).toBe(0)
    return text
  }

  const onPage = (language: Language, size: 'desktop' | 'phone' = 'desktop') =>
    scene.enter('qian', { at: '/servicing/day-closes', language, size })

  it('says so of a day that has not come, in the calendar’s own words', async () => {
    const later = addDays(open, 3)
    for (const [language, words] of [
      ['zh', `${later} 还没有到（今天是 ${open}），不能提前日终`],
      ['en', `${later} has not come yet (today is ${open})`],
    ] as const)
      expect(await refusal(await onPage(language), language, later)).toContain(words)
  })

  it('says so while another close is under way', async () => {
    for (const [language, words] of [
      ['zh', '日终正在进行，请等它完成'],
      ['en', 'A day close is under way; wait until it has finished'],
    ] as const) {
      const page = await onPage(language, 'phone')
      await whileClosing(scene.house.spine.database, async () => expect(await refusal(page, language)).toContain(words))
    }
  })

  it('names the loan whose balance is broken, and the loan can be opened from there', async () => {
    const broken = (more: number) =>
      scene.house.pool.query('UPDATE servicing.loan SET outstanding = outstanding + $2 WHERE loan_id = $1', [
        toKey(loan),
        more,
      ])
    await broken(100)
    for (const [language, words] of [
      ['zh', '账务不平，日终未开始，没有任何入账：贷款 L-7 的'],
      ['en', 'The books do not balance; the close has not begun and nothing was posted: loan L-7'],
    ] as const) {
      const page = await onPage(language)
      expect(await refusal(page, language)).toContain(words)
      await page.locator('main').getByRole('link', { name: /L-7/ }).first().click()
      await page.waitForURL(/\/servicing\/loans\/loan_/)
      await reads(page, 'L-7')
    }
    await broken(-100)
  })

  it('says so of a day that somebody else closed while the page lay open', async () => {
    const pages = { zh: await onPage('zh'), en: await onPage('en') }
    // Neither page hears of the new day: what it shows is what it was when it was opened.
    for (const page of Object.values(pages)) {
      let first: string | undefined
      await page.route('**/api/**/day-closes*', async route => {
        if (route.request().method() !== 'GET') return route.continue()
        first ??= await (await route.fetch()).text()
        await route.fulfill({ body: first, contentType: 'application/json' })
      })
      await page.reload()
      await settled(page)
    }
    await closeDay(scene.house.spine)
    const next = addDays(open, 1)
    expect(await refusal(pages.zh, 'zh')).toContain(`截止日 ${open} 早于当前营业日 ${next}；请选 ${next} 或之后的日期`)
    expect(await refusal(pages.en, 'en')).toContain(`${open} is before the open business day ${next}`)
  })
})
