import { Hono } from 'hono'
import { html } from 'hono/html'
import { say } from '#lib/words'
import { mail } from '#notification'
import type { House } from './house.ts'
import { words } from './modules.ts'

/**
 * The way out of a mail, without a sign-in. Opening the link shows a page with a button, since mail programs open links by themselves; what
 * is posted here, by the button or by the mail program (RFC 8058), stops the mail.
 */
export function unsubscribeRoutes(house: House): Hono {
  const page = (key: string, token: string | null) => {
    const word = words[`notification.${key}`]!
    const [zh, en] = [say(word, 'zh'), say(word, 'en')]
    return html`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${zh}</title>
      <body style="font:16px/1.6 system-ui,sans-serif;max-width:32em;margin:15vh auto;padding:0 16px">${
        token === null
          ? html`<p role="status">${zh}<br><span lang="en">${en}</span></p>`
          : html`<form method="post" action="/api/unsubscribe?token=${token}"><button style="font:inherit;padding:10px 16px">${zh}<br><span lang="en">${en}</span></button></form>`
      }</body></html>`
  }
  return new Hono()
    .get('/unsubscribe', c => c.html(page('unsubscribe', c.req.query('token') ?? '')))
    .post('/unsubscribe', async c => {
      const done = await mail.unsubscribe(house.spine, c.req.query('token') ?? '')
      return c.html(page(done ? 'unsubscribe.done' : 'unsubscribe.broken', null), done ? 200 : 422)
    })
}
