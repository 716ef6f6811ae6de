import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Day, instantAt } from '#lib/day'
import type { Id } from '#lib/id'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** What a team has of each other: health, pulse, talks, thanks, the week; through the public API. */
describe('a team’s own people', () => {
  let house: TestHouse
  const clients: Record<string, Client> = {}
  const ids: Record<string, Id<'person'>> = {}

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    ids.boss = await house.hire('boss', 'team_manager', { group: '管理组', name: '郑海燕' })
    for (const username of ['lin', 'mate', 'gao', 'hu'])
      ids[username] = await house.hire(username, 'market_developer', { group: '一组', reportsTo: ids.boss })
    for (const username of ['chen', 'zhao'])
      ids[username] = await house.hire(username, 'credit_reviewer', { group: '审核组', reportsTo: ids.boss })
    ids.far = await house.hire('far', 'market_developer', { group: '浙江一组', branch: 'HZ' })
    ids.farboss = await house.hire('farboss', 'team_manager', { group: '杭州管理组', branch: 'HZ' })
    ids.hr = await house.hire('hr', 'hr_officer', { group: '人事', branch: 'HQ' })
    ids.audit = await house.hire('audit', 'auditor', { group: '审计', branch: 'HQ' })
    for (const username of Object.keys(ids)) clients[username] = await house.as(username)
  })
  afterAll(() => house.close())

  /** Moves the business day on, as the day close would. */
  const goTo = async (day: string) => {
    await house.pool.query('UPDATE platform.business_day SET day = $1 WHERE closed_at IS NULL', [day])
    house.clock.set(instantAt(day as Day, '09:00'))
  }
  const performance = (username: string) => clients[username]!.performance

  it('shows a manager the own branch, HR everybody, and nobody else anything', async () => {
    const mine = await performance('boss').teamHealth()
    expect(mine.people.map(person => person.name).sort()).toEqual(
      ['chen', 'gao', 'hu', 'lin', 'mate', 'zhao', '郑海燕'].sort(),
    )
    expect(mine.people.find(person => person.name === '郑海燕')!.attrition).toBeNull()
    const all = await performance('hr').teamHealth()
    expect(all.people.some(person => person.name === 'far')).toBe(true)
    for (const username of ['lin', 'audit'])
      expect(await refusalOf(performance(username).teamHealth())).toMatchObject({ code: 'authority.not_permitted' })
    expect(await refusalOf(performance('boss').healthRows({ personId: ids.far!, part: 'overdue' }))).toMatchObject({
      status: 403,
    })
    expect(
      await refusalOf(performance('boss').healthRows({ personId: 'person_0000000000009', part: 'overdue' })),
    ).toMatchObject({ code: 'performance.person_not_found' })
  })

  it('opens what is overdue, without what a task says to those it is not between', async () => {
    await clients.hr!.notification.addTask({ title: '补交体检单', ownerId: ids.lin!, dueOn: '2026-03-03', about: null })
    await clients.boss!.notification.addTask({ title: '整理线索', ownerId: ids.lin!, dueOn: '2026-03-03', about: null })
    await goTo('2026-03-10')
    const lin = (await performance('boss').teamHealth()).people.find(person => person.name === 'lin')!
    expect(lin.overdue).toEqual({ tasks: 2, cases: 0, leads: 0 })
    const rows = await performance('boss').healthRows({ personId: ids.lin!, part: 'overdue' })
    expect(rows.map(row => row.name).sort()).toEqual(['整理线索', null].sort())
    expect(rows.every(row => row.kind === 'task' && row.late && row.day === '2026-03-03')).toBe(true)
    const signs = lin.attrition!.signs.map(one => one.sign)
    expect(signs).toEqual(['long-in-post', 'no-leave', 'no-talk'])
    expect(lin.attrition).toMatchObject({ level: 'watch', points: 30 })
  })

  it('asks the database as often for many people as for few', async () => {
    const spy = vi.spyOn(pg.Client.prototype, 'query')
    const asked = async (username: string) => {
      spy.mockClear()
      const { people } = await performance(username).teamHealth()
      return { people: people.length, queries: spy.mock.calls.length }
    }
    const [few, many] = [await asked('farboss'), await asked('hr')]
    spy.mockRestore()
    expect(few.people).toBe(2)
    expect(many.people).toBe(11)
    expect(few.queries).toBeGreaterThan(10)
    expect(many.queries).toBe(few.queries)
  })

  it('takes one answer a week, and tells it only when the week is over and enough have answered', async () => {
    for (const [username, score] of [
      ['lin', 5],
      ['mate', 4],
      ['gao', 3],
      ['hu', 4],
      ['chen', 1],
    ] as const)
      await performance(username).answerPulse({ score })
    expect(await refusalOf(performance('lin').answerPulse({ score: 1 }))).toMatchObject({
      code: 'performance.pulse_given',
      status: 422,
    })
    expect(await performance('lin').myPulse()).toMatchObject({ week: '2026-03-09', given: true })
    expect((await performance('boss').teamHealth()).pulse.told).toEqual([])
    await goTo('2026-03-16')
    const { pulse } = await performance('boss').teamHealth()
    expect(pulse.told).toMatchObject([{ week: '2026-03-09', groupName: '一组', answers: 4, mean: '4.00' }])
    expect((await performance('farboss').teamHealth()).pulse.told).toEqual([])
    const { rows } = await house.pool.query(`SELECT column_name FROM information_schema.columns
      WHERE table_schema = 'performance' AND table_name = 'pulse_answer'`)
    expect(rows.map(row => row.column_name).sort()).toEqual(['branch_id', 'group_id', 'id', 'score', 'week'])
    const { rows: audit } = await house.pool.query(
      `SELECT a::text AS line FROM platform.audit a WHERE operation = 'POST /performance/pulse' AND outcome = 'done'`,
    )
    expect(audit).toHaveLength(5)
    for (const { line } of audit) expect(line).not.toMatch(/score/)
  })

  it('keeps what is said in a one-to-one between the two, and makes tasks of what they agree', async () => {
    const today = '2026-03-16'
    const talk = { with: ids.lin!, heldOn: today as Day, text: '想转审核岗，先别声张', nextOn: '2026-03-30' as Day }
    const actions = [
      { title: '看两次审核会', ownerId: ids.lin!, dueOn: '2026-03-17' as Day },
      { title: '问人事有无名额', ownerId: ids.boss!, dueOn: '2026-03-20' as Day },
    ]
    const { id } = await performance('boss').addTalk({ ...talk, actions })
    await performance('lin').addTalkNote({ id, text: '也愿意去杭州' })
    expect(await performance('lin').listTalkPartners()).toMatchObject([
      { personName: '郑海燕', role: 'manager', talks: 1, lastOn: today, nextOn: '2026-03-30', openActions: 2 },
    ])
    const seen = await performance('lin').getTalk({ id })
    expect(seen.notes.map(note => [note.text, note.mine])).toEqual([
      ['想转审核岗，先别声张', false],
      ['也愿意去杭州', true],
    ])
    expect(seen.actions.map(action => action.title)).toEqual(['看两次审核会', '问人事有无名额'])
    expect((await clients.lin!.notification.listTasks({ box: 'mine' })).rows.map(task => task.title)).toContain(
      '看两次审核会',
    )
    const { rows } = await house.pool.query('SELECT n::text AS row FROM performance.talk_note n')
    expect(JSON.stringify(rows)).not.toContain('审核岗')

    for (const username of ['hr', 'audit', 'mate', 'farboss']) {
      expect(await refusalOf(performance(username).getTalk({ id }))).toMatchObject({
        code: 'performance.talk_not_found',
      })
      expect(await refusalOf(performance(username).addTalkNote({ id, text: 'x' }))).toMatchObject({
        code: 'performance.talk_not_found',
      })
      expect(await refusalOf(clients[username]!.notification.listThread({ record: id }))).toMatchObject({
        code: 'performance.talk_not_found',
      })
      expect((await performance(username).listTalks({ with: ids.lin! })).rows).toEqual([])
    }
    expect((await performance('audit').listHeldTalks({})).rows).toEqual([
      { id, managerName: '郑海燕', personName: 'lin', heldOn: today, nextOn: '2026-03-30', notes: 2, actions: 2 },
    ])
    expect(await refusalOf(performance('hr').listHeldTalks({}))).toMatchObject({ code: 'authority.not_permitted' })
  })

  it('holds one-to-ones with one’s manager and reports only, on days that have come, with tasks of the two', async () => {
    const talk = { with: ids.boss!, heldOn: '2026-03-16' as Day, text: '本周计划', nextOn: null, actions: [] }
    const code = async (change: object, username = 'gao') =>
      (await refusalOf(performance(username).addTalk({ ...talk, ...change }))).code
    expect(await code({ with: ids.lin! })).toBe('performance.talk_partner')
    expect(await code({ heldOn: '2026-03-17' })).toBe('performance.talk_day')
    expect(await code({ nextOn: '2026-03-16' })).toBe('performance.talk_day')
    expect(await code({ actions: [{ title: 'x', ownerId: ids.lin!, dueOn: '2026-03-20' }] })).toBe(
      'performance.talk_owner',
    )
    const before = (await performance('boss').teamHealth()).people.find(person => person.name === 'gao')!
    expect(before.attrition!.signs.map(one => one.sign)).toContain('no-talk')
    await performance('gao').addTalk(talk)
    const after = (await performance('hr').teamHealth()).people.find(person => person.name === 'gao')!
    expect(after.attrition!.signs.map(one => one.sign)).not.toContain('no-talk')
  })

  it('reminds of tasks and talks the day before', async () => {
    const closed = (day: string) =>
      house.system('test.closed', ctx => ctx.emit('servicing.day-closed', { day: day as Day }))
    await closed('2026-03-16')
    await closed('2026-03-29')
    await closed('2026-03-29')
    await house.drain()
    const told = async (username: string) =>
      (await clients[username]!.notification.listNotices({})).rows.map(one => one.text)
    expect((await told('lin')).filter(text => text.includes('明天'))).toEqual([
      '明天（2026-03-30）与 郑海燕 面谈。',
      '任务明天到期：看两次审核会（2026-03-17）',
    ])
  })

  it('thanks colleagues, not oneself and not all day long; it stands in the feed of their group and is paid nowhere', async () => {
    const thanks = { personId: ids.chen!, reason: 'help' as const, text: '帮我看了流水', record: null }
    const code = async (change: object) => (await refusalOf(performance('lin').thank({ ...thanks, ...change }))).code
    expect(await code({ personId: ids.lin! })).toBe('performance.thanks_self')
    expect(await code({ personId: 'person_0000000000009' })).toBe('performance.thanks_person')
    expect(await code({ record: 'nothing_0000000000001' })).toBe('notification.no_record')
    await performance('lin').thank({ ...thanks, record: ids.mate! })
    await performance('lin').thank(thanks)
    expect(await code({})).toBe('performance.thanks_often')
    const [latest, first] = (await performance('chen').listThanks({ box: 'mine' })).rows
    expect([latest, first]).toMatchObject([
      { byName: 'lin', personName: 'chen', record: null },
      { reason: 'help', text: '帮我看了流水', record: ids.mate },
    ])
    const group = await performance('zhao').listThanks({ box: 'group' })
    expect(group.rows.map(row => row.record)).toEqual([null, null])
    expect((await performance('gao').listThanks({ box: 'group' })).rows).toEqual([])
    const { own } = await clients.zhao!.notification.listColleagues()
    const feed = await clients.zhao!.notification.listThread({ record: own[0]!.id })
    expect(feed.rows[0]).toMatchObject({ authorName: 'lin', text: '感谢 chen（帮了忙）：帮我看了流水' })
    const { rows: paid } = await house.pool.query('SELECT 1 FROM performance.pay_line')
    expect(paid).toEqual([])
  })

  it('lists colleagues only where enough of them are willing, and not at all where the house says so', async () => {
    const board = () => performance('lin').leaderboard({ role: 'market' })
    expect(await board()).toMatchObject({ on: true, verdict: 'noise', unlisted: 0, metric: 'disbursed-count' })
    const { rows } = await board()
    expect(rows).toHaveLength(4)
    expect(rows.every(row => row.rank === null)).toBe(true)
    expect(rows.filter(row => row.mine).map(row => row.name)).toEqual(['lin'])
    expect(await performance('mate').saveChoices({ unlisted: true, noDigest: false })).toEqual({
      unlisted: true,
      noDigest: false,
    })
    expect(await performance('mate').myChoices()).toMatchObject({ unlisted: true })
    expect(await board()).toMatchObject({ verdict: 'few', rows: [], unlisted: 1 })
    await performance('mate').saveChoices({ unlisted: false, noDigest: false })
    await house.pool.query(
      `WITH made AS (INSERT INTO reference.parameter (code, value, from_day, source, mark, reason, proposed_at)
         VALUES ('leaderboard.rules', '{"listed": "unlisted", "leastPeople": 4}', '2026-03-02', 'test', 'D', 'test', now()) RETURNING id)
       INSERT INTO reference.parameter_decision (parameter_id, approved, decided_at, reason) SELECT id, true, now(), 'test' FROM made`,
    )
    expect(await board()).toMatchObject({ on: false, rows: [] })
  })

  it('tells everybody of their week on Monday, once, in as many queries for few as for many, and not who does not want it', async () => {
    await performance('gao').saveChoices({ unlisted: false, noDigest: true })
    await goTo('2026-03-23')
    const spy = vi.spyOn(pg.Client.prototype, 'query')
    const made = async () => {
      spy.mockClear()
      await house.spine.send(house.spine.database, 'performance.digests-due', {})
      await house.drain()
      return spy.mock.calls.map(([text]) => String((text as { text?: string }).text ?? text))
    }
    const first = await made()
    const kept = first.filter(text => text.includes('INSERT INTO performance.digest'))
    expect(kept).toHaveLength(1)
    expect(first.filter(text => text.includes('INSERT INTO notification.notice'))).toHaveLength(1)
    await made()
    spy.mockRestore()
    const { weeks, digest } = await performance('lin').myDigest({})
    expect(weeks).toEqual(['2026-03-16'])
    expect(digest).toMatchObject({
      week: '2026-03-16',
      to: '2026-03-22',
      thanks: 0,
      due: { overdue: 3, talkOn: '2026-03-30' },
      team: { name: '一组', people: 4 },
      reports: null,
    })
    expect((await performance('chen').myDigest({})).digest).toMatchObject({
      thanks: 2,
      team: { name: '审核组', thanks: 2 },
    })
    expect((await performance('boss').myDigest({})).digest!.reports).toMatchObject({ people: 6, overdue: 3 })
    expect(await performance('gao').myDigest({})).toEqual({ weeks: [], digest: null })
    const told = async (username: string) =>
      (await clients[username]!.notification.listNotices({})).rows.filter(one => one.text.startsWith('您的上周小结'))
        .length
    expect([await told('lin'), await told('gao')]).toEqual([1, 0])
  })

  it('gives nothing of a one-to-one to who takes over from a leaver: neither its tasks nor what they are called', async () => {
    const { id } = await performance('boss').addTalk({
      with: ids.hu!,
      heldOn: '2026-03-23' as Day,
      text: '打算离职',
      nextOn: null,
      actions: [
        { title: '想清楚去留', ownerId: ids.hu!, dueOn: '2026-04-10' as Day },
        { title: '谈一谈薪酬', ownerId: ids.boss!, dueOn: '2026-04-10' as Day },
      ],
    })
    await clients.boss!.notification.addTask({ title: '交回钥匙', ownerId: ids.hu!, dueOn: '2026-04-02', about: null })
    const held = await clients.hr!.team.getHeldWork({ id: ids.hu! })
    expect(JSON.stringify(held)).toContain('交回钥匙')
    expect(JSON.stringify(held)).not.toContain('去留')
    const { version } = await clients.hr!.team.getPerson({ id: ids.hu! })
    await clients.hr!.team.endPerson({
      id: ids.hu!,
      version,
      leftOn: '2026-03-23',
      reason: '个人原因',
      handOver: [{ kind: 'notification.task', to: ids.mate! }],
    })
    await house.drain()
    const own = await clients.mate!.notification.listTasks({ box: 'mine' })
    expect(own.rows.map(task => task.title)).toEqual(['交回钥匙'])
    const notices = (await clients.mate!.notification.listNotices({})).rows.map(one => one.text)
    expect(notices.filter(text => text.includes('去留'))).toEqual([])
    expect((await performance('boss').getTalk({ id })).actions.map(one => [one.title, one.state])).toEqual([
      ['想清楚去留', 'dropped'],
      ['谈一谈薪酬', 'open'],
    ])
  })
})
