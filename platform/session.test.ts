import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../tests/database.ts'
import { type Identity, type IdentityEvent, newPassword, openIdentity, passwordProblem } from './session.ts'

const lockout = { failures: 5, windowMinutes: 15, lockMinutes: 15 }
const password = 'correct-horse-battery'

describe('identity', () => {
  let database: TestDatabase
  let identity: Identity
  let now = Date.parse('2026-03-02T01:00:00Z')
  const events: IdentityEvent[] = []

  beforeAll(async () => {
    database = await testDatabase()
    identity = openIdentity({
      databaseUrl: database.url,
      secret: 'x'.repeat(43),
      now: () => now,
      lockout,
      onEvent: event => void events.push(event),
    })
    await identity.createUser({ username: 'lin', name: '林晓雯', password })
  })
  afterAll(async () => {
    await identity.close()
    await database.drop()
  })

  const call = (path: string, body?: object, headers: Record<string, string> = {}) =>
    identity.handler(
      new Request(`http://127.0.0.1:8787/api/auth/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json', origin: 'http://127.0.0.1:8787', ...headers },
        body: body ? JSON.stringify(body) : null,
      }),
    )
  const cookieOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .map(line => line.split(';')[0])
      .join('; ')

  it('signs in by username, in a cookie that scripts cannot read', async () => {
    const response = await call('sign-in/username', { username: 'LIN', password })
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie().join()).toMatch(/HttpOnly/i)
    const who = await identity.authenticate(new Headers({ cookie: cookieOf(response) }))
    expect(who?.userId).toBeTruthy()
    expect(await identity.authenticate(new Headers({ cookie: 'nonsense=1' }))).toBeNull()
  })

  it('locks a username after five failures, known or not, and opens again with time', async () => {
    for (const username of ['lin', 'nobody']) {
      for (let attempt = 0; attempt < 5; attempt += 1)
        expect((await call('sign-in/username', { username, password: 'wrong-password' })).status).toBe(401)
      expect((await call('sign-in/username', { username, password })).status, username).toBe(429)
    }
    now += 16 * 60_000
    expect((await call('sign-in/username', { username: 'lin', password })).status).toBe(200)
    expect(events.filter(event => event.kind === 'locked').map(event => event.username)).toEqual(['lin', 'nobody'])
  })

  it('asks for a one-time code once the second factor is on', async () => {
    await identity.createUser({ username: 'sun', name: '孙立诚', password })
    const cookie = cookieOf(await call('sign-in/username', { username: 'sun', password }))
    const enabled = (await (await call('two-factor/enable', { password }, { cookie })).json()) as {
      totpURI: string
      backupCodes: string[]
    }
    const secret = new URL(enabled.totpURI).searchParams.get('secret')!
    expect(enabled.backupCodes.length).toBeGreaterThan(5)
    expect((await call('two-factor/verify-totp', { code: totp(secret) }, { cookie })).status).toBe(200)
    const half = await call('sign-in/username', { username: 'sun', password })
    expect(await half.json()).toMatchObject({ twoFactorRedirect: true })
    expect(await identity.authenticate(new Headers({ cookie: cookieOf(half) }))).toBeNull()
    expect((await call('two-factor/verify-totp', { code: '000000' }, { cookie: cookieOf(half) })).status).not.toBe(200)
    const whole = await call('two-factor/verify-totp', { code: totp(secret) }, { cookie: cookieOf(half) })
    expect((await identity.authenticate(new Headers({ cookie: cookieOf(whole) })))?.userId).toBeTruthy()
  })

  it('lists sessions and revokes one', async () => {
    const first = cookieOf(await call('sign-in/username', { username: 'lin', password }))
    const second = cookieOf(await call('sign-in/username', { username: 'lin', password }))
    const sessions = (await (await call('list-sessions', undefined, { cookie: first })).json()) as { token: string }[]
    expect(sessions.length).toBeGreaterThanOrEqual(2)
    const own = (await identity.authenticate(new Headers({ cookie: second })))!.sessionId
    const token = (sessions as { id: string; token: string }[]).find(session => session.id === own)!.token
    await call('revoke-session', { token }, { cookie: first })
    expect(await identity.authenticate(new Headers({ cookie: second }))).toBeNull()
    expect(await identity.authenticate(new Headers({ cookie: first }))).not.toBeNull()
  })

  it('closes the door to who left, to sign-up, to e-mail and to other origins', async () => {
    const userId = await identity.createUser({ username: 'gone', name: '走人', password })
    const cookie = cookieOf(await call('sign-in/username', { username: 'gone', password }))
    await identity.setActive(userId, false)
    expect(await identity.authenticate(new Headers({ cookie }))).toBeNull()
    expect((await call('sign-in/username', { username: 'gone', password })).status).toBe(401)
    expect((await call('sign-up/email', { email: 'a@b.c', password, name: 'x' })).status).toBe(404)
    expect((await call('sign-in/email', { email: 'lin@staff.invalid', password })).status).toBe(404)
    const own = cookieOf(await call('sign-in/username', { username: 'lin', password }))
    expect((await call('revoke-sessions', {}, { cookie: own, origin: 'https://evil.example' })).status).toBe(403)
  })

  it('makes and judges passwords', () => {
    expect(newPassword()).toMatch(/^([a-zA-Z0-9]{5}-){3}[a-zA-Z0-9]{5}$/)
    expect([
      passwordProblem('short', 'lin'),
      passwordProblem('1234567890', 'lin'),
      passwordProblem('zhenghaiyan', 'zhenghaiyan'),
      passwordProblem(password, 'lin'),
    ]).toEqual(['short', 'common', 'username', null])
  })
})

describe('the company’s account', () => {
  it('lets in whom HR took in, by the provider’s username, and nobody else', async () => {
    const database = await testDatabase()
    const provider = await openProvider()
    const identity = openIdentity({
      databaseUrl: database.url,
      secret: 'y'.repeat(43),
      baseUrl: 'http://localhost',
      lockout,
      oidc: { issuer: provider.issuer, clientId: 'chedai', clientSecret: 'secret' },
    })
    await identity.createUser({ username: 'lin', name: '林晓雯', password })
    const enter = async (username: string) => {
      provider.username = username
      const begin = await identity.handler(
        new Request('http://localhost/api/auth/sign-in/social', {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: 'http://localhost' },
          body: JSON.stringify({ provider: 'company', callbackURL: '/' }),
        }),
      )
      const { url } = (await begin.json()) as { url: string }
      const cookie = begin.headers
        .getSetCookie()
        .map(line => line.split(';')[0])
        .join('; ')
      const authorize = new URL(url)
      const back = new URL(authorize.searchParams.get('redirect_uri')!)
      back.searchParams.set('code', 'one')
      back.searchParams.set('state', authorize.searchParams.get('state')!)
      provider.nonce = authorize.searchParams.get('nonce')
      const end = await identity.handler(new Request(back, { headers: { cookie } }))
      return identity.authenticate(
        new Headers({
          cookie: end.headers
            .getSetCookie()
            .map(line => line.split(';')[0])
            .join('; '),
        }),
      )
    }
    expect((await enter('lin'))?.userId).toBeTruthy()
    expect(await enter('stranger')).toBeNull()
    await identity.close()
    await provider.close()
    await database.drop()
  })
})

/** RFC 6238 code of now: SHA-1, 30 s, six digits. */
function totp(base32: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...base32].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = mac.at(-1)! & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A small OpenID provider on loopback that signs RS256 id tokens. */
async function openProvider() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const state = { issuer: '', username: '', nonce: null as string | null, close: async () => {} }
  const server = createServer((request, response) => {
    const answer = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    const profile = {
      sub: `id-${state.username}`,
      name: state.username,
      preferred_username: state.username,
      email: `${state.username}@example.com`,
      email_verified: true,
    }
    if (request.url?.startsWith('/.well-known')) {
      answer({
        issuer: state.issuer,
        authorization_endpoint: `${state.issuer}/authorize`,
        token_endpoint: `${state.issuer}/token`,
        userinfo_endpoint: `${state.issuer}/userinfo`,
        jwks_uri: `${state.issuer}/jwks`,
        id_token_signing_alg_values_supported: ['RS256'],
      })
    } else if (request.url === '/jwks')
      answer({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] })
    else if (request.url === '/userinfo') answer(profile)
    else {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const time = Math.floor(Date.now() / 1000)
      const unsigned = `${part({ alg: 'RS256', kid: 'k', typ: 'JWT' })}.${part({ ...profile, iss: state.issuer, aud: 'chedai', iat: time, exp: time + 300, ...(state.nonce ? { nonce: state.nonce } : {}) })}`
      const signature = createSign('RSA-SHA256').update(unsigned).sign(privateKey).toString('base64url')
      answer({ access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token: `${unsigned}.${signature}` })
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  state.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  state.close = () => new Promise<void>(resolve => server.close(() => resolve()))
  return state
}
