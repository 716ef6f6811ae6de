import { describe, expect, it } from 'vitest'
import { here, identityDoor, right } from '../tests/identity.ts'

const door = identityDoor()

describe('signing in', () => {
  it('gives a cookie that only the server reads, and a token for programs', async () => {
    const page = door.browser()
    const response = await page.signIn('LIN')
    expect(response.status).toBe(200)
    const cookie = response.headers.getSetCookie().find(one => one.includes('session_token'))!
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).not.toMatch(/Secure/i)
    const me = await page.who()
    expect(me).toEqual({ userId: expect.any(String), sessionId: expect.any(String) })
    const token = response.headers.get('set-auth-token')!
    expect(await door.identity.authenticate(new Headers({ authorization: `Bearer ${token}` }))).toEqual(me)
    expect(door.events).toEqual([
      { kind: 'signed-in', username: 'lin', userId: me!.userId, address: '192.0.2.1', method: 'password' },
    ])
  })

  it('marks the cookie secure when the address is https', async () => {
    await door.reopen({ baseUrl: 'https://chedai.example.cn' })
    const response = await door.browser({ origin: 'https://chedai.example.cn' }).signIn()
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Secure-.*; Secure/i)
  })

  it('believes no forged, altered or unsigned token, and no cookie beside a bad one', async () => {
    const page = door.browser()
    await page.signIn()
    const { rows } = await door.pool.query('SELECT token FROM identity."session"')
    const bearer = (token: string) => door.identity.authenticate(new Headers({ authorization: `Bearer ${token}` }))
    expect(await bearer(rows[0].token)).toBeNull()
    expect(await bearer(`${rows[0].token}.${'A'.repeat(43)}=`)).toBeNull()
    const headers = page.headers()
    headers.set('authorization', 'Bearer nonsense')
    expect(await door.identity.authenticate(headers)).toBeNull()
    headers.set('authorization', 'Basic of-a-proxy')
    expect(await door.identity.authenticate(headers)).not.toBeNull()
    const listed = await page.send('/list-sessions', undefined, { authorization: 'Basic of-a-proxy' })
    expect(listed.status).toBe(200)
    expect((await page.send('/list-sessions', undefined, { authorization: `Bearer ${rows[0].token}` })).status).toBe(
      401,
    )
  })

  it('answers a wrong password, an unknown and an impossible username alike', async () => {
    const answers = []
    for (const [username, password] of [
      ['lin', 'wrong-password'],
      ['nobody', 'wrong-password'],
      ['没有 这个人', 'x'],
      ['lin', 'x'.repeat(500)],
    ]) {
      const response = await door.browser().signIn(username, password)
      answers.push([response.status, await response.text(), response.headers.getSetCookie()])
    }
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]![0]).toBe(401)
  })

  it('lasts twelve hours and is prolonged by use, not more than once an hour', async () => {
    const page = door.browser()
    await page.signIn()
    const left = async () =>
      Number(
        (await door.pool.query(`SELECT extract(epoch FROM "expiresAt" - now())::int AS left FROM identity."session"`))
          .rows[0].left,
      )
    expect(await left()).toBeGreaterThan(12 * 3600 - 60)
    const age = async (seconds: number) => {
      await door.pool.query(`UPDATE identity."session" SET "expiresAt" = now() + make_interval(secs => $1)`, [
        12 * 3600 - seconds,
      ])
      await door.reopen()
    }
    await age(1800)
    expect(await page.who()).not.toBeNull()
    expect(await left()).toBeLessThan(12 * 3600 - 1700)
    await age(7200)
    expect(await page.who()).not.toBeNull()
    expect(await left()).toBeGreaterThan(12 * 3600 - 60)
    await age(12 * 3600 + 1)
    expect(await page.who()).toBeNull()
  })

  it('asks the database once for many requests', async () => {
    const page = door.browser()
    await page.signIn()
    await page.who()
    await door.pool.query('DELETE FROM identity."session"')
    expect(await page.who()).not.toBeNull()
  })
})

