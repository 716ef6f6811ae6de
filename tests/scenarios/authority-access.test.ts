import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMs, type Day, instantAt } from '#lib/day'
import { testCustomer } from '../applications.ts'
import { clientOf, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** API keys and emergency access: the same kernel, narrower or wider for a time, and never unseen. */
describe('access beside the post', () => {
  let house: TestHouse
  let own: `customer_${string}`
  let other: `customer_${string}`

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    const boss = await house.hire('boss', 'team_manager', { branch: 'SH' })
    await house.hire('lin', 'market_developer', { branch: 'SH', reportsTo: boss })
    await house.hire('serve', 'service_agent', { branch: 'SH', reportsTo: boss, name: '吴客服' })
    await house.hire('audit', 'auditor', { branch: 'HQ' })
    await house.hire('admin', 'administrator', { branch: 'HQ' })
    await house.hire('hz', 'market_developer', { branch: 'HZ' })
    own = await testCustomer(await house.as('lin'), 1)
    other = await testCustomer(await house.as('hz'), 2)
  })
  afterAll(() => house.close())

  describe('an API key', () => {
    it('may what it names of what its owner may, in the owner’s name, until it is revoked', async () => {
      const serve = await house.as('serve')
      const { id, secret } = await serve.authority.addKey({
        label: '外呼系统',
        kind: 'service',
        permissions: ['party.customer.read'],
        days: 30,
      })
      expect(secret).toMatch(/^chedai_.{43}$/)
      const { rows } = await house.pool.query('SELECT k::text AS line FROM authority.api_key k')
      expect(JSON.stringify(rows)).not.toContain(secret)
      const key = clientOf(house.app, secret)
      expect((await key.party.getCustomer({ id: own })).id).toBe(own)
      expect((await refusalOf(key.party.getCustomer({ id: other }))).code).toBe('authority.out_of_scope')
      expect((await key.party.listCustomers({})).total).toBe((await serve.party.listCustomers({})).total)
      expect(await refusalOf(key.party.revealCustomer({ id: own, fields: ['phone'], reason: '外呼' }))).toMatchObject({
        status: 403,
        code: 'authority.key_limit',
      })
      const audit = await (await house.as('audit')).authority.listAudit({ outcome: 'refused' })
      expect(audit.rows[0]).toMatchObject({ actorName: '吴客服', detail: { key: id } })
      await serve.authority.revokeKey({ id, reason: '停用' })
      expect((await refusalOf(key.party.getCustomer({ id: own }))).status).toBe(401)
      expect((await serve.authority.listKeys())[0]).toMatchObject({ state: 'revoked', mine: true })
      expect(await (await house.as('lin')).authority.listKeys()).toEqual([])
      expect(await (await house.as('audit')).authority.listKeys()).toHaveLength(1)
    })

    it('is refused beyond its owner, beyond its time, and makes no other', async () => {
      const serve = await house.as('serve')
      const add = (permissions: string[], days = 30) =>
        serve.authority.addKey({ label: '试', kind: 'personal', permissions, days })
      expect(await refusalOf(add(['party.blacklist.write']))).toMatchObject({ code: 'authority.key_beyond' })
      expect(await refusalOf(add(['party.customer.read'], 181))).toMatchObject({ code: 'authority.key_days' })
      const { id, secret } = await add(['authority.key.write', 'authority.key.read'], 1)
      const key = clientOf(house.app, secret)
      expect(
        await refusalOf(
          key.authority.addKey({ label: '子', kind: 'personal', permissions: ['authority.key.read'], days: 1 }),
        ),
      ).toMatchObject({ code: 'authority.key_by_key' })
      expect(await refusalOf((await house.as('lin')).authority.revokeKey({ id, reason: '别人的' }))).toMatchObject({
        code: 'authority.out_of_scope',
      })
      expect(await refusalOf(serve.authority.revokeKey({ id: 'key_0000000000001', reason: 'x' }))).toMatchObject({
        code: 'authority.key_not_found',
      })
      house.clock.set(addMs(instantAt('2026-03-02' as Day, '09:00'), 86_400_000))
      expect((await refusalOf(key.authority.listKeys())).status).toBe(401)
      house.clock.set(instantAt('2026-03-02' as Day, '09:00'))
      expect((await refusalOf(clientOf(house.app, 'chedai_nonsense').team.me())).status).toBe(401)
    })

    it('shrinks with its owner at once', async () => {
      const serve = await house.as('serve')
      const { secret } = await serve.authority.addKey({
        label: '随岗',
        kind: 'personal',
        permissions: ['party.customer.reveal', 'authority.key.read'],
        days: 3,
      })
      const key = clientOf(house.app, secret)
      expect((await key.team.me()).permissions).toEqual(['authority.key.read', 'party.customer.reveal'])
      const { rows } = await house.pool.query(`SELECT id FROM team.person WHERE username = 'serve'`)
      await house.rule('grant', 'serve.service_agent', {
        person: String(rows[0].id),
        role: 'service_agent',
        effect: 'withhold',
      })
      expect((await key.team.me()).permissions).toEqual([])
      await house.rule('grant', 'serve.service_agent', null)
    })
  })

  describe('emergency access', () => {
    const wanted = {
      permissions: ['party.customer.read', 'party.customer.reveal'],
      minutes: 60,
      reason: '杭州系统中断，客户在柜台等待',
    }

    it('opens at once what it names and nothing else, rings the alarm, and marks every act', async () => {
      const serve = await house.as('serve')
      expect((await refusalOf(serve.party.getCustomer({ id: other }))).code).toBe('authority.out_of_scope')
      for (const permissions of [['authority.rule.approve'], ['origination.application.approve'], ['no.such.thing']])
        expect(await refusalOf(serve.authority.breakGlass({ ...wanted, permissions }))).toMatchObject({
          code: 'authority.glass_reserved',
        })
      expect(await refusalOf(serve.authority.breakGlass({ ...wanted, minutes: 241 }))).toMatchObject({
        code: 'authority.glass_minutes',
      })
      const { id, untilAt } = await serve.authority.breakGlass(wanted)
      expect(untilAt).toBe(addMs(instantAt('2026-03-02' as Day, '09:00'), 3_600_000))
      expect(await refusalOf(serve.authority.breakGlass(wanted))).toMatchObject({
        code: 'authority.glass_open_conflict',
      })
      // Its holder is reminded of it on every screen; nobody else holds it.
      expect(await serve.authority.ownGlass()).toMatchObject({ id, state: 'open', mine: true, untilAt })
      expect(await (await house.as('audit')).authority.ownGlass()).toBeNull()
      await house.drain()
      for (const name of ['boss', 'audit'])
        expect(JSON.stringify((await (await house.as(name)).notification.listNotices({})).rows), name).toContain(
          '吴客服',
        )
      await serve.party.getCustomer({ id: other })
      await serve.party.revealCustomer({ id: other, fields: ['phone'], reason: '柜台核实' })
      // What the post allows anyway is no act of the emergency.
      await serve.party.getCustomer({ id: own })
      await serve.party.listCustomers({})
      const audit = await house.as('audit')
      const seen = await audit.authority.getGlass({ id })
      expect(seen.state).toBe('open')
      expect(seen.trail.map(line => line.operation)).toEqual([
        'GET /party/customers/{id}',
        'POST /party/customers/{id}/reveal',
        'GET /party/customers',
      ])
      expect(await refusalOf(audit.authority.reviewGlass({ id, proper: true, note: '早了' }))).toMatchObject({
        code: 'authority.glass_still_open',
      })
      house.clock.set(untilAt)
      expect((await refusalOf(serve.party.getCustomer({ id: other }))).code).toBe('authority.out_of_scope')
      await audit.authority.reviewGlass({ id, proper: true, note: '核实无误' })
      expect(await refusalOf(audit.authority.reviewGlass({ id, proper: false, note: '再' }))).toMatchObject({
        code: 'authority.glass_reviewed_conflict',
      })
      expect((await serve.authority.listGlass())[0]).toMatchObject({ state: 'proper', acts: 3, mine: true })
      expect(await refusalOf(audit.authority.getGlass({ id: 'glass_0000000000001' }))).toMatchObject({
        code: 'authority.glass_not_found',
      })
    })

    it('is given back early, and reviewed by another', async () => {
      const serve = await house.as('serve')
      await house.grant('serve', 'auditor')
      const { id } = await serve.authority.breakGlass(wanted)
      await serve.authority.endGlass({ id })
      expect(await serve.authority.ownGlass()).toBeNull()
      expect((await refusalOf(serve.party.revealCustomer({ id: other, fields: ['phone'], reason: '再看' }))).code).toBe(
        'authority.out_of_scope',
      )
      expect(await refusalOf(serve.authority.reviewGlass({ id, proper: true, note: '自己看' }))).toMatchObject({
        code: 'authority.glass_own',
      })
    })
  })
})
