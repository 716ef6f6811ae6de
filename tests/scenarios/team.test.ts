import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { endBusinessDay } from '#platform/business-day'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('a team', () => {
  let house: TestHouse
  let manager: Client
  let developer: Client
  let bossId: Id<'person'>
  let linId: Id<'person'>
  let branchId: Id<'branch'>
  let otherBranch: Id<'group'>

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    bossId = await house.hire('boss', 'team_manager', { group: '管理组' })
    linId = await house.hire('lin', 'market_developer', { group: '华东一组', reportsTo: bossId })
    await house.hire('far', 'market_developer', { group: '浙江一组', branch: 'HZ' })
    manager = await house.as('boss')
    developer = await house.as('lin')
    const { groups } = await manager.team.listGroups()
    branchId = groups.find(group => group.name === '华东一组')!.branchId
    otherBranch = groups.find(group => group.name === '浙江一组')!.id
  })
  afterAll(() => house.close())

  const nobody = 'person_0000000000001' as Id<'person'>
  const noGroup = 'group_0000000000001' as Id<'group'>
  const newcomer = {
    name: '新人',
    username: 'newone',
    joinedOn: '2026-03-02',
    post: 'market_developer' as const,
    groupId: noGroup,
    reportsTo: null,
    fromDay: '2026-03-02',
  }

  it('shows who reports to whom and pages by key without losing or repeating anyone', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await manager.team.listPeople({
        sort: 'name',
        direction: 'asc',
        limit: 1,
        ...(after ? { after } : {}),
      })
      seen.push(...page.rows.map(row => row.username))
      expect(page.total).toBe(3)
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual(['boss', 'far', 'lin'])
    const lin = await manager.team.getPerson({ id: linId })
    expect(lin.assignment).toMatchObject({ reportsTo: bossId, reportsToName: 'boss', groupName: '华东一组' })
    expect(await refusalOf(manager.team.listPeople({ after: 'nonsense' }))).toMatchObject({ code: 'platform.page_key' })
  })

  it('names what does not exist', async () => {
    expect(await refusalOf(manager.team.getPerson({ id: nobody }))).toMatchObject({
      status: 404,
      code: 'team.person_not_found',
    })
    expect(await refusalOf(manager.team.addPerson(newcomer))).toMatchObject({
      status: 404,
      code: 'team.group_not_found',
      fields: [{ path: 'groupId', label: '小组' }],
    })
    expect(
      await refusalOf(
        manager.team.addGroup({ name: '新组', function: 'market', branchId: 'branch_0000000000001' as Id<'branch'> }),
      ),
    ).toMatchObject({ code: 'team.branch_not_found' })
  })

  it('a manager changes the own branch only', async () => {
    expect(await refusalOf(manager.team.addPerson({ ...newcomer, groupId: otherBranch }))).toMatchObject({
      status: 403,
      code: 'authority.out_of_scope',
    })
  })

  it('keeps group names apart within a branch', async () => {
    await manager.team.addGroup({ name: '华东三组', function: 'market', branchId })
    expect(await refusalOf(manager.team.addGroup({ name: '华东三组', function: 'market', branchId }))).toMatchObject({
      code: 'team.group_taken',
      detail: '该分公司已有小组“华东三组”。',
    })
  })

  it('a person with reports cannot leave before they are moved; who has left stays left', async () => {
    await house.hire('hr', 'hr_officer', { group: '人事组' })
    const hr = await house.as('hr')
    expect(await refusalOf(hr.team.endPerson({ id: bossId, version: 1, leftOn: '2026-03-02' }))).toMatchObject({
      code: 'team.still_manages',
      facts: { count: 1 },
    })
    const gone = await house.hire('gone', 'market_developer', { group: '华东一组' })
    await hr.team.endPerson({ id: gone, version: 1, leftOn: '2026-03-02' })
    expect(await refusalOf(hr.team.endPerson({ id: gone, version: 2, leftOn: '2026-03-03' }))).toMatchObject({
      code: 'team.person_left',
    })
  })

  it('gives nobody more by giving it to oneself, and posts that reach beyond a branch only from head office', async () => {
    const groupId = (await manager.team.listGroups()).groups.find(group => group.name === '华东一组')!.id
    const hire = { ...newcomer, username: 'puppet', groupId }
    for (const post of ['risk_director', 'finance_manager', 'administrator', 'hr_officer', 'auditor'] as const)
      expect(await refusalOf(manager.team.addPerson({ ...hire, post })), post).toMatchObject({
        code: 'team.post_reserved',
        fields: [{ path: 'post' }],
      })
    const { version } = await manager.team.getPerson({ id: linId })
    const move = { id: linId, version, post: 'risk_director' as const, groupId, reportsTo: null, fromDay: '2026-04-01' }
    expect(await refusalOf(manager.team.movePerson(move))).toMatchObject({ code: 'team.post_reserved' })
    const riskId = await house.hire('risk', 'risk_officer', { group: '风控组' })
    const demote = { ...move, id: riskId, version: 1, post: 'collector' as const }
    expect(await refusalOf(manager.team.movePerson(demote))).toMatchObject({ code: 'team.post_reserved' })
    expect(await refusalOf(manager.team.endPerson({ id: riskId, version: 1, leftOn: '2026-03-02' }))).toMatchObject({
      code: 'team.post_reserved',
    })
    const self = { ...move, id: bossId, version: 1, post: 'credit_reviewer' as const }
    expect(await refusalOf(manager.team.movePerson(self))).toMatchObject({ status: 422, code: 'team.own_post' })
    const hr = await house.as('hr')
    const hrId = (await hr.team.me()).person.id
    expect(await refusalOf(hr.team.movePerson({ ...move, id: hrId, version: 1 }))).toMatchObject({
      code: 'team.own_post',
    })
    expect((await hr.team.addPerson({ ...hire, post: 'auditor' })).password).not.toBe('')
  })

  it('has one post a day, also when a planned change is planned again or the person leaves before it', async () => {
    const hr = await house.as('hr')
    const id = await house.hire('planned', 'market_developer', { group: '华东一组' })
    const groupId = (await hr.team.getPerson({ id })).assignment!.groupId
    const move = { id, post: 'credit_reviewer' as const, groupId, reportsTo: null }
    await hr.team.movePerson({ ...move, version: 1, fromDay: '2026-04-01' })
    await hr.team.movePerson({ ...move, version: 2, post: 'collector', fromDay: '2026-03-20' })
    const posts = async () =>
      (await hr.team.getPerson({ id })).history.map(({ post, fromDay, toDay }) => [post, fromDay, toDay])
    expect(await posts()).toEqual([
      ['collector', '2026-03-20', null],
      ['market_developer', '2020-01-01', '2026-03-20'],
    ])
    await hr.team.endPerson({ id, version: 3, leftOn: '2026-03-10' })
    expect(await posts()).toEqual([['market_developer', '2020-01-01', '2026-03-11']])
  })

  it('records leave in one’s own name only, and a stand-in who is there', async () => {
    const leave = {
      personId: linId,
      kind: 'annual' as const,
      fromDay: '2026-03-09',
      toDay: '2026-03-13',
      standInId: null,
      reason: '回家',
    }
    await developer.team.addLeave(leave)
    expect(await refusalOf(developer.team.addLeave({ ...leave, personId: bossId }))).toMatchObject({
      code: 'authority.out_of_scope',
    })
    expect(await refusalOf(developer.team.addLeave(leave))).toMatchObject({ code: 'team.leave_conflict' })
    expect((await manager.team.listLeave({ personId: linId }))[0]).toMatchObject({
      kind: 'annual',
      fromDay: '2026-03-09',
    })
  })

  it('a business day ends once', async () => {
    await house.system('test.end-day', ctx => endBusinessDay(ctx.sql, ctx.today, ctx.now))
    await expect(
      house.system('test.end-day', ctx => endBusinessDay(ctx.sql, '2026-03-02' as typeof ctx.today, ctx.now)),
    ).rejects.toMatchObject({ code: 'platform.day_stale' })
    expect((await developer.team.me()).businessDay).toBe('2026-03-03')
  })
})
