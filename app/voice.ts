import { Hono } from 'hono'
import { html } from 'hono/html'
import { say } from '#lib/words'
import { answerVoice, declineVoice } from '#performance'
import type { House } from './house.ts'
import { words } from './modules.ts'

/** The page a customer's message leads to, without a sign-in: one question, five answers a thumb can reach, a way out for good, and what became of it. */
export function voiceRoutes(house: House): Hono {
  const both = (key: string) => {
    const word = words[`performance.voice.${key}`]!
    return html`${say(word, 'zh')}<br><small lang="en" style="font-weight:400;opacity:.7">${say(word, 'en')}</small>`
  }
  const page = (content: ReturnType<typeof html>) =>
    html`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${say(words['performance.voice']!, 'zh')}</title>
      <body style="font:17px/1.6 system-ui,sans-serif;max-width:26em;margin:12vh auto;padding:0 16px">${content}</body></html>`
  const button = (score: number) =>
    html`<button name="score" value="${score}" style="font:inherit;text-align:start;padding:12px 16px;color:CanvasText;background:Canvas;border:1px solid #8886;border-radius:10px">${both(String(score))}</button>`
  const form = (token: string, inside: unknown) =>
    html`<form method="post" action="/api/voice?token=${token}" style="display:grid;gap:10px">${inside}</form>`
  const decline = html`<button name="decline" value="yes" style="font:inherit;font-size:15px;margin-top:18px;padding:8px 16px;color:CanvasText;background:none;border:0;text-decoration:underline;text-underline-offset:3px;opacity:.8">${both('decline')}</button>`
  return new Hono()
    .get('/voice', c =>
      c.html(
        page(
          form(
            c.req.query('token') ?? '',
            html`<h1 style="font-size:1.2em;margin:0 0 8px">${both('question')}</h1>${[5, 4, 3, 2, 1].map(button)}${decline}`,
          ),
        ),
      ),
    )
    .post('/voice', async c => {
      const { score, decline: never } = await c.req.parseBody()
      const token = c.req.query('token') ?? ''
      const outcome = never
        ? await declineVoice(house.spine, token)
        : await answerVoice(house.spine, token, Number(score))
      // Who has answered, or came too late, can still say not to be asked again.
      const after = outcome === 'unknown' || outcome === 'declined' ? '' : form(token, decline)
      return c.html(page(html`<p role="status">${both(outcome)}</p>${after}`), outcome === 'unknown' ? 422 : 200)
    })
}
