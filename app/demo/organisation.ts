import { addDays } from '#lib/day'
import type { House } from '../house.ts'
import { staffOf } from './client.ts'

/** Group leaders, headcount with a vacancy, a dotted line and a delegation, as HR and the managers keep them. */
export async function seedOrganisation(house: House): Promise<void> {
  const as = staffOf(house, '演示城市组织架构')
  const hr = await as('yuyang')
  const { businessDay: fromDay } = await hr.team.me()
  const { groups, people } = await hr.team.organisation({})
  const group = (name: string) => groups.find(one => one.name === name)!
  const person = (username: string) => people.find(one => one.username === username)!.id
  for (const [name, leader] of [
    ['上海管理组', 'zheng'],
    ['上海审核组', 'song'],
    ['华东一组', 'zhou'],
    ['风险控制部', 'guo'],
    ['财务部', 'qian'],
    ['杭州管理组', 'shen'],
  ] as const) {
    const { id, version } = group(name)
    await hr.team.changeGroup({ id, version, fromDay, reason: '任命组长', leaderId: person(leader) })
  }
  for (const [name, post, seats] of [
    ['华东一组', 'market_developer', 3],
    ['华东二组', 'market_developer', 3],
    ['上海审核组', 'credit_reviewer', 3],
    ['上海贷后组', 'collector', 2],
    ['浙江一组', 'market_developer', 2],
    ['财务部', 'finance_officer', 2],
  ] as const)
    await hr.team.setSeats({ groupId: group(name).id, post, seats, fromDay, reason: '年度编制' })
  await hr.team.addDottedLine({ id: person('chen'), managerId: person('guo'), purpose: '风险条线', fromDay })
  const zheng = await as('zheng')
  await zheng.team.addDelegation({
    toPersonId: person('song'),
    permissions: ['team.leave.write'],
    fromDay: addDays(fromDay, 3),
    toDay: addDays(fromDay, 7),
    reason: '总部开会期间代管考勤',
  })
}
