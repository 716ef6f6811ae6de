import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLender } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { accessibilityFaults, shot } from './browser.ts'
import { openStage, overflow, type Stage, settled, strangeWords } from './stage.ts'

describe('the organisation in a browser', () => {
  let house: TestHouse
  let stage: Stage

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    const lender = await openLender(house)
    await house.hire('hr', 'hr_officer', { group: '人事组', name: '于洋' })
    const hr = await house.as('hr')
    const { groups, people } = await hr.team.organisation({})
    const id = (name: string) => groups.find(one => one.name === name)!.id
    const seats = { fromDay: '2026-03-02', reason: '年度编制' }
    await hr.team.setSeats({ groupId: id('华东一组'), post: 'market_developer', seats: 3, ...seats })
    await hr.team.addDottedLine({
      id: people.find(one => one.username === 'wu')!.id,
      managerId: people.find(one => one.username === 'sun')!.id,
      purpose: '风险条线',
      fromDay: '2026-03-02',
    })
    for (const sequence of [1, 2, 3])
      await lender.developer.origination.addLead({
        name: `线索${sequence}`,
        phone: `1370000000${sequence}`,
        source: 'online',
        interest: '新车',
      })
    stage = await openStage(house.app)
  }, 180_000)
  afterAll(async () => {
    await stage?.close()
    await house?.close()
  })

  const enter = (username: string, options?: Parameters<Stage['enter']>[2]) =>
    stage.enter(username, `password-${username}`, options)
  const faultsOf = async (page: Page, faults: string[]) => [
    ...strangeWords(await page.innerText('body')),
    ...((await overflow(page)) > 0 ? ['wider than its window'] : []),
    ...(await accessibilityFaults(page)),
    ...faults,
  ]

  it('a manager drags a person onto another group, sees what it changes, and confirms', async () => {
    const { page, faults, context } = await enter('boss')
    await page.goto(`${stage.url}/team/groups`)
    await page.locator('[data-person=wu]').waitFor()
    await settled(page)
    expect(await page.innerText('main')).toMatch(/市场开发 空缺 1/)
    await shot(page, 'organisation-chart')
    expect(await faultsOf(page, faults)).toEqual([])
    await page.locator('[data-person=wu]').dragTo(page.locator('[data-group=审核组]'))
    const dialog = page.getByRole('dialog')
    await dialog.locator('[data-impact]').waitFor()
    await page.getByLabel('岗位', { exact: true }).click()
    await page.getByTitle('信贷审核', { exact: true }).last().click()
    await dialog.getByText('新增角色').waitFor()
    await settled(page)
    const told = await dialog.innerText()
    expect(told).toContain('信贷审核')
    expect(told).toContain('失去角色')
    await shot(page, 'organisation-move')
    await page.getByLabel('原因').fill('轮岗')
    await dialog.getByRole('button', { name: '确认调岗' }).isEnabled()
    // The day is tomorrow: the move is planned, and today's chart stays.
    await page.getByLabel('生效日').fill('2026-03-03')
    await page.getByLabel('生效日').press('Enter')
    await settled(page)
    await dialog.getByRole('button', { name: '确认调岗' }).click()
    await dialog.waitFor({ state: 'detached' })
    await settled(page)
    expect(await page.locator('[data-group=华东一组]').innerText()).toContain('吴迪')
    await page.getByLabel('截至').fill('2026-03-03')
    await page.getByLabel('截至').press('Enter')
    await settled(page)
    await shot(page, 'organisation-planned')
    await page.locator('[data-group=审核组] [data-person=wu]').waitFor()
    expect(await page.innerText('main')).toContain('计划中 2026-03-03')
    await context.close()
  }, 120_000)

  it('the same by keyboard; a group too; and found by its name', async () => {
    const { page, faults, context } = await enter('boss', { language: 'en' })
    await page.goto(`${stage.url}/team/groups`)
    await page.locator('[data-group=审核组]').waitFor()
    await settled(page)
    await page.locator('[data-group=审核组]').getByRole('button', { name: 'Change the group' }).first().focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Parent group').click()
    await page.getByTitle('管理组', { exact: true }).last().click()
    await dialog.getByLabel('Reason').fill('merge')
    await dialog.locator('[data-impact]').waitFor()
    expect(await dialog.innerText()).toContain('1 group and 3 people move along.')
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await settled(page)
    await page.getByLabel('Find a person or group').fill('徐静')
    await page.locator('.chart-found').first().waitFor()
    expect(await page.locator('.chart-found').innerText()).toContain('徐静')
    expect(faults).toEqual([])
    await context.close()
  }, 90_000)

  it('HR lets a person leave: what is held is shown first, nothing goes on without a successor', async () => {
    const { page, faults, context } = await enter('hr')
    const { rows } = await (await house.as('hr')).team.listPeople({ search: 'lin' })
    await page.goto(`${stage.url}/team/people/${rows[0]!.id}/leave`)
    await page.getByLabel('原因').fill('个人原因')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('线索', { exact: true }).waitFor()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('尚未安排接手人').waitFor()
    await shot(page, 'organisation-leave')
    expect(await faultsOf(page, faults)).toEqual([])
    await page.getByRole('button', { name: '吴迪' }).click()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('已试算').waitFor()
    expect(await page.innerText('main')).toContain('线索 3 项 → 吴迪')
    await shot(page, 'organisation-leave-confirm')
    await page.getByRole('button', { name: '办理离职' }).click()
    await page.getByRole('tab', { name: '入转离' }).waitFor()
    await settled(page)
    await page.getByRole('tab', { name: '入转离' }).click()
    await page.getByText('林晓雯 → 吴迪').first().waitFor()
    await page.getByLabel('设备已归还').click()
    await page.getByText('已完成 1/6').waitFor()
    await shot(page, 'organisation-person')
    expect(await faultsOf(page, faults)).toEqual([])
    await context.close()
  }, 120_000)

  it('posts are revised, and the chart reads on a phone and in the dark', async () => {
    const { page, faults, context } = await enter('hr')
    await page.goto(`${stage.url}/team/posts`)
    await page.getByRole('button', { name: '市场开发' }).waitFor()
    await settled(page)
    await shot(page, 'organisation-posts')
    expect(await faultsOf(page, faults)).toEqual([])
    await context.close()
    const phone = await enter('boss', { size: 'phone', dark: true })
    await phone.page.goto(`${stage.url}/team/groups`)
    await phone.page.locator('[data-person=wu]').waitFor()
    await settled(phone.page)
    await shot(phone.page, 'organisation-phone')
    expect(await faultsOf(phone.page, phone.faults)).toEqual([])
    await phone.context.close()
  }, 90_000)
})
