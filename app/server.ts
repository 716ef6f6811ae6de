import { Hono } from 'hono'
import { keyBearer } from '#authority'
import { sql } from '#platform/database'
import { openDoor } from '#platform/http'
import type { Pace } from '#platform/pace'
import { exportRoutes } from './export.ts'
import { demoAccounts } from './first-start.ts'
import type { House } from './house.ts'
import { modules, words } from './modules.ts'
import { newsRoutes } from './news.ts'
import { openapiDocument } from './openapi.ts'
import { tableExportRoutes } from './table-export.ts'
import { trainingFileRoutes } from './training-files.ts'
import { unsubscribeRoutes } from './unsubscribe.ts'
import { voiceRoutes } from './voice.ts'

/** The HTTP application of an open house; `pace` for doors that strangers stand before. */
export function openServer(house: House, { pace }: { pace?: Pace } = {}): Hono {
  let document: Promise<unknown> | undefined
  const app: Hono = openDoor({
    spine: house.spine,
    routes: Object.fromEntries(modules.map(module => [module.name, module.routes])),
    words,
    ...(pace && { pace }),
    authenticate: async headers =>
      (await keyBearer(house.spine.database, headers, house.spine.clock.now())) ?? house.identity.authenticate(headers),
    identityHandler: request => house.identity.handler(request),
    openapi: () => (document ??= openapiDocument()),
    besides: besides(house)
      .route('/', newsRoutes(house))
      .route('/', trainingFileRoutes(house))
      .route('/', unsubscribeRoutes(house))
      .route('/', voiceRoutes(house))
      .route('/', tableExportRoutes(house, words))
      .route(
        '/',
        exportRoutes(request => app.fetch(request), words),
      ),
    ready: () =>
      sql`SELECT 1`.execute(house.spine.database).then(
        () => true,
        () => false,
      ),
  })
  return app
}

/** What the sign-in page asks before anyone is signed in. */
function besides(house: House): Hono {
  return new Hono()
    .get('/demo-accounts', async c => {
      const accounts = await demoAccounts(house)
      return accounts.length > 0 ? c.json(accounts) : c.notFound()
    })
    .get('/sign-in-options', c => c.json({ company: house.identity.company }))
}