describe('the doors that stay shut', () => {
  it('has no sign-up, and nothing else that better-auth would open', async () => {
    const page = door.browser()
    const body = { email: 'x@example.com', password: right, name: 'x', username: 'stranger' }
    for (const path of [
      '/sign-up/email',
      '/sign-in/email',
      '/is-username-available',
      '/update-user',
      '/delete-user',
      '/change-email',
      '/request-password-reset',
      '/sign-in/social',
      '/link-social',
      '/two-factor/send-otp',
      '/sign-in/username/',
      '//sign-in/username',
      '/sign-in/%75sername',
    ])
      expect([path, (await page.send(path, body)).status]).toEqual([path, 404])
    expect((await door.pool.query('SELECT FROM identity."user"')).rowCount).toBe(1)
  })

  it('refuses changes sent by another site, by another port of this machine, or without saying where from', async () => {
    const page = door.browser()
    const body = { username: 'lin', password: right }
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'http://127.0.0.1:9999' },
      { origin: 'null' },
    ] as Record<string, string>[])
      expect((await page.send('/sign-in/username', body, headers)).status).toBe(403)
    await page.signIn()
    expect((await page.send('/sign-out', {}, { origin: 'https://evil.example' })).status).toBe(403)
    const silent = new Request(`${here}/api/auth/sign-out`, { method: 'POST', headers: page.headers() })
    expect((await door.identity.handler(silent)).status).toBe(403)
    expect(await page.who()).not.toBeNull()
  })

  it('trusts a loopback address on any port, and the configured address, but no other name', async () => {
    for (const origin of ['http://localhost:3000', 'http://127.0.0.1:41', 'http://[::1]:8787'])
      expect((await door.browser({ origin }).signIn()).status).toBe(200)
    expect((await door.browser({ origin: 'http://rebound.example' }).signIn()).status).toBe(403)
    await door.reopen({ baseUrl: 'http://chedai.example.cn' })
    expect((await door.browser({ origin: 'http://chedai.example.cn' }).signIn()).status).toBe(200)
  })

  it('takes JSON objects of a sensible size only', async () => {
    const post = (body: string, type = 'application/json') =>
      door.identity.handler(
        new Request(`${here}/api/auth/sign-in/username`, { method: 'POST', headers: { 'content-type': type }, body }),
      )
    expect((await post('username=lin', 'application/x-www-form-urlencoded')).status).toBe(400)
    expect((await post('[]')).status).toBe(400)
    expect((await post('{"username":')).status).toBe(400)
    expect((await post(JSON.stringify({ username: 'lin', password: 'x'.repeat(20_000) }))).status).toBe(400)
  })
})

describe('sessions', () => {
  it('are listed, and ended one by one or all but this, at once', async () => {
    const [desk, phone, tablet] = [door.browser(), door.browser(), door.browser()]
    for (const one of [desk, phone, tablet]) await one.signIn()
    expect(await phone.who()).not.toBeNull()
    const list = (await (await desk.send('/list-sessions')).json()) as {
      id: string
      token: string
      ipAddress: string
    }[]
    expect(list).toHaveLength(3)
    expect(list[0]!.ipAddress).toBe('192.0.2.1')
    const { sessionId } = (await phone.who())!
    await desk.send('/revoke-session', { token: list.find(one => one.id === sessionId)!.token })
    expect([await phone.who(), await tablet.who()].map(Boolean)).toEqual([false, true])
    await desk.send('/revoke-other-sessions', {})
    expect([await tablet.who(), await desk.who()].map(Boolean)).toEqual([false, true])
    expect(door.kinds().filter(kind => kind === 'sessions-revoked')).toHaveLength(2)
  })

  it('end at sign-out', async () => {
    const page = door.browser()
    const token = (await page.signIn()).headers.get('set-auth-token')!
    expect((await page.send('/sign-out', {})).status).toBe(200)
    expect(await door.identity.authenticate(new Headers({ authorization: `Bearer ${token}` }))).toBeNull()
    expect(door.events.at(-1)).toMatchObject({ kind: 'signed-out', username: 'lin' })
  })

  it('of another person cannot be ended', async () => {
    await door.identity.createUser({ username: 'chen', name: '陈思远', password: right })
    const [mine, theirs] = [door.browser(), door.browser()]
    await mine.signIn()
    await theirs.signIn('chen')
    const { rows } = await door.pool.query('SELECT token FROM identity."session" WHERE id = $1', [
      (await theirs.who())!.sessionId,
    ])
    await mine.send('/revoke-session', { token: rows[0].token })
    expect(await theirs.who()).not.toBeNull()
  })
})
