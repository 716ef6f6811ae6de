import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { ensureWeb, webFiles } from '#app/web'
import { launch, sizes } from './browser.ts'

/** A window of one person: what it shows, and what went wrong in it that nobody should ever see. */
export type Window = { context: BrowserContext; page: Page; faults: string[] }

export type Stage = {
  url: string
  browser: Browser
  open(options?: { size?: keyof typeof sizes; dark?: boolean; language?: 'zh' | 'en' }): Promise<Window>
  /** A window in which this person has signed in through the door. */
  enter(username: string, password: string, options?: Parameters<Stage['open']>[0]): Promise<Window>
  close(): Promise<void>
}

/** Puts an application and the built web behind one address, and a browser in front of it. */
export async function openStage(app: Hono): Promise<Stage> {
  const web = webFiles(await ensureWeb())
  // An application that has answered once takes no more routes, so the two stand side by side.
  const fetch: Hono['fetch'] = (request, ...rest) =>
    (new URL(request.url).pathname.startsWith('/api') ? app : web).fetch(request, ...rest)
  const server = await new Promise<ReturnType<typeof serve>>(resolve => {
    const opened = serve({ fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(opened))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browser = await launch()
  const open: Stage['open'] = async ({ size = 'desktop', dark = false, language = 'zh' } = {}) => {
    const context = await browser.newContext({ viewport: sizes[size], locale: 'zh-CN', reducedMotion: 'reduce' })
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
    return { context, page, faults }
  }
  return {
    url,
    browser,
    open,
    async enter(username, password, options) {
      const window = await open(options)
      await signIn(window.page, url, username, password)
      await window.page.waitForSelector('header')
      await settled(window.page)
      return window
    },
    async close() {
      await browser.close()
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
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

/** Counts the answers of the interface a page waits for; the stream of news never ends and is not one of them. */
function watch(page: Page): void {
  const open = new Set<unknown>()
  waiting.set(page, open)
  page.on('request', request => {
    if (request.resourceType() === 'fetch') open.add(request)
  })
  page.on('requestfinished', request => open.delete(request))
  page.on('requestfailed', request => open.delete(request))
  page.on('domcontentloaded', () => open.clear())
}

/** Waits until a page has nothing more to fetch and shows no placeholder: what a person would call loaded. */
export async function settled(page: Page): Promise<void> {
  const open = waiting.get(page)
  const until = Date.now() + 8_000
  for (let quiet = 0; quiet < 2 && Date.now() < until; ) {
    await page.waitForTimeout(25)
    const busy =
      (open?.size ?? 0) > 0 || (await page.locator('main .ant-skeleton-active, .ant-spin-spinning').count()) > 0
    quiet = busy ? 0 : quiet + 1
  }
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
