import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { creditCheckDigits } from '../../modules/party/identifiers.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { fillBank, publishCourse } from '../learning.ts'

const text = (content: string) => Buffer.from(content).toString('base64')

/** Working together on records and beside them, through the public API. */
describe('working together', () => {
  let house: TestHouse
  let boss: Client
  let lin: Client
  let far: Client
  let hr: Client
  let dealer: Id<'dealer'>
  const ids: Record<string, Id<'person'>> = {}

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    ids.boss = await house.hire('boss', 'team_manager', { group: '管理组', name: '郑海燕' })
    ids.lin = await house.hire('lin', 'market_developer', { group: '一组', name: '林晓雯' })
    ids.mate = await house.hire('mate', 'market_developer', { group: '一组', name: '周启明' })
    ids.far = await house.hire('far', 'market_developer', { group: '浙江一组', branch: 'HZ', name: '许文博' })
    ids.hr = await house.hire('hr', 'hr_officer', { group: '人事', name: '于洋' })
    boss = await house.as('boss')
    lin = await house.as('lin')
    far = await house.as('far')
    hr = await house.as('hr')
    const first = '91990300MADE0001'
    dealer = (
      await boss.party.addDealer({
        name: '浦东新源汽车',
        creditCode: first + creditCheckDigits(first),
        grade: 'A',
        contact: '李经理',
        accountName: '浦东新源汽车有限公司',
        account: '6200000000000005',
        bankName: '示范银行',
      })
    ).id
  })
  afterAll(() => house.close())

  const notices = async (client: Client) => {
    await house.drain()
    return (await client.notification.listNotices({})).rows
  }

  it('happens on the record, open to whoever may see it and to nobody else', async () => {
    const record = dealer
    expect(await refusalOf(far.notification.listThread({ record }))).toMatchObject({ status: 403 })
    expect(await refusalOf(far.notification.postLine({ record, text: '偷看' }))).toMatchObject({ status: 403 })
    expect(await refusalOf(lin.notification.listThread({ record: 'nothing_0000000000001' }))).toMatchObject({
      code: 'notification.no_record',
    })
    const people = await lin.notification.listMentionable({ record })
    expect(people.map(one => [one.name, one.why])).toEqual(
      expect.arrayContaining([
        ['郑海燕', null],
        ['许文博', '不在其范围内'],
      ]),
    )
    expect(await refusalOf(lin.notification.postLine({ record, text: 'x', mentions: [ids.far!] }))).toMatchObject({
      code: 'notification.mention',
      detail: '许文博看不到这条记录，不能提到。',
    })
    await lin.notification.postLine({ record, text: '@郑海燕 车行要换开户行，函已收到', mentions: [ids.boss!] })
    expect((await notices(boss))[0]).toMatchObject({ about: dealer, text: '林晓雯 在经销商的讨论中提到了您。' })
    const thread = await boss.notification.listThread({ record })
    expect(thread).toMatchObject({ unread: 1, total: 1 })
    expect(thread.rows[0]).toMatchObject({ authorName: '林晓雯', mine: false, mentions: [{ name: '郑海燕' }] })
    expect(await boss.notification.seeThread({ record, through: thread.rows[0]!.id })).toEqual({ unread: 0 })
    expect((await boss.notification.listMyThreads())[0]).toMatchObject({ record, unread: 0, lines: 1 })
    const { rows } = await house.pool.query('SELECT t::text AS row FROM notification.thread_message t')
    expect(JSON.stringify(rows)).not.toContain('开户行')
  })

  it('happens on courses, parameters, posts and first days too, which are known by a code or by whom they are about', async () => {
    const posted = async (client: Client, record: string, text: string) => {
      await client.notification.postLine({ record, text, mentions: client === hr ? [] : [ids.hr!] })
      return (await hr.notification.listThread({ record })).rows[0]
    }
    await fillBank(hr, '信贷政策', 4)
    await publishCourse(hr, { code: 'c-talk' })
    expect(await posted(lin, 'course:c-talk', '第二课的例子过时了')).toMatchObject({ authorName: '林晓雯' })
    expect((await notices(hr))[0]).toMatchObject({ about: 'course:c-talk', text: '林晓雯 在课程的讨论中提到了您。' })
    expect(await posted(boss, 'post:collector', '外访两人同行写进职责')).toMatchObject({ text: '外访两人同行写进职责' })
    expect((await notices(hr))[0]).toMatchObject({ about: 'post:collector', text: '郑海燕 在岗位的讨论中提到了您。' })
    const parameter = 'parameter:penalty.multiple'
    await house.hire('risk', 'risk_director')
    const risk = await house.as('risk')
    await risk.notification.postLine({ record: parameter, text: '法务在看' })
    expect((await risk.notification.listThread({ record: parameter })).rows[0]?.text).toBe('法务在看')
    expect(await risk.reference.getParameter({ code: 'penalty.multiple' })).toMatchObject({
      versions: await risk.reference.listParameters({ code: 'penalty.multiple' }),
    })
    for (const record of ['parameter:none.such', 'course:Not A Code', 'customer:1', 'series:lpr'])
      expect(await refusalOf(boss.notification.listThread({ record })), record).toMatchObject({
        code: 'notification.no_record',
      })
    expect(await refusalOf(boss.notification.listThread({ record: 'course:no-such' }))).toMatchObject({
      code: 'training.course_not_found',
    })
    await hr.training.saveFirstDaysPlan({
      post: 'market_developer',
      number: 0,
      fromDay: '2026-03-02',
      reviewDays: [30],
      changeNote: '首版',
      items: [
        { code: 'desk', name: '认识同事', nameEn: 'Meet the team', withinDays: 3, by: 'mentor', courseCode: null },
      ],
    })
    const { id } = await boss.training.startFirstDays({
      personId: ids.mate!,
      mentorId: ids.lin!,
      fromDay: '2026-03-02',
    })
    const mate = await house.as('mate')
    await mate.notification.postLine({ record: id, text: '影子决策在哪里做？', mentions: [ids.lin!] })
    expect((await lin.notification.listThread({ record: id })).rows[0]?.text).toBe('影子决策在哪里做？')
    expect(await lin.training.getNewcomer({ id })).toMatchObject({ personId: ids.mate, roles: ['mentor'] })
    expect(await refusalOf(far.notification.listThread({ record: id }))).toMatchObject({ status: 403 })
    expect(await refusalOf(far.training.getNewcomer({ id: 'newcomer_0000000000001' }))).toMatchObject({
      code: 'training.newcomer_not_found',
    })
  })

  it('leaves a trace of what was edited or removed, and opens files to readers only', async () => {
    const record = dealer
    const { id } = await lin.notification.postLine({
      record,
      text: '函在附件',
      files: [{ name: '盖章函.txt', mediaType: 'text/plain', content: text('同意变更') }],
    })
    const bad = { name: '木马.html', mediaType: 'text/html', content: text('<script>') }
    expect(await refusalOf(lin.notification.postLine({ record, text: 'x', files: [bad] }))).toMatchObject({
      code: 'notification.thread_file',
    })
    const file = (await boss.notification.listThread({ record })).rows[0]!.files[0]!
    expect(Buffer.from((await boss.notification.openThreadFile({ id: file.id })).content, 'base64').toString()).toBe(
      '同意变更',
    )
    expect(await refusalOf(far.notification.openThreadFile({ id: file.id }))).toMatchObject({ status: 403 })
    expect(await refusalOf(boss.notification.editLine({ id, text: '改别人的' }))).toMatchObject({
      code: 'notification.thread_not_own',
    })
    await lin.notification.editLine({ id, text: '函在附件，已盖章' })
    await lin.notification.removeLine({ id })
    expect(await refusalOf(lin.notification.editLine({ id, text: '再改' }))).toMatchObject({
      code: 'notification.thread_removed',
    })
    expect((await boss.notification.listThread({ record })).rows[0]).toMatchObject({
      removed: true,
      text: '',
      files: [],
    })
    expect((await boss.notification.listTraces({ id })).map(one => [one.kind, one.text])).toEqual([
      ['edited', '函在附件'],
      ['removed', '函在附件，已盖章'],
    ])
    expect(await refusalOf(far.notification.listTraces({ id }))).toMatchObject({ status: 403 })
    const gone = { id: 'line_0000000000001' as Id<'line'> }
    expect(await refusalOf(boss.notification.listTraces(gone))).toMatchObject({ code: 'notification.line_not_found' })
    await expect(house.pool.query('DELETE FROM notification.thread_trace')).rejects.toThrow(/facts/)
  })

  it('hands over what the next one must know until they have noted it', async () => {
    const record = dealer
    const { id } = await lin.notification.postLine({ record, kind: 'handover', text: '李经理只接下午电话' })
    expect(await lin.notification.listHandovers({ record })).toEqual([])
    expect(await boss.notification.listHandovers({ record })).toMatchObject([{ text: '李经理只接下午电话' }])
    // Who holds the record is rung at once; what is said on several records is gathered for whoever may see them.
    expect((await notices(boss))[0]!.text).toContain('交接说明')
    const gathered = (who: Client) => who.notification.listThreadsOn({ records: `${record},${ids.lin}` })
    expect((await gathered(boss)).map(one => one.record)).toEqual([record])
    expect(await gathered(far)).toEqual([])
    await boss.notification.receiveHandover({ id })
    await boss.notification.receiveHandover({ id })
    expect(await boss.notification.listHandovers({ record })).toEqual([])
    expect((await lin.notification.listThread({ record })).rows[0]!.receipts.map(one => one.name)).toEqual(['郑海燕'])
    const plain = (await lin.notification.listThread({ record })).rows.at(-1)!
    expect(await refusalOf(boss.notification.receiveHandover({ id: plain.id }))).toMatchObject({
      code: 'notification.not_handover',
    })
  })

  it('tells live who has the record open and that there is something new, to nobody who may not see it', async () => {
    const stream = async (username: string) => {
      const { token } = await house.identity.signIn(username, `password-${username}`)
      return house.app.request(`/api/notification/records/${dealer}/stream`, {
        headers: { authorization: `Bearer ${token}` },
      })
    }
    expect((await stream('far')).status).toBe(403)
    const reader = (await stream('boss')).body!.getReader()
    const other = (await stream('lin')).body!.getReader()
    let heard = ''
    const until = async (wanted: string) => {
      while (!heard.includes(wanted)) heard += new TextDecoder().decode((await reader.read()).value)
    }
    await until('林晓雯')
    expect(heard).toContain('"name":"郑海燕","me":true')
    heard = ''
    await lin.notification.postLine({ record: dealer, text: '在吗' })
    await until('event: thread')
    heard = ''
    await other.cancel()
    await until('"present"'.replaceAll('"', ''))
    await reader.cancel()
  })

  it('announces to whom it is meant for, knows who has not confirmed, and reminds them once a day', async () => {
    expect(
      await refusalOf(lin.notification.postAnnouncement({ title: 'x', body: 'y', audience: 'all' })),
    ).toMatchObject({ code: 'authority.not_permitted' })
    expect(
      await refusalOf(boss.notification.postAnnouncement({ title: 'x', body: 'y', audience: 'all' })),
    ).toMatchObject({ code: 'authority.out_of_scope' })
    expect(
      await refusalOf(boss.notification.postAnnouncement({ title: 'x', body: 'y', audience: 'group' })),
    ).toMatchObject({ code: 'notification.audience' })
    const { id } = await boss.notification.postAnnouncement({
      title: '新版面签话术',
      body: '自今日起使用新版话术。',
      audience: 'branch',
      confirms: true,
    })
    expect((await far.notification.listAnnouncements({})).rows).toEqual([])
    expect(await refusalOf(far.notification.confirmAnnouncement({ id }))).toMatchObject({
      code: 'notification.announcement_not_found',
    })
    expect((await lin.notification.listAnnouncements({ unread: 'true' })).rows).toMatchObject([{ id, readAt: null }])
    await lin.notification.confirmAnnouncement({ id })
    expect((await lin.notification.listAnnouncements({ unread: 'true' })).rows).toEqual([])
    const readers = await boss.notification.listReaders({ id })
    expect(readers.filter(one => one.readAt !== null).map(one => one.name)).toEqual(['林晓雯'])
    expect(await refusalOf(lin.notification.listReaders({ id }))).toMatchObject({
      code: 'notification.announcement_not_own',
    })
    const late = readers.length - 1
    expect(await boss.notification.remindReaders({ id })).toEqual({ reminded: late })
    await boss.notification.remindReaders({ id })
    const mate = await house.as('mate')
    expect((await notices(mate)).map(one => one.text)).toEqual([
      '请确认已读 郑海燕 的公告：新版面签话术',
      '郑海燕 发布公告，请确认已读：新版面签话术',
    ])
    await boss.notification.withdrawAnnouncement({ id })
    expect((await mate.notification.listAnnouncements({})).rows).toEqual([])
    const all = await hr.notification.postAnnouncement({ title: '放假', body: '清明放假三天', audience: 'all' })
    expect((await far.notification.listAnnouncements({})).rows).toMatchObject([{ id: all.id, confirms: false }])
  })

  it('turns the actions of a meeting into tasks with an owner and a day, overdue when it has passed', async () => {
    const { own } = await lin.notification.listColleagues()
    const groupId = own[0]!.id
    const minutes = {
      groupId,
      heldOn: '2026-03-02',
      title: '周例会',
      body: '复盘上周转化。',
      attendees: [ids.lin!, ids.mate!],
      actions: [{ title: '补齐两家车行的合作协议', ownerId: ids.mate!, dueOn: '2026-03-04' }],
    }
    expect(await refusalOf(far.notification.addMinutes(minutes))).toMatchObject({ code: 'notification.not_member' })
    expect(await refusalOf(lin.notification.addMinutes({ ...minutes, heldOn: '2026-03-03' }))).toMatchObject({
      code: 'notification.minutes_day',
    })
    const wrong = (action: object) =>
      refusalOf(lin.notification.addMinutes({ ...minutes, actions: [{ ...minutes.actions[0]!, ...action }] }))
    expect(await wrong({ dueOn: '2026-03-01' })).toMatchObject({ code: 'notification.task_day' })
    expect(await wrong({ ownerId: 'person_0000000000001' })).toMatchObject({ code: 'notification.task_owner' })
    const { id } = await lin.notification.addMinutes(minutes)
    expect(await refusalOf(far.notification.getMinutes({ id }))).toMatchObject({
      code: 'notification.minutes_not_found',
    })
    const mate = await house.as('mate')
    const kept = await mate.notification.getMinutes({ id })
    expect(kept).toMatchObject({ tasks: 1, open: 1, attendees: ['林晓雯', '周启明'] })
    const task = kept.actions[0]!
    expect(task).toMatchObject({ mine: true, overdue: false, minutesTitle: '周例会' })
    expect(await refusalOf(far.notification.settleTask({ id: task.id, action: 'finish' }))).toMatchObject({
      code: 'notification.task_not_found',
    })
    expect((await notices(mate))[0]!.text).toContain('周例会')
    await house.pool.query(`UPDATE notification.task SET due_on = '2026-03-01'`)
    expect(await mate.notification.countTasks()).toEqual({ open: 1, overdue: 1 })
    expect((await mate.notification.listTasks({ overdue: 'true' })).rows).toMatchObject([{ overdue: true }])
    await mate.notification.settleTask({ id: task.id, action: 'finish', note: '已补齐' })
    expect(await refusalOf(mate.notification.settleTask({ id: task.id, action: 'finish' }))).toMatchObject({
      code: 'notification.task_state',
    })
    expect((await lin.notification.listTasks({ box: 'given', state: 'done' })).rows).toMatchObject([{ note: '已补齐' }])
    const about = await lin.notification.addTask({
      title: '回访车行',
      ownerId: ids.lin!,
      dueOn: '2026-03-05',
      about: dealer,
    })
    expect((await boss.notification.listTasks({ about: dealer })).rows).toMatchObject([{ id: about.id }])
    expect(await refusalOf(far.notification.listTasks({ about: dealer }))).toMatchObject({ status: 403 })
    await lin.notification.postLine({ record: groupId, text: '本周目标：十单' })
    expect((await mate.notification.listThread({ record: groupId })).rows[0]!.text).toBe('本周目标：十单')
    expect(await refusalOf(far.notification.listThread({ record: groupId }))).toMatchObject({
      code: 'notification.not_member',
    })
  })
})
