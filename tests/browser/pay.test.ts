import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { plan } from '../plans.ts'
import { shot } from './browser.ts'
import { openScene } from './scene.ts'
import { faultsOf, go, press, reads } from './stage.ts'

/** Pay that is taken back, each step by the person whose it is. */
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
    // Half of the 1,300 it paid is left.
    const told = await manager.innerText('main')
    expect(told).toContain('¥650.00')
    expect(await faultsOf(manager)).toEqual([])
    await shot(manager, 'pay-case-closed')
  }, 180_000)
})
