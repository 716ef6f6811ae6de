import type pg from 'pg'
import type { IdentityEvent } from './identity-event.ts'
import type { Lockout } from './lockout.ts'
import { passwordProblem } from './password.ts'
import { fromOurPages } from './same-origin.ts'
import { type SessionReader, type SignedIn, showsToken } from './session-reader.ts'

/** What the door stands on. */
export type DoorFrame = {
  /** better-auth's handler, and the one that also knows the company's provider (the same when there is none). */
  auth(request: Request): Promise<Response>
  company: ((request: Request) => Promise<Response>) | null
  reader: SessionReader
  lockout: Lockout
  pool: pg.Pool
  baseUrl: string | undefined
  cookies: { session: string; secondFactor: string }
  tell(event: IdentityEvent): Promise<void>
}

/** A request that has been let up to its endpoint. */
type Visit = { request: Request; body: Record<string, unknown>; address: string | null; me: SignedIn | null }
type Method = NonNullable<IdentityEvent['method']>

/** The header that carries the caller's address to better-auth; whatever a client sends under this name is dropped. */
export const addressHeader = 'x-chedai-address'

const answers = {
  NOT_FOUND: [404, '没有这个地址。', 'There is nothing at this address.'],
  FOREIGN_ORIGIN: [403, '请求来自其他网站，已拒绝。', 'The request comes from another site and was refused.'],
  MALFORMED: [400, '请求格式不对。', 'The request is malformed.'],
  UNAUTHORIZED: [401, '请先登录。', 'Please sign in first.'],
  INVALID_USERNAME_OR_PASSWORD: [401, '用户名或密码不对。', 'Wrong username or password.'],
  LOCKED: [429, '登录失败次数过多，请稍后再试。', 'Too many failures; please try again later.'],
  PASSWORD_SHORT: [400, '密码至少十个字符。', 'A password needs at least ten characters.'],
  PASSWORD_LONG: [400, '密码最多 128 个字符。', 'A password has at most 128 characters.'],
  PASSWORD_COMMON: [400, '这个密码太常见，请换一个。', 'This password is too common; choose another.'],
  PASSWORD_USERNAME: [400, '密码不能是用户名。', 'The password must not be the username.'],
} as const

function answer(code: keyof typeof answers): Response {
  const [status, zh, en] = answers[code]
  return Response.json({ code, message: `${zh}${en}` }, { status, headers: { 'cache-control': 'no-store' } })
}

const opened = (response: Response) => response.headers.has('set-auth-token')
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/**
 * Answers `/api/auth/*`: an exact list of endpoints, everything else does not exist. Each is better-auth's own, called
 * with a body of the fields named here only, behind the origin check, the lock-out and the audit events.
 */
