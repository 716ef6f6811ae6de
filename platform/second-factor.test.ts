import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { identityDoor, minute, right } from '../tests/identity.ts'

const door = identityDoor()

describe('the second factor', () => {
  /** The code of this moment by RFC 6238: SHA-1, thirty seconds, six digits. */
  const codeFor = (uri: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
    const bits = [...new URL(uri).searchParams.get('secret')!]
      .map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
      .join('')
    const key = Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)))
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
    const mac = createHmac('sha1', key).update(counter).digest()
    const number = mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff
    return String(number % 1_000_000).padStart(6, '0')
  }

  async function enabled() {
    const page = door.browser()
    await page.signIn()
    const response = await page.send('/two-factor/enable', { password: right })
    const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] }
    expect((await page.send('/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(200)
    return { page, totpURI, backupCodes }
  }

  it('is switched on with the password and a first code, and asked for from then on', async () => {
    const { page, totpURI, backupCodes } = await enabled()
    expect(totpURI).toMatch(/^otpauth:\/\/totp\/chedai:lin\?/)
    expect(backupCodes).toHaveLength(10)
    expect(await page.who()).not.toBeNull()
    expect(door.kinds()).toEqual(['signed-in', 'second-factor-enabled'])
    door.events.length = 0

    const next = door.browser()
    const asked = await next.signIn()
    expect(await asked.json()).toEqual({ twoFactorRedirect: true, twoFactorMethods: ['totp'] })
    expect(asked.headers.has('set-auth-token')).toBe(false)
    expect(await next.who()).toBeNull()
    expect(door.kinds()).toEqual([])
    expect((await next.send('/two-factor/verify-totp', { code: '000000' })).status).toBe(401)
    expect((await next.send('/two-factor/verify-totp', { code: codeFor(totpURI), trustDevice: true })).status).toBe(200)
    expect(await next.who()).not.toBeNull()
    expect(door.kinds()).toEqual(['failed', 'signed-in'])
    expect(door.events.at(-1)).toMatchObject({ method: 'code', username: 'lin' })
    expect([...next.jar.keys()].join()).not.toContain('trust_device')
  })

  it('is not on until the first code is right', async () => {
    const page = door.browser()
    await page.signIn()
    expect((await page.send('/two-factor/enable', { password: 'wrong-password' })).status).toBe(400)
    await page.send('/two-factor/enable', { password: right })
    expect((await page.send('/two-factor/verify-totp', { code: '000000' })).status).toBe(401)
    expect(await (await door.browser().signIn()).json()).not.toHaveProperty('twoFactorRedirect')
  })

  it('takes each backup code once, and can be switched off with the password', async () => {
    const { backupCodes } = await enabled()
    const [first, again] = [door.browser(), door.browser()]
    await first.signIn()
    expect((await first.send('/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(200)
    await again.signIn()
    expect((await again.send('/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(401)
    const renewed = await first.send('/two-factor/generate-backup-codes', { password: right })
    expect(((await renewed.json()) as { backupCodes: string[] }).backupCodes).toHaveLength(10)
    expect((await first.send('/two-factor/disable', { password: right })).status).toBe(200)
    expect(door.kinds()).toEqual(expect.arrayContaining(['backup-codes-renewed', 'second-factor-disabled']))
    expect(await (await door.browser().signIn()).json()).not.toHaveProperty('twoFactorRedirect')
  })

  it('counts wrong codes like wrong passwords: the right password does not clear them', async () => {
    const { totpURI } = await enabled()
    const statuses = []
    for (let i = 0; i < 5; i++) {
      const page = door.browser()
      await page.signIn()
      statuses.push((await page.send('/two-factor/verify-totp', { code: '000000' })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401])
    expect((await door.browser().signIn()).status).toBe(429)
    expect(door.kinds().at(-1)).toBe('refused')
    door.clock += 15 * minute
    const page = door.browser()
    await page.signIn()
    expect((await page.send('/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(200)
  })

  it('lets a leaver in the middle of it go no further, and is taken off who lost it', async () => {
    const { page, totpURI } = await enabled()
    const { userId } = (await page.who())!
    const next = door.browser()
    await next.signIn()
    await door.identity.setActive(userId, false)
    expect((await next.send('/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(401)
    await door.identity.setActive(userId, true)
    await door.identity.resetSecondFactor(userId)
    expect(await (await door.browser().signIn()).json()).not.toHaveProperty('twoFactorRedirect')
  })
})
