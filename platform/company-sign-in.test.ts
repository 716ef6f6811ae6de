import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { here, identityDoor, right } from '../tests/identity.ts'

const door = identityDoor()

describe('the company’s OpenID provider', () => {
  const client = { clientId: 'chedai', clientSecret: 'company-secret' }
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let provider: ReturnType<typeof createServer>
  let issuer: string
  let claims: Record<string, unknown>
  let signer: typeof keys
  let audience: string
  const asked = new Map<string, { nonce: string; challenge: string; redirect: string }>()

  const idTokenWith = (nonce: string) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const now = Math.floor(Date.now() / 1000)
    const body = { iss: issuer, aud: audience, iat: now, exp: now + 300, nonce, ...claims }
    const head = `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${part(body)}`
    return `${head}.${sign('sha256', Buffer.from(head), signer.privateKey).toString('base64url')}`
  }

  beforeAll(async () => {
    provider = createServer(async (request, response) => {
      const url = new URL(request.url!, issuer)
      const json = (body: object, status = 200) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      if (url.pathname === '/.well-known/openid-configuration')
        return json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
        })
      if (url.pathname === '/keys')
        return json({ keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] })
      if (url.pathname === '/userinfo') return json(claims)
      let body = ''
      for await (const chunk of request) body += chunk
      const form = new URLSearchParams(body)
      const grant = asked.get(form.get('code') ?? '')
      const proof = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      if (!grant || proof !== grant.challenge || form.get('redirect_uri') !== grant.redirect)
        return json({ error: 'invalid_grant' }, 400)
      const idToken = idTokenWith(grant.nonce)
      return json({ access_token: 'opaque', token_type: 'Bearer', expires_in: 300, id_token: idToken })
    })
    await new Promise<void>(resolve => provider.listen(0, '127.0.0.1', resolve))
    issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise(resolve => provider.close(resolve)))
  beforeEach(async () => {
    await door.reopen({ oidc: { issuer, ...client } })
    claims = { sub: 'u-1', preferred_username: 'lin', email: 'lin@corp.example', email_verified: true }
    signer = keys
    audience = client.clientId
  })

  /** Walks the whole way a browser goes, and returns where it ends. */
  async function walk(page = door.browser(), change: (url: URL) => void = () => {}) {
    const started = await page.send('/sign-in/social', {
      provider: 'company',
      callbackURL: '/loans',
      errorCallbackURL: '/sign-in',
    })
    const to = new URL(((await started.json()) as { url: string }).url)
    expect(to.searchParams.get('code_challenge_method')).toBe('S256')
    expect(to.searchParams.get('redirect_uri')).toBe(`${here}/api/auth/callback/company`)
    const code = `code-${asked.size}`
    asked.set(code, {
      nonce: to.searchParams.get('nonce')!,
      challenge: to.searchParams.get('code_challenge')!,
      redirect: to.searchParams.get('redirect_uri')!,
    })
    const back = new URL(`${here}/callback/company`)
    back.searchParams.set('code', code)
    back.searchParams.set('state', to.searchParams.get('state')!)
    change(back)
    const response = await page.send(`${back.pathname}${back.search}`)
    return { page, response, location: response.headers.get('location') }
  }

  it('is offered when it is configured', async () => {
    expect(door.identity.company).toBe(true)
    await door.reopen()
    expect(door.identity.company).toBe(false)
  })

  it('signs in the person of that username, and knows the account from then on by its subject', async () => {
    const { page, location } = await walk()
    expect(location).toBe('/loans')
    const { userId } = (await page.who())!
    expect(door.events.at(-1)).toMatchObject({ kind: 'signed-in', method: 'company', username: 'lin', userId })
    const { rows } = await door.pool.query(
      `SELECT "accountId", "accessToken", "idToken" FROM identity."account" WHERE "providerId" = 'company'`,
    )
    expect(rows).toEqual([{ accountId: `${issuer}#u-1`, accessToken: null, idToken: null }])
    claims = { sub: 'u-1', preferred_username: 'renamed', email: 'renamed@corp.example' }
    expect((await (await walk()).page.who())!.userId).toBe(userId)
  })

  it('finds a person by an e-mail the provider has verified, and by no other', async () => {
    await door.identity.createUser({ username: 'chen', name: '陈思远', password: right, email: 'Chen@corp.example' })
    claims = { sub: 'u-2', email: 'chen@corp.example', email_verified: false }
    expect(await (await walk()).page.who()).toBeNull()
    claims = { sub: 'u-2', email: 'chen@corp.example', email_verified: true }
    expect(await (await walk()).page.who()).not.toBeNull()
  })

  it('makes nobody, lets no leaver in, and gives no second account the same person', async () => {
    claims = { sub: 'u-9', preferred_username: 'stranger', email: 'stranger@corp.example', email_verified: true }
    const { page, location } = await walk()
    expect(location).toMatch(/^\/sign-in\?error=/)
    expect(await page.who()).toBeNull()
    expect((await door.pool.query('SELECT FROM identity."user"')).rowCount).toBe(1)
    expect(door.events.at(-1)).toMatchObject({ kind: 'failed', method: 'company' })

    claims = { sub: 'u-1', preferred_username: 'lin', email: 'lin@corp.example', email_verified: true }
    const { userId } = (await (await walk()).page.who())!
    claims = { ...claims, sub: 'u-7' }
    expect(await (await walk()).page.who()).toBeNull()
    claims = { ...claims, sub: 'u-1' }
    await door.identity.setActive(userId, false)
    const gone = await walk()
    expect(gone.location).toMatch(/^\/sign-in\?error=/)
    expect(await gone.page.who()).toBeNull()
  })

  it('believes no token signed by another, meant for another, or bound to another visit', async () => {
    signer = strangers
    expect(await (await walk()).page.who()).toBeNull()
    signer = keys
    audience = 'another-program'
    expect(await (await walk()).page.who()).toBeNull()
    audience = client.clientId
    claims = { ...claims, nonce: 'of another visit' }
    expect(await (await walk()).page.who()).toBeNull()
  })

  it('answers only the browser that asked, and sends people to our own pages only', async () => {
    expect(await (await walk(undefined, url => url.searchParams.set('state', 'guessed'))).page.who()).toBeNull()
    const started = door.browser()
    let stolen = ''
    await walk(started, url => {
      stolen = url.search
      url.searchParams.set('state', 'dropped')
    })
    const thief = door.browser()
    await thief.send(`/callback/company${stolen}`)
    expect(await thief.who()).toBeNull()
    const page = door.browser()
    const response = await page.send('/sign-in/social', { provider: 'company', callbackURL: 'https://evil.example/' })
    expect(response.status).toBe(200)
    const { rows } = await door.pool.query(
      `SELECT value FROM identity."verification" ORDER BY "createdAt" DESC LIMIT 1`,
    )
    expect(JSON.parse(rows[0].value).callbackURL).toBe('/')
  })

  it('takes no id token straight from a page, however good', async () => {
    const page = door.browser()
    const idToken = { token: idTokenWith('chosen-by-the-page'), nonce: 'chosen-by-the-page' }
    const response = await page.send('/sign-in/social', { provider: 'company', idToken })
    expect(await response.json()).toMatchObject({ url: expect.stringContaining('/authorize?') })
    expect(await page.who()).toBeNull()
  })

  it('not answering stops no password, and keeps nobody from closing', async () => {
    const silent = createServer(() => {})
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const away = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    await door.reopen({ oidc: { issuer: away, ...client } })
    const waiting = door.browser().send('/sign-in/social', { provider: 'company' })
    expect((await door.browser().signIn()).status).toBe(200)
    silent.closeAllConnections()
    silent.close()
    expect((await waiting).ok).toBe(false)
    await door.reopen()
  })
})
