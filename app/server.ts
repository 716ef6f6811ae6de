import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { Hono } from 'hono'
import { sql } from '#platform/database'
import { openDoor } from '#platform/http'
import { contract } from './contract.ts'
import { exportRoutes } from './export.ts'
import { demoAccounts } from './first-start.ts'
import type { House } from './house.ts'
import { modules, words } from './modules.ts'
import { newsRoutes } from './news.ts'

/** The HTTP application of an open house. */
export function openServer(house: House): Hono {
  let document: Promise<unknown> | undefined
  const app: Hono = openDoor({
    spine: house.spine,
    routes: Object.fromEntries(modules.map(module => [module.name, module.routes])),
    words,
    authenticate: headers => house.identity.authenticate(headers),
    identityHandler: request => house.identity.handler(request),
    openapi: () => (document ??= openapiDocument()),
    besides: besides(house)
      .route('/', newsRoutes(house))
      .route(
        '/',
        exportRoutes(request => app.fetch(request)),
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

/** OpenAPI 3.1 of every operation: descriptions, schemas and errors, all from the contracts. */
export async function openapiDocument(): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: {
      title: 'chedai 车贷',
      version: '0.1.0',
      description:
        'Every operation of the auto-loan team. Money is a decimal string of yuan, rates are decimal strings, days are YYYY-MM-DD.',
    },
    servers: [{ url: '/api' }],
    customErrorResponseBodySchema: {
      type: 'object',
      description: 'RFC 9457 problem',
      required: ['type', 'title', 'status', 'code', 'detail', 'fields'],
      properties: {
        type: { type: 'string' },
        title: { type: 'string' },
        status: { type: 'integer' },
        code: { type: 'string' },
        detail: { type: 'string' },
        facts: { type: 'object' },
        fields: {
          type: 'array',
          items: {
            type: 'object',
            properties: { path: { type: 'string' }, label: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
  })
}
