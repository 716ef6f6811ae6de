import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessReviews } from '#authority'
import type { Id } from '#lib/id'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** The quarterly review of everybody's rights, from the snapshot to the sign-off. */
describe('an access review', () => {
  let house: TestHouse
  let admin: Client
  let boss: Client
  let director: Client
  let audit: Client
  let id: Id<'campaign'>
  let bossId: Id<'person'>
  let topId: Id<'person'>

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    topId = await house.hire('top', 'team_manager', { branch: 'SH' })
    bossId = await house.hire('boss', 'team_manager', { branch: 'SH', reportsTo: topId })
    for (const [name, post] of [
      ['chen', 'credit_reviewer'],
      ['serve', 'service_agent'],
      ['lin', 'market_developer'],
    ] as const)
      await house.hire(name, post, { branch: 'SH', reportsTo: bossId })
    await house.hire('admin', 'administrator', { branch: 'HQ' })
    await house.hire('director', 'risk_director', { branch: 'HQ' })
    await house.hire('audit', 'auditor', { branch: 'HQ' })
    await house.grant('lin', 'collector')
    admin = await house.as('admin')
    boss = await house.as('boss')
    director = await house.as('director')
    audit = await house.as('audit')
    const serve = await house.as('serve')
    await serve.authority.addKey({ label: '外呼', kind: 'service', permissions: ['party.customer.read'], days: 30 })
    const { people } = await serve.notification.listColleagues()
    await (await house.as('chen')).team.addDelegation({
      toPersonId: people.find(one => one.name === 'lin')!.id,
      permissions: ['team.leave.write'],
      fromDay: '2026-03-02',
      toDay: '2026-05-30',
      reason: '代管考勤',
    })
  })
  afterAll(() => house.close())

  const lines = async (who: Client, query: object = {}) =>
    (await who.authority.listReviewLines({ id, direction: 'asc', limit: 200, ...query } as never)).rows
  const line = async (person: string, kind: string) =>
    (await lines(audit)).find(one => one.personName === person && one.kind === kind)!
  const sign = (who: Client, signed: { id: string; keeps: boolean }[], reason: string | null = null, headers = {}) =>
    who.authority.signReviewLines({ id, lines: signed as never, reason }, { context: { headers } })
  const may = async (name: string, permission: string) =>
    (await (await house.as(name)).team.me()).permissions.includes(permission)
  const turn = async (day: string) => {
    await house.pool.query('UPDATE platform.business_day SET closed_at = opened_at WHERE closed_at IS NULL')
    await house.pool.query('INSERT INTO platform.business_day (day, opened_at) VALUES ($1, now())', [day])
    await house.system('test.step', accessReviews.stepReviews)
    await house.drain()
  }

  it('is opened once a quarter by who may, and writes down every right with who signs it', async () => {
    expect(await refusalOf(boss.authority.openReview({}))).toMatchObject({ code: 'authority.not_permitted' })
    expect(await refusalOf(admin.authority.openReview({ dueOn: '2026-03-01' }))).toMatchObject({
      code: 'authority.review_due',
    })
    expect(await refusalOf(audit.authority.getReview({ id: 'campaign_0000000000001' }))).toMatchObject({
      code: 'authority.review_not_found',
    })
    // Reads are written down once a person, permission and day, with none of the reads themselves.
    const serve = await house.as('serve')
    const uses = async () =>
      (
        await house.pool.query<{ permission: string; day: string; written: string }>(
          `SELECT u.permission, u.last_day::text AS day, u.xmin::text AS written FROM platform.read_use u JOIN team.person p ON p.id = u.person_id WHERE p.username = 'serve' AND permission = 'party.customer.read'`,
        )
      ).rows
    await serve.party.listCustomers({})
    expect(await uses()).toEqual([])
    await house.spine.reads.flush()
    const [first] = await uses()
    expect(first).toMatchObject({ day: '2026-03-02' })
    await serve.party.listCustomers({})
    await house.spine.reads.flush()
    expect(await uses()).toEqual([first])
    const opened = await admin.authority.openReview({ dueOn: '2026-03-20' })
    id = opened.id
    expect(opened).toMatchObject({ quarter: '2026-Q1', people: 8, dueOn: '2026-03-20' })
    expect(await refusalOf(admin.authority.openReview({}))).toMatchObject({ code: 'authority.review_taken' })
    await house.drain()
    expect((await boss.notification.listNotices({})).rows.some(one => one.text.includes('2026-Q1'))).toBe(true)
    expect(await line('lin', 'grant')).toMatchObject({
      code: 'collector',
      reviewerName: 'boss',
      state: 'open',
      flags: ['unused', 'beyond-post'],
    })
    expect(await line('lin', 'delegation')).toMatchObject({ title: 'chen', flags: ['lent'] })
    expect(await line('serve', 'key')).toMatchObject({ title: '外呼', reviewerName: 'boss' })
    const used = (await line('serve', 'post')).permissions
    expect(used.find(one => one.permission === 'party.customer.read')!.lastUsedAt).toMatch(/^2026-03-02/)
    // What was read by nobody since reads are recorded is not said to be unused before that has gone on long enough.
    expect(used.find(one => one.permission === 'servicing.loan.read')).toMatchObject({
      lastUsedAt: null,
      traced: false,
    })
    // Who has no manager is signed for by the desk that opens campaigns; the desk itself by who approves rules.
    expect(await line('top', 'post')).toMatchObject({ reviewerName: 'admin' })
    expect((await line('admin', 'post')).reviewerName).not.toBe('admin')
  })

  it('shows a manager what is the manager’s to sign, the auditor everything, others nothing', async () => {
    const own = await boss.authority.listMyReviewLines({ id })
    expect(new Set(own.map(one => one.personName))).toEqual(new Set(['chen', 'serve', 'lin']))
    expect(own.every(one => one.maySign)).toBe(true)
    const { campaigns } = await audit.authority.listReviews()
    expect(campaigns[0]).toMatchObject({ whole: true, answered: 0, mine: 0, state: 'running' })
    expect((await (await house.as('serve')).authority.listReviews()).campaigns).toEqual([])
  })

  it('refuses one’s own rights, others’ people, strange lines, and silence about what was pointed out', async () => {
    const self = await line('boss', 'post')
    expect(await refusalOf(sign(boss, [{ id: self.id, keeps: true }]))).toMatchObject({ code: 'authority.review_own' })
    const other = await line('audit', 'post')
    expect(await refusalOf(sign(boss, [{ id: other.id, keeps: true }]))).toMatchObject({
      code: 'authority.review_not_yours',
    })
    expect(await refusalOf(sign(boss, [{ id: 'reviewline_0000000000001', keeps: true }]))).toMatchObject({
      code: 'authority.review_line_not_found',
    })
    const granted = await line('lin', 'grant')
    for (const keeps of [true, false])
      expect(await refusalOf(sign(boss, [{ id: granted.id, keeps }]))).toMatchObject({
        code: 'authority.review_reason',
        fields: [{ path: 'reason' }],
      })
  })

  it('takes a right away only once a second person agrees, and shows before what would be lost', async () => {
    const granted = await line('lin', 'grant')
    const preview = await sign(boss, [{ id: granted.id, keeps: false }], '已调回前台', { 'x-dry-run': 'true' })
    expect(preview.revoking[0]).toMatchObject({ personName: 'lin' })
    expect(preview.revoking[0]!.lost).toContain('servicing.waiver.record')
    expect((await line('lin', 'grant')).state).toBe('open')
    await sign(boss, [{ id: granted.id, keeps: false }], '已调回前台')
    expect((await line('lin', 'grant')).state).toBe('revoking')
    expect(await may('lin', 'servicing.waiver.record')).toBe(true)
    expect(await refusalOf(sign(boss, [{ id: granted.id, keeps: true }], '改主意'))).toMatchObject({
      code: 'authority.review_waiting_conflict',
    })
    await director.authority.decideRevocation({ id: granted.id, approved: true, reason: '同意' })
    expect(await may('lin', 'servicing.waiver.record')).toBe(false)
    expect(await line('lin', 'grant')).toMatchObject({
      state: 'revoked',
      answeredByName: 'boss',
      decidedByName: 'director',
    })
    expect(
      await refusalOf(director.authority.decideRevocation({ id: granted.id, approved: true, reason: '再' })),
    ).toMatchObject({ code: 'authority.review_nothing_waits' })
  })

  it('withholds a role of the post from one person, ends what was lent and a key, and keeps what is turned down', async () => {
    const [post, lent, key] = [await line('chen', 'post'), await line('lin', 'delegation'), await line('serve', 'key')]
    await sign(
      boss,
      [post, lent, key].map(one => ({ id: one.id, keeps: false })),
      '不再需要',
    )
    await director.authority.decideRevocation({ id: post.id, approved: true, reason: '同意' })
    await director.authority.decideRevocation({ id: lent.id, approved: true, reason: '同意' })
    await director.authority.decideRevocation({ id: key.id, approved: false, reason: '外呼仍在用' })
    expect(await may('chen', 'origination.application.review')).toBe(false)
    expect(
      (await (await house.as('lin')).team.listDelegations({ personId: (await line('lin', 'post')).personId }))[0],
    ).toMatchObject({ inForce: false })
    expect(await line('serve', 'key')).toMatchObject({ state: 'retained', decisionReason: '外呼仍在用' })
    expect((await (await house.as('serve')).authority.listKeys())[0]).toMatchObject({ state: 'live' })
  })

  it('lets nobody decide on a revocation they asked for or that is their own', async () => {
    const self = await line('director', 'post')
    await sign(admin, [{ id: self.id, keeps: false }], '试')
    expect(
      await refusalOf(director.authority.decideRevocation({ id: self.id, approved: false, reason: '不' })),
    ).toMatchObject({ code: 'authority.review_own' })
    expect(
      await refusalOf(admin.authority.decideRevocation({ id: self.id, approved: true, reason: '同意' })),
    ).toMatchObject({ code: 'authority.own_rule' })
    const [waiting] = await director.authority.listRules({ kind: 'grant', waiting: 'true' } as never)
    // Nor by the page of rules.
    expect(
      await refusalOf(director.authority.decideRule({ id: waiting!.id, approved: false, reason: '不' })),
    ).toMatchObject({ code: 'authority.own_rule' })
  })

  it('reminds, lets the manager’s manager sign, and shows the auditor what nobody signed', async () => {
    const left = await line('serve', 'post')
    await turn('2026-03-14')
    await turn('2026-03-18')
    const boxes = await Promise.all(
      ['boss', 'top'].map(async name => (await (await house.as(name)).notification.listNotices({})).rows),
    )
    expect(boxes[0]!.filter(one => one.text.startsWith('催办'))).toHaveLength(1)
    expect(boxes[1]!.filter(one => one.text.includes('boss'))).toHaveLength(1)
    await sign(await house.as('top'), [{ id: left.id, keeps: true }], '在岗')
    expect(await line('serve', 'post')).toMatchObject({ state: 'kept', answeredByName: 'top', escalatedToName: 'top' })
    await turn('2026-03-21')
    expect(await line('lin', 'post')).toMatchObject({ state: 'unsigned' })
    expect(await refusalOf(sign(boss, [{ id: left.id, keeps: true }]))).toMatchObject({
      code: 'authority.review_closed',
    })
    expect((await audit.notification.listNotices({})).rows[0]!.text).toContain('逾期未签')
    const file = await house.app.request(
      `/api/export/authority/listReviewLines?id=${id}&columns=personName:人员,said.state:状态`,
      { headers: { authorization: `Bearer ${(await house.identity.signIn('audit', 'password-audit')).token}` } },
    )
    expect(file.status).toBe(200)
  })

  it('is opened by the close on the day of its setting, and revokes what nobody signed where the setting says so', async () => {
    for (const [code, value] of [
      ['day', 5],
      ['days', 10],
      ['revoke', 1],
    ] as const)
      await house.rule('setting', `access-review.${code}`, { value })
    await turn('2026-04-04')
    expect((await audit.authority.listReviews()).campaigns).toHaveLength(1)
    await turn('2026-04-06')
    await turn('2026-04-07')
    const [campaign] = (await audit.authority.listReviews()).campaigns
    expect(campaign).toMatchObject({ quarter: '2026-Q2', dueOn: '2026-04-16', revokes: true })
    id = campaign!.id
    await turn('2026-04-17')
    expect(await line('serve', 'post')).toMatchObject({ state: 'revoking', answeredByName: '系统' })
    // Taking the last administrator is refused by the rules themselves, so that line is only shown.
    expect(await line('admin', 'post')).toMatchObject({ state: 'unsigned' })
    expect(await may('serve', 'party.customer.write')).toBe(true)
    await director.authority.decideRevocation({ id: (await line('serve', 'post')).id, approved: true, reason: '同意' })
    expect(await may('serve', 'party.customer.write')).toBe(false)
  })
})
