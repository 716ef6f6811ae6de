import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Id, toKey } from '#lib/id'
import { endBusinessDay } from '#platform/business-day'
import { heldWork } from '#team'
import { type Lender, openLender, submitted, testCustomer } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, goldenPlan } from '../loans.ts'

const preview = { context: { headers: { 'x-dry-run': '1' } } }

describe('joining, moving and leaving', () => {
  let house: TestHouse
  let lender: Lender
  let manager: Client
  let hr: Client
  let ids: Record<string, Id<'person'>>

  const person = (id: Id<'person'>) => manager.team.getPerson({ id })
  const groupId = async (name: string) =>
    (await manager.team.listGroups()).groups.find(group => group.name === name)!.id
  const work = async (id: Id<'person'>) =>
    Object.fromEntries((await hr.team.getHeldWork({ id })).held.map(({ kind, count }) => [kind, count]))

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    manager = lender.manager
    await house.hire('far', 'market_developer', { group: '浙江一组', branch: 'HZ' })
    await house.hire('hr', 'hr_officer', { group: '人事组' })
    hr = await house.as('hr')
    const { rows } = await manager.team.listPeople({ limit: 100 })
    ids = Object.fromEntries(rows.map(row => [row.username, row.id]))
    const { developer } = lender
    for (const sequence of [31, 32, 33]) {
      const customerId = await testCustomer(developer, sequence)
      await developer.origination.addApplication({ customerId })
      await developer.origination.addLead({
        name: `线索${sequence}`,
        phone: `137${String(10_000_000 + sequence)}`,
        source: 'online',
        interest: '新车',
      })
      const lin = await house.pool.query(
        `SELECT a.person_id, a.group_id, g.branch_id FROM team.assignment a JOIN team.team_group g ON g.id = a.group_id WHERE a.person_id = $1`,
        [toKey(ids.lin!)],
      )
      await disburse(house, `H-${sequence}`, goldenPlan('2026-03-02' as never), {
        customerKey: toKey(customerId),
        ownerKey: lin.rows[0].person_id,
        groupKey: lin.rows[0].group_id,
        branchKey: lin.rows[0].branch_id,
      })
    }
    // A case in the queue that the reviewer holds, and a day of leave in which somebody stands in.
    await submitted(lender, 34, { principal: '130000.00' })
    const { id } = await lender.reviewer.origination.claimNext({ after: null })
    expect(id).not.toBeNull()
  })
  afterAll(() => house.close())

  it('a preview of a move says what changes hands, what comes into sight and what does not fit, and changes nothing', async () => {
    const lin = await person(ids.lin!)
    const groupOf = lin.assignment!.groupId
    await hr.team.setSeats({
      groupId: await groupId('审核组'),
      post: 'credit_reviewer',
      seats: 2,
      fromDay: '2026-03-02',
      reason: '年度编制',
    })
    const move = {
      id: lin.id,
      version: lin.version,
      post: 'credit_reviewer',
      groupId: await groupId('审核组'),
      reportsTo: null,
      fromDay: '2026-03-03',
    }
    const { impact } = await manager.team.movePerson(move, preview)
    expect(impact).toMatchObject({
      reportsTo: { before: 'boss', after: null },
      rolesGained: ['credit_reviewer'],
      rolesLost: ['market_developer'],
      conflicts: [{ code: 'over-headcount', facts: { seats: 2, people: 3 } }],
      limits: [{ stage: 'review', before: '0.00', after: '300000.00' }],
      apart: [],
    })
    expect(impact!.permissionsGained).toContain('origination.application.review')
    expect(impact!.permissionsLost).toContain('origination.application.submit')
    const seen = Object.fromEntries(impact!.visible.map(({ kind, before, after }) => [kind, [before, after]]))
    expect(seen).toMatchObject({ 'origination.lead': [3, 0], 'party.customer': [4, 4], 'servicing.loan': [3, 3] })
    expect(Object.fromEntries(impact!.held.map(({ kind, count }) => [kind, count]))).toMatchObject({
      'party.customer': 4,
      'origination.lead': 3,
      'origination.application': 4,
      'servicing.loan': 3,
    })
    expect((await person(ids.lin!)).assignment!.groupId).toBe(groupOf)
    expect((await person(ids.lin!)).version).toBe(lin.version)
  })

  it('work follows into another group of the branch, but not out of it', async () => {
    const { id: second } = await manager.team.addGroup({
      name: '华东二组',
      function: 'market',
      branchId: (await manager.team.listGroups()).groups.find(group => group.name === '华东一组')!.branchId,
    })
    const lin = await person(ids.lin!)
    const move = { id: lin.id, post: 'market_developer', reportsTo: ids.boss!, fromDay: '2026-03-02' }
    const far = (await hr.team.listGroups()).groups.find(group => group.name === '浙江一组')!.id
    expect(
      await refusalOf(hr.team.movePerson({ ...move, version: lin.version, groupId: far, reportsTo: null })),
    ).toMatchObject({ code: 'team.work_unassigned', fields: [{ path: 'handOver' }] })
    await manager.team.movePerson({ ...move, version: lin.version, groupId: second })
    const { rows } = await house.pool.query(
      `SELECT DISTINCT group_id FROM party.customer WHERE owner_id = $1 UNION SELECT group_id FROM servicing.loan WHERE owner_id = $1`,
      [toKey(lin.id)],
    )
    expect(rows).toEqual([{ group_id: toKey(second) }])
    // A move dated back says why, and not further than a month.
    const again = { ...move, version: lin.version + 1, groupId: await groupId('华东一组'), fromDay: '2026-03-01' }
    expect(await refusalOf(manager.team.movePerson(again))).toMatchObject({ code: 'team.effective_day' })
    const wu = await person(ids.wu!)
    const back = {
      id: wu.id,
      version: wu.version,
      post: 'market_developer',
      groupId: await groupId('华东一组'),
      reportsTo: null,
    }
    expect(await refusalOf(manager.team.movePerson({ ...back, fromDay: '2026-02-27' }))).toMatchObject({
      code: 'team.reason_needed',
    })
    expect(await refusalOf(manager.team.movePerson({ ...back, fromDay: '2026-01-02', reason: '补' }))).toMatchObject({
      code: 'team.dated_back',
    })
    await manager.team.movePerson({ ...back, fromDay: '2026-02-27', reason: '补录调令' })
    expect(
      await refusalOf(
        manager.team.movePerson({ ...back, version: 2, groupId: second, fromDay: '2026-02-28', reason: '补' }),
      ),
    ).toMatchObject({ code: 'team.group_not_found' })
    expect((await person(wu.id)).history[0]).toMatchObject({
      reason: '补录调令',
      madeOn: '2026-03-02',
      madeByName: 'boss',
    })
    const joins = { ...back, version: 2, groupId: second, reportsTo: ids.boss!, fromDay: '2026-03-02' }
    await manager.team.movePerson(joins)
  })

  it('who leaves hands everything over in one transaction, or does not leave', async () => {
    const boss = ids.boss!
    const wu = ids.wu!
    await hr.team.addDottedLine({ id: wu, managerId: ids.lin!, purpose: '新人带教', fromDay: '2026-03-02' })
    await hr.team.changeGroup({
      id: await groupId('华东二组'),
      version: 1,
      fromDay: '2026-03-02',
      reason: '任命组长',
      leaderId: ids.lin!,
    })
    await manager.team.addLeave({
      personId: wu,
      kind: 'annual',
      fromDay: '2026-03-20',
      toDay: '2026-03-21',
      standInId: ids.lin!,
      reason: '回家',
    })
    await lender.developer.team.addDelegation({
      toPersonId: wu,
      permissions: ['team.leave.write'],
      fromDay: '2026-03-02',
      toDay: '2026-03-10',
      reason: '外出',
    })
    const held = await work(ids.lin!)
    expect(held).toMatchObject({
      'team.dotted-line': 1,
      'team.group-leader': 1,
      'team.stand-in-duty': 1,
      'team.delegation': 1,
      'party.customer': 4,
      'servicing.loan': 3,
    })
    const { version } = await person(ids.lin!)
    const leave = { id: ids.lin!, version, leftOn: '2026-03-02', reason: '个人原因' }
    expect(await refusalOf(manager.team.endPerson(leave))).toMatchObject({ code: 'team.work_unassigned' })
    const all = Object.keys(held).filter(kind => kind !== 'team.delegation')
    const plan = (to: Id<'person'> | null) => all.map(kind => ({ kind, to }))
    expect(await refusalOf(manager.team.endPerson({ ...leave, handOver: plan(ids.lin!) }))).toMatchObject({
      code: 'team.successor_not_found',
    })
    expect(await refusalOf(manager.team.endPerson({ ...leave, handOver: plan(ids.far!) }))).toMatchObject({
      code: 'team.successor_branch',
    })
    expect((await person(ids.lin!)).leftOn).toBeNull()
    // Nothing of the refused hand-overs has stayed.
    expect(await work(ids.lin!)).toEqual(held)
    await manager.team.endPerson({
      ...leave,
      handOver: plan(null).map(line => ({ ...line, to: line.kind === 'team.stand-in-duty' ? boss : null })),
    })
    expect((await person(ids.lin!)).leftOn).toBe('2026-03-02')
    expect(await work(wu)).toMatchObject({ 'party.customer': 4, 'servicing.loan': 3, 'team.group-leader': 1 })
    const { transitions, handOvers } = await manager.team.listTransitions({ id: ids.lin! })
    expect(transitions.map(({ kind }) => kind)).toEqual(['leave', 'move'])
    expect(transitions[0]!.items.map(({ item }) => item)).toContain('equipment-returned')
    expect(handOvers).toContainEqual({
      onDay: '2026-03-02',
      kind: 'party.customer',
      fromName: '林晓雯',
      toName: '吴迪',
      count: 4,
    })
    const [first] = transitions
    await manager.team.tickTransition({ id: first!.id, item: 'equipment-returned', done: true, note: '电脑一台' })
    expect(
      await refusalOf(manager.team.tickTransition({ id: first!.id, item: 'no-such-thing', done: true })),
    ).toMatchObject({ code: 'team.transition_not_found' })
  })

  it('nothing of anybody who has left is theirs: every table with an owner was thought of', async () => {
    const facts = ['decision.decision', 'origination.application_event']
    const { rows } = await house.pool.query(
      `SELECT table_schema || '.' || table_name AS name, column_name AS column FROM information_schema.columns
        WHERE column_name IN ('owner_id', 'claimed_by') AND table_schema NOT IN ('information_schema', 'pg_catalog') ORDER BY 1`,
    )
    expect(rows.length).toBeGreaterThanOrEqual(6)
    for (const { name, column } of rows) {
      if (facts.includes(name)) continue
      const left = await house.pool.query(
        `SELECT count(*)::int AS n FROM ${name} t JOIN team.person p ON p.id = t.${column} WHERE p.left_on IS NOT NULL`,
      )
      expect(left.rows[0].n, `${name}.${column}: offer it in the module’s held work`).toBe(0)
    }
  })

  it('a reviewer’s held case goes back to the queue, and reports of a manager go to the next one', async () => {
    const chen = await person(ids.chen!)
    expect(await work(chen.id)).toEqual({ 'origination.claimed-case': 1 })
    await hr.team.endPerson({ id: chen.id, version: chen.version, leftOn: '2026-03-02' })
    const other = await house.as('zhou')
    expect((await other.origination.claimNext({ after: null })).id).not.toBeNull()

    await house.hire('deputy', 'team_manager', { group: '管理组', reportsTo: ids.boss! })
    const deputy = (await manager.team.listPeople({ search: 'deputy' })).rows[0]!.id
    const boss = await person(ids.boss!)
    const leave = { id: boss.id, version: boss.version, leftOn: '2026-03-02', reason: '退休' }
    expect(await refusalOf(hr.team.endPerson(leave))).toMatchObject({ code: 'team.work_unassigned' })
    const held = Object.keys(await work(boss.id))
    expect(
      await refusalOf(hr.team.endPerson({ ...leave, handOver: held.map(kind => ({ kind, to: ids.chen! })) })),
    ).toMatchObject({ code: 'team.successor_not_found' })
    await hr.team.endPerson({ ...leave, handOver: held.map(kind => ({ kind, to: deputy })) })
    const next = await house.as('deputy')
    await house.system('test.end-day', ctx => endBusinessDay(ctx.sql, ctx.today, ctx.now))
    expect((await next.team.getPerson({ id: ids.wu! })).assignment).toMatchObject({ reportsTo: deputy })
    expect((await next.team.getPerson({ id: deputy })).assignment!.reportsTo).toBeNull()
    const shown = await next.team.organisation({ on: '2026-03-02' })
    expect(shown.people.find(one => one.username === 'wu')!.assignment!.reportsToName).toBe('boss')
  })

  it('a move dated ahead moves the work on its day: notes ring the taker, tasks go with the person', async () => {
    const wu = await house.as('wu')
    const mover = await hr.team.getPerson({ id: ids.wu! })
    const customer = (await wu.party.listCustomers({ limit: 1 })).rows[0]!.id
    await wu.notification.postLine({ record: customer, kind: 'handover', text: '只接下午电话' })
    await wu.notification.addTask({ title: '回访老客户', ownerId: mover.id, dueOn: '2026-03-09', about: null })
    const before = await work(mover.id)
    const { id: groupId } = await hr.team.addGroup({
      name: '华东三组',
      function: 'market',
      branchId: mover.assignment!.branchId,
    })
    const move = {
      id: mover.id,
      version: mover.version,
      post: 'market_developer',
      groupId,
      reportsTo: mover.assignment!.reportsTo,
      fromDay: '2026-03-04',
    }
    expect(
      await refusalOf(hr.team.movePerson({ ...move, handOver: [{ kind: 'party.customer', to: ids.chen! }] })),
    ).toMatchObject({ code: 'team.successor_not_found' })
    await hr.team.movePerson({ ...move, handOver: [{ kind: 'party.customer', to: ids.zhou! }] })
    const begin = () => house.system('test.begin', heldWork.handOverPlanned)
    await begin()
    expect(await work(mover.id)).toEqual(before)
    await house.system('test.end-day', ctx => endBusinessDay(ctx.sql, ctx.today, ctx.now))
    await begin()
    await begin()
    const { 'party.customer': gone, ...rest } = before
    expect(gone).toBe(4)
    expect(await work(mover.id)).toEqual(rest)
    expect(rest['notification.task']).toBe(1)
    const { rows } = await house.pool.query(
      `SELECT DISTINCT s.name FROM servicing.loan l JOIN team.group_period s ON s.group_id = l.group_id WHERE l.owner_id = $1`,
      [toKey(mover.id)],
    )
    expect(rows).toEqual([{ name: '华东三组' }])
    await house.drain()
    const rung = (await (await house.as('zhou')).notification.listNotices({})).rows
    expect(rung.filter(one => one.text.includes('交接说明'))).toHaveLength(1)
  })
})
