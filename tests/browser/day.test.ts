import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Day, instantAt } from '#lib/day'
import { fictionalId, openLender, papersToFund, papersToSubmit, testVin } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { plan } from '../plans.ts'
import { picture, shot } from './browser.ts'
import { go, openStage, press, reads, type Stage, settled, type Window } from './stage.ts'

/**
 * The main job of the house lived through its screens by everybody it needs: from a name on a slip of paper to a loan
 * that is paid, late, and paid again, with books that agree. What is asserted is what a person reads.
 */
describe('a loan lived through the screens', () => {
  let house: TestHouse
  let stage: Stage
  let number = ''
  let loanNumber = ''
  const windows = new Map<string, Window>()

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    const lender = await openLender(house)
    await house.hire('he', 'hr_officer', { group: '人事组', name: '何人事' })
    const draft = await (await house.as('he')).performance.addPlan({
      code: 'market',
      name: '市场提成',
      reason: '首版',
      body: plan,
    })
    await lender.riskDirector.performance.approvePlan({
      id: draft.id,
      version: draft.version,
      fromDay: '2026-03-02',
      acceptedBecause: '演练',
    })
    await house.hire('jin', 'finance_manager', { group: '财务组', name: '金理' })
    stage = await openStage(house.app)
  })
  afterEach(async ({ task }) => {
    // What everybody saw when it went wrong is worth more than the error.
    if (task.result?.state === 'fail')
      for (const [username, { page }] of windows) await picture(page, `day-failed-${username}`)
  })
  afterAll(async () => {
    for (const { faults } of windows.values()) expect(faults).toEqual([])
    await stage?.close()
    await house?.close()
  })

  /** The window of a person, opened once and kept all day. */
  const as = async (username: string): Promise<Page> => {
    if (!windows.has(username)) windows.set(username, await stage.enter(username, `password-${username}`))
    return windows.get(username)!.page
  }
  /** Gives each paper tile a file of its own. */
  const upload = async (page: Page, kinds: readonly string[]) => {
    for (const kind of kinds) {
      const name = `${kind}.pdf`
      await page.locator(`[data-paper="${kind}"] input[type=file]`).setInputFiles({
        name,
        mimeType: 'application/pdf',
        buffer: Buffer.from(`%PDF-1.4\n% ${kind} ${number}\n`),
      })
      await page.locator(`[data-paper="${kind}"]`).getByText(name).waitFor()
    }
  }
  const tomorrow = (day: string, clock = '09:00') => house.clock.set(instantAt(day as Day, clock))
  /** Ends days through the button, as finance does, until the given day has been closed. */
  const closeThrough = async (day: string) => {
    const page = await as('jin')
    await go(page, '/servicing/day-closes')
    const field = page.getByLabel('截止营业日')
    await field.fill(day)
    await field.press('Enter')
    await press(page, '执行日终')
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '执行日终' }).click()
    await reads(page, '正在处理')
    await house.drain()
    await page.getByText('正在处理').waitFor({ state: 'detached' })
    await settled(page)
  }

  it('begins with a lead, a customer, a vehicle and an offer whose true yearly cost is seen', async () => {
    const page = await as('lin')
    await press(page, '登记线索')
    await page.getByLabel('姓名').fill('周大山')
    await page.getByLabel('手机号').fill('13812345678')
    await page.getByLabel('意向').fill('比亚迪 汉')
    await press(page, '提交')
    await go(page, '/origination/leads')
    await page.locator('tr.row-link').first().click()
    await press(page, '登记跟进')
    await page.getByText('有意向', { exact: true }).click()
    await press(page, '提交')
    await press(page, '转为进件')
    await page.getByLabel('证件号码').waitFor()

    await page.getByLabel('姓名').fill('周大山')
    await page.getByLabel('证件号码').fill('990101199001010013')
    await page.getByLabel('手机号').fill('13812345678')
    await page.getByLabel('月收入').fill('100000')
    await page.getByText('客户已签署征信查询授权与个人信息授权').click()
    await press(page, '保存')
    // A wrong check digit is told at its field, and nothing is lost of what was typed.
    await page.locator('.ant-form-item-explain-error').first().waitFor()
    expect(await page.getByLabel('姓名').inputValue()).toBe('周大山')
    await page.getByLabel('证件号码').fill(fictionalId(1))
    await press(page, '保存')
    await reads(page, '已授权')
    await press(page, '下一步')

    await page.getByText('新车', { exact: true }).click()
    await page.getByText('新能源', { exact: true }).click()
    await page.getByText('自用', { exact: true }).click()
    await page.getByLabel('品牌').fill('比亚迪')
    await page.getByLabel('车型').fill('汉')
    await page.getByLabel('车架号').fill(testVin(7))
    await page.getByLabel('车价').fill('900000')
    await page.getByLabel('经销商').click()
    await page.getByTitle('浦东新源汽车（A）').click()
    await press(page, '下一步')

    await page.getByText('标准贷').click()
    await page.getByText('36 期', { exact: true }).click()
    await page.getByLabel('贷款金额').fill('600000')
    await page.getByLabel('贷款金额').blur()
    await reads(page, '¥17,928.71')
    const quote = await page.innerText('main')
    expect(quote).toContain('4.80 %')
    expect(quote).toMatch(/年化（复利）\s*4\.91 %/)
    await press(page, '下一步')

    await upload(page, papersToSubmit)
    await reads(page, '资料齐全')
    await press(page, '下一步')
    await reads(page, '周**')
    const summary = await page.innerText('main')
    expect(summary).toContain('贷款 600,000.00 元分 36 期，月供 17,928.71 元')
    number = /A-\d{8}-\d{4}/.exec(summary)![0]
    await shot(page, 'day-1-application')
    await press(page, '提交审批')
    await reads(page, '已转人工审核。')
    await page.keyboard.press('Enter')
    await settled(page)
    // Who brought it in has no way to decide on it.
    expect(await page.getByRole('button', { name: /通过|审批/ }).count()).toBe(0)
    await go(page, '/origination/review')
    await reads(page, '您的岗位看不到这个页面')
  })

  it('is reviewed with every fact on one page, by one person at a time', async () => {
    const chen = await as('chen')
    await press(chen, '处理下一件')
    await reads(chen, '规则结果')
    const seen = await chen.innerText('main')
    for (const fact of ['周**', number, testVin(7), '¥900,000.00', '66.67 %', '标准贷 · 36 期'])
      expect(seen).toContain(fact)
    expect(seen).toMatch(/\d+ 条中 \d+ 条通过/)
    for (const paper of ['身份证', '驾驶证', '收入证明']) expect(seen).toContain(paper)
    await shot(chen, 'day-2-review')
    // 600,000 is twice the reviewer's limit: the button says so and does nothing.
    expect(seen).toContain('超过您的审批额度')
    expect(await chen.getByRole('button', { name: /通过 ¥ 600,000.00/ }).isDisabled()).toBe(true)

    const zhou = await as('zhou')
    await go(zhou, '/origination/review')
    await zhou.getByRole('link', { name: number }).click()
    await reads(zhou, '陈思远 处理中')
    expect(await zhou.getByRole('button', { name: /上报/ }).isDisabled()).toBe(true)

    // The first forgets it; half an hour later the other takes it up, and the first one's old page is told.
    house.clock.advance(31 * 60_000)
    await zhou.reload()
    await reads(zhou, '由您处理中')
    await chen.keyboard.press('e')
    await chen.getByLabel('审批意见').fill('超出权限，请终审')
    await zhou.keyboard.press('e')
    await zhou.getByLabel('审批意见').fill('金额较大，上报终审')
    await zhou.locator('.ant-modal').getByRole('button', { name: '上报' }).click()
    await reads(zhou, '队列已清空。')
    await chen.locator('.ant-modal').getByRole('button', { name: '上报' }).click()
    const told = await chen.locator('.ant-notification-notice').first().innerText()
    expect(told).toMatch(/周明|刚刚|已/)
    await chen.locator('.ant-modal').getByRole('button', { name: '取消' }).click()

    // Whoever decided once cannot be the next person to decide.
    await go(zhou, '/origination/review')
    await go(zhou, '/origination/applications')
    await zhou.locator('tr.row-link .row-name').first().click()
    await settled(zhou)
    expect(await zhou.innerText('main')).toContain('终审')
  })

  it('goes up to a second pair of eyes when the amount is above every limit of the team', async () => {
    const xu = await as('xu')
    await press(xu, '处理下一件')
    await reads(xu, '规则结果')
    await xu.keyboard.press('e')
    const dialog = xu.locator('.ant-modal')
    await dialog.getByText('风险复审').click()
    await dialog.getByLabel('审批意见').fill('同意，超出终审额度，请风险复审')
    await dialog.getByRole('button', { name: '上报' }).click()
    await reads(xu, '队列已清空。')

    const qian = await as('qian')
    await qian.click('nav >> text=复审队列')
    await press(qian, '处理下一件')
    await reads(qian, '同意，超出终审额度，请风险复审')
    await qian.keyboard.press('a')
    await qian.locator('.ant-modal').getByLabel('审批意见').fill('两人意见一致，同意')
    await qian.locator('.ant-modal').getByRole('button', { name: '通过' }).click()
    await reads(qian, '队列已清空。')
  })

  it('becomes a contract whose Chinese can be read, and is signed', async () => {
    const page = await as('lin')
    await go(page, '/')
    await page.getByText(number).first().click()
    await reads(page, '已批复')
    await page.clock.install()
    await press(page, '阅读综合融资成本')
    await page.clock.runFor(12_000)
    await press(page, '客户已阅读并确认')
    await press(page, '生成合同')
    await press(page, '客户签署合同')
    const file = page.waitForResponse(response => response.url().endsWith('/file'))
    await press(page, '打开合同文件')
    // The browser hands a file's bytes to the page alone, so they are asked for once more as the same person.
    const pdf = await (await page.request.get((await file).url())).body()
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const text = textOf(pdf)
    if (text !== null) {
      for (const words of ['汽车', '借款', '周大山', '浦东新源汽车销售有限公司', '600,000.00', testVin(7)])
        expect(text.replace(/\s/g, '')).toContain(words)
      expect(text).not.toMatch(/[\uFFFD\u25A1]/)
    }
    await shot(page, 'day-3-contract')
    await press(page, '登记签署')
    await press(page, '请客户开始阅读')
    await page.clock.runFor(40_000)
    const dialog = page.locator('.ant-modal')
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: '登记签署' }).click()
    await reads(page, '签署时间')
    await page.getByRole('link', { name: number }).click()
    await page.getByRole('tab', { name: '资料' }).click()
    await upload(page, papersToFund)
    await press(page, '请款')
    await reads(page, '请款中')
  })

  it('is paid to the dealer by finance, and becomes a loan with its plan', async () => {
    const page = await as('feng')
    await page.locator('tr.row-link').first().click()
    await reads(page, '浦东新源汽车销售有限公司')
    await page.locator('.ant-drawer').getByRole('button', { name: '放款' }).click()
    await page.locator('.ant-popconfirm').getByRole('button', { name: '放款' }).click()
    await page.getByText('没有待放款的请款。').waitFor()
    await go(page, '/servicing/loans')
    loanNumber = (await page.locator('tr.row-link td').first().innerText()).trim()
    await page.locator('tr.row-link .row-name').first().click()
    await reads(page, '还款计划')
    const seen = await page.innerText('main')
    expect(seen).toContain('600,000.00')
    expect(seen).toContain('2026-04-02')
    expect(seen).toContain('17,928.71')
  })

  it('pays whoever brought it, says why down to the loan, and has a doubt answered', async () => {
    await house.drain()
    const page = await as('lin')
    await go(page, '/performance/my-pay')
    const drawer = page.locator('.ant-drawer-open')
    const openLine = () => page.getByRole('button', { name: '业务提成 · 计提当期' }).click()
    await openLine()
    await reads(page, '市场提成 v1')
    const why = await drawer.innerText()
    const steps = ['按哪个方案', '贷款放款', '600,000', '600,000 × 2 % × 1 × 1 = ¥12,000.00', '没有门槛']
    expect(steps.filter(step => !why.includes(step))).toEqual([])
    await shot(page, 'day-3-why-pay')
    await drawer.getByRole('link', { name: loanNumber }).click()
    await reads(page, '还款计划')
    await go(page, '/performance/my-pay')
    await openLine()
    await drawer.getByRole('button', { name: '提出异议' }).click()
    const dialog = page.locator('.ant-modal')
    await dialog.getByLabel('说明').fill('应按两成五计')
    await dialog.getByRole('button', { name: /提\s*交/ }).click()
    await dialog.waitFor({ state: 'detached' })

    const manager = await as('he')
    await go(manager, '/performance/disputes')
    // Raised on the second of March; ten days to answer.
    expect(await manager.getByRole('row', { name: /应按两成五计/ }).innerText()).toContain('2026-03-12')
    await manager
      .getByRole('row', { name: /应按两成五计/ })
      .getByRole('button', { name: /答\s*复/ })
      .click()
    await manager.locator('.ant-modal').getByLabel('答复').fill('方案第一版为百分之二')
    await manager
      .locator('.ant-modal')
      .getByRole('button', { name: /提\s*交/ })
      .click()
    await manager.getByRole('row', { name: /方案第一版为百分之二/ }).waitFor()
    await go(page, '/performance/disputes')
    const answered = await page.getByRole('row', { name: /方案第一版为百分之二/ }).innerText()
    expect(answered).toContain('维持')
  })

  it('is repaid by hand, then not at all: overdue, with penalty', async () => {
    tomorrow('2026-04-02')
    await closeThrough('2026-04-01')
    const page = await as('feng')
    await page.reload()
    await settled(page)
    await press(page, '登记还款')
    await reads(page, '将这样分配')
    const split = await page.innerText('.ant-modal')
    expect(split).toContain('15,528.71')
    expect(split).toContain('2,400.00')
    await page.locator('.ant-modal').getByRole('button', { name: '登记还款' }).click()
    await reads(page, '还款已入账')
    await settled(page)
    expect(await page.innerText('main')).toContain('584,471.29')

    tomorrow('2026-05-12')
    await closeThrough('2026-05-11')
    await page.reload()
    await settled(page)
    const late = await page.innerText('main')
    expect(late).toContain('逾期')
    expect(late).toContain('罚息')
    await shot(page, 'day-4-overdue')
  })

  it('takes a bank’s file: good rows in, bad rows told with line and reason, twice changes nothing', async () => {
    const page = await as('feng')
    await go(page, '/servicing/repayment-imports')
    const file = {
      name: '银行流水.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `贷款编号,还款金额,到账日,流水号\n${loanNumber},20000.00,2026-05-12,B001\nL-19990101-0001,100.00,2026-05-12,B002\n`,
      ),
    }
    await page.locator('input[type=file]').setInputFiles(file)
    await reads(page, '已入账 1')
    const told = await page.innerText('main')
    expect(told).toContain('未入账 1')
    expect(await page.locator('tr:has-text("L-19990101-0001")').first().innerText()).toMatch(/^3\s/)
    await page.locator('input[type=file]').setInputFiles(file)
    await reads(page, '以前上传过')
    await go(page, '/servicing/loans')
    await page.locator('tr.row-link .row-name').first().click()
    await settled(page)
    // What the bank's row paid is everything that was late, and the loan is as it should be again.
    expect(await page.innerText('main')).toContain('正常还款')
  })

  it('ends the day with books that agree, and a manager who can open every figure', async () => {
    await closeThrough('2026-05-12')
    const finance = await as('jin')
    await press(finance, '重新核对')
    await reads(finance, '账务相符')
    await shot(finance, 'day-4-books')
    const page = await as('boss')
    await page.getByText('本年', { exact: true }).click()
    await settled(page)
    await page
      .getByRole('row', { name: /林晓雯/ })
      .getByRole('button', { name: '60.00 万' })
      .click()
    await reads(page, loanNumber)
    await shot(page, 'day-5-team')
    await page.getByRole('link', { name: loanNumber }).click()
    await reads(page, '还款计划')
  })
})

/** What a PDF says; null where no reader is installed. */
function textOf(pdf: Buffer): string | null {
  try {
    return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    console.warn('pdftotext is not installed: what the PDF says is not checked (apt-get install poppler-utils)')
    return null
  }
}
