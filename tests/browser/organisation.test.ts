import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLender } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { accessibilityFaults, shot } from './browser.ts'
import { go, openStage, overflow, type Stage, settled, strangeWords } from './stage.ts'

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
  })
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
    const { page, faults, context } = await enter('boss', { at: '/team/groups' })
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
  })

  it('the same by keyboard; a group too; and found by its name', async () => {
    const { page, faults, context } = await enter('boss', { at: '/team/groups', language: 'en' })
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
  })

  it('moves a grade by dragging the card, or by keyboard, and keeps who sat', async () => {
    const [hr, lin, wu] = [await house.as('hr'), await house.as('lin'), await house.as('wu')]
    const drawn = await hr.performance.addCycle({
      ...{ name: '二月考核', from: '2026-02-01', to: '2026-02-28', dueDay: '2026-03-10', posts: ['market_developer'] },
      ...{ weights: [{ part: 'self', weight: 100 }], metrics: [] },
    })
    const opened = await hr.performance.moveCycle({ id: drawn.id, version: drawn.version, to: 'open' })
    for (const [who, score] of [
      [lin, 82],
      [wu, 74],
    ] as const) {
      const [own] = await who.performance.listAppraisals({ cycleId: drawn.id })
      await who.performance.assessSelf({ id: own!.id, version: own!.version, score, text: '按计划完成' })
    }
    await hr.performance.moveCycle({ id: drawn.id, version: opened.version, to: 'calibrating' })
    const { page, faults, context } = await enter('hr', { at: `/performance/cycles/${drawn.id}/calibration` })
    const column = (grade: string) => page.getByRole('region', { name: grade, exact: true })
    await column('B').getByText('林晓雯').waitFor()
    await settled(page)
    await column('B').locator('article', { hasText: '林晓雯' }).dragTo(column('A'))
    await column('A').getByText('林晓雯').waitFor()
    // Back where it came from, and nothing is left to submit.
    await column('A').locator('article', { hasText: '林晓雯' }).dragTo(column('B'))
    await column('B').getByText('林晓雯').waitFor()
    expect(await page.getByRole('button', { name: '提交校准' }).count()).toBe(0)
    await column('B').locator('article', { hasText: '林晓雯' }).dragTo(column('A'))
    // The other by keyboard alone: open the menu, one down, enter; the focus stays with the card.
    await column('C').getByRole('button', { name: '吴迪 调整等级' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('[role=menuitem]:focus').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.locator('[role=menuitem]:focus', { hasText: 'B' }).waitFor()
    await page.keyboard.press('Enter')
    await column('B').getByText('吴迪').waitFor()
    await page
      .locator('button:focus')
      .and(page.getByRole('button', { name: '吴迪 调整等级' }))
      .waitFor()
    await page.getByRole('status').filter({ hasText: '吴迪 调整到 B' }).waitFor({ state: 'attached' })
    await shot(page, 'calibration-moved')
    expect(await faultsOf(page, faults)).toEqual([])
    for (const name of ['林晓雯', '吴迪']) await page.getByLabel(`${name} 理由`).fill('与同组对照')
    await page.getByLabel('参会人').click()
    await page.getByTitle('徐静', { exact: true }).last().click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '提交校准' }).click()
    await page.getByText('调整 2 人').waitFor()
    const { groups, sittings } = await hr.performance.calibrationBoard({ id: drawn.id })
    expect(groups.flatMap(one => one.people.map(own => [own.personName, own.originalGrade, own.grade]))).toEqual(
      expect.arrayContaining([
        ['林晓雯', 'B', 'A'],
        ['吴迪', 'C', 'B'],
      ]),
    )
    expect(sittings).toMatchObject([{ satWith: ['于洋', '徐静'], changes: 2 }])
    await context.close()
  })

  it('HR lets a person leave: what is held is shown first, nothing goes on without a successor', async () => {
    const { page, faults, context } = await enter('hr')
    const { rows } = await (await house.as('hr')).team.listPeople({ search: 'lin' })
    await go(page, `/team/people/${rows[0]!.id}/leave`)
    await page.getByLabel('原因').fill('个人原因')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('线索', { exact: true }).waitFor()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('尚未安排接手人').waitFor()
    await shot(page, 'organisation-leave')
    expect(await faultsOf(page, faults)).toEqual([])
    await page.getByLabel('全部交给').click()
    await page.getByTitle('吴迪', { exact: true }).last().click()
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
  })

  it('posts are revised, and the chart reads on a phone and in the dark', async () => {
    const { page, faults, context } = await enter('hr', { at: '/team/posts' })
    await page.getByRole('button', { name: '市场开发' }).waitFor()
    await settled(page)
    await shot(page, 'organisation-posts')
    expect(await faultsOf(page, faults)).toEqual([])
    await context.close()
    const phone = await enter('boss', { at: '/team/groups', size: 'phone', dark: true })
    await phone.page.locator('[data-person=wu]').waitFor()
    await settled(phone.page)
    await shot(phone.page, 'organisation-phone')
    expect(await faultsOf(phone.page, phone.faults)).toEqual([])
    await phone.context.close()
  })
})
