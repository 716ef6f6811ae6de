import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toKey } from '#lib/id'
import { type Channel, fileChannel, type NewMessage, notify, openNews, sendMessage, useChannel } from '#notification'
import { openListening } from '#platform/listening'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** Notices and messages through the public API, on a held clock. */
describe('notices', () => {
  let house: TestHouse
  let lin: Client
  let wang: Client
  let linKey: bigint
  let wangKey: bigint

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    linKey = toKey(await house.hire('lin', 'market_developer'))
    wangKey = toKey(await house.hire('wang', 'credit_reviewer'))
    await house.hire('admin', 'administrator')
    lin = await house.as('lin')
    wang = await house.as('wang')
  })
  afterAll(() => house.close())

  const tell = (to: bigint[], more: object = {}) =>
    house.system('test.tell', ctx =>
      notify(ctx, {
        to,
        template: 'product.fault.term_cap',
        facts: { condition: 'product.condition.new', cap: 60, periods: 72 },
        about: 'application_0000000000001',
        ...more,
      }),
    )

  it('stand in the inbox of who is told, in the language of who reads', async () => {
    await tell([linKey, linKey])
    const { rows, unread, total } = await lin.notification.listNotices({})
    expect({ unread, total }).toEqual({ unread: 1, total: 1 })
    expect(rows[0]).toMatchObject({
      text: '新车最长 60 个月，所列期数达到 72。',
      about: 'application_0000000000001',
      read: false,
    })
    const english = await lin.notification.listNotices({}, { context: { headers: { 'x-language': 'en' } } })
    expect(english.rows[0]!.text).toBe('New: at most 60 months, but 72 are listed.')
    expect((await wang.notification.countNotices()).unread).toBe(0)
  })

  it('are one’s own: nobody marks another’s', async () => {
    const [notice] = (await lin.notification.listNotices({})).rows
    expect(await refusalOf(wang.notification.readNotice({ id: notice!.id }))).toMatchObject({
      status: 404,
      code: 'notification.notice_not_found',
    })
    expect(await lin.notification.readNotice({ id: notice!.id })).toEqual({ unread: 0 })
    expect((await lin.notification.listNotices({ state: 'unread' })).rows).toEqual([])
    expect((await lin.notification.listNotices({})).rows[0]!.read).toBe(true)
  })

  it('are marked read only up to what was on the screen', async () => {
    await tell([wangKey])
    const { newest } = await wang.notification.countNotices()
    await tell([wangKey])
    expect(await wang.notification.readNotices({ through: newest })).toEqual({ unread: 1 })
    expect(await wang.notification.readNotices({})).toEqual({ unread: 0 })
  })

  it('are told once where the event may come twice, and not at all when the command is undone', async () => {
    const before = (await lin.notification.listNotices({})).total
    await tell([linKey], { once: 'loan-1-overdue' })
    await tell([linKey], { once: 'loan-1-overdue' })
    await expect(
      house.system('test.tell', async ctx => {
        await notify(ctx, { to: [linKey], template: 'notification.notice', facts: {} })
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    expect((await lin.notification.listNotices({})).total).toBe(before + 1)
    await expect(tell([linKey], { template: 'nobody.said' })).rejects.toThrow('no words')
  })

  it('come page by page', async () => {
    for (let count = 0; count < 5; count += 1) await tell([wangKey])
    const first = await wang.notification.listNotices({ limit: 4 })
    const second = await wang.notification.listNotices({ limit: 4, after: first.next! })
    const all = await wang.notification.listNotices({})
    expect([...first.rows, ...second.rows].map(row => row.id)).toEqual(all.rows.slice(0, 8).map(row => row.id))
  })

  it('are told live, after the commit, to whom they concern only', async () => {
    const news = openNews(openListening(house.databaseUrl))
    const heard: string[] = []
    const leaveLin = await news.subscribe(linKey, () => heard.push('lin'))
    const leaveWang = await news.subscribe(wangKey, () => heard.push('wang'))
    const { token } = await house.identity.signIn('lin', 'password-lin')
    const response = await house.app.request('/api/notification/stream', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reader = response.body!.getReader()
    const text = async () => new TextDecoder().decode((await reader.read()).value)
    expect(await text()).toBe(': open\n\n')
    await tell([linKey])
    expect(await text()).toBe('event: news\ndata: {}\n\n')
    await expect.poll(() => heard).toEqual(['lin'])
    leaveLin()
    leaveWang()
    await reader.cancel()
    expect((await house.app.request('/api/notification/stream')).status).toBe(401)
  })
})

describe('messages', () => {
  let house: TestHouse
  let admin: Client
  const sent: string[] = []
  let failing = false
  const gateway: Channel = {
    async send({ to, text }) {
      if (failing) throw new Error(`gateway refused 13800138000: busy`)
      sent.push(`${to} ${text}`)
    },
  }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('admin', 'administrator')
    await house.hire('lin', 'market_developer')
    admin = await house.as('admin')
    useChannel('sms', gateway)
  })
  afterAll(() => house.close())

  const message = (change: Partial<NewMessage> = {}) =>
    house.system('test.send', ctx =>
      sendMessage(ctx, {
        channel: 'sms',
        to: '13800138000',
        template: 'product.fault.rate_order',
        facts: {},
        language: 'zh',
        ...change,
      }),
    )
  const later = async (minutes: number) => {
    house.clock.advance(minutes * 60_000)
    await house.system('test.due', ctx => ctx.emit('notification.messages-due', {}))
    await house.drain()
  }

  it('go out after the commit, once; the address is sealed and shown masked', async () => {
    await message()
    expect(sent).toEqual([])
    await house.drain()
    await later(1)
    expect(sent).toEqual(['13800138000 标准利率须在最低与最高利率之间。'])
    expect((await admin.notification.listMessages({})).rows[0]).toMatchObject({
      address: '138****8000',
      state: 'sent',
      attempts: 1,
    })
    const { rows } = await house.pool.query('SELECT m::text AS line FROM notification.message m')
    expect(rows[0].line).toContain('138****8000')
    for (const clear of ['13800138000', Buffer.from('13800138000').toString('hex')])
      expect(rows[0].line).not.toContain(clear)
    expect(await refusalOf((await house.as('lin')).notification.listMessages({}))).toMatchObject({ status: 403 })
  })

  it('are tried again when the gateway fails, given up at last, and sent again by hand', async () => {
    failing = true
    const id = await message({ language: 'en' })
    await house.drain()
    for (const minutes of [1, 5, 15, 60]) await later(minutes)
    const state = async () => (await admin.notification.listMessages({})).rows.find(row => row.id === id)!
    expect(await state()).toMatchObject({ state: 'waiting', attempts: 5, lastError: 'gateway refused …: busy' })
    await later(239)
    expect((await state()).attempts).toBe(5)
    await later(1)
    expect(await state()).toMatchObject({ state: 'failed', attempts: 6 })
    failing = false
    await admin.notification.retryMessage({ id })
    await house.drain()
    expect(await state()).toMatchObject({ state: 'sent' })
    expect(sent.at(-1)).toContain('The usual rate')
    expect(await refusalOf(admin.notification.retryMessage({ id }))).toMatchObject({
      code: 'notification.message_state',
      detail: '该消息已发送，只有发送失败的才能重发。',
    })
    expect(await refusalOf(admin.notification.retryMessage({ id: 'message_0000000000001' }))).toMatchObject({
      code: 'notification.message_not_found',
    })
  })

  it('do not go to what is no address', async () => {
    await expect(message({ to: '12345' })).rejects.toMatchObject({ code: 'notification.address' })
  })

  it('can go to a file that only its owner reads', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'chedai-outbox-'))
    useChannel('email', fileChannel(path.join(folder, 'out')))
    await message({ channel: 'email', to: 'lin@example.com' })
    await house.drain()
    const file = path.join(folder, 'out', 'email.jsonl')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ to: 'lin@example.com', channel: 'email' })
    expect(statSync(file).mode & 0o077).toBe(0)
    rmSync(folder, { recursive: true })
  })
})
