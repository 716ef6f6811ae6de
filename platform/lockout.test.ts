import { describe, expect, it } from 'vitest'
import { codeOf, identityDoor, minute, right } from '../tests/identity.ts'

const door = identityDoor()

describe('the lock-out', () => {
  const fail = async (times: number, username = 'lin', from = door.browser()) => {
    const answers = []
    for (let i = 0; i < times; i++) answers.push((await from.signIn(username, `wrong-password-${i}`)).status)
    return answers
  }

  it('locks a username at the fifth failure and opens it after a quarter of an hour', async () => {
    expect(await fail(5)).toEqual([401, 401, 401, 401, 401])
    const refused = await door.browser().signIn()
    expect([refused.status, await codeOf(refused)]).toEqual([429, 'LOCKED'])
    expect(door.kinds()).toEqual(['failed', 'failed', 'failed', 'failed', 'failed', 'locked', 'refused'])
    door.clock += 15 * minute - 1
    expect((await door.browser().signIn()).status).toBe(429)
    door.clock += 1
    expect((await door.browser().signIn()).status).toBe(200)
  })

  it('counts afresh after a lock, also when the lock is shorter than the window', async () => {
    await door.reopen({ lockout: { failures: 5, windowMinutes: 15, lockMinutes: 5 } })
    await fail(5)
    door.clock += 5 * minute
    expect(await fail(4)).toEqual([401, 401, 401, 401])
    expect((await door.browser().signIn()).status).toBe(200)
  })

  it('forgets failures older than the window, and all of them at a success', async () => {
    await fail(4)
    door.clock += 15 * minute + 1
    await fail(4)
    expect((await door.browser().signIn()).status).toBe(200)
    await fail(4)
    expect((await door.browser().signIn()).status).toBe(200)
  })

  it('treats a username nobody has like any other', async () => {
    expect(await fail(6, 'nobody')).toEqual([401, 401, 401, 401, 401, 429])
  })

  it('cannot be outrun by guesses sent at once, nor by other spellings', async () => {
    const names = ['lin', 'LIN', 'Lin', 'lIn', 'liN']
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => door.browser().signIn(names[n % 5], 'wrong-password')),
    )
    expect(answers.filter(answer => answer.status === 401)).toHaveLength(5)
  })

  it('holds in another process and after a restart', async () => {
    await fail(5)
    const other = door.open()
    expect((await door.browser({ on: () => other }).signIn()).status).toBe(429)
    await other.close()
  })

  it('stops an address that tries one password on many people', async () => {
    await door.identity.createUser({ username: 'chen', name: '陈思远', password: right })
    for (let i = 0; i < 8; i++) await door.browser().signIn(`person${i}`, 'wrong-password')
    expect((await door.browser().signIn('chen')).status).toBe(429)
    expect((await door.browser({ address: '192.0.2.2' }).signIn('chen')).status).toBe(200)
  })

  it('counts wrong passwords given inside a session too', async () => {
    const page = door.browser()
    await page.signIn()
    const statuses = []
    for (let i = 0; i < 6; i++) {
      const body = { currentPassword: `guess-number-${i}`, newPassword: 'something-else-9' }
      statuses.push((await page.send('/change-password', body)).status)
    }
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
  })

  it('is the same door for programs', async () => {
    for (let i = 0; i < 5; i++)
      await expect(door.identity.signIn('lin', 'wrong-password')).rejects.toThrow('refused: 401')
    await expect(door.identity.signIn('lin', right)).rejects.toThrow('refused: 429')
  })
})
