import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer } from '#app/server'
import { webFiles } from '#app/web'
import type { Problem } from '#lib/problem'
import { openLog, withoutPersonal } from '#platform/log'
import { draftApplication, fictionalId, type Lender, openLender } from '../applications.ts'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('the door', () => {
  const lines: string[] = []
  let house: TestHouse
  let lender: Lender
  let token: string

  beforeAll(async () => {
    house = await openTestHouse({ log: openLog('trace', line => lines.push(line)) })
    lender = await openLender(house)
    token = (await house.identity.signIn('lin', 'password-lin')).token
  })
  afterAll(() => house.close())

  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    house.app.request(`http://chedai.test/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers },
      body,
    })
  const signedIn = () => ({ authorization: `Bearer ${token}` })

  it('tells browsers not to guess, not to frame and not to tell where from', async () => {
    for (const path of ['/health', '/team/me', '/nothing', '/openapi.json', '/auth/get-session']) {
      const { headers } = await house.app.request(`http://chedai.test/api${path}`)
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('x-frame-options'), path).toBe('SAMEORIGIN')
      expect(headers.get('referrer-policy'), path).toBe('same-origin')
      expect(headers.get('access-control-allow-origin'), path).toBe(null)
    }
    const folder = mkdtempSync(join(tmpdir(), 'chedai-web-'))
    writeFileSync(join(folder, 'index.html'), '<div id="root"></div>')
    writeFileSync(join(folder, '..', 'chedai-secret.txt'), 'secret')
    const web = webFiles(folder)
    const page = await web.request('/servicing/loans')
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'self'.*object-src 'none'.*frame-ancestors 'none'/,
    )
    expect(page.headers.get('content-security-policy')).not.toMatch(/script-src|unsafe-eval/)
    for (const way of ['/../chedai-secret.txt', '/%2e%2e/chedai-secret.txt', '/..%2fchedai-secret.txt'])
      expect(await (await web.request(way)).text(), way).not.toContain('secret')
    rmSync(folder, { recursive: true })
    rmSync(join(folder, '..', 'chedai-secret.txt'))
  })

  it('gives the browser a cookie that scripts and other sites do not get', async () => {
    const response = await post('/auth/sign-in/username', JSON.stringify({ username: 'lin', password: 'password-lin' }))
    const cookie = response.headers.getSetCookie().find(one => one.includes('session_token'))!
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    const own = { cookie: cookie.split(';')[0]! }
    expect((await house.app.request('http://chedai.test/api/team/me', { headers: own })).status).toBe(200)
    const foreign = await post('/party/customers', '{}', { ...own, origin: 'https://evil.example' })
    expect(foreign.status).toBe(403)
  })

  it('reads no upload of a stranger, and of nobody more than it can hold', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(100_000) })
    const stranger = await post('/party/customers', large)
    expect(stranger.status).toBe(401)
    expect(stranger.headers.get('content-type')).toBe('application/problem+json')
    const huge = `{"name":"${'x'.repeat(25 * 2 ** 20)}"}`
    for (const [language, sentence] of [
      ['zh', '内容超过 24 MB，请缩小文件后重试。'],
      ['en', 'This is larger than 24 MB; make the file smaller and try again.'],
    ] as const) {
      const response = await post('/party/customers', huge, { ...signedIn(), 'x-language': language })
      expect(response.status).toBe(413)
      const problem = (await response.json()) as Problem
      expect(problem).toMatchObject({ code: 'platform.too_large', detail: sentence })
    }
  })

  it('slows whoever asks without end, and nobody else', async () => {
    const { app } = house
    const paced = openServer(house, { pace: { perCaller: 3, perStranger: 2 } })
    const ask = (headers: Record<string, string>, door = paced) =>
      door.request('http://chedai.test/api/team/me', { headers })
    const busy = { ...signedIn(), 'x-language': 'en' }
    for (let turn = 0; turn < 3; turn += 1) expect((await ask(busy)).status).toBe(200)
    const slowed = await ask(busy)
    expect(slowed.status).toBe(429)
    const seconds = Number(slowed.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(await slowed.json()).toMatchObject({
      code: 'platform.too_many',
      detail: `Too many requests; please try again in ${seconds} seconds.`,
    })
    // A signed-in caller's address is not a stranger's, and one address's haste is not another's.
    for (const status of [401, 401, 429]) expect((await ask({ 'x-forwarded-for': '6.6.6.6' })).status).toBe(status)
    expect((await ask({ 'x-forwarded-for': '7.7.7.7' })).status).toBe(401)
    for (let turn = 0; turn < 5; turn += 1) expect((await ask(busy, app)).status).toBe(200)
  })

  it('lets nobody who came encrypted come in the clear again', async () => {
    const headersOf = async (proto: string) =>
      (await house.app.request('http://chedai.test/api/health', { headers: { 'x-forwarded-proto': proto } })).headers
    expect((await headersOf('https')).get('strict-transport-security')).toBe('max-age=31536000')
    expect((await headersOf('http')).get('strict-transport-security')).toBeNull()
  })

  it('believes the nearest proxy about who calls, not what the caller writes before it', async () => {
    const body = JSON.stringify({ name: '李四', phone: '13800000001', source: 'online', interest: '新车' })
    const response = await post('/origination/leads', body, {
      ...signedIn(),
      'x-forwarded-for': '6.6.6.6, 10.0.0.7',
    })
    expect(response.status).toBe(200)
    const { rows } = await house.pool.query(
      `SELECT address FROM platform.audit WHERE operation = 'POST /origination/leads' ORDER BY id DESC LIMIT 1`,
    )
    expect(rows[0].address).toBe('10.0.0.7')
  })

  it('logs what happened and to which record, and nothing about people', async () => {
    const idNumber = fictionalId(801)
    const customer = {
      kind: 'individual' as const,
      name: '欧阳春晓',
      idNumber,
      phone: '13912345678',
      address: '上海市徐汇区衡山路八十一号',
      bankCard: '6200000000000005',
      monthlyIncome: '20000.00',
      monthlyDebt: '0',
    }
    const { developer, finance } = lender
    const { id } = await developer.party.addCustomer(customer)
    await refusalOf(developer.party.addCustomer(customer))
    await refusalOf(developer.party.addCustomer({ ...customer, phone: '1391234567' }))
    await refusalOf(finance.party.addCustomer(customer))
    const draft = await draftApplication(lender, 802, { customerId: id })
    await refusalOf(developer.origination.submitApplication({ id: draft.id, version: draft.version }))
    await house.drain()
    // Bugs whose errors quote what they were given: a wrong type, a broken constraint, a wrong statement.
    const quoting = [
      ['ALTER TABLE party.customer RENAME TO customer_gone', 'ALTER TABLE party.customer_gone RENAME TO customer'],
      [
        `ALTER TABLE party.customer ADD CONSTRAINT nobody CHECK (version < 0) NOT VALID`,
        'ALTER TABLE party.customer DROP CONSTRAINT nobody',
      ],
    ] as const
    for (const [harm, mend] of quoting) {
      await house.pool.query(harm)
      expect(
        await refusalOf(developer.party.addCustomer({ ...customer, name: '司马长风', idNumber: fictionalId(803) })),
      ).toMatchObject({ status: 500, code: 'platform.bug' })
      await house.pool.query(mend)
    }
    await house.identity.signIn('lin', '欧阳春晓-wrong').catch(() => {})

    const log = lines.join('')
    expect(lines.length).toBeGreaterThan(5)
    expect(log).toContain('operation failed')
    for (const secret of [
      customer.name,
      idNumber,
      customer.phone,
      customer.bankCard,
      '衡山路',
      '司马长风',
      fictionalId(803),
      '张三802',
      'password-lin',
      token,
    ])
      expect(log, secret).not.toContain(secret)
  })

  it('strips the text of errors of what they quote', () => {
    const error = `invalid input syntax for type bigint: "欧阳 139 1234 5678" in relation "party.customer" (13912345678, 99010119900101801X)\n    at save (/app/modules/party/store/customer.ts:124:9)`
    expect(withoutPersonal(error)).toBe(
      'invalid input syntax for type bigint: "…" in relation "party.customer" (…, …)\n    at save (/app/modules/party/store/customer.ts:124:9)',
    )
  })
})
