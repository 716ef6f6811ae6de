import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installDefaults } from '#authority'
import { type Day, instantAt } from '#lib/day'
import type { Id } from '#lib/id'
import { testCustomer } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** Rules about rights as dated versions with maker and checker, and the questions people ask about them. */
describe('rules about rights', () => {
  let house: TestHouse
  let admin: Client
  let director: Client
  let auditor: Client
  const people = new Map<string, Id<'person'>>()

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    for (const [name, post, branch] of [
      ['admin', 'administrator', 'HQ'],
      ['director', 'risk_director', 'HQ'],
      ['audit', 'auditor', 'HQ'],
      ['chen', 'credit_reviewer', 'SH'],
      ['xu', 'senior_reviewer', 'SH'],
      ['feng', 'credit_reviewer', 'HZ'],
      ['boss', 'team_manager', 'SH'],
      ['lin', 'market_developer', 'SH'],
      ['qian', 'risk_officer', 'HQ'],
      ['serve', 'service_agent', 'SH'],
    ] as const)
      people.set(name, await house.hire(name, post, { branch }))
    admin = await house.as('admin')
    director = await house.as('director')
    auditor = await house.as('audit')
  })
  afterAll(() => house.close())

  const why = { reason: '调整分工', source: '总经理办公会纪要 2026-03' }
  const today = '2026-03-02'
  const role = async (code: string) => (await admin.authority.listRules({ kind: 'role', code }))[0]!.content as Role
  type Role = { zh: string; en: string; permissions: { permission: string; scope: string }[] }
  type Wanted = Parameters<Client['authority']['proposeRule']>[0]
  const propose = (wanted: Omit<Wanted, 'reason' | 'source' | 'fromDay'> & { fromDay?: string }) =>
    admin.authority.proposeRule({ fromDay: today, ...why, ...wanted } as Wanted)

  it('count only once another person has approved them, from their day on, and are all kept', async () => {
    const content = await role('service_agent')
    const wider = {
      ...content,
      permissions: [...content.permissions, { permission: 'risk.portfolio.read', scope: 'branch' }],
    }
    const { id } = await propose({ kind: 'role', code: 'service_agent', content: wider, fromDay: '2026-03-03' })
    const may = async () => (await (await house.as('serve')).team.me()).permissions.includes('risk.portfolio.read')
    expect(await refusalOf(admin.authority.decideRule({ id, approved: true, reason: '自己' }))).toMatchObject({
      status: 403,
      code: 'authority.own_rule',
    })
    expect(
      await refusalOf(propose({ kind: 'role', code: 'service_agent', content: wider, fromDay: '2026-03-04' })),
    ).toMatchObject({ code: 'authority.rule_waiting_conflict' })
    await director.authority.decideRule({ id, approved: true, reason: '同意' })
    expect(await refusalOf(director.authority.decideRule({ id, approved: true, reason: '再' }))).toMatchObject({
      code: 'authority.rule_decided_conflict',
    })
    expect(await may()).toBe(false)
    await house.pool.query(`UPDATE platform.business_day SET day = '2026-03-03' WHERE closed_at IS NULL`)
    house.clock.set(instantAt('2026-03-03' as Day, '09:00'))
    expect(await may()).toBe(true)
    const versions = await auditor.authority.listRules({ kind: 'role', code: 'service_agent' })
    expect(
      versions.map(({ number, state, proposedByName, decidedByName }) => ({
        number,
        state,
        proposedByName,
        decidedByName,
      })),
    ).toEqual([
      { number: 2, state: 'in-force', proposedByName: 'admin', decidedByName: 'director' },
      { number: 1, state: 'past', proposedByName: 'chedai', decidedByName: 'chedai' },
    ])
    expect(
      (await auditor.authority.listRules({ kind: 'role', code: 'service_agent', on: '2026-03-02' }))[1]!.state,
    ).toBe('in-force')
    await house.pool.query(`UPDATE platform.business_day SET day = '2026-03-02' WHERE closed_at IS NULL`)
    house.clock.set(instantAt('2026-03-02' as Day, '10:00'))
  })

  it('are refused where they contradict themselves or each other', async () => {
    const content = await role('credit_reviewer')
    const both = {
      ...content,
      permissions: [...content.permissions, { permission: 'origination.application.submit', scope: 'own' }],
    }
    expect(await refusalOf(propose({ kind: 'role', code: 'credit_reviewer', content: both }))).toMatchObject({
      code: 'authority.role_conflict',
      facts: { role: '信贷审核' },
    })
    // The same from the other side: a duty that an existing role breaks.
    const duty = { kind: 'static', first: 'origination.application.review', second: 'party.customer.read' }
    expect(await refusalOf(propose({ kind: 'duty', code: 'odd', content: duty }))).toMatchObject({
      code: 'authority.role_conflict',
    })
    const bad = (wanted: Parameters<typeof propose>[0]) => refusalOf(propose(wanted))
    expect(await bad({ kind: 'setting', code: 'review.days', content: { value: 0 } })).toMatchObject({
      code: 'authority.rule_content',
      facts: { where: 'value' },
    })
    expect(await bad({ kind: 'setting', code: 'no.such', content: { value: 3 } })).toMatchObject({
      code: 'authority.rule_unknown',
    })
    expect(await bad({ kind: 'setting', content: { value: 3 } })).toMatchObject({ code: 'authority.rule_code' })
    expect(await bad({ kind: 'post', code: 'collector', content: { roles: ['nobody'] } })).toMatchObject({
      code: 'authority.rule_unknown',
    })
    const unknown = { ...content, permissions: [{ permission: 'servicing.loan.steal', scope: 'all' }] }
    expect(await bad({ kind: 'role', code: 'thief', content: unknown })).toMatchObject({
      code: 'authority.rule_permission',
    })
    const setting = { kind: 'setting' as const, code: 'review.days', content: { value: 9 } }
    expect(await bad({ ...setting, fromDay: '2026-03-01' })).toMatchObject({ code: 'authority.rule_from_day' })
    expect(await bad({ ...setting, toDay: '2026-03-02' })).toMatchObject({ code: 'authority.rule_days' })
    expect(
      await refusalOf(admin.authority.decideRule({ id: 'rule_0000000000001', approved: true, reason: 'x' })),
    ).toMatchObject({
      code: 'authority.rule_not_found',
    })
    const line = (await admin.authority.listRules({ kind: 'matrix', code: 'review.senior' }))[0]!.content as object
    expect(await bad({ kind: 'matrix', code: 'review.senior', content: { ...line, mode: 'joint' } })).toMatchObject({
      code: 'authority.rule_way',
    })
    expect(
      await bad({
        kind: 'committee',
        code: 'small',
        content: {
          zh: '会',
          en: 'c',
          memberRole: 'committee_member',
          chairRole: 'committee_chair',
          members: 4,
          quorum: [1, 2],
          favour: [1, 2],
        },
      }),
    ).toMatchObject({ code: 'authority.rule_content', facts: { where: 'members' } })
  })

  it('of an older installation get what a newer program brings as a proposal, once', async () => {
    const offered = () => admin.authority.listRules({ kind: 'role', code: 'collector', waiting: 'true' })
    const start = () => house.system('install', installDefaults)
    await start()
    expect(await offered()).toEqual([])
    // As if this installation had begun before waivers existed.
    await house.pool.query(`SET session_replication_role = replica;
      UPDATE authority.rule_version SET content = jsonb_set(content, '{permissions}', (SELECT jsonb_agg(p) FROM jsonb_array_elements(content -> 'permissions') p
        WHERE p ->> 'permission' <> 'servicing.waiver.record')) WHERE kind = 'role' AND code = 'collector';
      UPDATE authority.rule_stamp SET stamp = gen_random_uuid();
      SET session_replication_role = DEFAULT`)
    await start()
    await start()
    const [one, ...more] = await offered()
    expect(more).toEqual([])
    expect(one).toMatchObject({ proposedByName: 'chedai', source: 'servicing.waiver.record', mine: false })
    await house.hire('cole', 'collector', { branch: 'SH' })
    const may = async () => (await (await house.as('cole')).team.me()).permissions.includes('servicing.waiver.record')
    expect(await may()).toBe(false)
    await house.pool.query(`UPDATE platform.business_day SET day = '2026-03-04' WHERE closed_at IS NULL`)
    await director.authority.decideRule({ id: one!.id, approved: true, reason: '同意' })
    expect(await may()).toBe(true)
    await house.pool.query(`UPDATE platform.business_day SET day = '2026-03-02' WHERE closed_at IS NULL`)
    // What people take away stays away.
    const content = await role('collector')
    const less = content.permissions.filter(({ permission }) => permission !== 'servicing.waiver.record')
    await house.rule('role', 'collector', { ...content, permissions: less })
    await start()
    expect(await offered()).toEqual([])
  })

  it('of one kind and code never hold twice at once', async () => {
    const setting = { kind: 'setting' as const, code: 'key.days', content: { value: 90 } }
    const planned = await propose({ ...setting, fromDay: '2026-04-01', toDay: '2026-05-01' })
    await director.authority.decideRule({ id: planned.id, approved: true, reason: '同意' })
    const overlap = (fromDay: string, toDay: string | null) => propose({ ...setting, fromDay, toDay })
    expect(await refusalOf(overlap('2026-03-15', null))).toMatchObject({ code: 'authority.rule_overlap' })
    expect(await refusalOf(overlap('2026-03-15', '2026-04-02'))).toMatchObject({ code: 'authority.rule_overlap' })
    expect(await refusalOf(overlap('2026-04-01', null))).toMatchObject({ code: 'authority.rule_overlap' })
    expect(await refusalOf(overlap('2026-04-30', null))).toMatchObject({ code: 'authority.rule_overlap' })
    await overlap('2026-03-15', '2026-04-01')
    const grant = {
      kind: 'grant' as const,
      content: { person: people.get('lin')!, role: 'committee_member', effect: 'give' },
    }
    const given = await propose(grant)
    await director.authority.decideRule({ id: given.id, approved: true, reason: '同意' })
    expect(await refusalOf(propose({ ...grant, fromDay: '2026-03-10' }))).toMatchObject({
      code: 'authority.rule_overlap',
    })
  })

  it('gives nobody a role by their own approval', async () => {
    const content = { person: people.get('director')!, role: 'auditor', effect: 'give' }
    const { id } = await propose({ kind: 'grant', content })
    expect(await refusalOf(director.authority.decideRule({ id, approved: true, reason: '我要' }))).toMatchObject({
      code: 'authority.own_rule',
    })
  })

  it('always leave somebody who can change them and somebody else who can approve that', async () => {
    expect(await refusalOf(propose({ kind: 'post', code: 'administrator', content: { roles: [] } }))).toMatchObject({
      code: 'authority.last_administrator',
    })
    const content = { person: people.get('admin')!, role: 'administrator', effect: 'withhold' }
    expect(await refusalOf(propose({ kind: 'grant', content }))).toMatchObject({ code: 'authority.last_administrator' })
  })

  it('are tried on real people before they are saved', async () => {
    const content = await role('senior_reviewer')
    const wanted = {
      kind: 'role' as const,
      code: 'senior_reviewer',
      content: { ...content, permissions: [{ permission: 'origination.funding.disburse', scope: 'all' }] },
      fromDay: today,
    }
    const seen = await auditor.authority.tryRule(wanted)
    expect(seen.people.map(person => person.name)).toEqual(['xu'])
    expect(seen.people[0]!.gained).toEqual(['origination.funding.disburse@all'])
    expect(seen.people[0]!.lost).toContain('origination.application.review@branch')
    expect(seen).toMatchObject({ conflicts: 0, refusal: null })
    const grant = {
      kind: 'grant' as const,
      content: { person: people.get('lin')!, role: 'credit_reviewer', effect: 'give' },
      fromDay: today,
    }
    expect(await auditor.authority.tryRule(grant)).toMatchObject({
      conflicts: 1,
      people: [{ name: 'lin', conflicts: [{ rule: 'duty:sell-and-review#1' }] }],
    })
    expect(
      await auditor.authority.tryRule({ kind: 'post', code: 'administrator', content: { roles: [] }, fromDay: today }),
    ).toMatchObject({
      refusal: 'authority.last_administrator',
    })
  })

  describe('answer', () => {
    it('who could approve an amount at an instant, by which rules, and who could not and why', async () => {
      const hr = await house.as('admin')
      await hr.team.addLeave({
        personId: people.get('feng')!,
        kind: 'annual',
        fromDay: '2026-03-03',
        toDay: '2026-03-03',
        reason: '年假',
      })
      const asked = await auditor.authority.whoCould({
        amount: '300000',
        grade: 'C',
        on: '2026-03-03',
        stage: 'review',
      })
      expect(asked.people.map(({ name, allow, reason }) => ({ name, allow, reason }))).toEqual([
        { name: 'chen', allow: true, reason: 'authority.within_limit' },
        { name: 'xu', allow: true, reason: 'authority.within_limit' },
        { name: 'feng', allow: false, reason: 'authority.on_leave' },
      ])
      expect(asked.people[0]!.ruleIds).toEqual(['post:credit_reviewer#1', 'matrix:review.reviewer#1'])
      const more = await auditor.authority.whoCould({ amount: '300000.01', stage: 'review' })
      expect(more.people.filter(one => one.allow).map(one => one.name)).toEqual(['xu'])
      const huge = await auditor.authority.whoCould({ amount: '5000000' })
      expect(huge.people.filter(one => one.allow)).toEqual([])
      expect(huge.people.find(one => one.name === 'qian')).toMatchObject({
        way: 'committee',
        missing: ['committee:credit'],
      })
    })

    it('as of then: a line of the matrix approved at noon did not hold in the morning', async () => {
      house.clock.set(instantAt('2026-03-02' as Day, '12:00'))
      const old = (await admin.authority.listRules({ kind: 'matrix', code: 'review.reviewer' }))[0]!.content as object
      const { id } = await propose({
        kind: 'matrix',
        code: 'review.reviewer',
        content: { ...old, maxExposure: '50000' },
      })
      await director.authority.decideRule({ id, approved: true, reason: '收紧' })
      house.clock.set(instantAt('2026-03-02' as Day, '15:00'))
      const at = async (time?: string) =>
        (
          await auditor.authority.whoCould({
            amount: '200000',
            stage: 'review',
            on: '2026-03-02',
            ...(time ? { time } : {}),
          })
        ).people
          .filter(one => one.allow)
          .map(one => one.name)
      expect(await at('11:59')).toEqual(['chen', 'feng', 'xu'])
      expect(await at('12:01')).toEqual(['xu'])
      expect(await at()).toEqual(['xu'])
    })

    it('what a person can do and why, within the reader’s scope; what lies outside is said to', async () => {
      const seen = await auditor.authority.whatCan({ personId: people.get('xu')! })
      expect(seen.roles).toMatchObject([{ code: 'senior_reviewer', ruleIds: ['post:senior_reviewer#1'] }])
      expect(seen.permissions.find(one => one.permission === 'origination.application.review')).toMatchObject({
        allow: true,
        scope: 'branch',
        ruleIds: [
          'post:senior_reviewer#1',
          'role:senior_reviewer#1',
          'senior_reviewer:origination.application.review@branch',
        ],
      })
      expect(seen.limits).toEqual([{ stage: 'review', limit: '500000.00' }])
      const boss = await house.as('boss')
      expect(await refusalOf(boss.authority.whatCan({ personId: people.get('feng')! }))).toMatchObject({
        code: 'authority.out_of_scope',
      })
      expect(await refusalOf(auditor.authority.whatCan({ personId: 'person_0000000000001' }))).toMatchObject({
        code: 'team.person_not_found',
      })
      const asked = await boss.authority.whoCould({ amount: '40000', stage: 'review' })
      expect(asked.people.map(one => one.name)).toEqual(['chen', 'xu'])
      expect(asked.withheld).toBe(1)
    })

    it('who has seen a customer’s phone number', async () => {
      const lin = await house.as('lin')
      const customerId = await testCustomer(lin, 71)
      expect(await auditor.authority.whoSaw({ about: customerId })).toEqual({ lines: [], withheld: 0 })
      const serve = await house.as('serve')
      await serve.party.revealCustomer({ id: customerId, fields: ['phone'], reason: '回访' })
      await (await house.as('qian')).party.revealCustomer({ id: customerId, fields: ['idNumber'], reason: '核查' })
      const seen = await auditor.authority.whoSaw({ about: customerId, field: 'phone' })
      expect(seen.lines).toMatchObject([{ actorName: 'serve', fields: ['phone'], reason: '回访', outcome: 'done' }])
      expect((await auditor.authority.whoSaw({ about: customerId })).lines).toHaveLength(2)
      const boss = await (await house.as('boss')).authority.whoSaw({ about: customerId })
      expect(boss.lines.map(line => line.actorName)).toEqual(['serve'])
      expect(boss.withheld).toBe(1)
    })
  })
})
