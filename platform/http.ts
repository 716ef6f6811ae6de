import { createHash, randomUUID } from 'node:crypto'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { ORPCError } from '@orpc/server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Id } from '#lib/id'
import { Refusal } from '#lib/refusal'
import { type Language, say, type Words } from '#lib/words'
import { Held, type HeldAnswer } from './held.ts'
import { lastHop } from './identity-door.ts'
import { withoutPersonal } from './log.ts'
import type { RequestContext, Routes } from './operation.ts'
import { openPace, type Pace } from './pace.ts'
import { problemOf } from './problem.ts'
import type { Call, Spine } from './write-path.ts'

/** What the HTTP door needs. */
export type Door = {
  spine: Spine
  routes: Record<string, Routes>
  words: Words
  authenticate(headers: Headers): Promise<{ userId: string; keyId?: Id<'key'> } | null>
  /** Handles `/api/auth/*`. */
  identityHandler(request: Request): Promise<Response>
  /** The OpenAPI document, made once. */
  openapi(): Promise<unknown>
  /** Small answers beside the contracts, under `/api`. */
  besides?: Hono
  /** Whether database and queue answer. */
  ready(): Promise<boolean>
  /** How fast one caller may knock; without it, as fast as they like. */
  pace?: Pace
}

/** The largest request body, for files in base64. */
const mostBytes = 24 * 2 ** 20

/** What every answer tells a browser: do not guess types, do not show it in another's frame, tell nobody the address. */
const guards = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** A browser that came by https never comes by http again; said only there, where it is true. */
export const afterEncrypted = (forwardedProto: string | undefined): Record<string, string> =>
  forwardedProto?.split(',').at(-1)?.trim() === 'https' ? { 'strict-transport-security': 'max-age=31536000' } : {}

/** Builds the HTTP application: every operation under `/api`, identity under `/api/auth`, health, readiness, OpenAPI. */
export function openDoor(door: Door): Hono {
  const { spine, words } = door
  const paced = door.pace ? openPace(door.pace) : null
  const refused = (refusal: Refusal, language: Language, headers: Record<string, string> = {}) =>
    refusedAnswer(refusal, words, language, headers)
  const handler = new OpenAPIHandler<RequestContext>(door.routes, {
    // Errors become problems here, where the procedure's schema and the reader's language are both known.
    clientInterceptors: [
      async ({ next, context, procedure }) => {
        try {
          return await next()
        } catch (error) {
          if (error instanceof Held) {
            context.held = error.answer
            throw new ORPCError('HELD', { status: 409 })
          }
          const { problem, bug } = problemOf(error, words, context.call.language, procedure['~orpc'].inputSchema)
          if (bug) spine.log.error({ requestId: context.call.requestId, error: describe(error) }, 'operation failed')
          throw new ORPCError(problem.code, { status: problem.status, message: problem.detail, data: problem })
        }
      },
    ],
    customErrorResponseBodyEncoder: error =>
      error.data ?? { code: error.code, status: error.status, detail: error.message },
  })

  const app = new Hono()
  // A page of another origin may not change anything with the reader's cookie.
  app.use('/api/*', async (c, next) => {
    const origin = c.req.header('origin')
    const own = c.req.header('x-forwarded-host') ?? c.req.header('host') ?? new URL(c.req.url).host
    if (origin && !['GET', 'HEAD'].includes(c.req.method) && (!URL.canParse(origin) || new URL(origin).host !== own))
      return c.json({ code: 'platform.origin' }, 403)
    return next()
  })
  app.use('/api/*', async (c, next) => {
    await next()
    const all = { ...guards, ...afterEncrypted(c.req.header('x-forwarded-proto')) }
    for (const [name, value] of Object.entries(all)) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  })
  const tooLarge = (headers: Headers) =>
    refused(new Refusal('platform.too_large', { limit: mostBytes / 2 ** 20 }), languageOf(headers))
  app.use('/api/*', bodyLimit({ maxSize: mostBytes, onError: c => tooLarge(c.req.raw.headers) }))
  app.get('/api/health', c => c.json({ ok: true, program: 'chedai' }))
  app.get('/api/ready', async c => ((await door.ready()) ? c.json({ ok: true }) : c.json({ ok: false }, 503)))
  app.get('/api/openapi.json', async c => c.json((await door.openapi()) as object))
  if (door.besides) app.route('/api', door.besides)
  app.all('/api/auth/*', c => door.identityHandler(c.req.raw))
  app.all('/api/*', async c => {
    const call = await callOf(door, c.req.raw)
    // Nobody's upload is read before it is known who sends it.
    if (!call.userId && Number(c.req.header('content-length') ?? 0) > 65_536)
      return refused(new Refusal('platform.not_signed_in'), call.language)
    try {
      await paced?.(call)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return refused(error, call.language, { 'retry-after': String(error.facts.seconds) })
    }
    const context: RequestContext = { spine, call }
    const { matched, response } = await handler.handle(c.req.raw, { prefix: '/api', context })
    if (context.held) return heldAnswer(context.held, words, call)
    if (matched) {
      const result = new Response(response.body, response)
      result.headers.set('x-request-id', call.requestId)
      result.headers.set('cache-control', 'no-store')
      if (result.status >= 400) result.headers.set('content-type', 'application/problem+json')
      return result
    }
    const { problem } = problemOf(new ORPCError('NOT_FOUND'), words, call.language)
    return c.json(problem, 404, { 'content-type': 'application/problem+json' })
  })
  return app
}

