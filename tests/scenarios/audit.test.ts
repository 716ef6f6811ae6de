import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** Who may read which lines of the audit trail, and what leaves a line. */
describe('the audit trail', () => {
  let house: TestHouse
  let farId: `person_${string}`

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('boss', 'team_manager', { group: '管理组' })
    await house.hire('wu', 'market_developer', { group: '华东一组' })
    farId = await house.hire('far', 'team_manager', { group: '浙江管理组', branch: 'HZ' })
    await house.hire('audit', 'auditor', { group: '审计组' })
    for (const username of ['boss', 'far']) {
      const client = await house.as(username)
      const { branches } = await client.team.listGroups()
      const branchId = branches.find(branch => branch.name.startsWith(username === 'far' ? 'HZ' : 'SH'))!.id
      await client.team.addGroup({ branchId, parentId: null, name: '新组', function: 'market' })
    }
  })
  afterAll(() => house.close())

  it('shows a manager the branch’s own people, an auditor everybody and the program itself', async () => {
    const seen = async (username: string) => {
      const { rows, total } = await (await house.as(username)).authority.listAudit({ limit: 200 })
      expect(rows).toHaveLength(total)
      return [...new Set(rows.map(row => row.actorName))].sort()
    }
    expect(await seen('boss')).toEqual(['boss'])
    expect(await seen('far')).toEqual(['far'])
    expect(await seen('audit')).toEqual(['boss', 'far', 'test.hire'])
    const about = await (await house.as('boss')).authority.listAudit({ actor: farId })
    expect(about).toMatchObject({ rows: [], total: 0 })
  })

  it('keeps a line of a preview, and of looking where one may not look', async () => {
    const boss = await house.as('boss')
    const far = await house.as('far')
    const { groups, branches } = await boss.team.listGroups()
    expect(groups.length).toBeGreaterThan(0)
    const preview = { context: { headers: { 'x-dry-run': '1' } } }
    const branchId = branches.find(branch => branch.name.startsWith('SH'))!.id
    const group = { branchId, parentId: null, name: '预览组', function: 'market' as const }
    await boss.team.addGroup(group, preview)
    const wu = await house.as('wu')
    const { id } = await wu.origination.addApplication({})
    expect(await refusalOf(far.origination.getApplication({ id }))).toMatchObject({ code: 'authority.out_of_scope' })
    const lines = async (outcome: 'previewed' | 'refused') =>
      (await (await house.as('audit')).authority.listAudit({ outcome })).rows
    expect(await lines('previewed')).toMatchObject([{ actorName: 'boss', operation: 'POST /team/groups' }])
    expect(await lines('refused')).toMatchObject([
      { actorName: 'far', operation: 'GET /origination/applications/{id}', refusal: 'authority.out_of_scope' },
    ])
  })
})
