import { randomInt } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { bearer, twoFactor, username } from 'better-auth/plugins'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import pg from 'pg'
import { openPool } from './database.ts'

/** What happened at the door; never a password, never a token. */
export type IdentityEvent = { kind: 'signed-in' | 'failed' | 'locked' | 'signed-out'; username: string | null }

/** Sign-in by password, optional one-time code, or the company's OpenID provider. */
export type IdentityOptions = {
  databaseUrl: string
  /** Signs session cookies; derived from the installation's key. */
  secret: string
  /** The address people use, when it is not loopback. Cookies are secure when it is https. */
  baseUrl?: string | undefined
  now?: () => number
  /** So many failures within the window lock the username for a while. */
  lockout: { failures: number; windowMinutes: number; lockMinutes: number }
  onEvent?: (event: IdentityEvent) => void
  oidc?: { issuer: string; clientId: string; clientSecret: string } | undefined
}

export type Identity = {
  /** Whether people may sign in with the company's account. */
  company: boolean
  /** Answers `/api/auth/*`. */
  handler(request: Request): Promise<Response>
  /** Who calls, by cookie or bearer token; null when nobody, or whose sign-in is closed. */
  authenticate(headers: Headers): Promise<{ userId: string; sessionId: string } | null>
  /** Opens a sign-in; a closed or unused one of the same username gets the new password. Returns the user id. */
  createUser(user: { username: string; name: string; password: string; email?: string }): Promise<string>
  /** Sets a password and ends every session. */
  setPassword(userId: string, password: string): Promise<void>
  /** Opens or closes a sign-in; closing ends its sessions at once. */
  setActive(userId: string, active: boolean): Promise<void>
  /** Signs in the way the web does; for the command line and tests. @throws Error when refused. */
  signIn(username: string, password: string): Promise<{ token: string }>
  close(): Promise<void>
}

const common = new Set([
  '1234567890',
  'password12',
  'qwertyuiop',
  '1111111111',
  'abcdefghij',
  'administrator',
  'chedai1234',
])

/** Refuses passwords that are short, well known, or the username. Returns what is wrong, or null. */
export function passwordProblem(password: string, username: string): 'short' | 'common' | 'username' | null {
  if (password.length < 10) return 'short'
  if (password.toLowerCase().includes(username.toLowerCase()) && password.length < username.length + 6)
    return 'username'
  return common.has(password.toLowerCase()) ? 'common' : null
}

const readable = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY3479'

