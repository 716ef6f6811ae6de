import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { delegationsTo, roster } from '#team'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('delegation', () => {
  let house: TestHouse
  let song: Client
  let chen: Client
  let songId: Id<'person'>
  let chenId: Id<'person'>
  let linId: Id<'person'>

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    const bossId = await house.hire('boss', 'team_manager', { group: '管理组' })
    songId = await house.hire('song', 'senior_reviewer', { group: '审核组', reportsTo: bossId })
    chenId = await house.hire('chen', 'credit_reviewer', { group: '审核组', reportsTo: bossId })
    linId = await house.hire('lin', 'market_developer', { group: '华东一组', reportsTo: bossId })
    song = await house.as('song')
    chen = await house.as('chen')
  })
  afterAll(() => house.close())

  const days = { fromDay: '2026-03-03', toDay: '2026-03-06' }
  const reveal = { permissions: ['party.customer.reveal'], ...days, reason: '休假' }
  const held = (id: Id<'person'>, on: string) =>
    house.system('test.read', ctx => delegationsTo(ctx.sql, toKey(id), on as Day))

  it('lends named permissions and approval up to an amount, on its days only, told to both', async () => {
    const { id } = await song.team.addDelegation({
      toPersonId: chenId,
      permissions: ['approval', 'party.customer.reveal'],
      cap: '400000.00',
      ...days,
      reason: '年假期间代审',
    })
    expect((await held(chenId, '2026-03-02')).length).toBe(0)
    expect(await held(chenId, '2026-03-06')).toMatchObject([
      {
        fromKey: toKey(songId),
        fromName: 'song',
        permissions: ['approval', 'party.customer.reveal'],
        cap: 40_000_000n,
        fromDay: '2026-03-03',
        toDay: '2026-03-06',
        reason: '年假期间代审',
      },
    ])
    expect((await held(chenId, '2026-03-07')).length).toBe(0)
    expect((await chen.team.listDelegations({ personId: chenId }))[0]).toMatchObject({
      id,
      toName: 'chen',
      cap: '400000.00',
      inForce: false,
    })
  })

  it('holds on the same days for one holder as for all, also when its giver leaves in the middle', async () => {
    const leave = (on: string | null) =>
      house.pool.query(`UPDATE team.person SET left_on = $1 WHERE username = 'song'`, [on])
    const counts = (on: string) =>
      house.system('test.read', async ctx => [
        (await delegationsTo(ctx.sql, toKey(chenId), on as Day)).length,
        (await roster.delegationsOn(ctx.sql, on as Day)).get(toKey(chenId))?.length ?? 0,
      ])
    await leave('2026-03-05')
    for (const [on, held] of [
      ['2026-03-02', 0],
      ['2026-03-04', 1],
      ['2026-03-05', 0],
      ['2026-03-06', 0],
    ] as const)
      expect(await counts(on), on).toEqual([held, held])
    await leave(null)
    expect(await counts('2026-03-06')).toEqual([1, 1])
    expect(await counts('2026-03-07')).toEqual([0, 0])
  })

  it('refuses oneself, a circle, what is not one’s own, rights over rights and impossible days', async () => {
    const refusal = async (who: Client, change: object) =>
      refusalOf(who.team.addDelegation({ toPersonId: chenId, cap: null, ...reveal, ...change }))
    expect(await refusal(song, { toPersonId: songId })).toMatchObject({
      code: 'team.delegation_self',
      fields: [{ path: 'toPersonId', label: '受托人' }],
    })
    expect(await refusal(chen, { toPersonId: songId, permissions: ['team.leave.write'] })).toMatchObject({
      code: 'team.delegation_circle',
    })
    // Nobody acts for another on the days after, so there the other way round is no circle.
    const later = { toPersonId: songId, permissions: ['team.leave.write'], fromDay: '2026-04-01', toDay: '2026-04-02' }
    await chen.team.addDelegation({ ...reveal, ...later })
    expect(await refusal(chen, { toPersonId: linId })).toMatchObject({
      code: 'team.delegation_beyond',
      facts: { permission: 'permission.party.customer.reveal' },
    })
    expect(await refusal(song, { permissions: ['team.delegation.write'] })).toMatchObject({
      code: 'team.delegation_reserved',
    })
    expect(await refusal(song, { fromDay: '2026-02-27' })).toMatchObject({ code: 'team.delegation_days' })
    expect(await refusal(song, { permissions: ['approval'] })).toMatchObject({ code: 'team.delegation_cap' })
    expect(await refusal(song, { cap: '1.00' })).toMatchObject({ code: 'team.delegation_cap' })
    await (await house.as('lin')).team.addLeave({
      personId: linId,
      kind: 'annual',
      fromDay: '2026-03-05',
      toDay: '2026-03-05',
      standInId: null,
      reason: '回家',
    })
    expect(await refusal(song, { toPersonId: linId })).toMatchObject({ code: 'team.stand_in_away' })
  })

  it('ends at once, by who gave it or manages them and nobody else, and only once', async () => {
    const { id } = await song.team.addDelegation({ toPersonId: chenId, cap: null, ...reveal, fromDay: '2026-03-02' })
    expect((await held(chenId, '2026-03-02')).length).toBe(1)
    const lin = await house.as('lin')
    expect(await refusalOf(lin.team.endDelegation({ id, reason: '无关' }))).toMatchObject({ status: 403 })
    await (await house.as('boss')).team.endDelegation({ id, reason: '不再需要' })
    expect((await held(chenId, '2026-03-02')).length).toBe(0)
    expect(await refusalOf(song.team.endDelegation({ id, reason: '再次' }))).toMatchObject({
      code: 'team.delegation_ended',
    })
    const nothing = 'delegation_0000000000001' as Id<'delegation'>
    expect(await refusalOf(song.team.endDelegation({ id: nothing, reason: '无' }))).toMatchObject({
      code: 'team.delegation_not_found',
    })
  })

  it('two who delegate to each other at the same moment do not both get through', async () => {
    const away = { ...reveal, permissions: ['team.leave.write'], fromDay: '2026-05-01', toDay: '2026-05-04' }
    const lin = await house.as('lin')
    const both = await Promise.allSettled([
      lin.team.addDelegation({ ...away, toPersonId: chenId }),
      chen.team.addDelegation({ ...away, toPersonId: linId }),
    ])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
