import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMs, type Day, instantAt } from '#lib/day'
import { mail } from '#notification'
import { smtpChannel } from '../../modules/notification/usecases/smtp-channel.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { openMailServer, selfSigned } from '../smtp.ts'

const code = async (call: Promise<unknown>) => (await refusalOf(call)).code

/** The weekly digest by e-mail, over a mail server that really takes it. */
describe('mail for the team', () => {
  let house: TestHouse
  let server: Awaited<ReturnType<typeof openMailServer>>
  let lin: Client
  const monday = async (day: string) => {
    await house.pool.query('UPDATE platform.business_day SET day = $1 WHERE closed_at IS NULL', [day])
    house.clock.set(instantAt(day as Day, '07:30'))
    await house.spine.send(house.spine.database, 'performance.digests-due', {})
    await house.drain()
  }
  const codeIn = () => /\d{6}/.exec(server.letters.at(-1)!.text)![0]
  const give = async (address = 'lin@example.com') => {
    await lin.notification.saveMail({ address })
    await house.drain()
  }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    const boss = await house.hire('boss', 'team_manager', { group: '管理组', name: '郑海燕' })
    await house.hire('lin', 'market_developer', { group: '一组', reportsTo: boss })
    await house.hire('wu', 'market_developer', { group: '一组', reportsTo: boss })
    lin = await house.as('lin')
    server = await openMailServer()
  })
  afterAll(async () => {
    mail.useMailRoom(null)
    await house.close()
    await server.close()
  })

  it('is not offered where no server is set up', async () => {
    expect(await lin.notification.myMail()).toEqual({ on: false, address: null, confirmedAt: null })
    expect(await code(lin.notification.saveMail({ address: 'lin@example.com' }))).toBe('notification.mail_off')
    mail.useMailRoom({ smtp: server.url, from: 'no-reply@house.example', baseUrl: 'https://house.example' })
  })

  it('goes to an address only once a code that was sent there has come back', async () => {
    await give()
    expect(server.letters).toMatchObject([{ from: 'no-reply@house.example', to: 'lin@example.com' }])
    expect(server.letters[0]!.subject).toBe(`车贷通验证码 ${codeIn()}`)
    expect(await lin.notification.myMail()).toEqual({ on: true, address: 'l***@example.com', confirmedAt: null })
    const { rows } = await house.pool.query('SELECT m::text AS row FROM notification.mail m')
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`lin@example|${codeIn()}`))
    // Not confirmed, it gets nothing; nor does a wrong code confirm it, nor any after five of them.
    await monday('2026-03-09')
    expect(server.letters).toHaveLength(1)
    house.clock.set(addMs(house.clock.now(), -7.5 * 3_600_000))
    await give()
    const right = codeIn()
    const wrong = right === '000000' ? '000001' : '000000'
    for (let at = 0; at < 5; at += 1)
      expect(await lin.notification.confirmMail({ code: wrong })).toEqual({ confirmed: false })
    expect(await code(lin.notification.confirmMail({ code: right }))).toBe('notification.mail_code')
    await give()
    // A code of half an hour ago is none.
    const late = codeIn()
    house.clock.set(addMs(house.clock.now(), 30 * 60_000))
    expect(await code(lin.notification.confirmMail({ code: late }))).toBe('notification.mail_code')
    await give()
    expect(await lin.notification.confirmMail({ code: codeIn() })).toEqual({ confirmed: true })
    expect((await lin.notification.myMail()).confirmedAt).not.toBeNull()
    for (let at = 0; at < 2; at += 1) await give('other@example.com')
    expect(await code(lin.notification.saveMail({ address: 'third@example.com' }))).toBe('notification.mail_often')
    expect(await lin.notification.confirmMail({ code: codeIn() })).toEqual({ confirmed: true })
  })

  it('tells on Monday what is due in numbers, without customers, colleagues or pay, and only to who asked for it', async () => {
    const { id } = (await lin.team.me()).person
    await lin.notification.addTask({ title: '给客户张三打电话', ownerId: id, dueOn: '2026-03-18', about: null })
    const before = server.letters.length
    await monday('2026-03-16')
    expect(server.letters.slice(before)).toHaveLength(1)
    const letter = server.letters.at(-1)!
    expect(letter).toMatchObject({ to: 'other@example.com', subject: '您的上周小结（2026-03-09 至 2026-03-15）' })
    expect(letter.text).toContain('本周到期任务 1 项')
    expect(letter.text.replaceAll(/https:\S+/g, '')).not.toMatch(/张三|郑海燕|¥|\d\.\d\d/)
    expect(letter.headers).toContain('List-Unsubscribe: <https://house.example/api/unsubscribe?token=')
    expect(letter.headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    // Made again, it is not sent again.
    await house.spine.send(house.spine.database, 'performance.digests-due', {})
    await house.drain()
    expect(server.letters).toHaveLength(before + 1)
  })

  it('waits and tries again when the server turns it away', async () => {
    server.state.refuse = true
    await monday('2026-03-23')
    const { rows } = await house.pool.query(
      `SELECT state, attempts, last_error AS error FROM notification.message ORDER BY id DESC LIMIT 1`,
    )
    expect(rows[0]).toEqual({ state: 'waiting', attempts: 1, error: expect.stringMatching(/550 no such box …$/) })
    server.state.refuse = false
    house.clock.set(addMs(house.clock.now(), 60_000))
    await house.spine.send(house.spine.database, 'notification.messages-due', {})
    await house.drain()
    expect(server.letters.at(-1)!.subject).toContain('2026-03-16 至 2026-03-22')
  })

  it('gives its password to a server whose certificate holds, and over no plain line', async () => {
    const pair = selfSigned()
    const asked: string[] = []
    const open = (secure: boolean) =>
      openMailServer({
        ...pair,
        secure,
        authOptional: false,
        onAuth: ({ username, password }, _session, done) => {
          asked.push(`${username}:${password}`)
          done(null, password === 'a/b c' ? { user: username } : {})
        },
      })
    const letter = { id: 'one', channel: 'email' as const, to: 'a@b.example', maskedTo: '', text: '标题\n正文' }
    const send = (url: string, ca?: string) => smtpChannel(url, 'c@d.example', ca).send(letter, house.spine.log)
    const by = (url: string, password: string) => url.replace('//', `//me:${encodeURIComponent(password)}@`)
    await expect(send(by(server.url, 'a/b c'))).rejects.toThrow(/STARTTLS|TLS/)
    for (const secure of [false, true]) {
      const guarded = await open(secure)
      await expect(send(by(guarded.url, 'a/b c'))).rejects.toThrow(/self-signed/)
      expect(asked).toEqual([])
      await expect(send(by(guarded.url, 'wrong'), pair.cert)).rejects.toThrow(/535/)
      await send(by(guarded.url, 'a/b c'), pair.cert)
      expect(asked.splice(0)).toEqual(['me:wrong', 'me:a/b c'])
      expect(guarded.letters).toMatchObject([{ subject: '标题', text: '正文', encrypted: true }])
      await guarded.close()
    }
  })

  it('ends by the link in it, without a sign-in: a button for people, at once for mail programs, and for no forged link', async () => {
    const link = /https:\/\/house\.example(\S+unsubscribe\S+)/.exec(server.letters.at(-1)!.text)![1]!
    const page = await house.app.request(link)
    expect(await page.text()).toContain('不再接收每周小结')
    expect((await lin.notification.myMail()).address).toBe('o***@example.com')
    const forged = await house.app.request(`${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`, { method: 'POST' })
    expect([forged.status, (await lin.notification.myMail()).address]).toEqual([422, 'o***@example.com'])
    const done = await house.app.request(link, { method: 'POST' })
    expect([done.status, await done.text()]).toMatchObject([200, expect.stringContaining('已停止发送')])
    expect((await lin.notification.myMail()).address).toBeNull()
    const before = server.letters.length
    await monday('2026-03-30')
    expect(server.letters).toHaveLength(before)
    // By oneself, too.
    await give('again@example.com')
    expect((await lin.notification.removeMail({})).address).toBeNull()
  })
})