/** A refusal as an answer, for a route that is no operation. */
export function refusedAnswer(
  refusal: Refusal,
  words: Words,
  language: Language,
  headers: Record<string, string> = {},
): Response {
  const { problem } = problemOf(refusal, words, language)
  return Response.json(problem, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
}

/** "It waits": accepted, not done. The same shape as a refusal, so that one reader serves both. */
function heldAnswer(held: HeldAnswer, words: Words, call: Call): Response {
  const facts = { ...held }
  const detail = say(words['platform.held']!, call.language, facts)
  const title = say(words['platform.held.title']!, call.language)
  return Response.json(
    { type: 'urn:chedai:platform.held', title, status: 202, code: 'platform.held', detail, facts, fields: [] },
    { status: 202, headers: { 'x-request-id': call.requestId, 'cache-control': 'no-store' } },
  )
}

async function callOf(door: Door, request: Request): Promise<Call> {
  const { headers } = request
  const user = await door.authenticate(headers)
  const key = headers.get('idempotency-key')
  return {
    userId: user?.userId ?? null,
    keyId: user?.keyId ?? null,
    language: languageOf(headers),
    idempotencyKey: key && key.length > 200 ? createHash('sha256').update(key).digest('hex') : key || null,
    reason: reasonOf(headers.get('x-reason')),
    // Whoever asks for a preview in other words than ours must not get the real thing.
    dryRun: !['', '0', 'false', 'no'].includes(headers.get('x-dry-run')?.trim().toLowerCase() ?? ''),
    requestId: headers.get('x-request-id')?.slice(0, 60) || randomUUID(),
    address: lastHop(headers),
  }
}

/** A reason travels percent-encoded, because a header holds no Chinese. */
function reasonOf(header: string | null): string | null {
  try {
    const reason = decodeURIComponent(header ?? '').trim()
    return reason === '' || reason.includes('\u0000') || !reason.isWellFormed() ? null : reason.slice(0, 500)
  } catch {
    return null
  }
}

/** The reader's language: `x-language`, else the first of Accept-Language that we speak, else Chinese. */
export function languageOf(headers: Headers): Language {
  const wanted = headers.get('x-language') ?? headers.get('accept-language') ?? 'zh'
  for (const part of wanted.split(',')) {
    if (part.trim().startsWith('zh')) return 'zh'
    if (part.trim().startsWith('en')) return 'en'
  }
  return 'zh'
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return withoutPersonal(String(error))
  const cause = error.cause instanceof Error ? ` ← ${error.cause.stack ?? error.cause.message}` : ''
  return withoutPersonal(`${error.stack ?? error.message}${cause}`)
}
