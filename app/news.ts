import { Hono } from 'hono'
import { openNews, openTogether } from '#notification'
import { openWall } from '#performance'
import { eventStreamHeaders } from '#platform/event-stream'
import { openListening } from '#platform/listening'
import type { House } from './house.ts'

/**
 * What is told live, as server-sent events, heard on one listening connection: `GET /notification/stream` tells a signed-in
 * person of new notices, without their content; `GET /notification/records/{record}/stream` tells who has a record open of its thread
 * and of who else is there; `GET /performance/wall/stream` shows the wall board within the reader's scope.
 */
export function newsRoutes(house: House): Hono {
  const listening = openListening(String(house.pool.options.connectionString))
  const news = openNews(listening)
  const together = openTogether(house.spine, listening)
  const wall = openWall(house.spine, listening)
  return new Hono()
    .get('/notification/stream', async c => {
      const user = await house.identity.authenticate(c.req.raw.headers)
      const known = user && (await house.spine.actorOf(house.spine.database, user.userId))
      if (!known?.actor.key) return c.body(null, 401)
      return c.body(news.stream(known.actor.key), 200, eventStreamHeaders)
    })
    .get('/notification/records/:record/stream', async c => {
      const { headers } = c.req.raw
      const record = c.req.param('record')
      const user = await house.identity.authenticate(headers)
      const known = user && (await house.spine.actorOf(house.spine.database, user.userId))
      if (!user || !known?.actor.key) return c.body(null, 401)
      if (!(await together.mayRead(user.userId, record))) return c.body(null, 403)
      const stillSignedIn = async () => (await house.identity.authenticate(headers))?.userId === user.userId
      const { key, name } = known.actor
      return c.body(together.stream({ userId: user.userId, key, name, stillSignedIn }, record), 200, eventStreamHeaders)
    })
    .get('/performance/wall/stream', async c => {
      const { headers } = c.req.raw
      const user = await house.identity.authenticate(headers)
      const known = user && (await house.spine.actorOf(house.spine.database, user.userId))
      if (!known) return c.body(null, 401)
      if (!known.rights.verdict('performance.metric.read').allow) return c.body(null, 403)
      const stillSignedIn = async () => (await house.identity.authenticate(headers))?.userId === user.userId
      return c.body(wall.stream({ userId: user.userId, stillSignedIn }), 200, eventStreamHeaders)
    })
}
