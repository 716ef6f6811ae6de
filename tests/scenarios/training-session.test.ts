import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '#lib/day'
import type { Id } from '#lib/id'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

const code = async (call: Promise<unknown>) => (await refusalOf(call)).code
const pdf = Buffer.from('%PDF-1.4\n%%EOF').toString('base64')

/** Lectures, sharing and bulletins: seats, waiting, signing in, credit, budget. */
describe('sessions', () => {
  let house: TestHouse
  let hr: Client
  const who = new Map<string, Client>()
  const ids = new Map<string, Id<'person'>>()
  const names = ['ann', 'bob', 'cai', 'dan'] as const
  const plan = {
    kind: 'lecture' as const,
    title: '新能源二手车残值',
    speaker: '高教授',
    speakerFrom: '示范大学',
    place: '三楼会议室',
    startsAt: '2026-03-10T14:00:00+08:00',
    endsAt: '2026-03-10T16:00:00+08:00',
    capacity: 2,
    plannedCost: '8000.00',
  }
  let lecture: Id<'session'>
  beforeAll(async () => {
    house = await openTestHouse()
    ids.set('hr', await house.hire('hr', 'hr_officer', { branch: 'HQ' }))
    for (const name of names) {
      ids.set(name, await house.hire(name, name === 'dan' ? 'collector' : 'credit_reviewer', { group: '审核组' }))
      who.set(name, await house.as(name))
    }
    hr = await house.as('hr')
  })
  afterAll(() => house.close())
  const as = (name: string) => who.get(name)!

  it('are planned with a time, a speaker or a host, and a group that exists', async () => {
    const refused = (change: object) => code(hr.training.addSession({ ...plan, ...change }))
    expect(await refused({ endsAt: plan.startsAt })).toBe('training.session_times')
    expect(await refused({ speaker: null })).toBe('training.session_speaker')
    expect(await refused({ kind: 'sharing' })).toBe('training.session_host')
    expect(await refused({ groupId: 'group_0000000000001' })).toBe('training.group_not_found')
    expect(await code(hr.training.getSession({ id: 'session_0000000000001' }))).toBe('training.session_not_found')
    lecture = (await hr.training.addSession({ ...plan, posts: ['credit_reviewer'] })).id
    expect(await code(as('ann').training.addSession(plan))).toBe('authority.not_permitted')
  })

  it('seat the first, let the others wait, and move them up in order when a seat is given back', async () => {
    const register = (name: string) => as(name).training.registerForSession({ id: lecture })
    expect(await code(register('dan'))).toBe('training.session_post')
    expect(await register('ann')).toEqual({ state: 'seated', waitingPlace: null })
    expect(await code(register('ann'))).toBe('training.registered_taken')
    await hr.training.registerForSession({ id: lecture })
    expect(await register('bob')).toEqual({ state: 'waiting', waitingPlace: 1 })
    expect(await register('cai')).toEqual({ state: 'waiting', waitingPlace: 2 })
    expect(await hr.training.withdrawFromSession({ id: lecture })).toEqual({ movedUp: 1 })
    expect(await code(hr.training.withdrawFromSession({ id: lecture }))).toBe('training.not_registered')
    expect((await as('bob').training.myLearning()).sessions).toMatchObject([{ mine: 'seated' }])
    await house.drain()
    expect((await as('bob').notification.listNotices({})).rows[0]?.text).toContain('已从候补递补')
    expect((await as('cai').training.getSession({ id: lecture })).waitingPlace).toBe(1)
    // Who had withdrawn stands at the end again.
    expect(await hr.training.registerForSession({ id: lecture })).toEqual({ state: 'waiting', waitingPlace: 2 })
    const { version } = await hr.training.getSession({ id: lecture })
    const more = { id: lecture, ...plan, posts: ['credit_reviewer' as const] }
    expect(await code(hr.training.changeSession({ ...more, version: version + 1, capacity: 3 }))).toBe('training.stale')
    expect(await hr.training.changeSession({ ...more, version, capacity: 3 })).toEqual({ movedUp: 1 })
    expect(await hr.training.getSession({ id: lecture })).toMatchObject({ seated: 3, waiting: 1, leads: true })
    expect((await as('ann').training.getSession({ id: lecture })).people).toEqual([])
  })

  it('never seat more than there are seats, however many ask at once', async () => {
    const { id } = await hr.training.addSession({ ...plan, title: '抢座', capacity: 1 })
    const answers = await Promise.all(names.map(name => as(name).training.registerForSession({ id })))
    expect(answers.filter(one => one.state === 'seated')).toHaveLength(1)
    expect(answers.map(one => one.waitingPlace ?? 0).sort()).toEqual([0, 1, 2, 3])
    await hr.training.cancelSession({ id, version: 1, reason: '改期' })
    expect(await code(as('ann').training.registerForSession({ id }))).toBe('training.session_state')
  })

  it('are signed into with the code in the room, which runs out within a minute', async () => {
    const sign = (name: string, text: string) => as(name).training.signInToSession({ id: lecture, code: text })
    expect(await code(hr.training.signInCode({ id: lecture }))).toBe('training.sign_in_closed')
    house.clock.set(instant('2026-03-10T13:50:05+08:00'))
    expect(await code(as('ann').training.signInCode({ id: lecture }))).toBe('training.session_lead')
    const shown = await hr.training.signInCode({ id: lecture })
    expect(shown.secondsLeft).toBe(25)
    expect(await code(sign('ann', 'xxxxxxxxxxxx'))).toBe('training.sign_in_code')
    await sign('ann', shown.code)
    house.clock.advance(25_000)
    expect((await hr.training.signInCode({ id: lecture })).code).not.toBe(shown.code)
    await sign('bob', shown.code)
    house.clock.advance(30_000)
    expect(await code(sign('cai', shown.code))).toBe('training.sign_in_code')
    const again = await hr.training.signInCode({ id: lecture })
    await hr.training.changeSession({
      id: lecture,
      ...plan,
      capacity: 3,
      version: (await hr.training.getSession({ id: lecture })).version,
    })
    expect(await code(sign('dan', again.code))).toBe('training.session_full')
    expect(await code(hr.training.markAttendance({ id: lecture, personId: ids.get('cai')! }))).toBe(
      'training.sign_in_closed',
    )
    expect(await code(hr.training.closeSession({ id: lecture, version: 3, actualCost: '1.00' }))).toBe(
      'training.session_not_over',
    )
    house.clock.set(instant('2026-03-10T14:10:00+08:00'))
    await hr.training.markAttendance({ id: lecture, personId: ids.get('cai')! })
    expect(await code(hr.training.markAttendance({ id: lecture, personId: ids.get('dan')! }))).toBe(
      'training.not_registered',
    )
    expect((await hr.training.getSession({ id: lecture })).people.map(one => one.attendedBy)).toEqual([
      'qr',
      'qr',
      'host',
      null,
    ])
  })

  it('are rated by who was there, without names, and give hours and cost when closed', async () => {
    const rate = (name: string, rating: number) =>
      as(name).training.giveFeedback({ id: lecture, rating, comment: '实用' })
    await rate('ann', 5)
    expect(await code(rate('ann', 1))).toBe('training.feedback_taken')
    await rate('bob', 4)
    expect(await code(rate('dan', 1))).toBe('training.not_attended')
    const { version, rating, comments } = await hr.training.getSession({ id: lecture })
    expect([rating, comments]).toEqual([
      '4.5',
      [
        { rating: 5, comment: '实用' },
        { rating: 4, comment: '实用' },
      ],
    ])
    expect(await hr.training.closeSession({ id: lecture, version, actualCost: '7600.00' })).toEqual({ credited: 3 })
    expect(await code(hr.training.closeSession({ id: lecture, version, actualCost: '7600.00' }))).toBe(
      'training.session_state',
    )
    await hr.training.setBudget({ year: 2026, groupId: null, amount: '20000.00', reason: '年度预算' })
    await hr.training.addSession({
      ...plan,
      title: '下一场',
      startsAt: '2026-05-10T06:00:00Z',
      endsAt: '2026-05-10T08:00:00Z',
    })
    expect(await hr.training.listBudget({ year: 2026 })).toEqual([
      {
        groupId: null,
        groupName: null,
        branchName: null,
        budget: '20000.00',
        committed: '8000.00',
        spent: '7600.00',
        left: '4400.00',
        sessions: 2,
      },
    ])
    expect(
      await code(hr.training.setBudget({ year: 2026, groupId: 'group_0000000000001', amount: '1.00', reason: 'x' })),
    ).toBe('training.group_not_found')
    const hours = await hr.training.listHours({ year: 2026 })
    expect(hours.rows.filter(row => row.minutes > 0).map(row => [row.minutes, row.hours])).toEqual([
      [120, '2.0'],
      [120, '2.0'],
      [120, '2.0'],
    ])
    const { token } = await house.identity.signIn('hr', 'password-hr')
    const file = await house.app.request(
      '/api/export/training/listHours?year=2026&columns=personName:姓名,hours:学时',
      {
        headers: { authorization: `Bearer ${token}` },
      },
    )
    expect([file.status, (await file.arrayBuffer()).byteLength > 3000]).toEqual([200, true])
    expect(await hr.training.listCredits({ personId: ids.get('ann')!, year: 2026 })).toMatchObject([
      { kind: 'lecture', minutes: 120, day: '2026-03-10' },
    ])
  })

  it('among colleagues credit the host, who leads and adds material', async () => {
    const sharing = {
      ...plan,
      kind: 'sharing' as const,
      speaker: null,
      hostId: ids.get('bob')!,
      hostMinutes: 180,
      plannedCost: '0',
      startsAt: '2026-03-11T06:00:00Z',
      endsAt: '2026-03-11T07:00:00Z',
    }
    const { id } = await hr.training.addSession(sharing)
    const file = { id, name: '讲义.pdf', content: pdf }
    expect(await code(as('ann').training.addSessionFile(file))).toBe('training.session_lead')
    expect(
      await code(as('bob').training.addSessionFile({ ...file, content: Buffer.from('MZ').toString('base64') })),
    ).toBe('training.file_type')
    expect(await code(as('bob').training.addSessionFile({ ...file, content: '' }))).toBe('training.file_size')
    const added = await as('bob').training.addSessionFile(file)
    house.clock.set(instant('2026-03-11T06:10:00Z'))
    await as('ann').training.signInToSession({ id, code: (await as('bob').training.signInCode({ id })).code })
    await hr.training.closeSession({ id, version: 1, actualCost: '0' })
    expect((await hr.training.listCredits({ personId: ids.get('bob')!, year: 2026 }))[0]).toMatchObject({
      kind: 'hosting',
      minutes: 180,
    })
    const response = await house.app.request(`/api/training/session-files/${added.id}`)
    expect(response.status).toBe(401)
    const { token } = await house.identity.signIn('ann', 'password-ann')
    const get = (range?: string) =>
      house.app.request(`/api/training/session-files/${added.id}`, {
        headers: { authorization: `Bearer ${token}`, ...(range ? { range } : {}) },
      })
    expect(await (await get()).text()).toBe('%PDF-1.4\n%%EOF')
    const part = await get('bytes=0-3')
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '%PDF', 'bytes 0-3/14'])
    expect((await get('bytes=99-')).status).toBe(416)
  })

  it('are told by bulletins that must be confirmed, seen by who leads', async () => {
    const { id } = await hr.training.addBulletin({
      title: '金规〔2026〕2号',
      body: '明示综合融资成本',
      source: '金融监管总局',
      posts: ['credit_reviewer'],
      mustReadBy: '2026-03-20',
    })
    expect((await as('ann').training.myLearning()).bulletins).toMatchObject([{ id, mustReadBy: '2026-03-20' }])
    expect((await as('dan').training.listBulletins({})).rows).toEqual([])
    const { readAt } = await as('ann').training.confirmBulletin({ id })
    house.clock.advance(5000)
    expect(await as('ann').training.confirmBulletin({ id })).toEqual({ readAt })
    expect((await as('ann').training.myLearning()).bulletins).toEqual([])
    const readers = await hr.training.bulletinReaders({ id })
    expect(readers.map(one => [one.personName, one.readAt !== null])).toEqual([
      ['bob', false],
      ['cai', false],
      ['ann', true],
    ])
    expect(await code(as('ann').training.confirmBulletin({ id: 'bulletin_0000000000001' }))).toBe(
      'training.bulletin_not_found',
    )
  })
})