export function openIdentityDoor(frame: DoorFrame): (request: Request, address?: string | null) => Promise<Response> {
  const { auth, company, reader, lockout, tell } = frame

  const pass = (visit: Visit, body?: object, to = auth) => to(forwarded(visit, body))

  /** One attempt with a secret: refused while locked, counted when `wrong`. */
  const attempt = (visit: Visit, username: string, method: Method, wrong: number[], run: () => Promise<Response>) =>
    lockout.inTurn(username, async () => {
      const knock = { username, address: visit.address }
      const about = { username, userId: visit.me?.userId ?? null, address: visit.address, method }
      if (await lockout.refuses(knock)) {
        await tell({ kind: 'refused', ...about })
        return answer('LOCKED')
      }
      const response = await run()
      if (wrong.includes(response.status)) {
        const locks = await lockout.fail(knock)
        await tell({ kind: 'failed', ...about })
        if (locks) await tell({ kind: 'locked', ...about })
      }
      return response
    })

  /** After a session was given out: the count is cleared, the event told. */
  const welcome = async (response: Response, address: string | null, method: Method) => {
    const who = await reader.readToken(response.headers.get('set-auth-token')!)
    if (!who) return
    await lockout.forget(who.username)
    await frame.pool.query('DELETE FROM "session" WHERE "userId" = $1 AND "expiresAt" < $2', [who.userId, new Date()])
    await tell({ kind: 'signed-in', username: who.username, userId: who.userId, address, method })
  }

  const done = async (visit: Visit, kind: IdentityEvent['kind']) => {
    reader.forget()
    const { me, address } = visit
    await tell({ kind, username: me?.username ?? null, userId: me?.userId ?? null, address })
  }

  const signIn = async (visit: Visit) => {
    const { username, password } = visit.body
    if (typeof username !== 'string' || typeof password !== 'string') return answer('MALFORMED')
    const name = username.toLowerCase().slice(0, 60)
    // 422 is a username that no one can have, 400 a password longer than any: both are told like any wrong one.
    const response = await attempt(visit, name, 'password', [400, 401, 422], () => pass(visit, { username, password }))
    if (opened(response)) await welcome(response, visit.address, 'password')
    return [400, 401, 422].includes(response.status) ? answer('INVALID_USERNAME_OR_PASSWORD') : response
  }

  /** The code asked after the password, and the first code that switches the second factor on. */
  const verify = (method: 'code' | 'backup-code') => async (visit: Visit) => {
    const { me } = visit
    const username = me?.username ?? (await awaitingCode(visit.request.headers))
    const run = () => pass(visit, { code: text(visit.body.code).replace(/\s/g, '') })
    if (!username) return run()
    const response = await attempt(visit, username, method, [401], run)
    if (response.ok && !me && opened(response)) await welcome(response, visit.address, method)
    if (response.ok && me && !me.secondFactor && opened(response)) await done(visit, 'second-factor-enabled')
    return response
  }

  const awaitingCode = async (headers: Headers): Promise<string | null> => {
    const challenge = reader.signedCookie(headers, frame.cookies.secondFactor)
    if (!challenge) return null
    const { rows } = await frame.pool.query<{ username: string }>(
      `SELECT u.username FROM "verification" v JOIN "user" u ON u.id = v.value WHERE v.identifier = $1 AND v."expiresAt" > $2`,
      [challenge, new Date()],
    )
    return rows[0]?.username ?? null
  }

  /** What asks a signed-in person for the password again; wrong ones count like failed sign-ins. */
  const withPassword = async (visit: Visit, body: object, kind: IdentityEvent['kind'] | null) => {
    if (!visit.me) return answer('UNAUTHORIZED')
    const response = await attempt(visit, visit.me.username, 'password', [400], () => pass(visit, body))
    if (response.ok && kind) await done(visit, kind)
    return response
  }

  const endpoints: Record<string, (visit: Visit) => Promise<Response>> = {
    'GET /get-session': visit => pass(visit),
    'GET /list-sessions': visit => pass(visit),
    'POST /sign-in/username': signIn,
    'POST /two-factor/verify-totp': verify('code'),
    'POST /two-factor/verify-backup-code': verify('backup-code'),
    'POST /sign-out': async visit => {
      const response = await pass(visit, {})
      if (response.ok && visit.me) await done(visit, 'signed-out')
      return response
    },
    'POST /change-password': visit => {
      const { currentPassword, newPassword } = visit.body
      const problem = visit.me && passwordProblem(text(newPassword), visit.me.username)
      if (problem) return Promise.resolve(answer(passwordAnswers[problem]))
      // The other sessions end, whatever the page asked: who changes a password may fear that it is known.
      return withPassword(visit, { currentPassword, newPassword, revokeOtherSessions: true }, 'password-changed')
    },
    'POST /two-factor/enable': async visit => {
      const response = await withPassword(visit, { password: visit.body.password, method: 'totp' }, null)
      return response.ok && visit.me ? namedAfter(response, visit.me.username) : response
    },
    'POST /two-factor/disable': visit =>
      withPassword(visit, { password: visit.body.password }, 'second-factor-disabled'),
    'POST /two-factor/generate-backup-codes': visit =>
      withPassword(visit, { password: visit.body.password }, 'backup-codes-renewed'),
  }
  for (const path of ['/revoke-session', '/revoke-sessions', '/revoke-other-sessions']) {
    endpoints[`POST ${path}`] = async visit => {
      const response = await pass(visit, path === '/revoke-session' ? { token: visit.body.token } : {})
      if (response.ok) await done(visit, 'sessions-revoked')
      return response
    }
  }
  if (company) {
    endpoints['POST /sign-in/social'] = visit => {
      const to = (value: unknown) => (/^\/(?![/\\])/.test(text(value)) ? text(value) : '/')
      const body = { provider: 'company', callbackURL: to(visit.body.callbackURL), disableRedirect: true }
      return pass(visit, { ...body, errorCallbackURL: to(visit.body.errorCallbackURL) }, company)
    }
    endpoints['GET /callback/company'] = async visit => {
      const response = await pass(visit, undefined, company)
      if (opened(response)) await welcome(response, visit.address, 'company')
      else await tell({ kind: 'failed', username: null, userId: null, address: visit.address, method: 'company' })
      return response
    }
  }

  return async (request, address = lastHop(request.headers)) => {
    const { pathname } = new URL(request.url)
    const endpoint = endpoints[`${request.method} ${pathname.replace(/^\/api\/auth/, '')}`]
    if (!endpoint) return answer('NOT_FOUND')
    if (request.method !== 'GET' && !fromOurPages(request, frame.baseUrl)) return answer('FOREIGN_ORIGIN')
    const body = request.method === 'GET' ? {} : await bodyOf(request)
    if (!body) return answer('MALFORMED')
    const me = await reader.read(request.headers)
    return lasting(await endpoint({ request, body, address, me }), frame.cookies.session)
  }
}

