import { randomUUID } from 'node:crypto'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { bearer, twoFactor, username } from 'better-auth/plugins'
import pg from 'pg'
import { assert, must } from '#lib/assert'
import { Refusal } from '#lib/refusal'
import { type Company, companySignIn } from './company-sign-in.ts'
import { openPool } from './database.ts'
import { addressHeader, openIdentityDoor } from './identity-door.ts'
import type { IdentityEvent } from './identity-event.ts'
import { type LockoutLimits, openLockout } from './lockout.ts'
import { newPassword, passwordProblem } from './password.ts'
import { openSessionReader, prolongSeconds, sessionSeconds } from './session-reader.ts'

export type { IdentityEvent }
export { newPassword, passwordProblem }

/** Sign-in by password, optional one-time code, or the company's OpenID provider. */
export type IdentityOptions = {
  databaseUrl: string
  /** Signs session cookies; derived from the installation's key. */
  secret: string
  /** The address people use, when it is not loopback; cookies are secure when it is https. */
  baseUrl?: string | undefined
  /** The clock of the lock-out. Sessions and one-time codes live by the machine's. */
  now?: () => number
  lockout: LockoutLimits
  /** Waited for: when it throws, what it was told of answers an error and hands out nothing. */
  onEvent?: (event: IdentityEvent) => void | Promise<void>
  oidc?: Company | undefined
  /** How passwords are kept; without it as better-auth does, by scrypt, whose whole point is to take its time. */
  hashing?: Hashing | undefined
}

/** Turns a password into what is kept of it, and tells whether a password is the one that was kept. */
export type Hashing = {
  hash(password: string): Promise<string>
  verify(kept: { hash: string; password: string }): Promise<boolean>
}

export type Identity = {
  /** Whether people may sign in with the company's account. */
  company: boolean
  /** Answers `/api/auth/*`. `address` is the caller's; without it the last hop of X-Forwarded-For is believed. */
  handler(request: Request, address?: string | null): Promise<Response>
  /** Who calls, by bearer token or cookie; null when nobody, or whose sign-in is closed. */
  authenticate(headers: Headers): Promise<{ userId: string; sessionId: string } | null>
  /**
   * Opens a sign-in and returns the user id. One of the same username is taken over with the new password, without its
   * sessions, second factor and company account: the caller has made sure that it belongs to nobody now.
   * @throws Refusal platform.invalid_input when the password is refused
   */
  createUser(user: { username: string; name: string; password: string; email?: string }): Promise<string>
  /** Sets a password, lifts the lock and ends every session. @throws Refusal platform.invalid_input when it is refused */
  setPassword(userId: string, password: string): Promise<void>
  /** Opens or closes a sign-in; closing ends its sessions at once. */
  setActive(userId: string, active: boolean): Promise<void>
  /** Takes the second factor off a person who lost it, and ends every session. */
  resetSecondFactor(userId: string): Promise<void>
  /** Signs in the way the web does; for the command line and tests. @throws Error when refused. */
  signIn(username: string, password: string): Promise<{ token: string }>
  close(): Promise<void>
}

/** Opens identity on the installation's database; better-auth keeps its tables in schema `identity`. */
export function openIdentity(options: IdentityOptions): Identity {
  const { baseUrl, oidc } = options
  const pool = openPool(options.databaseUrl, 4, '-c search_path=identity')
  // better-auth wants JavaScript dates where the house reads text, so it has a pool of its own.
  const dates = new pg.Pool({ connectionString: options.databaseUrl, max: 5, options: '-c search_path=identity' })
  dates.on('error', () => {})
  const lockout = openLockout(pool, options.lockout, options.now ?? Date.now)
  const tell = async (event: IdentityEvent) => options.onEvent?.(event)
  const settings = settingsOf(options, pool, dates)
  const auth = betterAuth(settings)
  // Apart from the other and opened at its first use, because it waits for the provider: while that is away passwords work.
  let company: { handler(request: Request): Promise<Response> } | undefined
  const byCompany = oidc
    ? (request: Request) => {
        company ??= betterAuth({ ...settings, plugins: [...settings.plugins, companySignIn(pool, oidc)] })
        return company.handler(request)
      }
    : null

  const opened = auth.$context.then(context => {
    const cookies = {
      session: context.authCookies.sessionToken.name,
      secondFactor: context.createAuthCookie('two_factor').name,
    }
    const reader = openSessionReader(pool, context.secret, cookies.session)
    const handler = openIdentityDoor({
      auth: auth.handler,
      company: byCompany,
      reader,
      lockout,
      pool,
      baseUrl,
      cookies,
      tell,
    })
    return { reader, handler, hash: context.password.hash }
  })
  opened.catch(() => {})

  const checked = (password: string, name: string) => {
    const problem = passwordProblem(password, name)
    if (problem) throw new Refusal('platform.invalid_input', { problem }, 'password')
  }

  /** Changes to one user in one transaction; what was remembered of sessions is forgotten after it. */
  const change = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const result = await work(client)
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      throw error
    } finally {
      client.release()
      ;(await opened).reader.forget()
    }
  }

  const told = async (userId: string, kind: IdentityEvent['kind']) =>
    tell({ kind, userId, username: await usernameOf(pool, userId), address: null })

  return {
    company: byCompany !== null,
    async handler(request, address) {
      return (await opened).handler(request, address)
    },
    async authenticate(headers) {
      const who = await (await opened).reader.read(headers)
      return who && { userId: who.userId, sessionId: who.sessionId }
    },
    async createUser({ username: given, name, password, email }) {
      const username = given.toLowerCase()
      assert(usernamePattern.test(username), `not a username: ${username}`)
      checked(password, username)
      const hash = await (await opened).hash(password)
      const userId = await change(async client => {
        const { rows } = await client.query<{ id: string }>(
          `INSERT INTO "user" (id, name, email, "emailVerified", username, "displayUsername")
           VALUES ($1, $2, coalesce($3, $4 || '@staff.invalid'), true, $4, $4)
           ON CONFLICT (username) DO UPDATE SET name = excluded.name, email = coalesce($3, "user".email), active = true,
             "twoFactorEnabled" = false, "updatedAt" = now()
           RETURNING id`,
          [randomUUID(), name, email?.toLowerCase() ?? null, username],
        )
        const { id } = must(rows[0], 'the user is written')
        await client.query(`DELETE FROM "account" WHERE "userId" = $1 AND "providerId" <> 'credential'`, [id])
        await client.query('DELETE FROM "twoFactor" WHERE "userId" = $1', [id])
        await replacePassword(client, id, hash)
        return id
      })
      await lockout.forget(username)
      await tell({ kind: 'opened', userId, username, address: null })
      return userId
    },
    async setPassword(userId, password) {
      const username = must(await usernameOf(pool, userId), `no user ${userId}`)
      checked(password, username)
      const hash = await (await opened).hash(password)
      await change(client => replacePassword(client, userId, hash))
      await lockout.forget(username)
      await told(userId, 'password-set')
    },
    async setActive(userId, active) {
      await change(async client => {
        await client.query('UPDATE "user" SET active = $2, "updatedAt" = now() WHERE id = $1', [userId, active])
        if (!active) await client.query('DELETE FROM "session" WHERE "userId" = $1', [userId])
      })
      await told(userId, active ? 'opened' : 'closed')
    },
    async resetSecondFactor(userId) {
      await change(async client => {
        await client.query('DELETE FROM "twoFactor" WHERE "userId" = $1', [userId])
        await client.query('UPDATE "user" SET "twoFactorEnabled" = false, "updatedAt" = now() WHERE id = $1', [userId])
        await client.query('DELETE FROM "session" WHERE "userId" = $1', [userId])
      })
      await told(userId, 'second-factor-reset')
    },
    async signIn(name, password) {
      const request = new Request('http://localhost/api/auth/sign-in/username', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: name, password }),
      })
      const response = await (await opened).handler(request, null)
      const token = response.headers.get('set-auth-token')
      if (!response.ok || !token) throw new Error(`sign-in of ${name} refused: ${response.status}`)
      return { token }
    },
    async close() {
      await opened.catch(() => {})
      await dates.end()
      await pool.end()
    },
  }
}

