import { existsSync, mkdirSync } from 'node:fs'
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

/** The sizes every screen is looked at. */
export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

const folder = path.resolve(
  process.env.CHEDAI_SHOTS ?? path.join(import.meta.dirname, '..', '..', 'test-results', 'screens'),
)

/** Keeps a picture of the page under a name, and returns its path. */
export async function shot(page: Page, name: string): Promise<string> {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  await page.evaluate('document.fonts.ready')
  const file = path.join(folder, `${name}.png`)
  await page.screenshot({ path: file })
  return file
}

/** Serious and critical faults axe finds on the page, one sentence each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(
    await import('node:fs').then(fs => fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')),
  )
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  )) as {
    violations: { id: string; impact: string; help: string; nodes: { html: string }[] }[]
  }
  return found.violations
    .filter(fault => fault.impact === 'serious' || fault.impact === 'critical')
    .map(fault => `${fault.id}: ${fault.help} — ${fault.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`)
}