const passwordAnswers = {
  short: 'PASSWORD_SHORT',
  long: 'PASSWORD_LONG',
  common: 'PASSWORD_COMMON',
  username: 'PASSWORD_USERNAME',
} as const

function forwarded({ request, address }: Visit, body?: object): Request {
  const headers = new Headers(request.headers)
  for (const name of [addressHeader, 'content-length', 'transfer-encoding']) headers.delete(name)
  if (address) headers.set(addressHeader, address)
  // As our own reader has it: who shows a token is not signed in by a cookie.
  if (showsToken(headers)) headers.delete('cookie')
  if (body) headers.set('content-type', 'application/json')
  return new Request(request.url, { method: request.method, headers, body: body ? JSON.stringify(body) : null })
}

/** The nearest proxy's word, the only hop a client cannot write itself; without a proxy it is the client's own. */
export function lastHop(headers: Headers): string | null {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 60) || null
}

/** A JSON object of at most 16 KB; an empty body is an empty object, anything else null. */
async function bodyOf(request: Request): Promise<Record<string, unknown> | null> {
  let read = ''
  const decoder = new TextDecoder()
  if (request.body) {
    for await (const chunk of request.body) {
      read += decoder.decode(chunk, { stream: true })
      if (read.length > 16_384) return null
    }
  }
  if (read.trim() === '') return {}
  if (!request.headers.get('content-type')?.startsWith('application/json')) return null
  try {
    const body: unknown = JSON.parse(read)
    return body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The authenticator shows the username people know, not the address we made up for those without e-mail. */
async function namedAfter(response: Response, username: string): Promise<Response> {
  const body = (await response.json()) as { totpURI: string }
  const totpURI = body.totpURI.replace(
    /^otpauth:\/\/totp\/[^?]*/,
    `otpauth://totp/chedai:${encodeURIComponent(username)}`,
  )
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(JSON.stringify({ ...body, totpURI }), { status: response.status, headers })
}

/**
 * The server alone decides how long a session lasts, and prolongs it while it is used; the browser keeps the cookie for
 * thirty days, so that it never drops one that is still good.
 */
function lasting(response: Response, cookie: string): Response {
  const cookies = response.headers.getSetCookie()
  if (!cookies.some(one => one.startsWith(`${cookie}=`))) return response
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  for (const one of cookies) {
    const kept = one.startsWith(`${cookie}=`) ? one.replace(/max-age=[1-9]\d*/i, `Max-Age=${30 * 86_400}`) : one
    headers.append('set-cookie', kept)
  }
  return new Response(response.body, { status: response.status, headers })
}
