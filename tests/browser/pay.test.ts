import { readFileSync } from 'node:fs'
import ExcelJs from 'exceljs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { plan } from '../plans.ts'
import { shot } from './browser.ts'
import { openScene } from './scene.ts'
import { faultsOf, go, press, reads } from './stage.ts'

/** What people are paid by and what they are paid, each step by the person whose it is. */
describe('pay on the screens', () => {
  let lender: Lender
  let loanNumber: string
  const scene = openScene('pay', async house => {
    lender = await openLender(house)
    await house.hire('he', 'hr_officer', { group: '人事组', name: '何人事' })
    await house.hire('jin', 'finance_manager', { group: '财务组', name: '金经理' })
    const hr = await house.as('he')
    const draft = await hr.performance.addPlan({ code: 'market', name: '市场提成', reason: '首版', body: plan })
    const approval = { id: draft.id, version: draft.version, fromDay: '2026-03-02', acceptedBecause: '演练' }
    await lender.riskDirector.performance.approvePlan(approval)
    const { id } = await submitted(lender, 1, { principal: '60000.00', price: '160000.00' })
    const { fundingId } = await requested(lender, id)
    const { version } = await lender.finance.origination.getFunding({ id: fundingId })
    const { loanId } = await lender.finance.origination.disburseFunding({ id: fundingId, version })
    await house.drain()
    loanNumber = (await lender.finance.servicing.getLoan({ id: loanId })).number
    const lin = (await lender.developer.team.me()).person.id as `person_${string}`
    await hr.performance.setWage({ personId: lin, fromDay: '2026-03-01', monthly: '9000.00', reason: '入职' })
  })
  const { enter } = scene
  const dialogOf = (page: Page) => page.locator('.ant-modal').last()
  const submit = async (page: Page) => {
    await dialogOf(page)
      .getByRole('button', { name: /提\s*交|确\s*定/ })
      .click()
    await page.locator('.ant-modal-wrap:visible').waitFor({ state: 'detached' })
  }

  it('a plan tied to the borrower’s rate is stopped, mended, tried on last year and approved by a second person', async () => {
    const hr = await enter('he')
    await go(hr, '/performance/plans')
    await hr.getByRole('link', { name: '市场提成 v1' }).click()
    await press(hr, '起草新版本')
    await dialogOf(hr).getByLabel('说明').fill('按利率多给')
    await submit(hr)
    await hr.getByRole('tab', { name: '编辑' }).click()
    const base = hr.getByLabel('基数公式').first()
    const save = async (formula: string) => {
      await base.fill(formula)
      await press(hr, '保存草稿')
    }
    // A formula that reads a clock is said at its field; one that reads the borrower's rate can be kept, and not approved.
    await save('principal * today')
    await hr.locator('.ant-form-item-explain-error').first().waitFor()
    await save('principal * annual_rate')
    await hr.getByText('已完成').last().waitFor()
    await hr.getByRole('tab', { name: '方案', exact: true }).click()
    await reads(hr, /利率/)
    await shot(hr, 'pay-plan-lint')
    const address = new URL(hr.url()).pathname
    const director = await enter('sun')
    const approve = async (because: string) => {
      await go(director, address)
      await press(director, '批准')
      await dialogOf(director).getByLabel('生效日').fill('2026-05-01')
      await director.keyboard.press('Enter')
      await dialogOf(director).getByLabel('为何接受这些提示').fill(because)
    }
    await approve('试试')
    await dialogOf(director)
      .getByRole('button', { name: /提\s*交/ })
      .click()
    await dialogOf(director).locator('.ant-alert-error, .ant-form-item-explain-error').first().waitFor()
    await shot(director, 'pay-plan-refused')

    await hr.getByRole('tab', { name: '编辑' }).click()
    await base.fill('principal')
    // Two percent stands as two percent and is typed as people say it; what nobody touched is kept to the letter.
    const rate = hr.getByLabel('比例', { exact: true }).first()
    expect(await rate.inputValue()).toBe('2')
    for (const [percent, share] of [
      ['0.35', '0.0035'],
      ['33.3333', '0.333333'],
    ] as const) {
      const saved = hr.waitForResponse(answer => answer.request().method() === 'PUT')
      await rate.fill(percent)
      await press(hr, '保存草稿')
      const { body } = await (await saved).json()
      const [volume, ...others] = plan.components
      expect(body).toEqual({ ...plan, components: [{ ...volume, rate: share }, ...others] })
      await go(hr, address)
      await hr.getByRole('tab', { name: '编辑' }).click()
      await rate.waitFor()
      expect(await rate.inputValue()).toBe(percent)
    }
    await rate.fill('1')
    await press(hr, '保存草稿')
    await reads(hr, '已完成')
    await hr.getByRole('tab', { name: '回测' }).click()
    await reads(hr, '1 笔贷款')
    const tried = await hr.innerText('main')
    // Half of what it paid: 600 instead of 1,200, and 100 for the new customer either way.
    expect(['¥700.00', '¥1,300.00', '↓', '林晓雯'].filter(text => !tried.includes(text))).toEqual([])
    expect(await faultsOf(hr)).toEqual([])
    await shot(hr, 'pay-plan-back-test')
    await approve('质量系数下一版加入')
    await submit(director)
    await reads(director, '质量系数下一版加入')
    await go(hr, '/performance/plans')
    expect(await hr.getByRole('row', { name: /市场提成 v2/ }).innerText()).toContain('孙立')
  }, 180_000)

  it('a month is frozen by one, approved by another, and goes to the bank', async () => {
    const march = (page: Page) => page.getByRole('row', { name: /2026-03/ }).first()
    const sure = async (page: Page, name: string) => {
      await march(page).getByRole('button', { name }).click()
      await page
        .locator('.ant-popconfirm')
        .getByRole('button', { name: /确\s*定|OK/ })
        .click()
    }
    // The month is over; that every day of it was closed is another test's matter.
    await scene.house.pool.query(`UPDATE platform.business_day SET day = '2026-04-01' WHERE closed_at IS NULL`)
    scene.house.clock.set('2026-04-01T01:00:00.000Z' as never)
    const hr = await enter('he')
    await go(hr, '/performance/months')
    await sure(hr, '冻结')
    await reads(hr, '何人事')
    expect(await march(hr).getByRole('button', { name: '批准' }).count()).toBe(0)
    const manager = await enter('jin')
    await go(manager, '/performance/months')
    await sure(manager, '批准')
    await march(manager).getByText('金经理').waitFor()
    const finance = await enter('feng')
    await go(finance, '/performance/months')
    const [file] = await Promise.all([
      finance.waitForEvent('download'),
      march(finance).getByRole('button', { name: '代发文件' }).click(),
    ])
    expect(file.suggestedFilename()).toContain('2026-03')
    const bank = readFileSync(await file.path(), 'utf8')
    // 9,000 of wage, what is not deferred of 1,200, and 100.
    expect(bank).toContain('林晓雯,,,9820.00\r\n')
    await reads(finance, '没有确认的收款账户')
    await march(finance).getByRole('button', { name: '2026-03' }).click()
    await finance.getByRole('cell', { name: '林晓雯' }).waitFor()
    const [book] = await Promise.all([
      finance.waitForEvent('download'),
      finance.getByRole('link', { name: '导出 Excel' }).click(),
    ])
    const sheet = await new ExcelJs.Workbook().xlsx.readFile(await book.path())
    const cells: string[] = []
    sheet.worksheets[0]!.eachRow(row => cells.push(JSON.stringify(row.values)))
    expect(cells.find(row => row.includes('林晓雯'))).toContain('9820')
    await sure(finance, '发放')
    await march(finance).getByText('已发放').first().waitFor()
    await shot(finance, 'pay-month-paid')
  }, 180_000)

  it('a case is opened with its facts, found by somebody not involved, and the appeal heard by another', async () => {
    const director = await enter('sun')
    await go(director, '/performance/cases')
    await press(director, '立案')
    const form = dialogOf(director)
    await form.getByLabel('贷款').fill(loanNumber)
    await director.locator('.ant-select-dropdown:visible').getByText(loanNumber).click()
    await form.getByLabel('人员').fill('林晓雯')
    await director.locator('.ant-select-dropdown:visible').getByText('林晓雯').click()
    await form.getByLabel('事实').fill('未见客户本人面签')
    await submit(director)
    await reads(director, '未见客户本人面签')
    const address = new URL(director.url()).pathname
    await press(director, '作出认定')
    await dialogOf(director).getByLabel('责任比例').fill('80')
    await dialogOf(director).getByLabel('理由').fill('未核实收入')
    await submit(director)
    await director.getByRole('tab', { name: /认定/ }).click()
    await reads(director, '未核实收入')
    await shot(director, 'pay-case-found')

    const lin = await enter('lin')
    await go(lin, address)
    await press(lin, '申诉')
    await dialogOf(lin).getByLabel('申诉理由').fill('资料由审核核验')
    await submit(lin)
    // Who found does not hear the appeal, and is offered nothing.
    await go(director, address)
    expect(await director.getByRole('button', { name: '裁定申诉' }).count()).toBe(0)
    const manager = await enter('jin')
    await go(manager, address)
    await press(manager, '裁定申诉')
    await dialogOf(manager).getByLabel('责任比例').fill('50')
    await dialogOf(manager).getByLabel('理由').fill('部分采纳')
    await submit(manager)
    await manager.getByRole('tab', { name: /认定/ }).click()
    await reads(manager, '部分采纳')
    // Half of 1,300: what was deferred goes first, the rest is taken from coming months.
    const told = await manager.innerText('main')
    expect(['¥650.00', '¥170.00'].filter(text => !told.includes(text))).toEqual([])
    expect(await faultsOf(manager)).toEqual([])
    await shot(manager, 'pay-case-closed')
    // On a phone a claim is a card, with what may be done about it below what it tells.
    await manager.setViewportSize({ width: 390, height: 844 })
    await go(manager, '/performance/claims')
    await press(manager, '免除')
    await dialogOf(manager).getByText('余额 ¥170.00').waitFor()
    expect(await faultsOf(manager)).toEqual([])
    await dialogOf(manager).getByLabel('金额').fill('20')
    await dialogOf(manager).getByLabel('原因').fill('协商')
    await submit(manager)
    await reads(manager, '150.00')
  }, 180_000)

  it('what is left of a claim is planned by who opens cases, and what is paid back noted by who keeps the money', async () => {
    const row = (page: Page) => page.getByRole('row', { name: /林晓雯/ })
    const hr = await enter('he')
    await go(hr, '/performance/claims')
    await press(hr, '重排计划')
    // A month of 9,000 could give 1,800; there is no more than 150 to give.
    await dialogOf(hr).getByText('一期扣清 ¥150.00').waitFor()
    const monthly = dialogOf(hr).getByLabel('每月扣回')
    expect(await monthly.inputValue()).toBe('150.00')
    await shot(hr, 'pay-claim-plan')
    await monthly.fill('100')
    await dialogOf(hr).getByLabel('原因').fill('分两期扣')
    await submit(hr)
    await row(hr).getByText('¥100.00').waitFor()

    const finance = await enter('feng')
    await go(finance, '/performance/claims')
    await row(finance).getByText('150.00', { exact: true }).waitFor()
    // The cashier takes the money; the case behind it, and what else may be done about it, is for others.
    expect(await row(finance).getByRole('link').count()).toBe(0)
    expect(await row(finance).getByRole('button').allInnerTexts()).toEqual(['登记退款'])
    await press(finance, '登记退款')
    await dialogOf(finance).getByLabel('金额').fill('70.5')
    await dialogOf(finance).getByLabel('凭证或说明').fill('银行回单 0412')
    expect(await faultsOf(finance)).toEqual([])
    await submit(finance)
    await row(finance).getByText('79.50', { exact: true }).first().waitFor()
    await row(finance).getByText('70.50', { exact: true }).waitFor()
    await shot(finance, 'pay-claim-repaid')
  }, 180_000)
})
