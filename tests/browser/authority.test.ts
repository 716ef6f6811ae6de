import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCustomer } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { accessibilityFaults, shot } from './browser.ts'
import { go, openStage, overflow, type Stage, settled, strangeWords } from './stage.ts'

/** Rights as managers, auditors and administrators meet them: rules with a second person, questions, keys, emergencies. */
describe('rights in the browser', { timeout: 120_000 }, () => {
  let house: TestHouse
  let stage: Stage

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    for (const [name, post, called] of [
      ['admin', 'administrator', '金磊'],
      ['director', 'risk_director', '郭建国'],
      ['audit', 'auditor', '白薇'],
      ['chen', 'credit_reviewer', '陈思远'],
      ['xu', 'senior_reviewer', '徐静'],
      ['lin', 'market_developer', '林晓雯'],
      ['serve', 'service_agent', '吴佳怡'],
    ] as const)
      await house.hire(name, post, { name: called })
    const customerId = await testCustomer(await house.as('lin'), 1)
    await (await house.as('serve')).party.revealCustomer({ id: customerId, fields: ['phone'], reason: '回访客户' })
    stage = await openStage(house.app)
  }, 240_000)
  afterAll(async () => {
    await stage?.close()
    await house?.close()
  })

  /** What is wrong with the page as it stands. */
  const faults = async (page: Page) => [
    ...strangeWords((await page.innerText('main')).replaceAll(/\b[\w:.-]+[@#][\w.-]*/g, '')),
    ...((await overflow(page)) > 0 ? ['wider than its window'] : []),
    ...(await accessibilityFaults(page)),
  ]

  it('shows every rule, tries a change on real people, and lets another person approve it', async () => {
    const { page, faults: errors } = await stage.enter('admin', 'password-admin')
    await go(page, '/authority/rules')
    await page.getByText('≤ ¥300,000').first().waitFor()
    expect(await faults(page)).toEqual([])
    await shot(page, 'authority-rules')
    await go(page, '/authority/rules?kind=setting')
    await page.getByRole('button', { name: '新增' }).click()
    await page.getByLabel('代码').click()
    await page.getByTitle('应急授权最长分钟数').click()
    await page.getByLabel('数值').fill('120')
    await page.getByLabel('变更原因').fill('缩短应急时间')
    await page.getByLabel('依据').fill('内控会议 2026-03')
    await page.getByRole('button', { name: '试算影响' }).click()
    await page.getByText('不影响任何人').waitFor()
    await shot(page, 'authority-propose')
    await page.locator('.ant-modal-footer .ant-btn-primary').click()
    await page.locator('.ant-modal').waitFor({ state: 'hidden' })
    await page.getByText('待复核').first().waitFor()
    const second = await stage.enter('director', 'password-director')
    await go(second.page, '/authority/rules?kind=setting')
    await second.page.locator('.ant-collapse-header').first().click()
    await second.page.getByRole('button', { name: '同意' }).click()
    await second.page.getByLabel('意见').fill('同意缩短')
    await second.page.locator('.ant-modal-footer .ant-btn-primary').click()
    await second.page.getByText('生效中').first().waitFor()
    await shot(second.page, 'authority-approved')
    expect([...errors, ...second.faults]).toEqual([])
    await page.context().close()
    await second.context.close()
  })

  it('answers who could approve, what somebody can do and why, and who has seen a phone number', async () => {
    const { page, context, faults: errors } = await stage.enter('audit', 'password-audit')
    await go(page, '/authority/questions')
    await page.getByRole('button', { name: '查询' }).click()
    await page
      .locator('[data-rule="matrix:review.reviewer#1"]', { hasText: '审批矩阵：审核 · 信贷审核' })
      .first()
      .waitFor()
    await shot(page, 'authority-who-could')
    expect(await faults(page)).toEqual([])
    await page.getByRole('tab', { name: '此人能做什么' }).click()
    await page.locator('.ant-select:has(#what-can-person)').click()
    await page.locator('.ant-select-dropdown').getByTitle('徐静').click()
    await page.getByRole('button', { name: '查询' }).last().click()
    await page
      .getByRole('tabpanel')
      .locator('[data-rule="post:senior_reviewer#1"]', { hasText: '信贷终审' })
      .first()
      .waitFor()
    await shot(page, 'authority-what-can')
    await page.getByRole('tab', { name: '谁看过' }).click()
    await page.locator('.ant-select:has(input[aria-label=客户])').click()
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').first().click()
    await page.getByRole('button', { name: '查询' }).last().click()
    await page.getByText('回访客户').waitFor()
    await shot(page, 'authority-who-saw')
    expect(errors).toEqual([])
    await context.close()
  })

  it('opens the quarter’s access review, signs after a preview on a phone, and shows the auditor how far it has come', async () => {
    const { page, context, faults: errors } = await stage.enter('admin', 'password-admin', { size: 'phone' })
    await go(page, '/authority/access-reviews')
    await page.getByRole('button', { name: '发起本季度复核' }).click()
    await page.getByText('将生成').waitFor()
    await page.locator('.ant-modal-footer .ant-btn-primary').click()
    await page.getByRole('button', { name: /待我签核/ }).click()
    await page.getByText('岗位带来').first().waitFor()
    expect(await faults(page)).toEqual([])
    const choose = (word: string, row: number) =>
      page.locator(`.ant-radio-button-wrapper:has-text("${word}")`).nth(row).click()
    await choose('收回', 0)
    await choose('保留', 1)
    await page.getByRole('button', { name: '预览并签核' }).click()
    await page.getByText('提请收回').first().waitFor()
    await shot(page, 'authority-review-sign-phone')
    await page.getByLabel('理由').fill('岗位已调整')
    await page.locator('.ant-modal-footer .ant-btn-primary').click()
    await page.locator('.ant-modal').waitFor({ state: 'hidden' })
    const reader = await stage.enter('audit', 'password-audit', { dark: true })
    await go(reader.page, '/authority/access-reviews')
    await reader.page.getByRole('link', { name: '2026-Q1' }).click()
    await reader.page.getByText('收回待复核').first().waitFor()
    expect(await faults(reader.page)).toEqual([])
    await shot(reader.page, 'authority-review-progress')
    await reader.page.getByRole('link', { name: '明细与报告' }).click()
    await reader.page.getByText('导出 Excel').waitFor()
    await settled(reader.page)
    expect(await faults(reader.page)).toEqual([])
    expect([...errors, ...reader.faults]).toEqual([])
    await context.close()
    await reader.context.close()
  })

  it('takes emergency access on a phone, with its warning, and gives it back', async () => {
    const { page, context, faults: errors } = await stage.enter('serve', 'password-serve', { size: 'phone' })
    await go(page, '/authority/emergency')
    await page.getByRole('button', { name: '启用应急授权' }).click()
    await page.getByLabel('所取权限').fill('查看贷款')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByLabel('紧急情况').fill('分公司系统中断，客户在柜台等待')
    await shot(page, 'authority-emergency-phone')
    await page.locator('.ant-modal-footer .ant-btn-primary').click()
    await page.getByText('使用中', { exact: true }).waitFor()
    expect(await overflow(page)).toBe(0)
    await page.getByRole('button', { name: '结束', exact: true }).click()
    await page.getByText('待复查').waitFor()
    expect(errors).toEqual([])
    await context.close()
  })

  it('says it all in English, keys too', async () => {
    const {
      page,
      context,
      faults: errors,
    } = await stage.enter('serve', 'password-serve', { language: 'en', dark: true })
    await go(page, '/authority/keys')
    await page.getByText('There is no API key yet.').waitFor()
    expect(await faults(page)).toEqual([])
    await shot(page, 'authority-keys-en')
    expect(errors).toEqual([])
    await context.close()
  })

  it('shows what each post sees of personal fields and what background jobs may do, and says on a record what it keeps back', async () => {
    await house.rule('mask', 'service.papers', {
      fields: ['party.customer.idNumber'],
      posts: ['service_agent'],
      permission: null,
      scope: 'all',
      show: 'withheld',
    })
    const { page, faults: errors } = await stage.enter('admin', 'password-admin')
    await go(page, '/authority/rules?kind=mask')
    await page.getByText('这个岗位看到什么').waitFor()
    await page.getByText('客户证件号码').first().waitFor()
    expect(await faults(page)).toEqual([])
    await shot(page, 'authority-fields')
    await page.getByRole('button', { name: '新增' }).click()
    await page.getByLabel('显示方式').waitFor()
    await settled(page)
    await shot(page, 'authority-fields-new')
    await page.setViewportSize({ width: 390, height: 844 })
    await go(page, '/authority/rules?kind=mask')
    await page.getByText('客户证件号码').first().waitFor()
    expect(await overflow(page)).toBe(0)
    await page.getByText('客户证件号码').first().scrollIntoViewIfNeeded()
    await shot(page, 'authority-fields-phone')
    await page.setViewportSize({ width: 1440, height: 900 })
    await go(page, '/authority/rules?kind=job')
    await page.getByText('贷后服务岗').waitFor()
    expect(await faults(page)).toEqual([])
    await shot(page, 'authority-jobs')
    expect(errors).toEqual([])
    const serve = await stage.enter('serve', 'password-serve', { dark: true, language: 'en' })
    await go(serve.page, '/party/customers')
    await serve.page.getByText('Withheld').first().waitFor()
    await shot(serve.page, 'party-withheld')
    expect(serve.faults).toEqual([])
  })
})