const usernamePattern = /^[a-z0-9._-]{2,31}$/

/** better-auth's configuration. What the public could do to an account is closed by the door's list of endpoints. */
function settingsOf({ secret, baseUrl, hashing }: IdentityOptions, pool: pg.Pool, dates: pg.Pool) {
  const base = baseUrl === undefined ? null : new URL(baseUrl)
  return {
    database: dates,
    secret,
    // The provider sends people back to the address they came from: loopback on any port, else the configured one.
    baseURL: {
      allowedHosts: ['localhost', '127.0.0.1', '[::1]'].flatMap(host => [host, `${host}:*`]).concat(base?.host ?? []),
      protocol: base?.protocol === 'https:' ? 'https' : 'http',
      fallback: base?.origin ?? 'http://localhost',
    },
    basePath: '/api/auth',
    trustedOrigins: request => (request ? [new URL(request.url).origin] : []),
    onAPIError: { errorURL: '/' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      ...(hashing ? { password: hashing } : {}),
    },
    session: { expiresIn: sessionSeconds, updateAge: prolongSeconds, freshAge: 0 },
    user: { additionalFields: { active: { type: 'boolean', defaultValue: true, input: false } } },
    account: { accountLinking: { enabled: true, trustedProviders: ['company'] }, updateAccountOnSignIn: false },
    databaseHooks: {
      session: {
        create: {
          // Every way in ends here, so here stands the leaver's wall. The answer is that of a wrong password.
          async before({ userId }) {
            const { rows } = await pool.query('SELECT FROM "user" WHERE id = $1 AND active', [userId])
            if (rows.length > 0) return
            throw new APIError('UNAUTHORIZED', { code: 'INVALID_USERNAME_OR_PASSWORD', message: 'Sign-in is closed' })
          },
        },
      },
      account: {
        create: {
          // We ask the company who someone is and nothing more: its tokens are not kept.
          before: async account => ({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } }),
        },
      },
    },
    advanced: {
      useSecureCookies: base?.protocol === 'https:',
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Said outright, because better-auth leaves it out under test runners.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 31,
        usernameValidator: name => usernamePattern.test(name.toLowerCase()),
      }),
      twoFactor({ issuer: 'chedai' }),
      // A token alone, as the list of sessions shows it, opens nothing.
      bearer({ requireSignature: true }),
    ],
  } satisfies BetterAuthOptions
}

async function usernameOf(pool: pg.Pool, userId: string): Promise<string | null> {
  const { rows } = await pool.query<{ username: string }>('SELECT username FROM "user" WHERE id = $1', [userId])
  return rows[0]?.username ?? null
}

/** Writes the hash of a password and ends every session. */
async function replacePassword(client: pg.PoolClient, userId: string, hash: string): Promise<void> {
  await client.query(`DELETE FROM "account" WHERE "userId" = $1 AND "providerId" = 'credential'`, [userId])
  await client.query(
    `INSERT INTO "account" (id, "accountId", "providerId", "userId", password, "updatedAt")
     VALUES ($1, $2, 'credential', $2, $3, now())`,
    [randomUUID(), userId, hash],
  )
  await client.query('DELETE FROM "session" WHERE "userId" = $1', [userId])
}