/** A fresh password of twenty readable characters (about 110 bits), grouped by dashes. */
export function newPassword(): string {
  const group = () => Array.from({ length: 5 }, () => readable[randomInt(readable.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

/** better-auth knows users by address; staff sign in by username, so theirs is made from it and never written to. */
const staffEmail = (name: string) => `${name.toLowerCase()}@staff.invalid`

const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)

/** Opens identity on the installation's database; better-auth keeps its tables in schema `identity`. */
export function openIdentity(options: IdentityOptions): Identity {
  const pool = openPool(options.databaseUrl, 3, '-c search_path=identity')
  // better-auth wants JavaScript dates where the house reads text, so it has a pool of its own.
  const dates = new pg.Pool({ connectionString: options.databaseUrl, max: 5, options: '-c search_path=identity' })
  dates.on('error', () => {})
  const now = options.now ?? Date.now
  const tell = options.onEvent ?? (() => {})
  const auth = betterAuth({
    database: dates,
    secret: options.secret,
    baseURL: options.baseUrl ?? 'http://localhost',
    basePath: '/api/auth',
    trustedOrigins: request => {
      const url = request ? new URL(request.url) : null
      return url && isLoopback(url.hostname) ? [url.origin] : []
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: 12 * 3600, updateAge: 3600 },
    user: {
      additionalFields: { active: { type: 'boolean', defaultValue: true, input: false } },
      changeEmail: { enabled: false },
      deleteUser: { enabled: false },
    },
    advanced: {
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: options.baseUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 31,
        usernameValidator: name => /^[a-zA-Z0-9._-]+$/.test(name),
      }),
      twoFactor({ issuer: 'chedai' }),
      bearer(),
      ...(options.oidc
        ? [
            genericOAuth({
              config: [
                {
                  providerId: 'company',
                  discoveryUrl: `${options.oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                  clientId: options.oidc.clientId,
                  clientSecret: options.oidc.clientSecret,
                  scopes: ['openid', 'profile', 'email'],
                  pkce: true,
                  // Staff are taken in by HR; a stranger with a company account is not let in.
                  disableSignUp: true,
                  // The provider's preferred_username is ours; addresses of staff are made from it.
                  mapProfileToUser: profile => ({
                    email: staffEmail(String(profile.preferred_username ?? '')),
                    emailVerified: true,
                  }),
                },
              ],
            }),
          ]
        : []),
    ],
    account: { accountLinking: { enabled: true, trustedProviders: ['company'] } },
  })

  const locked = async (name: string): Promise<boolean> => {
    const { failures, windowMinutes, lockMinutes } = options.lockout
    const { rows } = await pool.query<{ at: string }>(
      'SELECT at FROM sign_in_failure WHERE username = $1 AND at > $2 ORDER BY at DESC LIMIT $3',
      [name, new Date(now() - (windowMinutes + lockMinutes) * 60_000), failures],
    )
    if (rows.length < failures) return false
    const last = Date.parse(rows[0]!.at)
    const first = Date.parse(rows.at(-1)!.at)
    return last - first <= windowMinutes * 60_000 && now() < last + lockMinutes * 60_000
  }

  /** The door for passwords: counts failures per username, whether or not it exists, so that the answer gives nothing away. */
  const passwordDoor = async (request: Request): Promise<Response> => {
    const body = (await request
      .clone()
      .json()
      .catch(() => null)) as { username?: unknown } | null
    const name = typeof body?.username === 'string' ? body.username.toLowerCase().slice(0, 60) : ''
    if (await locked(name)) {
      tell({ kind: 'locked', username: name })
      return Response.json(
        { code: 'LOCKED', message: '登录失败次数过多，请 15 分钟后再试。Too many failures; try again in 15 minutes.' },
        { status: 429 },
      )
    }
    const response = await auth.handler(request)
    if (response.ok) {
      const answer = (await response.clone().json()) as { user?: { id: string } }
      if (answer.user && !(await isActive(answer.user.id))) {
        await pool.query('DELETE FROM "session" WHERE "userId" = $1', [answer.user.id])
        return Response.json(
          { code: 'INVALID_USERNAME_OR_PASSWORD', message: 'Invalid username or password' },
          { status: 401 },
        )
      }
      await pool.query('DELETE FROM sign_in_failure WHERE username = $1', [name])
      tell({ kind: 'signed-in', username: name })
    } else if (response.status === 401) {
      await pool.query('INSERT INTO sign_in_failure (username, at) VALUES ($1, $2)', [name, new Date(now())])
      tell({ kind: 'failed', username: name })
    }
    return response
  }

  const isActive = async (userId: string) => {
    const { rows } = await pool.query<{ active: boolean }>('SELECT active FROM "user" WHERE id = $1', [userId])
    return rows[0]?.active === true
  }

  const setPassword = async (userId: string, password: string) => {
    const context = await auth.$context
    await context.internalAdapter.updatePassword(userId, await context.password.hash(password))
    await pool.query('DELETE FROM "session" WHERE "userId" = $1', [userId])
  }

  return {
    company: options.oidc !== undefined,
    handler(request) {
      const { pathname } = new URL(request.url)
      if (request.method === 'POST' && pathname === '/api/auth/sign-in/username') return passwordDoor(request)
      // The house signs people in by username; the e-mail door stays shut.
      if (pathname.startsWith('/api/auth/sign-in/email') || pathname.startsWith('/api/auth/sign-up')) {
        return Promise.resolve(Response.json({ code: 'NOT_FOUND' }, { status: 404 }))
      }
      return auth.handler(request)
    },
    async authenticate(headers) {
      const found = await auth.api.getSession({ headers })
      if (!found || (found.user as { active?: boolean }).active === false) return null
      return { userId: found.user.id, sessionId: found.session.id }
    },
    async createUser({ username: name, name: fullName, password, email = staffEmail(name) }) {
      const context = await auth.$context
      const { rows } = await pool.query<{ id: string }>('SELECT id FROM "user" WHERE username = $1', [name])
      const present = rows[0]
      if (present) {
        await setPassword(present.id, password)
        await pool.query('UPDATE "user" SET active = true, name = $2 WHERE id = $1', [present.id, fullName])
        return present.id
      }
      const hash = await context.password.hash(password)
      const user = await context.internalAdapter.createUser(
        {
          name: fullName,
          email,
          emailVerified: true,
          username: name,
          displayUsername: name,
        },
        { method: 'admin' },
      )
      await context.internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: hash,
      })
      return user.id
    },
    setPassword,
    async setActive(userId, active) {
      await pool.query('UPDATE "user" SET active = $2 WHERE id = $1', [userId, active])
      if (!active) await pool.query('DELETE FROM "session" WHERE "userId" = $1', [userId])
    },
    async signIn(name, password) {
      const request = new Request('http://localhost/api/auth/sign-in/username', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost' },
        body: JSON.stringify({ username: name, password }),
      })
      const response = await passwordDoor(request)
      const token = response.headers.get('set-auth-token')
      if (!response.ok || !token) throw new Error(`sign-in of ${name} refused: ${response.status}`)
      return { token }
    },
    async close() {
      await dates.end()
      await pool.end()
    },
  }
}
