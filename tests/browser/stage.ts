import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { ensureWeb, webFiles } from '#app/web'
import { patience } from '../patience.ts'
import { accessibilityFaults, picture, sizes, theBrowser } from './browser.ts'

/** A window of one person: what it shows, and what went wrong in it that nobody should ever see. */
export type Window = { context: BrowserContext; page: Page; faults: string[] }

type Looks = { size?: keyof typeof sizes; dark?: boolean; language?: 'zh' | 'en' }

export type Stage = {
  url: string
  browser: Browser
  open(options?: Looks): Promise<Window>
  /** A window in which this person has signed in, with a session of its own, at an address; at home, when none is given. */
  enter(username: string, password: string, options?: Looks & { at?: string }): Promise<Window>
  /** The server goes away, and comes back at the same address. */
  hangUp(): Promise<void>
  listen(): Promise<void>
  /** Keeps pictures of every window still open; for tests that failed. */
  shots(name: string): Promise<void>
  /** What went wrong in any window since the stage was opened. */
  faults(): string[]
  close(): Promise<void>
}

/** Built, read and compressed once in a process, however many files of tests it runs. */
let built: Promise<Hono> | undefined
const builtWeb = () => {
  built ??= ensureWeb().then(webFiles)
  return built
}

/** Puts an application and the built web behind one address, and the browser in front of it. */
export async function openStage(app: Hono): Promise<Stage> {
  const web = await builtWeb()
  // An application that has answered once takes no more routes, so the two stand side by side.
  const fetch: Hono['fetch'] = (request, ...rest) =>
    (new URL(request.url).pathname.startsWith('/api') ? app : web).fetch(request, ...rest)
  let server: ReturnType<typeof serve>
  let port = 0
  const listen = () =>
    new Promise<void>(resolve => {
      server = serve({ fetch, hostname: '127.0.0.1', port }, () => {
        port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  const hangUp = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  await listen()
  const url = `http://127.0.0.1:${port}`
  const browser = await theBrowser()
  const windows: Window[] = []
  const open: Stage['open'] = async ({ size = 'desktop', dark = false, language = 'zh' } = {}) => {
    const context = await browser.newContext({ viewport: sizes[size], locale: 'zh-CN', reducedMotion: 'reduce' })
    context.setDefaultTimeout(patience.page)
    await context.addInitScript(
      `localStorage.setItem('chedai.dark', '${dark ? 'yes' : 'no'}'); localStorage.setItem('chedai.language', '${language}')`,
    )
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', error => faults.push(error.message))
    page.on('response', response => {
      if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
    })
    watch(page)
    const window = { context, page, faults }
    windows.push(window)
    return window
  }
  return {
    url,
    browser,
    open,
    async enter(username, password, { at = '/', ...looks } = {}) {
      const window = await open(looks)
      // The door has a test of its own; going through it each time would load the program twice.
      const answer = await window.context.request.post(`${url}/api/auth/sign-in/username`, {
        data: { username, password },
        headers: { origin: url },
      })
      if (!answer.ok()) throw new Error(`sign-in of ${username} refused: ${answer.status()} ${await answer.text()}`)
      await window.page.goto(url + at)
      await window.page.waitForSelector('header, .wall')
      await settled(window.page)
      return window
    },
    hangUp,
    listen,
    async shots(name) {
      for (const [index, { page }] of windows.entries()) if (!page.isClosed()) await picture(page, `${name}-${index}`)
    },
    faults: () => windows.flatMap(({ faults }) => faults),
    async close() {
      for (const { context } of windows) await context.close()
      await hangUp()
    },
  }
}

/** Types the username and password at the door; what comes after it is the caller's to await. */
export async function signIn(page: Page, url: string, username: string, password: string): Promise<void> {
  await page.goto(url)
  await page.fill('input[autocomplete=username]', username)
  await page.fill('input[autocomplete=current-password]', password)
  await page.click('button[type=submit]')
}

const waiting = new WeakMap<Page, Set<unknown>>()

/** Counts what a page waits for, answers and parts of the program; the stream of news never ends and is not one of them. */
function watch(page: Page): void {
  const open = new Set<unknown>()
  waiting.set(page, open)
  page.on('request', request => {
    if (/^(fetch|script)$/.test(request.resourceType())) open.add(request)
  })
  page.on('requestfinished', request => open.delete(request))
  page.on('requestfailed', request => open.delete(request))
  page.on('domcontentloaded', () => open.clear())
}

/** Waits until a page has nothing more to fetch, shows no placeholder and works on nothing: what a person would call loaded. */
export async function settled(page: Page): Promise<void> {
  const open = waiting.get(page)
  const until = Date.now() + patience.page / 2
  for (let quiet = 0; quiet < 2 && Date.now() < until; ) {
    await sleep(30)
    const busy =
      (open?.size ?? 0) > 0 ||
      (await page.locator('main .ant-skeleton-active, .ant-spin-spinning, .ant-btn-loading').count()) > 0
    quiet = busy ? 0 : quiet + 1
  }
}

/**
 * Goes to an address inside the page, as a click would: to load the program anew is most of what a screen costs. Where the
 * page stands already it is loaded anew, so that it asks again. Waits until it is there whole.
 */
export async function go(page: Page, address: string): Promise<void> {
  const here = new URL(page.url())
  if (here.pathname + here.search === address) await page.reload()
  else
    await page.evaluate(
      `history.pushState(null, '', '${address}'); dispatchEvent(new PopStateEvent('popstate'))
       new Promise(done => requestAnimationFrame(() => setTimeout(done)))`,
    )
  await page.waitForSelector('main h1, main .ant-result, main .ant-typography')
  await settled(page)
}

/** Presses the last button of this name: a dialog's, where one lies over the page. */
export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).last().click()

/** Waits until these words can be read. */
export const reads = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

/** What a page as it stands must never have: strange words, faults for those who cannot see well, more width than its window. */
export async function faultsOf(page: Page): Promise<string[]> {
  await settled(page)
  return [
    ...strangeWords(await page.innerText('body')),
    ...(await accessibilityFaults(page)),
    ...((await overflow(page)) > 0 ? ['wider than its window'] : []),
  ]
}

/** What a person must never see: identifiers, word keys, values nobody wrote. */
export function strangeWords(text: string): string[] {
  return [
    ...(text.match(
      /\b(person|group|branch|customer|dealer|loan|application|contract|journal|decision|funding|lead|document|consent|ruleset|template|product|repayment|parameter|leave|message|import)_[0-9a-z]{13}\b/g,
    ) ?? []),
    ...(text.match(
      /\b(team|authority|reference|party|product|ledger|notification|decision|contract|servicing|origination|risk|performance|shell|security|ui|permission|refusal|event)\.[a-z][a-z-]*(\.[a-z-]+)*\b/g,
    ) ?? []),
    ...(text.match(/\b(undefined|NaN|\[object Object\])\b/g) ?? []),
  ]
}

/** By how many pixels a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
