import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)

/** A browser that ships inside npm, started with our own arguments: the package's default ones die on the second page. */
export async function launch(): Promise<Browser> {
  const { default: packed } = await import('@sparticuz/chromium')
  // The package unpacks its libraries only where it believes itself in a cloud function; naming the path sets them free.
  const executablePath = process.env.CHEDAI_CHROMIUM ?? (await packed.executablePath())
  return chromium.launch({
    executablePath,
    args: [
      '--headless=old',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      '--font-render-hinting=none',
    ],
  })
}

/** The sizes every screen is looked at, and the one of a board on the wall. */
export const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  wall: { width: 1920, height: 1080 },
}

let opened: Browser | undefined

/** The browser of this process, opened once for all files of tests it runs, and again should it have died; it ends with the process. */
export async function theBrowser(): Promise<Browser> {
  if (!opened?.isConnected()) opened = await launch()
  return opened
}

/** Where pictures are kept, when anybody wants them; those of failed tests always are. */
const wanted = process.env.CHEDAI_SHOTS
const folder = path.resolve(wanted ?? path.join(import.meta.dirname, '..', '..', 'test-results', 'screens'))

/** Keeps a picture of the page under a name where `CHEDAI_SHOTS` names a folder: to draw it is as much as a step of a test. */
export async function shot(page: Page, name: string): Promise<void> {
  if (wanted) await picture(page, name)
}

/** Keeps a picture of the page under a name: of a test that failed, what everybody saw is worth more than the error. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** Serious and critical faults axe finds on the page, one sentence each; the checker is brought in once per document. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(axe)
  // What is still fading in has not its colours yet; what turns for ever has.
  await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))')
  await page.evaluate(
    `Promise.all(document.getAnimations()
      .filter(one => one.playState === 'running' && one.effect.getComputedTiming().iterations !== Infinity)
      .map(one => one.finished.catch(() => {})))`,
  )
  // What is scrolled half under the head that stays is not a small target.
  await page.evaluate('scrollTo(0, 0)')
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })
      .then(({ violations }) => violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(node => ({ html: node.html })) })))`,
  )) as { id: string; impact: string; help: string; nodes: { html: string }[] }[]
  return found
    .filter(fault => fault.impact === 'serious' || fault.impact === 'critical')
    .map(fault => `${fault.id}: ${fault.help} — ${fault.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`)
}
