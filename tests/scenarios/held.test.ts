import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { creditCheckDigits } from '../../modules/party/identifiers.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

const update = 'PATCH /party/dealers/{id}'
const person = 'POST /team/people/{id}/move'
const hoursLater = 3_600_000

/** Maker-checker: commands that wait for a second person, by configuration, through the public API. */
describe('a command that waits for a second person', () => {
  let house: TestHouse
  let maker: Client
  let checker: Client
  let admin: Client
  let director: Client
  let made = 0

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('maker', 'team_manager', { group: '管理一' })
    await house.hire('checker', 'team_manager', { group: '管理二' })
    await house.hire('far', 'team_manager', { group: '杭州', branch: 'HZ' })
    await house.hire('admin', 'administrator')
    await house.hire('zhao', 'risk_director')
    await house.hire('lin', 'market_developer')
    await house.hire('shen', 'auditor')
    maker = await house.as('maker')
    checker = await house.as('checker')
    admin = await house.as('admin')
    director = await house.as('zhao')
  })
  afterAll(() => house.close())

  const body = {
    conditions: [{ field: 'input.account', is: 'given' as const }],
    check: { permission: 'party.dealer.write' },
    backup: { permission: 'authority.held-rule.approve', role: 'risk_director' },
    deadlineHours: 24,
    expireHours: 72,
  }
  const rule = async (change: object = {}, more: object = {}) => {
    const { id } = await admin.authority.proposeHeldRule({
      code: 'dealer-account',
      operation: update,
      body: { ...body, ...change },
      fromDay: '2026-03-02',
      reason: '收款账户变更须双人复核',
      ...more,
    } as never)
    await director.authority.decideHeldRule({ id, approved: true, note: '同意' })
  }
  const dealer = async () => {
    made += 1
    const first = `91990300MADE${String(made).padStart(4, '0')}`
    const { id } = await maker.party.addDealer({
      name: `车行${made}`,
      creditCode: first + creditCheckDigits(first),
      grade: 'A',
      contact: '李经理',
      accountName: '示范车行有限公司',
      account: '6200000000000005',
      bankName: '示范银行',
    })
    return maker.party.getDealer({ id })
  }
  const accounts = ['3105016100000000123', '3105016100000000131', '6200000000000005']
  /** The answer of a command that was held. */
  const heldBy = async (call: Promise<unknown>) => {
    const answer = (await call) as { code?: string; status?: number; facts?: { id: Id<'held'>; checkers: string[] } }
    expect(answer, 'the command should have been held').toMatchObject({ code: 'platform.held', status: 202 })
    return answer.facts!
  }
  const change = async (row: { id: Id<'dealer'>; version: number }, more: object = {}, context: object = {}) =>
    maker.party.updateDealer(
      { id: row.id, version: row.version, account: accounts[0]!, ...more } as never,
      { context } as never,
    )
  const seen = async (client: Client, id: Id<'held'>) => (await client.authority.getHeld({ id })).seen
  const approve = async (client: Client, id: Id<'held'>, version?: string) =>
    client.authority.approveHeld({ id, seen: version ?? (await seen(client, id)) })

  it('is configured by one person and counts once another has approved it; bad rules are refused with what is wrong', async () => {
    const asked = { code: 'dealer-account', operation: update, body, fromDay: '2026-03-02', reason: '试' } as never
    const bad = async (changed: object) =>
      (await refusalOf(admin.authority.proposeHeldRule({ ...(asked as object), ...changed } as never))).code
    expect(await bad({ operation: 'POST /nowhere' })).toBe('authority.held_unknown')
    expect(await bad({ operation: 'POST /authority/held/{id}/approval' })).toBe('authority.held_unknown')
    expect(await bad({ fromDay: '2026-03-01' })).toBe('authority.held_rule_day')
    expect(await bad({ body: { ...body, deadlineHours: 48, expireHours: 24 } })).toBe('authority.held_rule_hours')
    expect(await bad({ body: { ...body, check: { permission: 'party.dealer.nothing' } } })).toBe(
      'authority.held_rule_permission',
    )
    expect(await bad({ body: { ...body, conditions: [{ field: 'input.account', is: 'above', value: 'much' }] } })).toBe(
      'authority.held_rule_condition',
    )
    const { id } = await admin.authority.proposeHeldRule(asked)
    expect(await bad({})).toBe('authority.held_rule_pending_conflict')
    expect(await refusalOf(admin.authority.decideHeldRule({ id, approved: true, note: '自己批' }))).toMatchObject({
      code: 'authority.held_rule_own',
    })
    const free = await dealer()
    expect(await change(free)).toMatchObject({ version: 2 })
    await director.authority.decideHeldRule({ id, approved: true, note: '同意' })
    expect(await refusalOf(director.authority.decideHeldRule({ id, approved: false, note: '不' }))).toMatchObject({
      code: 'authority.held_rule_conflict',
    })
    expect(
      await refusalOf(director.authority.decideHeldRule({ id: 'heldrule_0000000000001', approved: true, note: '无' })),
    ).toMatchObject({ code: 'authority.held_rule_not_found' })
    expect(await bad({ operation: 'POST /team/leave' })).toBe('authority.held_rule_taken')
    expect((await admin.authority.listHeldRules()).map(row => row.state)).toEqual(['in-force'])
    const { operations } = await director.authority.listHoldable()
    expect(operations.find(one => one.operation === update)?.fields).toContainEqual({
      path: 'input.account',
      label: '收款账号',
      kind: 'text',
    })
    expect(await maker.authority.lookAhead({ operation: update })).toMatchObject([
      { code: 'dealer-account', conditional: true, checkers: expect.arrayContaining([{ name: 'checker', why: null }]) },
    ])
    expect(await refusalOf(maker.authority.lookAhead({ operation: 'GET /x' }))).toMatchObject({
      code: 'authority.held_unknown',
    })
  })

  it('is held with what it would change, refused at once where it would be refused, and done as its maker when approved', async () => {
    const row = await dealer()
    expect((await maker.party.updateDealer({ id: row.id, version: 1, grade: 'B' })).version).toBe(2)
    expect(await refusalOf(change(row))).toMatchObject({ code: 'party.stale' })
    const now = await maker.party.getDealer({ id: row.id })
    const key = { headers: { 'idempotency-key': `k-${row.id}` } }
    const held = await heldBy(change(now, {}, key))
    expect(held.checkers).toEqual(['checker', 'zhao'])
    expect(await heldBy(change(now, {}, key))).toMatchObject({ id: held.id })
    expect((await maker.party.getDealer({ id: row.id })).account).toBe('**** 0005')

    expect((await checker.authority.listHeld({})).rows.map(one => one.id)).toEqual([held.id])
    expect((await (await house.as('far')).authority.listHeld({})).rows).toEqual([])
    expect(await (await house.as('lin')).authority.countHeld()).toEqual({ check: 0, mine: 0 })
    expect(await maker.authority.countHeld()).toEqual({ check: 0, mine: 1 })
    const shown = await checker.authority.getHeld({ id: held.id })
    expect(shown).toMatchObject({ state: 'waiting', mayCheck: true, mine: false, makerName: 'maker', record: row.id })
    expect(shown.fields).toContainEqual({ path: 'account', label: '收款账号', before: '**** 0005', after: '**** 0123' })
    expect(shown.asked).toContainEqual({ path: 'account', label: '收款账号', value: '310****0123' })
    expect(shown.checkers).toEqual(expect.arrayContaining([{ name: 'checker', why: null }]))
    const { rows: stored } = await house.pool.query('SELECT h::text AS row FROM authority.held_change h')
    expect(JSON.stringify(stored)).not.toContain(accounts[0])

    expect(await checker.authority.listPending({ record: row.id })).toMatchObject([{ id: held.id, mayCheck: true }])
    expect(await (await house.as('lin')).authority.listPending({ record: row.id })).toMatchObject([{ mayCheck: false }])
    expect(await refusalOf(checker.authority.listPending({ record: 'nothing_at_all' }))).toMatchObject({
      code: 'authority.held_record',
    })
    await house.drain()
    expect((await checker.notification.listNotices({})).rows[0]).toMatchObject({
      about: held.id,
      text: expect.stringContaining('maker 提交了'),
    })

    expect(await approve(checker, held.id)).toMatchObject({ outcome: 'done' })
    const after = await maker.party.getDealer({ id: row.id })
    expect(after).toMatchObject({ account: '**** 0123', version: 3 })
    expect(after.timeline.slice(0, 2).map(line => line.actorName)).toEqual(expect.arrayContaining(['maker', 'checker']))
    const audit = (await (await house.as('shen')).authority.listAudit({ about: row.id })).rows
    expect(audit.slice(0, 3).map(line => [line.actorName, line.operation.split(' ')[1], line.outcome])).toEqual(
      expect.arrayContaining([
        ['maker', '/party/dealers/{id}', 'done'],
        ['checker', '/authority/held/{id}/approval', 'done'],
        ['maker', '/party/dealers/{id}', 'held'],
      ]),
    )
    await house.drain()
    expect((await maker.notification.listNotices({})).rows[0]!.text).toContain('checker 复核通过了')
    const mine = await maker.authority.getHeld({ id: held.id })
    expect(mine.answer).toContainEqual({ path: 'version', value: 3 })
    expect((await checker.authority.getHeld({ id: held.id })).answer).toBeNull()
    expect(mine.steps.map(step => step.kind)).toEqual(['held', 'done'])
  })

  it('is never checked by its maker: not as administrator, not by another account, not by a right the maker lent', async () => {
    const row = await dealer()
    const held = await heldBy(change(row))
    expect(await refusalOf(approve(maker, held.id))).toMatchObject({ code: 'authority.held_own' })
    expect(await refusalOf(maker.authority.refuseHeld({ id: held.id, reason: '自己退' }))).toMatchObject({
      code: 'authority.held_own',
    })
    const second = await house.hire('maker2', 'team_manager', { group: '管理二', name: 'maker' })
    const other = await house.as('maker2')
    expect(await refusalOf(approve(other, held.id))).toMatchObject({ code: 'authority.held_same_person' })
    const makerId = (await maker.team.me()).person.id
    const pair = { personId: makerId, otherId: second, same: false, reason: '同名不同人，已核身份证' }
    expect(await refusalOf(admin.authority.saySamePerson({ ...pair, otherId: makerId }))).toMatchObject({
      code: 'authority.held_pair',
    })
    expect(
      await refusalOf(admin.authority.saySamePerson({ ...pair, otherId: 'person_0000000000001' as never })),
    ).toMatchObject({ code: 'authority.held_person' })
    await admin.authority.saySamePerson(pair)
    expect((await checker.authority.getHeld({ id: held.id })).checkers.filter(one => one.why === null).length).toBe(2)
    await admin.authority.saySamePerson({ ...pair, same: true, reason: '核实为同一人' })
    expect(await refusalOf(approve(other, held.id))).toMatchObject({ code: 'authority.held_same_person' })
    // An administrator who asks for something is its maker like anybody else.
    await rule({ conditions: [], check: { permission: 'team.person.write' } }, { code: 'move', operation: person })
    const lent = await maker.team.addDelegation({
      toPersonId: (await checker.team.me()).person.id,
      permissions: ['party.dealer.write'],
      fromDay: '2026-03-02',
      toDay: '2026-03-03',
      reason: '出差',
    } as never)
    expect(await refusalOf(approve(checker, held.id))).toMatchObject({ code: 'authority.held_lent' })
    await maker.team.endDelegation({ id: lent.id, reason: '已回' })
    expect(await refusalOf(approve(await house.as('far'), held.id, 'x'))).toMatchObject({
      code: 'authority.held_not_found',
    })
    expect(await approve(checker, held.id)).toMatchObject({ outcome: 'done' })
  })

  it('shows the new change for confirmation when the record changed since, and does nothing before', async () => {
    const row = await dealer()
    const held = await heldBy(change(row))
    const first = await seen(checker, held.id)
    await maker.party.updateDealer({ id: row.id, version: 1, contact: '王经理' })
    const drifted = await approve(checker, held.id, first)
    expect(drifted.outcome).toBe('drifted')
    expect((await maker.party.getDealer({ id: row.id })).account).toBe('**** 0005')
    const shown = await checker.authority.getHeld({ id: held.id })
    expect(shown).toMatchObject({ state: 'waiting', seen: drifted.seen })
    expect(shown.steps.map(step => step.kind)).toEqual(['held', 'drifted'])
    expect(await approve(checker, held.id, first)).toMatchObject({ outcome: 'drifted' })
    expect(await approve(checker, held.id)).toMatchObject({ outcome: 'done' })
    expect(await maker.party.getDealer({ id: row.id })).toMatchObject({
      account: '**** 0123',
      contact: '王经理',
      version: 3,
    })
  })

  it('is checked by one of two checkers at once, and by nobody after it was turned down, taken back or has expired', async () => {
    const row = await dealer()
    const held = await heldBy(change(row))
    const version = await seen(checker, held.id)
    await house.hire('third', 'team_manager', { group: '管理三' })
    const third = await house.as('third')
    const both = await Promise.allSettled([approve(checker, held.id, version), approve(third, held.id, version)])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((both.find(one => one.status === 'rejected') as PromiseRejectedResult).reason.data.code).toBe(
      'authority.held_conflict',
    )
    const again = await maker.party.getDealer({ id: row.id })
    const turned = await heldBy(change(again, { account: accounts[1] }))
    await checker.authority.refuseHeld({ id: turned.id, reason: '账户名不符' })
    expect(await refusalOf(approve(third, turned.id))).toMatchObject({ code: 'authority.held_conflict' })
    expect((await maker.authority.getHeld({ id: turned.id })).note).toBe('账户名不符')
    const back = await heldBy(change(again, { account: accounts[1] }))
    expect(await refusalOf(checker.authority.withdrawHeld({ id: back.id }))).toMatchObject({
      code: 'authority.held_not_own',
    })
    await maker.authority.withdrawHeld({ id: back.id, reason: '填错' })
    expect(await refusalOf(maker.authority.withdrawHeld({ id: back.id }))).toMatchObject({
      code: 'authority.held_conflict',
    })
    expect(await refusalOf(checker.authority.getHeld({ id: 'held_0000000000001' }))).toMatchObject({
      code: 'authority.held_not_found',
    })
  })

  it('goes to its backup after the deadline and expires after its last hour', async () => {
    const row = await dealer()
    const held = await heldBy(change(row))
    const due = () => house.spine.send(house.spine.database, 'authority.held-due', {}).then(() => house.drain())
    await due()
    expect(await director.authority.countHeld()).toMatchObject({ check: 0 })
    house.clock.advance(25 * hoursLater)
    await due()
    expect(await director.authority.countHeld()).toMatchObject({ check: 1 })
    expect((await director.notification.listNotices({})).rows[0]!.text).toContain('已超时限')
    house.clock.advance(48 * hoursLater)
    expect(await refusalOf(approve(checker, held.id))).toMatchObject({ code: 'authority.held_expired' })
    await due()
    expect((await maker.authority.getHeld({ id: held.id })).steps.map(step => step.kind)).toEqual([
      'held',
      'escalated',
      'expired',
    ])
    expect((await maker.notification.listNotices({})).rows[0]!.text).toContain('无人复核')
  })

  it('says before anything waits that nobody could check it, and who could but for leave or conflict', async () => {
    await rule({ check: { permission: 'party.dealer.write' }, backup: null, reasonRequired: true })
    const row = await dealer()
    const refusal = await refusalOf(change(row))
    expect(refusal).toMatchObject({ code: 'authority.held_reason' })
    expect(refusal.detail).toContain('checker')
    const held = await heldBy(change(row, {}, { headers: { 'x-reason': encodeURIComponent('更换开户行') } }))
    expect((await checker.authority.getHeld({ id: held.id })).reason).toBe('更换开户行')
    await maker.authority.withdrawHeld({ id: held.id })
    const away = {
      kind: 'annual' as const,
      fromDay: '2026-03-02',
      toDay: '2026-03-06',
      standInId: null,
      reason: '休假',
    }
    for (const username of ['checker', 'third']) {
      const client = await house.as(username)
      await client.team.addLeave({ ...away, personId: (await client.team.me()).person.id })
    }
    const dry = await refusalOf(change(row, {}, { headers: { 'x-dry-run': '1' } }))
    expect(dry).toMatchObject({ code: 'authority.held_nobody', status: 403 })
    expect(dry.detail).toMatch(/checker（休假中）.*third（休假中）|third（休假中）.*checker（休假中）/)
    expect(dry.detail).toContain('maker（与提交人为同一人）')
    expect((await maker.authority.countHeld()).mine).toBe(0)
    await house.pool.query(`UPDATE team.leave SET cancelled_at = now()`)
  })

  it('asks the role and the branch the rule names', async () => {
    await rule({ check: { permission: 'party.dealer.write', role: 'team_manager' }, backup: null, sameBranch: true })
    const row = await dealer()
    const held = await heldBy(change(row))
    expect(held.checkers).toEqual(['checker', 'third'])
    await rule({ check: { permission: 'team.person.write', role: 'hr_officer' }, backup: null })
    expect(await refusalOf(change(row))).toMatchObject({ code: 'authority.held_nobody' })
    await maker.authority.withdrawHeld({ id: held.id })
    await rule({ backup: null })
  })

  it('is not done for somebody who has left, nor on a record that is gone', async () => {
    const row = await dealer()
    const other = await house.hire('leaver', 'team_manager', { group: '管理二' })
    const leaver = await house.as('leaver')
    const held = await heldBy(leaver.party.updateDealer({ id: row.id, version: 1, account: accounts[0]! }))
    await house.pool.query(`UPDATE team.person SET left_on = '2026-03-01' WHERE username = 'leaver'`)
    expect(other).toBeDefined()
    expect(await refusalOf(approve(checker, held.id))).toMatchObject({ code: 'authority.held_maker_gone' })
    await checker.authority.refuseHeld({ id: held.id, reason: '提交人已离职' })
    const lost = await heldBy(change(row))
    await house.pool.query(`DELETE FROM party.dealer WHERE name = $1`, [row.name])
    expect(await refusalOf(approve(checker, lost.id))).toMatchObject({ code: 'party.dealer_not_found' })
    expect((await checker.authority.getHeld({ id: lost.id })).state).toBe('waiting')
    await checker.authority.refuseHeld({ id: lost.id, reason: '记录已不在' })
  })

  it('comes to the same as doing it directly, whatever was asked', async () => {
    const free = { code: 'dealer-account', operation: update, fromDay: '2026-03-02', reason: '停用' }
    const anyChange = fc.record(
      {
        grade: fc.constantFrom('A', 'B', 'C'),
        contact: fc.constantFrom('张三', '李四'),
        bankName: fc.constantFrom('工商银行', '示范银行'),
        accountName: fc.constantFrom('甲公司', '乙公司'),
        account: fc.constantFrom(...accounts),
      },
      { requiredKeys: ['account'] },
    )
    const changes = fc.sample(anyChange, { numRuns: 6, seed: 7 })
    /** All that is stored and shown of a dealer, but for what tells one dealer from another and when it was. */
    const shape = async (row: { id: Id<'dealer'>; name: string }) => {
      const { rows } = await house.pool.query(
        `SELECT to_jsonb(d) - ARRAY['id', 'name', 'credit_code', 'account_sealed', 'contact_phone_sealed', 'created_at', 'account_changed_at'] AS stored
           FROM party.dealer d WHERE name = $1`,
        [row.name],
      )
      const { id: _, name: __, creditCode: ___, timeline: ____, ...shown } = await maker.party.getDealer({ id: row.id })
      return { stored: rows[0].stored, shown }
    }
    const twins = []
    for (const asked of changes) {
      const row = await dealer()
      const held = await heldBy(change(row, asked))
      expect(await approve(checker, held.id)).toMatchObject({ outcome: 'done' })
      twins.push({ asked, shape: await shape(row) })
    }
    const { id } = await admin.authority.proposeHeldRule({ ...free, body: null } as never)
    await director.authority.decideHeldRule({ id, approved: true, note: '同意' })
    for (const { asked, shape: expected } of twins) {
      const row = await dealer()
      expect(await change(row, asked)).toMatchObject({ version: 2 })
      expect(await shape(row)).toEqual(expected)
    }
  })
})
