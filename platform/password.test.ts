import { describe, expect, it } from 'vitest'
import { Refusal } from '#lib/refusal'
import { codeOf, identityDoor, right } from '../tests/identity.ts'
import { newPassword, passwordProblem } from './password.ts'

const door = identityDoor()

describe('passwords', () => {
  it('are changed by their owner, which ends the other sessions and not this one', async () => {
    const [desk, phone] = [door.browser(), door.browser()]
    await desk.signIn()
    await phone.signIn()
    const change = (newPassword: string) => desk.send('/change-password', { currentPassword: right, newPassword })
    for (const [bad, code] of [
      ['short-one', 'PASSWORD_SHORT'],
      ['Password123', 'PASSWORD_COMMON'],
      ['lin12345', 'PASSWORD_SHORT'],
      ['abcabcabcabc', 'PASSWORD_COMMON'],
    ] as const)
      expect(await codeOf(await change(bad))).toBe(code)
    expect((await change('a-better-phrase')).status).toBe(200)
    expect([await desk.who(), await phone.who()].map(Boolean)).toEqual([true, false])
    expect(door.kinds()).toContain('password-changed')
    expect((await door.browser().signIn()).status).toBe(401)
    expect((await door.browser().signIn('lin', 'a-better-phrase')).status).toBe(200)
    expect(
      (await door.browser().send('/change-password', { currentPassword: right, newPassword: 'a-better-phrase' }))
        .status,
    ).toBe(401)
  })

  it('are set by the administrator, which lifts the lock and ends every session', async () => {
    const page = door.browser()
    await page.signIn()
    const { userId } = (await page.who())!
    for (let i = 0; i < 5; i++) await door.browser().signIn('lin', 'wrong-password')
    await door.identity.setPassword(userId, 'a-better-phrase')
    expect(await page.who()).toBeNull()
    expect((await door.browser().signIn('lin', 'a-better-phrase')).status).toBe(200)
    await expect(door.identity.setPassword(userId, 'lin')).rejects.toMatchObject({
      code: 'platform.invalid_input',
      field: 'password',
    })
    await expect(door.identity.createUser({ username: 'new', name: '新人', password: '1234567890' })).rejects.toThrow(
      Refusal,
    )
  })

  it('made for a first start are long, readable and never the same', () => {
    const made = Array.from({ length: 200 }, newPassword)
    expect(new Set(made).size).toBe(200)
    for (const one of made) {
      expect(one).toMatch(/^[^0O1lI5S2Z8B]{23}$/)
      expect(passwordProblem(one, 'admin')).toBeNull()
    }
  })

  it('must not be the username, with or without a little more', () => {
    expect(passwordProblem('hejunjie.wang', 'hejunjie.wang')).toBe('username')
    expect(passwordProblem('Hejunjie12', 'hejunjie')).toBe('username')
    expect(passwordProblem('chedai-hejunjie', 'hejunjie')).toBeNull()
    expect(passwordProblem('x'.repeat(129), 'lin')).toBe('long')
  })
})

describe('who leaves and who comes', () => {
  it('a leaver is out at once and cannot come back, and nothing tells it from a wrong password', async () => {
    const page = door.browser()
    await page.signIn()
    const { userId } = (await page.who())!
    await door.identity.setActive(userId, false)
    expect(await page.who()).toBeNull()
    const [leaver, wrong] = [await door.browser().signIn(), await door.browser().signIn('nobody')]
    expect([leaver.status, await leaver.text(), leaver.headers.getSetCookie()]).toEqual([
      wrong.status,
      await wrong.text(),
      [],
    ])
    expect((await door.pool.query('SELECT FROM identity."session"')).rowCount).toBe(0)
    expect(door.kinds()).toContain('closed')
    await door.identity.setActive(userId, true)
    expect((await door.browser().signIn()).status).toBe(200)
  })

  it('a username given to someone new brings nothing of the old with it', async () => {
    const page = door.browser()
    await page.signIn()
    const { userId } = (await page.who())!
    await door.pool.query(
      `INSERT INTO identity."account" (id, "accountId", "providerId", "userId", "updatedAt") VALUES ('x', 'old', 'company', $1, now())`,
      [userId],
    )
    expect(await door.identity.createUser({ username: 'LIN', name: '林之二', password: 'a-better-phrase' })).toBe(
      userId,
    )
    expect(await page.who()).toBeNull()
    expect((await door.browser().signIn()).status).toBe(401)
    expect((await door.browser().signIn('lin', 'a-better-phrase')).status).toBe(200)
    expect((await door.pool.query(`SELECT FROM identity."account" WHERE "providerId" = 'company'`)).rowCount).toBe(0)
  })

  it('thirty people can be opened at once', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `person-${n}`)
    const ids = await Promise.all(
      names.map(username => door.identity.createUser({ username, name: username, password: `first-pass-${username}` })),
    )
    expect(new Set(ids).size).toBe(30)
    expect((await door.browser().signIn('person-7', 'first-pass-person-7')).status).toBe(200)
  })

  it('an event that cannot be written keeps the session shut', async () => {
    await door.reopen({ onEvent: () => Promise.reject(new Error('no audit')) })
    await expect(door.browser().signIn()).rejects.toThrow('no audit')
  })
})
