import { addDays } from '#lib/day'
import type { House } from '../house.ts'
import { staffOf } from './client.ts'

/** What the demo city's people say to each other: an announcement, a meeting with its tasks, threads and a hand-over note. */
export async function seedTogether(house: House): Promise<void> {
  const as = staffOf(house)
  const manager = await as('zheng')
  const { businessDay: today } = await manager.team.me()
  const { people, own } = await manager.notification.listColleagues()
  const who = (name: string) => people.find(one => one.name === name)!.id
  const announcement = await manager.notification.postAnnouncement({
    title: '面签新话术即日启用',
    body: '面签时先说明综合资金成本明示表，再谈月供；客户签字后现场拍照存档。有疑问找宋毅。',
    audience: 'branch',
    confirms: true,
  })
  for (const name of ['zhou', 'chen']) await (await as(name)).notification.confirmAnnouncement({ id: announcement.id })
  await (await as('yuyang')).notification.postAnnouncement({
    title: '本月内训安排',
    body: '周五下午两点，五楼会议室：二手车评估常见错误。',
    audience: 'all',
  })
  const group = own.find(one => one.name.includes('上海管理组')) ?? own[0]!
  await manager.notification.addMinutes({
    groupId: group.id,
    heldOn: addDays(today, -1),
    title: '上海分公司周例会',
    body: '一、上周进件转化偏低，主要卡在补件。\n二、两家车行的合作协议将到期。\n三、逾期 30 天以上的客户逐户过。',
    attendees: [who('郑海燕'), who('林晓雯'), who('陈思远'), who('何俊杰')],
    actions: [
      { title: '整理补件清单模板', ownerId: who('陈思远'), dueOn: addDays(today, 2) },
      { title: '约两家车行续签合作协议', ownerId: who('林晓雯'), dueOn: today },
      { title: '逐户核对逾期 30 天以上客户的联系方式', ownerId: who('何俊杰'), dueOn: addDays(today, 4) },
    ],
  })
  const seller = await as('lin')
  const { rows } = await seller.origination.listApplications({ state: 'first-review', limit: 1 } as never)
  const application = rows[0]
  if (application) {
    await seller.notification.postLine({
      record: application.id,
      kind: 'handover',
      text: '客户下午三点后才方便接电话；收入证明原件已看过，扫描件在附件里。',
    })
    const reviewer = await as('chen')
    await reviewer.notification.postLine({
      record: application.id,
      text: '@林晓雯 流水里有一笔大额转入，麻烦问下来源。',
      mentions: [who('林晓雯')],
    })
  }
  const feed = (await seller.notification.listColleagues()).own[0]!.id
  for (const [username, text] of [
    ['lin', '本周目标十单，已成三单。浦东新源说周末有团购，需要两位同事到店。'],
    ['zhou', '我周六可以去，材料我来带。'],
    ['zheng', '辛苦。团购客户先讲明综合融资成本再谈月供，明示表带纸质的，门店网络不稳。'],
  ] as const)
    await (await as(username)).notification.postLine({ record: feed, text })
}
