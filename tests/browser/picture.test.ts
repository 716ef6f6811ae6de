import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMonths, type Day, instantAt } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { parseYuan, sum } from '#lib/money'
import { planFor } from '#product'
import { closeDay, recordRepayment } from '#servicing'
import { openTestHouse, type TestHouse } from '../house.ts'
import { disburse } from '../loans.ts'
import { accessibilityFaults, picture, shot } from './browser.ts'
import { go, openStage, overflow, type Stage, settled, strangeWords, type Window } from './stage.ts'

const first = '2026-01-15' as Day
const second = '2026-04-20' as Day
const last = '2026-07-20' as Day

/** The risk picture of a small book, read and opened as a risk officer does; a loan set aside is brought back by finance. */
describe('the pictures of the book in a browser', () => {
  let house: TestHouse
  let stage: Stage
  let broken: Id<'loan'>
  const windows: Window[] = []

  beforeAll(async () => {
    house = await openTestHouse({ today: first })
    await house.hire('sun', 'risk_officer', { name: '孙立诚' })
    await house.hire('jin', 'finance_manager', { name: '金理' })
    await house.hire('boss', 'team_manager', { name: '经理' })
    const { rows } = await house.pool.query(`SELECT id FROM team.branch WHERE code = 'SH'`)
    const lend = async (number: string, on: Day, brand: string) =>
      disburse(
        house,
        number,
        planFor({
          principal: parseYuan('90000')!,
          disbursedOn: on,
          firstDueOn: addMonths(on, 1),
          annualRate: '0.048' as never,
          periods: 24,
          method: 'equal-installment',
          dayCount: 'period',
          rounding: 'half-up',
        }).installments,
        {
          branchKey: rows[0].id,
          slices: { vehicle: { brand, model: `${brand} 1`, condition: 'new' }, region: '上海' },
        },
      )
    const through = async (day: Day) => {
      await closeDay(house.spine, { through: addDays(day, -1) })
      house.clock.set(instantAt(day, '09:00'))
    }
    // How many installments each of them pays.
    const payers = new Map<Id<'loan'>, number>()
    for (const [n, paid] of [9, 9, 1, 0].entries()) payers.set(await lend(`P-1${n}`, first, '比亚迪'), paid)
    const pay = async (due: Day, since: Day, seq: number) => {
      await through(due)
      if (since === first) broken ??= [...payers.keys()][0]!
      for (const [id, times] of payers) {
        const loan = await house.pool.query('SELECT disbursed_on AS "on" FROM servicing.loan WHERE loan_id = $1', [
          toKey(id),
        ])
        if (loan.rows[0].on !== since || seq > times) continue
        const { rows: dues } = await house.pool.query(
          'SELECT principal, interest FROM servicing.installment WHERE loan_id = $1 AND seq = $2',
          [toKey(id), seq],
        )
        await house.system('test.pay', ctx =>
          recordRepayment(ctx, { loanId: id, amount: sum([dues[0].principal, dues[0].interest]), channel: 'cash' }),
        )
      }
    }
    for (let seq = 1; seq <= 3; seq += 1) await pay(addMonths(first, seq), first, seq)
    await through(second)
    for (const [n, paid] of [9, 0].entries()) payers.set(await lend(`P-2${n}`, second, '蔚来'), paid)
    for (let seq = 4; seq <= 6; seq += 1) {
      await pay(addMonths(first, seq), first, seq)
      await pay(addMonths(second, seq - 3), second, seq - 3)
    }
    await through(last)
    stage = await openStage(house.app)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      for (const [n, { page }] of windows.entries()) await picture(page, `picture-failed-${n}`)
  })
  afterAll(async () => {
    for (const { faults } of windows) expect(faults).toEqual([])
    await stage?.close()
    await house?.close()
  })

  const enter = async (username: string, options?: Parameters<Stage['enter']>[2]): Promise<Page> => {
    const window = await stage.enter(username, `password-${username}`, options)
    windows.push(window)
    return window.page
  }
  const chart = (page: Page, question: string) => page.locator(`main [aria-label="${question}"] svg`)
  const drawer = (page: Page) => page.locator('.ant-drawer-open')
  /** Presses until the drawer comes: a shape still grows into its place when it is first there, and a press may miss it. */
  const pressUntilOpen = async (page: Page, once: () => Promise<void>) => {
    for (let time = 0; time < 6; time += 1) {
      await once()
      const came = drawer(page).waitFor({ timeout: 2_500 })
      if (
        await came.then(
          () => true,
          () => false,
        )
      )
        return
    }
  }
  /** Presses the tallest shape of a colour: a bar, not its mark in the legend. */
  const press = async (page: Page, question: string, shape: string) => {
    const shapes = chart(page, question).locator(shape)
    await shapes.last().waitFor({ state: 'attached' })
    await pressUntilOpen(page, async () => {
      await page.waitForTimeout(400)
      const boxes = await Promise.all((await shapes.all()).map(one => one.boundingBox()))
      const heights = boxes.map(box => box?.height ?? 0)
      await shapes.nth(heights.indexOf(Math.max(...heights))).click({ force: true })
    })
  }
  /** The loans a press has opened: their numbers, and that they come to the sum above them. */
  const opened = async (page: Page): Promise<string[]> => {
    await drawer(page).locator('.ant-table-row').first().waitFor()
    const text = await drawer(page).innerText()
    const total = parseYuan(/¥([\d,]+\.\d\d)/.exec(text)![1]!.replaceAll(',', ''))
    const cells = await drawer(page).locator('.ant-table-row td:nth-child(2)').allInnerTexts()
    expect(sum(cells.map(cell => parseYuan(cell.replaceAll(',', ''))!))).toBe(total)
    const numbers = await drawer(page).locator('.ant-table-row td:nth-child(1)').allInnerTexts()
    await page.keyboard.press('Escape')
    await drawer(page).waitFor({ state: 'detached' })
    return numbers.sort()
  }

  it('opens every picture’s cells to the loans they are made of', async () => {
    const page = await enter('sun')
    await go(page, '/risk/portfolio')
    const aging = chart(page, '逾期的钱在哪些账龄里？')
    await aging.waitFor()
    await shot(page, 'picture-quality')
    expect(await accessibilityFaults(page)).toEqual([])
    // The last bar is the oldest bucket: who never paid at all.
    await press(page, '逾期的钱在哪些账龄里？', 'path[fill="#bd4326"]')
    expect(await opened(page)).toEqual(['P-12'])
    await press(page, '逾期在变多还是变少？', 'path[fill="#f2d48a"]')
    expect((await opened(page)).length).toBeGreaterThan(0)
    await page.getByRole('button', { name: '拨备覆盖率 · 为什么是这个数' }).click()
    await drawer(page).getByText('贷款减值准备 ÷ 不良贷款余额').first().waitFor()
    const why = await drawer(page).innerText()
    expect(why).toContain('2026-06-30')
    await page.keyboard.press('Escape')

    await go(page, '/risk/portfolio?tab=vintage')
    const fan = chart(page, '哪一批放款变坏得更快？')
    await fan.getByText('2026-Q1').first().waitFor()
    await shot(page, 'picture-vintage')
    // A point grows out of nothing: only a grown one can be pressed, and only one above the axis has loans behind it.
    const points = fan.locator('path[d^="M1 0A1"]:not([transform^="matrix(0,0"])')
    await points.nth(4).waitFor()
    await pressUntilOpen(page, async () => {
      await page.waitForTimeout(600)
      const boxes = await Promise.all((await points.all()).map(one => one.boundingBox()))
      const heights = boxes.map(box => box?.y ?? Number.POSITIVE_INFINITY)
      await points.nth(heights.indexOf(Math.min(...heights))).click({ force: true })
    })
    expect((await opened(page)).every(number => number.startsWith('P-'))).toBe(true)

    await go(page, '/risk/portfolio?tab=roll')
    const heat = chart(page, '一个月后，各账龄的贷款去了哪里？')
    await heat.getByText('100.0').first().waitFor()
    await shot(page, 'picture-roll')
    await pressUntilOpen(page, () => heat.getByText('100.0').first().click({ force: true }))
    expect((await opened(page)).length).toBeGreaterThan(0)
    // As many as the cell says: of the months it adds up, and of no other.
    await page.getByRole('button', { name: '表格' }).click()
    const stayed = page.getByRole('button', { name: /^M0 · M0/ })
    const said = await page.locator('main td', { has: stayed }).innerText()
    await stayed.press('Enter')
    expect(said).toContain(`${(await opened(page)).length} 笔 · `)

    // Where there is nothing to show, a picture says why.
    await go(page, '/risk/portfolio?day=2020-01-15')
    await page.getByText('2020-01-15 所选范围内没有在贷的贷款').waitFor()
    await page.getByText('2018-12 至 2019-12 的各月末没有在贷的贷款').waitFor()
    await go(page, '/risk/portfolio?day=2020-01-15&tab=roll')
    await page.getByText('的月末没有可比的贷款').waitFor()
    await go(page, '/risk/portfolio?tab=first-payment')
    await chart(page, '第一期就没还的有多少？').waitFor()
    await shot(page, 'picture-first-payment')
    // The table behind a picture opens the same cells, by keyboard too.
    await page.getByRole('button', { name: '表格' }).click()
    await page.getByRole('button', { name: /^2026-02 · FPD30/ }).press('Enter')
    expect(await opened(page)).toEqual(['P-13'])
    await page.keyboard.press('Escape')
    // Its file, when refused, says why; an answer without a reason is nobody's file.
    const save = page.locator('main').getByRole('button', { name: '导出' })
    const answer = async (status: number, body: object) => {
      await page.route('**/api/export-table', route => route.fulfill({ status, json: body }), { times: 1 })
      await save.click()
    }
    await answer(401, { code: 'platform.not_signed_in', status: 401, detail: '请先登录。' })
    await page.locator('.ant-message', { hasText: '请先登录。' }).waitFor()
    await answer(413, {})
    await page.locator('.ant-message', { hasText: '连不上服务器' }).waitFor()
    await go(page, '/risk/portfolio?tab=concentration')
    await page.getByText('品牌', { exact: true }).last().click()
    // What is chosen stands in the address: the link brings it back.
    await page.waitForURL('**by=brand**')
    await page.reload()
    await page.getByRole('row', { name: /蔚来/ }).getByRole('button').first().click()
    expect(await opened(page)).toEqual(['P-20', 'P-21'])
    await go(page, '/risk/portfolio?tab=vintage&bucket=M1&ever=false&grain=month&measure=loans')
    expect(await page.locator('main .ant-segmented-item-selected').allInnerTexts()).toEqual(['当期', '按笔数', '按月'])
    expect(strangeWords(await page.innerText('body'))).toEqual([])
  })

  it('is cut by any day and slice, kept in the address', async () => {
    const page = windows[0]!.page
    await go(page, '/risk/portfolio')
    await page.getByLabel('品牌').click()
    await page.getByTitle('蔚来', { exact: true }).click()
    await settled(page)
    expect(new URL(page.url()).searchParams.get('brand')).toBe('蔚来')
    expect(await page.innerText('main')).toContain('2 笔')
    await page.getByRole('button', { name: '清除' }).click()
    await go(page, '/risk/portfolio?day=2026-04-01')
    expect(await page.innerText('main')).toContain('4 笔')
    await page.getByRole('button', { name: '更多切片' }).click()
    for (const name of ['小组', '客户经理', '经销商集团', '地区', '渠道', '车型'])
      expect(await page.getByLabel(name).count()).toBeGreaterThan(0)
  })

  it('reads on a phone, in English and in the dark', async () => {
    const phone = await enter('sun', { size: 'phone' })
    for (const tab of ['quality', 'vintage', 'roll', 'first-payment', 'concentration']) {
      await go(phone, `/risk/portfolio?tab=${tab}`)
      await phone.waitForTimeout(400)
      expect([tab, await overflow(phone)]).toEqual([tab, 0])
      await shot(phone, `picture-phone-${tab}`)
    }
    // The curves' names stand in a legend there, not over each other.
    await go(phone, '/risk/portfolio?tab=vintage')
    const names = chart(phone, '哪一批放款变坏得更快？').getByText('2026-Q1')
    await names.first().waitFor()
    expect(await names.count()).toBe(1)

    const english = await enter('sun', { language: 'en', dark: true })
    for (const tab of ['quality', 'vintage', 'roll']) {
      await go(english, `/risk/portfolio?tab=${tab}`)
      await english.waitForTimeout(400)
      const text = await english.innerText('main')
      expect(text).toMatch(/Portfolio/)
      expect(strangeWords(text)).toEqual([])
      expect(text.match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([])
      await shot(english, `picture-dark-${tab}`)
    }
    expect(await accessibilityFaults(english)).toEqual([])
    await go(english, '/risk/watch-list')
    await shot(english, 'picture-dark-watch-list')
  })

  it('lists what to watch, with why and what next, and opens the loan', async () => {
    const page = windows[0]!.page
    await go(page, '/risk/portfolio')
    await page.getByRole('link', { name: /关注名单 \d+ 笔/ }).click()
    await page.locator('tr.row-link').first().waitFor()
    await settled(page)
    const rows = await page.locator('tr.row-link').allInnerTexts()
    expect(rows[0]).toMatch(/P-13[\s\S]*红色[\s\S]*首期逾期 \d+ 天[\s\S]*4 小时内确认/)
    await shot(page, 'picture-watch-list')
    await page.getByRole('button', { name: /红色/ }).click()
    await settled(page)
    expect(new URL(page.url()).searchParams.get('level')).toBe('red')
    // What is looked at often is kept as a view of its own.
    await page.getByRole('button', { name: '存为视图' }).click()
    await page.getByLabel('视图名称').fill('红色')
    await page.keyboard.press('Enter')
    await page.getByText('全部', { exact: true }).click()
    await settled(page)
    expect(new URL(page.url()).searchParams.get('level')).toBe(null)
    await page.locator('.ant-segmented').getByText('红色', { exact: true }).click()
    await settled(page)
    expect(new URL(page.url()).searchParams.get('level')).toBe('red')
    // A row opens beside the list, j and k move through it, and Enter opens the page.
    await page.locator('tr.row-link').first().click()
    await drawer(page).getByText('4 小时内确认').waitFor()
    await shot(page, 'picture-watch-panel')
    await page.locator('main h1').click()
    await page.keyboard.press('j')
    await drawer(page).getByText('P-12').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/servicing\/loans\/loan_/)
    // The command menu finds a loan by its number.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('P-13')
    await page.locator('.ant-modal').getByText('P-13').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('P-13').first().waitFor()

    const wall = await enter('boss')
    await go(wall, '/performance/wall')
    await wall.getByRole('button', { name: /关注名单 \d+ 笔/ }).click()
    await wall.waitForURL(/\/risk\/watch-list/)
    expect(await overflow(wall)).toBe(0)
  })

  it('names a loan the close set aside, says no while it is broken, and takes it back once mended', async () => {
    const move = (seq: number, dueOn: Day) =>
      house.pool.query('UPDATE servicing.installment SET due_on = $3 WHERE loan_id = $1 AND seq = $2', [
        toKey(broken),
        seq,
        dueOn,
      ])
    const { rows } = await house.pool.query(
      'SELECT next_seq, next_due_on AS due FROM servicing.loan WHERE loan_id = $1',
      [toKey(broken)],
    )
    const { next_seq: next, due } = rows[0] as { next_seq: number; due: Day }
    await move(next + 1, addDays(due, -1))
    await closeDay(house.spine, { through: addDays(due, 1) })
    house.clock.set(instantAt(addDays(due, 2), '09:00'))

    const page = await enter('jin')
    await go(page, '/servicing/day-closes')
    const card = page.locator('.ant-card', { hasText: '搁置的贷款（1 笔）' }).last()
    await card.waitFor()
    expect(await card.innerText()).toMatch(/P-10[\s\S]*2026-08-15/)
    await shot(page, 'picture-set-aside')
    // The wall says why in the same words, and not in the database's.
    const wall = await enter('boss')
    await go(wall, '/performance/wall')
    await wall.getByRole('button', { name: /日终搁置的贷款/ }).click()
    const drawer = wall.getByRole('dialog')
    await drawer.getByText('P-10').waitFor()
    expect(await drawer.innerText()).toMatch(/违反数据约束 \w+/)
    expect(await drawer.innerText()).not.toContain('violates')
    expect(await overflow(wall)).toBe(0)
    await shot(wall, 'picture-wall-set-aside')
    await card.getByRole('button', { name: '处理后重试' }).click()
    await page.getByText('数据仍有矛盾').first().waitFor()
    await page.keyboard.press('Escape')
    await move(next + 1, addMonths(due, 1))
    await card.getByRole('button', { name: '处理后重试' }).click()
    await page.getByText('搁置的贷款（1 笔）').waitFor({ state: 'detached', timeout: 20_000 })
    // The latest closes stand side by side without a scroll.
    const table = page.locator('.ant-card', { hasText: '最近日终' }).last().locator('.ant-table-content')
    expect(
      await table.evaluate((node: { scrollWidth: number; clientWidth: number }) => node.scrollWidth - node.clientWidth),
    ).toBeLessThanOrEqual(1)
    // Without the notices of the retries, which lie over the page for some seconds.
    await go(page, '/servicing/day-closes')
    await shot(page, 'picture-day-close')
    expect(await accessibilityFaults(page)).toEqual([])
    const phone = await enter('jin', { size: 'phone', dark: true, language: 'en' })
    await go(phone, '/servicing/day-closes')
    expect(await overflow(phone)).toBe(0)
    await shot(phone, 'picture-phone-day-close')
  })
})
