import { Hono } from 'hono'
import { openNews } from '#notification'
import type { House } from './house.ts'

/** `GET /notification/stream`: server-sent events that tell a signed-in person of new notices, without their content. */
export function newsRoutes(house: House): Hono {
  const news = openNews(String(house.pool.options.connectionString))
  return new Hono().get('/notification/stream', async c => {
    const user = await house.identity.authenticate(c.req.raw.headers)
    const known = user && (await house.spine.actorOf(house.spine.database, user.userId))
    if (!known?.actor.key) return c.body(null, 401)
    return c.body(news.stream(known.actor.key), 200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
  })
}
