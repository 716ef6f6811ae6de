import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { launch, sizes } from './browser.ts'

/*
 * `npm run screens`: starts the program on a demo city of its own and takes the pictures kept in docs/screens, one for each
 * step of the main job, and how it looks on a phone and in the dark.
 */

const root = path.join(import.meta.dirname, '..', '..')
const folder = path.join(root, 'docs', 'screens')
// A home given is used and kept, which spares filling the demo city anew.
const given = process.env.CHEDAI_HOME
const home = given ?? mkdtempSync(path.join(os.tmpdir(), 'chedai-screens-'))
const port = process.env.PORT ?? '4899'
mkdirSync(folder, { recursive: true })

const program = spawn(process.execPath, [path.join(root, 'bin', 'start.mjs')], {
  cwd: root,
  env: { ...process.env, CHEDAI_HOME: home, PORT: port },
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const url = await addressOf(program)
  const browser = await launch()
  const enter = async (username: string, look: { phone?: boolean; dark?: boolean } = {}) => {
    const context = await browser.newContext({
      viewport: look.phone ? sizes.phone : sizes.desktop,
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    })
    await context.addInitScript(`localStorage.setItem('chedai.dark', '${look.dark ? 'yes' : 'no'}')`)
    const page = await context.newPage()
    await page.goto(url)
    await page.fill('input[autocomplete=username]', username)
    await page.fill('input[autocomplete=current-password]', `chedai-${username}`)
    await page.click('button[type=submit]')
    await page.waitForSelector('header')
    return page
  }
  const at = async (page: Page, address: string) => {
    await page.goto(url + address)
    await page.waitForSelector('main h1')
  }
  const firstRow = async (page: Page, having = '') => {
    const row = page.locator(`main tr.row-link${having ? `:has-text("${having}")` : ''}`).first()
    await row.locator('.row-name').or(row).first().click()
  }
  /** Nothing loads any more, no list stands open, and the pointer points at nothing. */
  const settled = async (page: Page) => {
    await page.mouse.move(0, 0)
    await page.waitForLoadState('networkidle')
    // By locators: the page's own policy allows no script to be evaluated again and again.
    for (const open of ['.ant-skeleton', '.ant-spin-spinning', '.ant-select-dropdown'])
      await page.locator(`${open}:visible`).first().waitFor({ state: 'hidden' })
    await page.evaluate('document.fonts.ready')
    // What slides to its place, like the line below a tab, has arrived.
    await page.waitForTimeout(600)
  }
  const keep = async (page: Page, name: string) => {
    await settled(page)
    await page.screenshot({ path: path.join(folder, `${name}.jpeg`), type: 'jpeg', quality: 72 })
    process.stdout.write(`docs/screens/${name}.jpeg\n`)
  }

  const developer = await enter('lin')
  await keep(developer, '1-developer-home')
  await developer.getByText('补齐资料后提交审批').first().click()
  await developer
    .getByRole('button', { name: /填写进件|下一步/ })
    .first()
    .waitFor()
  const write = developer.getByRole('button', { name: '填写进件' })
  if ((await write.count()) > 0) await write.click()
  for (let step = 0; step < 2; step += 1) {
    await developer.waitForLoadState('networkidle')
    await developer.getByRole('button', { name: '下一步' }).click()
  }
  await developer.getByText('月供', { exact: true }).first().waitFor()
  await keep(developer, '1-application')

  await at(developer, '/product/quote')
  await developer.getByRole('spinbutton', { name: '车价' }).fill('180000')
  for (const product of ['轻松尾款贷', '品牌与财政双贴息']) {
    await developer.getByRole('button', { name: '加一个方案对比' }).click()
    await developer.locator('main .ant-select').first().click()
    await developer.locator('.ant-select-item-option', { hasText: product }).click()
  }
  await developer.getByText('各方案相同').waitFor()
  await developer.locator('main .ant-table :text("财政"):visible').first().waitFor()
  await keep(developer, '1-quote')

  const reviewer = await enter('chen')
  await reviewer.getByRole('button', { name: '处理下一件' }).click()
  await reviewer.getByText('规则结果').first().waitFor()
  await keep(reviewer, '2-review')

  await at(developer, '/contract/contracts')
  await firstRow(developer)
  await developer.getByRole('tab', { name: '综合融资成本' }).click()
  await keep(developer, '3-contract')
  const finance = await enter('liu')
  await firstRow(finance)
  await finance.getByText('放款检查').waitFor()
  await keep(finance, '3-funding')

  await at(finance, '/servicing/loans?overdueFrom=31')
  await firstRow(finance)
  await finance.getByRole('button', { name: '打开', exact: true }).click()
  await finance.getByText('还款计划').first().waitFor()
  await keep(finance, '4-overdue-loan')
  const manager = await enter('qian')
  await at(manager, '/servicing/day-closes')
  await manager.getByText('账务相符').waitFor({ timeout: 30_000 })
  await keep(manager, '4-day-close')

  const board = await enter('zheng')
  await board.getByText('团队看板').first().waitFor()
  await keep(board, '5-team-board')
  await board.getByRole('button', { name: /放款金额 · 为什么是这个数/ }).click()
  await board.locator('.ant-drawer .ant-table-row').first().waitFor()
  await keep(board, '5-why-this-number')
  await at(board, '/team/groups')
  await keep(board, '5-organisation')

  await keep(await enter('lin', { phone: true }), 'phone-developer-home')
  const dark = await enter('zheng', { dark: true })
  await dark.getByText('团队看板').first().waitFor()
  await keep(dark, 'dark-team-board')
  await browser.close()
} finally {
  program.kill('SIGTERM')
  if (program.exitCode === null) await new Promise(resolve => program.once('exit', resolve))
  if (!given) rmSync(home, { recursive: true, force: true })
}

/** The address the program prints when it is ready. @throws Error when it ends before */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout!.on('data', piece => {
      said += String(piece)
      const url = /http:\/\/\S+/.exec(said)?.[0]
      if (url) resolve(url)
    })
    child.once('exit', code => reject(new Error(`the program ended with ${code} before it was ready`)))
  })
}
