import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { endBusinessDay } from '#platform/business-day'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('groups through time', () => {
  let house: TestHouse
  let manager: Client
  let bossId: Id<'person'>
  let branchId: Id<'branch'>

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    bossId = await house.hire('boss', 'team_manager', { group: '管理组' })
    await house.hire('lin', 'market_developer', { group: '华东一组', reportsTo: bossId })
    await house.hire('far', 'market_developer', { group: '浙江一组', branch: 'HZ' })
    manager = await house.as('boss')
    branchId = (await manager.team.listGroups()).groups.find(group => group.name === '华东一组')!.branchId
  })
  afterAll(() => house.close())

  const group = async (name: string) => (await manager.team.listGroups()).groups.find(one => one.name === name)!
  const untilDay = async (day: string) => {
    while ((await manager.team.me()).businessDay < day)
      await house.system('test.end-day', ctx => endBusinessDay(ctx.sql, ctx.today, ctx.now))
  }

  it('keep their names and places of before when they are changed from a day on', async () => {
    const root = await group('管理组')
    const one = await group('华东一组')
    const change = { id: one.id, version: one.version, reason: '区域调整' }
    await manager.team.changeGroup({ ...change, fromDay: '2026-03-04', name: '上海一组' })
    await manager.team.changeGroup({
      ...change,
      version: 2,
      fromDay: '2026-03-03',
      parentId: root.id,
      leaderId: bossId,
    })
    expect(await group('华东一组')).toMatchObject({ parentId: null, leaderId: null })
    await untilDay('2026-03-03')
    expect(await group('华东一组')).toMatchObject({ parentId: root.id, leaderName: 'boss' })
    await untilDay('2026-03-04')
    expect(await group('上海一组')).toMatchObject({ parentId: root.id, leaderName: 'boss', people: 1 })
    const { periods, changes } = await manager.team.getGroup({ id: one.id })
    expect(periods.map(({ name, parentName, leaderName, fromDay }) => [name, parentName, leaderName, fromDay])).toEqual(
      [
        ['上海一组', '管理组', 'boss', '2026-03-04'],
        ['华东一组', '管理组', 'boss', '2026-03-03'],
        ['华东一组', null, null, '2000-01-01'],
      ],
    )
    expect(changes.map(({ fields, reason, byName }) => [fields, reason, byName])).toEqual([
      [['leaderKey', 'parentKey'], '区域调整', 'boss'],
      [['name'], '区域调整', 'boss'],
    ])
  })

  it('refuse circles, other branches, taken names, the past, stale pages and changes of nothing', async () => {
    const root = await group('管理组')
    const one = await group('上海一组')
    const far = await group('浙江一组')
    const today = { fromDay: '2026-03-04', reason: '试' }
    const refusal = (change: object) =>
      refusalOf(manager.team.changeGroup({ id: root.id, version: root.version, ...today, ...change }))
    expect(await refusal({ parentId: one.id })).toMatchObject({ code: 'team.group_circle' })
    expect(await refusal({ parentId: far.id })).toMatchObject({ code: 'team.group_branch' })
    expect(await refusal({ name: '上海一组' })).toMatchObject({ code: 'team.group_taken', status: 409 })
    expect(await refusal({ name: '总管组', fromDay: '2026-03-03' })).toMatchObject({ code: 'team.retroactive' })
    expect(await refusal({ version: 9, name: '总管组' })).toMatchObject({ code: 'team.stale' })
    expect(await refusal({ name: '管理组' })).toMatchObject({ code: 'team.nothing_to_change' })
    expect(await refusal({ id: far.id, version: far.version, name: '远' })).toMatchObject({
      code: 'authority.out_of_scope',
    })
    expect(
      await refusalOf(manager.team.addGroup({ name: '旧组', function: 'market', branchId, fromDay: '2026-01-01' })),
    ).toMatchObject({ code: 'team.retroactive' })
  })

  it('of two moves at the same moment that would close a circle, one is refused', async () => {
    const make = (name: string) => manager.team.addGroup({ name, function: 'market', branchId })
    const [a, b] = [await make('甲组'), await make('乙组')]
    const under = (id: Id<'group'>, parentId: Id<'group'>) =>
      manager.team.changeGroup({ id, version: 1, fromDay: '2026-03-04', reason: '互换', parentId })
    const both = await Promise.allSettled([under(a.id, b.id), under(b.id, a.id)])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('are closed only when nobody is in them, and their name is free again from that day', async () => {
    const one = await group('上海一组')
    const close = { id: one.id, version: one.version, toDay: '2026-03-05', reason: '合并' }
    expect(await refusalOf(manager.team.closeGroup(close))).toMatchObject({
      code: 'team.group_in_use',
      facts: { people: 1, groups: 0 },
    })
    const { id } = await manager.team.addGroup({ name: '临时组', function: 'market', branchId })
    await manager.team.closeGroup({ id, version: 1, toDay: '2026-03-05', reason: '任务结束' })
    expect(
      await refusalOf(manager.team.changeGroup({ id, version: 2, fromDay: '2026-03-06', reason: '试', name: '新名' })),
    ).toMatchObject({ code: 'team.group_closed' })
    await untilDay('2026-03-05')
    expect(await group('临时组')).toBeUndefined()
    await manager.team.addGroup({ name: '临时组', function: 'review', branchId })
  })
})
