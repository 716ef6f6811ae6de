import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('the post nobody may leave empty', () => {
  let house: TestHouse
  let hr: Client
  let ids: Id<'person'>[]
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('hr', 'hr_officer', { group: '人事组' })
    ids = [await house.hire('one', 'administrator'), await house.hire('two', 'administrator')]
    hr = await house.as('hr')
  })
  afterAll(() => house.close())

  it('keeps its last holder, also when the last two go at the same moment', async () => {
    const both = await Promise.allSettled(
      ids.map(id => hr.team.endPerson({ id, version: 1, leftOn: '2026-03-02', reason: null })),
    )
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const stays = ids[both.findIndex(one => one.status === 'rejected')]!
    expect(await refusalOf(hr.team.endPerson({ id: stays, version: 1, leftOn: '2026-03-02' }))).toMatchObject({
      code: 'team.last_administrator',
      detail: '这是最后一名“系统管理员”，不能离职、调岗。请先任命另一名。',
    })
    const { assignment } = await hr.team.getPerson({ id: stays })
    const move = { id: stays, version: 1, post: 'auditor', groupId: assignment!.groupId, reportsTo: null }
    expect(await refusalOf(hr.team.movePerson({ ...move, fromDay: '2026-04-01' }))).toMatchObject({
      code: 'team.last_administrator',
    })
  })

  it('posts are data: added with duties, revised by version, retired when empty; the founding ones keep their name', async () => {
    const post = {
      code: 'gps_specialist',
      zh: 'GPS 专员',
      en: 'GPS specialist',
      function: 'risk' as const,
      level: 2,
      dutiesZh: ['安装与检查定位设备'],
      dutiesEn: ['Fit and check trackers'],
      fromDay: '2026-03-02',
      reason: '业务需要',
    }
    await hr.team.addPost(post)
    expect(await refusalOf(hr.team.addPost(post))).toMatchObject({ code: 'team.post_taken', status: 409 })
    expect(await refusalOf(hr.team.addPost({ ...post, code: 'other_post', fromDay: '2026-01-01' }))).toMatchObject({
      code: 'team.retroactive',
    })
    const { groups } = await hr.team.listGroups()
    const groupId = groups[0]!.id
    const hire = {
      username: 'gpsman',
      name: '高普',
      joinedOn: '2026-03-02',
      groupId,
      reportsTo: null,
      fromDay: '2026-03-02',
    }
    expect(await refusalOf(hr.team.addPerson({ ...hire, post: 'no_such_post' }))).toMatchObject({
      code: 'team.post_not_found',
    })
    expect(await refusalOf(hr.team.addPerson({ ...hire, post: post.code, fromDay: '2026-03-01' }))).toMatchObject({
      code: 'team.effective_day',
    })
    const { id } = await hr.team.addPerson({ ...hire, post: post.code })
    const change = { ...post, number: 1, dutiesZh: ['安装与检查定位设备', '处理离线告警'], fromDay: '2026-03-03' }
    expect(await refusalOf(hr.team.changePost({ ...change, retired: true }))).toMatchObject({
      code: 'team.post_in_use',
    })
    await hr.team.changePost(change)
    expect(await refusalOf(hr.team.changePost(change))).toMatchObject({ code: 'team.stale' })
    expect((await hr.team.listPosts({})).find(one => one.code === post.code)).toMatchObject({ number: 1, people: 1 })
    expect((await hr.team.listPosts({ on: '2026-03-03' })).find(one => one.code === post.code)!.dutiesZh).toHaveLength(
      2,
    )
    expect((await hr.team.getPost({ code: post.code })).versions).toHaveLength(2)
    const auditor = await hr.team.getPost({ code: 'auditor' })
    expect(
      await refusalOf(
        hr.team.changePost({ ...auditor, zh: '稽核', reason: '改名', fromDay: '2026-03-02', number: auditor.number }),
      ),
    ).toMatchObject({ code: 'team.founding_post' })
    await hr.team.endPerson({ id, version: 1, leftOn: '2026-03-02' })
    await hr.team.changePost({ ...change, number: 2, retired: true })
    expect(
      await refusalOf(
        hr.team.addPerson({
          ...hire,
          username: 'later',
          post: post.code,
          joinedOn: '2026-03-03',
          fromDay: '2026-03-03',
        }),
      ),
    ).toMatchObject({
      code: 'team.post_retired',
    })
  })

  it('dotted lines close no circle with the manager’s line, overlap no other and lead to nobody already above', async () => {
    const boss = await house.hire('boss', 'team_manager', { group: '管理组' })
    const low = await house.hire('low', 'collector', { group: '贷后组', reportsTo: boss })
    const side = await house.hire('side', 'collector', { group: '贷后组' })
    const line = { purpose: '项目', fromDay: '2026-03-05', toDay: '2026-03-20' }
    expect(await refusalOf(hr.team.addDottedLine({ id: boss, managerId: low, ...line }))).toMatchObject({
      code: 'team.reporting_circle',
      fields: [{ path: 'managerId' }],
    })
    expect(await refusalOf(hr.team.addDottedLine({ id: low, managerId: boss, ...line }))).toMatchObject({
      code: 'team.dotted_manager',
    })
    const { id } = await hr.team.addDottedLine({ id: low, managerId: side, ...line })
    expect(
      await refusalOf(hr.team.addDottedLine({ id: low, managerId: side, ...line, fromDay: '2026-03-19' })),
    ).toMatchObject({
      status: 409,
      code: 'team.dotted_conflict',
    })
    // On the days of the dotted line side cannot come to report to low; after it, side can.
    const { assignment } = await hr.team.getPerson({ id: side })
    const move = { id: side, version: 1, post: 'collector', groupId: assignment!.groupId, reportsTo: low }
    expect(await refusalOf(hr.team.movePerson({ ...move, fromDay: '2026-03-10' }))).toMatchObject({
      code: 'team.reporting_circle',
    })
    await hr.team.movePerson({ ...move, fromDay: '2026-03-20' })
    await hr.team.endDottedLine({ id, toDay: '2026-03-02' })
    expect(await refusalOf(hr.team.endDottedLine({ id, toDay: '2026-03-02' }))).toMatchObject({
      code: 'team.dotted_not_found',
    })
  })

  it('the database itself refuses two posts of one person on a day', async () => {
    await expect(
      house.pool.query(
        `INSERT INTO team.assignment (person_id, post, group_id, from_day) SELECT person_id, post, group_id, '2026-06-01' FROM team.assignment WHERE to_day IS NULL LIMIT 1`,
      ),
    ).rejects.toMatchObject({ constraint: 'assignment_one_a_day' })
  })

  it('leave is cancelled once, before it is over', async () => {
    const low = (await hr.team.listPeople({ search: 'low' })).rows[0]!.id
    const { id } = await hr.team.addLeave({
      personId: low,
      kind: 'sick',
      fromDay: '2026-03-02',
      toDay: '2026-03-02',
      standInId: null,
      reason: '感冒',
    })
    await hr.team.cancelLeave({ id })
    expect(await refusalOf(hr.team.cancelLeave({ id }))).toMatchObject({ code: 'team.leave_over' })
    expect(await refusalOf(hr.team.cancelLeave({ id: 'leave_0000000000001' }))).toMatchObject({
      code: 'team.leave_not_found',
    })
  })

  it('with nobody else in the group, work cannot be spread', async () => {
    const boss = (await hr.team.listPeople({ search: 'boss' })).rows[0]!
    const plan = [{ kind: 'team.report', to: null }]
    expect(await refusalOf(hr.team.handOverWork({ id: boss.id, handOver: plan, reason: '分摊' }))).toMatchObject({
      code: 'team.nobody_to_spread',
    })
  })
})
