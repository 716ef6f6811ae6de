import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openPool } from '#platform/database'
import { type Identity, type IdentityEvent, type IdentityOptions, openIdentity } from '#platform/session'
import { testDatabase } from './database.ts'

/** Where the tests' browsers are, unless they say otherwise. */
export const here = 'http://127.0.0.1:8787'
/** The right password of `lin`. */
export const right = 'correct-horse-7'
export const minute = 60_000

/** The code of a better-auth style answer. */
export const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

/** Identity on a database of its own with one person, `lin`, anew for each test; its clock and its events in hand. */
export function identityDoor() {
  let database: Awaited<ReturnType<typeof testDatabase>>
  const door = {
    identity: undefined as unknown as Identity,
    pool: undefined as unknown as ReturnType<typeof openPool>,
    events: [] as IdentityEvent[],
    clock: 0,
    kinds: () => door.events.map(event => event.kind),
    open: (more: Partial<IdentityOptions> = {}) =>
      openIdentity({
        databaseUrl: database.url,
        secret: 'a secret of at least thirty-two characters',
        now: () => door.clock,
        lockout: { failures: 5, windowMinutes: 15, lockMinutes: 15, addressFailures: 8 },
        onEvent: async event => void door.events.push(event),
        ...more,
      }),
    /** As after a restart, with other options. */
    async reopen(more: Partial<IdentityOptions> = {}) {
      await door.identity.close()
      door.identity = door.open(more)
    },
    /** A browser at one address: keeps cookies, names its origin. */
    browser({ on = () => door.identity, origin = here, address = '192.0.2.1' } = {}) {
      const jar = new Map<string, string>()
      const headers = () => new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') })
      const send = async (path: string, body?: object, more: Record<string, string> = {}) => {
        const all = jar.size > 0 ? headers() : new Headers()
        if (body) all.set('content-type', 'application/json')
        if (body) all.set('origin', origin)
        for (const [name, value] of Object.entries(more)) all.set(name, value)
        const init = { method: body ? 'POST' : 'GET', headers: all, body: body ? JSON.stringify(body) : null }
        const response = await on().handler(new Request(`${origin}/api/auth${path}`, init), address)
        for (const cookie of response.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
          if (/max-age=0/i.test(cookie)) jar.delete(name!)
          else jar.set(name!, value!)
        }
        return response
      }
      return {
        jar,
        headers,
        send,
        signIn: (username = 'lin', password = right) => send('/sign-in/username', { username, password }),
        who: () => on().authenticate(headers()),
      }
    },
  }
  beforeAll(async () => {
    database = await testDatabase()
    door.pool = openPool(database.url, 2)
  })
  afterAll(async () => {
    await door.pool.end()
    await database.drop()
  })
  beforeEach(async () => {
    await door.pool.query('TRUNCATE identity."user", identity."verification", identity.sign_in_failure CASCADE')
    door.clock = Date.parse('2026-03-02T01:00:00Z')
    door.identity = door.open()
    await door.identity.createUser({ username: 'lin', name: '林晓雯', password: right })
    door.events.length = 0
  })
  afterEach(() => door.identity.close())
  return door
}
