import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { residentCheckDigit } from '#party'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('customers', () => {
  let house: TestHouse
  let lin: Client
  let ma: Client
  let boss: Client
  let agent: Client
  let risk: Client
  let customerId: Id<'customer'>

  beforeAll(async () => {
    house = await openTestHouse()
    for (const [username, post, group] of [
      ['lin', 'market_developer', '一组'],
      ['maxiao', 'market_developer', '二组'],
      ['boss', 'team_manager', '管理'],
      ['agent', 'service_agent', '客服'],
      ['risk', 'risk_officer', '风控'],
      ['risk2', 'risk_director', '风控'],
    ] as const)
      await house.hire(username, post, { group })
    ;[lin, ma, boss, agent, risk] = (await Promise.all(
      ['lin', 'maxiao', 'boss', 'agent', 'risk'].map(name => house.as(name)),
    )) as [Client, Client, Client, Client, Client]
    customerId = (await lin.party.addCustomer(person)).id
  })
  afterAll(() => house.close())

  const person = {
    kind: 'individual' as const,
    name: '张小明',
    idNumber: '990101 19900307 8519',
    phone: '138 0013 8000',
    address: '上海市浦东新区世纪大道100号',
    bankCard: '6200000000000005',
    monthlyIncome: '12000',
    monthlyDebt: '1500.00',
    occupation: '教师',
    yearsEmployed: 6,
  }
  const secrets = ['张小明', '990101199003078519', '13800138000', '6200000000000005', '世纪大道']

  it('show personal data masked, and keep it sealed in the database', async () => {
    expect(await lin.party.getCustomer({ id: customerId })).toMatchObject({
      name: '张**',
      idNumber: '990101********8519',
      phone: '138****8000',
      bankCard: '**** 0005',
      address: '上海市浦东新区****',
      age: 35,
      monthlyIncome: '12000.00',
      yearsEmployed: 6,
      contactTime: 'any',
      mayChange: true,
      mayReveal: false,
    })
    const { rows } = await house.pool.query('SELECT * FROM party.customer')
    const stored = JSON.stringify(rows[0], (_, value) =>
      typeof value === 'bigint'
        ? String(value)
        : value?.type === 'Buffer'
          ? Buffer.from(value.data).toString('latin1')
          : value,
    )
    for (const secret of secrets) expect(stored).not.toContain(secret)
  })

  it('are found by the whole name, phone or id number, and by nothing less', async () => {
    for (const search of ['张小明', '13800138000', '990101199003078519'])
      expect((await lin.party.listCustomers({ search })).total, search).toBe(1)
    for (const search of ['张小', '1380013', '8519'])
      expect((await lin.party.listCustomers({ search })).total, search).toBe(0)
  })

  it('are seen by their owner and the branch’s people, not by another developer', async () => {
    expect((await ma.party.listCustomers({})).total).toBe(0)
    expect(await refusalOf(ma.party.getCustomer({ id: customerId }))).toMatchObject({
      status: 403,
      code: 'authority.out_of_scope',
    })
    expect((await agent.party.listCustomers({})).total).toBe(1)
    expect((await boss.party.listCustomers({})).total).toBe(1)
    await house.hire('beijing', 'service_agent', { branch: 'BJ', group: '客服' })
    const beijing = await house.as('beijing')
    expect((await beijing.party.listCustomers({ search: '13800138000' })).total).toBe(0)
    for (const refused of [
      () => beijing.party.getCustomer({ id: customerId }),
      () => beijing.party.getTimeline({ id: customerId }),
      () => beijing.party.revealCustomer({ id: customerId, ...look }),
      () => ma.party.updateCustomer({ id: customerId, version: 1, monthlyIncome: '1', monthlyDebt: '1' }),
    ])
      expect(await refusalOf(refused())).toMatchObject({ status: 403, code: 'authority.out_of_scope' })
  })

  const look = { fields: ['name', 'phone'] as ('name' | 'phone')[], reason: '客户来电核对' }
  const looks = async () =>
    (
      await house.pool.query(
        `SELECT detail FROM platform.audit WHERE operation LIKE '%reveal' AND outcome = 'done' AND about @> ARRAY[$1] ORDER BY id`,
        [customerId],
      )
    ).rows

  it('are revealed field by field with a reason that stays on record', async () => {
    expect(await agent.party.revealCustomer({ id: customerId, ...look })).toEqual({
      name: '张小明',
      phone: '13800138000',
    })
    const lines = await looks()
    expect(lines.at(-1).detail).toEqual({ revealed: ['name', 'phone'], reason: '客户来电核对' })
    expect(JSON.stringify(lines)).not.toContain('13800138000')
    expect(await refusalOf(lin.party.revealCustomer({ id: customerId, ...look }))).toMatchObject({
      code: 'authority.not_permitted',
    })
    expect(await refusalOf(agent.party.revealCustomer({ id: customerId, ...look, reason: ' ' }))).toMatchObject({
      code: 'platform.invalid_input',
      fields: [{ path: 'reason', label: '查看理由' }],
    })
  })

  it('are not revealed by a preview, whose record would be rolled back', async () => {
    const before = (await looks()).length
    const preview = { context: { headers: { 'x-dry-run': '1' } } }
    expect(await refusalOf(agent.party.revealCustomer({ id: customerId, ...look }, preview))).toMatchObject({
      code: 'party.reveal_preview',
    })
    expect((await looks()).length).toBe(before)
  })

  it('stay out of the answers kept for retries: the same key shows nothing a second time', async () => {
    const keyed = { context: { headers: { 'idempotency-key': 'look-1' } } }
    const all = ['name', 'idNumber', 'phone', 'address', 'bankCard'] as (typeof look.fields)[number][]
    expect(await agent.party.revealCustomer({ id: customerId, ...look, fields: all }, keyed)).toMatchObject({
      name: '张小明',
      idNumber: '990101199003078519',
      address: '上海市浦东新区世纪大道100号',
    })
    const { rows } = await house.pool.query(
      'SELECT i::text AS kept FROM platform.idempotency i UNION ALL SELECT a::text FROM platform.audit a',
    )
    const everything = rows.map(row => row.kept).join('\n')
    for (const secret of secrets) expect(everything).not.toContain(secret)
    expect(await agent.party.revealCustomer({ id: customerId, ...look, fields: all }, keyed)).toEqual({})
  })

  it('are one per id number; who may not see the other is not told which', async () => {
    expect(await refusalOf(lin.party.addCustomer(person))).toMatchObject({
      status: 409,
      code: 'party.customer_duplicate',
      facts: { customerId },
    })
    const other = await refusalOf(ma.party.addCustomer(person))
    expect(other).toMatchObject({ code: 'party.customer_duplicate', facts: {} })
  })

  it('are refused with what is wrong and where', async () => {
    const bad = async (change: object) => refusalOf(lin.party.addCustomer({ ...person, ...change }))
    expect(await bad({ idNumber: '990101199003078510' })).toMatchObject({
      code: 'party.id_number',
      detail: '身份证号码有误：校验位不对。',
      fields: [{ path: 'idNumber', label: '证件号码' }],
    })
    expect(await bad({ idNumber: `99010120270307001${residentCheckDigit('99010120270307001')}` })).toMatchObject({
      code: 'party.id_number',
      detail: '身份证号码有误：出生日期有误。',
    })
    expect(await bad({ idNumber: '99020219851231402X', phone: '12345' })).toMatchObject({
      code: 'party.phone',
      detail: '手机号有误：格式不对。',
      fields: [{ path: 'phone', label: '手机号' }],
    })
    expect(await bad({ idNumber: '99020219851231402X', bankCard: '6200000000000006' })).toMatchObject({
      code: 'party.bank_card',
    })
    expect(await bad({ idNumber: '99020219851231402X', kind: 'sole-proprietor' })).toMatchObject({
      code: 'party.business_missing',
      fields: [{ path: 'businessName', label: '经营名称' }],
    })
    const trade = { idNumber: '99020219851231402X', kind: 'sole-proprietor', businessName: '小明运输' }
    expect(await bad(trade)).toMatchObject({
      code: 'party.business_missing',
      fields: [{ path: 'businessCode', label: '统一社会信用代码' }],
    })
    expect(await bad({ ...trade, businessCode: '91990000MA00000070' })).toMatchObject({
      code: 'party.credit_code',
      fields: [{ path: 'businessCode', label: '统一社会信用代码' }],
    })
    expect(await bad({ kind: 'enterprise', idNumber: '91990000MA00000070' })).toMatchObject({
      code: 'party.credit_code',
    })
    expect(await bad({ idNumber: '99020219851231402X', monthlyIncome: '12.345' })).toMatchObject({
      code: 'platform.invalid_input',
      fields: [{ path: 'monthlyIncome', label: '月收入' }],
    })
    expect(await refusalOf(lin.party.getCustomer({ id: 'customer_0000000000001' as Id<'customer'> }))).toMatchObject({
      code: 'party.customer_not_found',
    })
    await expect(
      house.system('x', async ctx =>
        (await import('#party')).addCustomer(ctx, { ...person, monthlyIncome: 0n as never, monthlyDebt: 0n as never }),
      ),
    ).rejects.toMatchObject({ code: 'party.no_owner' })
  })

  it('change by version; what is left out stays, null clears', async () => {
    const change = { id: customerId, version: 1, monthlyIncome: '13000', monthlyDebt: '0', phone: '139 0013 9000' }
    expect((await lin.party.updateCustomer(change)).version).toBe(2)
    expect(await refusalOf(lin.party.updateCustomer(change))).toMatchObject({ status: 409, code: 'party.stale' })
    expect((await lin.party.listCustomers({ search: '13900139000' })).total).toBe(1)
    expect((await lin.party.listCustomers({ search: '13800138000' })).total).toBe(0)
    expect(await lin.party.getCustomer({ id: customerId })).toMatchObject({ occupation: '教师', bankCard: '**** 0005' })
    await lin.party.updateCustomer({ ...change, version: 2, occupation: null, bankCard: null, contactTime: 'evening' })
    expect(await lin.party.getCustomer({ id: customerId })).toMatchObject({
      occupation: null,
      bankCard: null,
      contactTime: 'evening',
      address: '上海市浦东新区****',
    })
    expect(
      await refusalOf(lin.party.updateCustomer({ ...change, version: 3, bankCard: '6200000000000006' })),
    ).toMatchObject({ code: 'party.bank_card', fields: [{ path: 'bankCard', label: '还款账号' }] })
    await lin.party.updateCustomer({ ...change, version: 3, name: '张晓明' })
    expect((await lin.party.listCustomers({ search: '张晓明' })).total).toBe(1)
    expect((await lin.party.listCustomers({ search: '张小明' })).total).toBe(0)
  })

  it('keep every consent, the latest holds; only what was given is withdrawn', async () => {
    const line = {
      id: customerId,
      kind: 'credit-bureau' as const,
      wordingVersion: '2026-01',
      channel: 'in-person' as const,
    }
    expect(await refusalOf(lin.party.recordConsent({ ...line, given: false }))).toMatchObject({
      code: 'party.consent_not_given',
    })
    await lin.party.recordConsent({ ...line, given: true })
    const consents = async () => (await lin.party.getCustomer({ id: customerId })).consents
    expect(await consents()).toMatchObject([{ kind: 'credit-bureau', given: true, wordingVersion: '2026-01' }])
    await lin.party.recordConsent({ ...line, given: false })
    expect(await consents()).toMatchObject([{ kind: 'credit-bureau', given: false }])
    await expect(house.pool.query(`DELETE FROM party.consent`)).rejects.toThrow()
  })

  it('have people who stand by them, seen from both sides', async () => {
    const spouse = { ...person, name: '李雷', idNumber: '990303200002290031', phone: '13700137000' }
    const { id: otherId } = await lin.party.addCustomer(spouse)
    const line = { id: customerId, otherId, kind: 'co-borrower' as const, holds: true }
    await lin.party.recordRelation(line)
    expect((await lin.party.getCustomer({ id: customerId })).relations).toEqual([
      { id: otherId, name: '李**', kind: 'co-borrower', towards: true, visible: true },
    ])
    expect((await lin.party.getCustomer({ id: otherId })).relations).toMatchObject([{ id: customerId, towards: false }])
    await lin.party.recordRelation({ ...line, holds: false })
    expect((await lin.party.getCustomer({ id: customerId })).relations).toEqual([])
    expect(await refusalOf(lin.party.recordRelation({ ...line, otherId: customerId }))).toMatchObject({
      code: 'party.relation_self',
    })
  })

  it('show who did what about them, in order, and no more than that of other people’s work', async () => {
    const lines = await lin.party.getTimeline({ id: customerId })
    expect(lines[0]!.operation).toBe('POST /party/customers/{id}/relations')
    expect(lines.at(-1)).toMatchObject({ operation: 'POST /party/customers', actorName: 'lin' })
    expect(lines.find(line => line.operation.endsWith('/reveal'))?.detail).toMatchObject({ reason: '客户来电核对' })
    await house.system('review.elsewhere', async ctx => {
      ctx.about(customerId)
      ctx.note({ opinion: '疑似包装' })
    })
    expect((await lin.party.getTimeline({ id: customerId }))[0]).toMatchObject({
      operation: 'review.elsewhere',
      detail: {},
    })
  })

  it('may be sole proprietors and enterprises; what is public of them is found by a part and not masked', async () => {
    const { id } = await lin.party.addCustomer({
      ...person,
      kind: 'enterprise',
      name: '沪东绿色物流有限公司',
      idNumber: '91990200mafleet02e',
      bankCard: '31050161000000000123',
      contactName: '王经理',
    })
    expect(await lin.party.getCustomer({ id })).toMatchObject({
      name: '沪东绿色物流有限公司',
      idNumber: '91990200MAFLEET02E',
      businessCode: '91990200MAFLEET02E',
      contactName: '王**',
      bankCard: '**** 0123',
      age: null,
    })
    expect((await lin.party.listCustomers({ search: '绿色物流' })).total).toBe(1)
    expect((await lin.party.listCustomers({ search: '%' })).total).toBe(0)
    const trade = await lin.party.addCustomer({
      ...person,
      kind: 'sole-proprietor',
      idNumber: '99020219851231402x',
      businessName: '小明运输',
      businessCode: '91990100MA00TE5T29',
    })
    expect(await lin.party.getCustomer({ id: trade.id })).toMatchObject({ name: '张**', businessName: '小明运输' })
    expect((await lin.party.listCustomers({ search: '91990100MA00TE5T29' })).total).toBe(1)
    expect((await lin.party.listCustomers({ kind: 'sole-proprietor' })).total).toBe(1)
  })

  it('blacklist by one, release by another; why is for those who read the blacklist', async () => {
    const director = await house.as('risk2')
    const listing = { idNumber: '990101199003078519', listed: true, reason: '伪造流水', source: '核查' }
    await risk.party.recordBlacklist(listing)
    const seen = async (client: Client) => {
      const { blacklisted, blacklistReason } = await client.party.getCustomer({ id: customerId })
      return { blacklisted, blacklistReason }
    }
    expect(await seen(lin)).toEqual({ blacklisted: true, blacklistReason: null })
    expect(await seen(risk)).toEqual({ blacklisted: true, blacklistReason: '伪造流水' })
    expect(await refusalOf(lin.party.listBlacklist())).toMatchObject({ code: 'authority.not_permitted' })
    const release = { ...listing, listed: false, reason: '查明有误', source: '复核' }
    expect(await refusalOf(risk.party.recordBlacklist(release))).toMatchObject({ code: 'party.blacklist_own' })
    await director.party.recordBlacklist(release)
    expect(await refusalOf(director.party.recordBlacklist(release))).toMatchObject({
      code: 'party.blacklist_not_found',
    })
    expect((await risk.party.listBlacklist()).map(row => [row.listed, row.holds])).toEqual([
      [false, true],
      [true, false],
    ])
    expect(await refusalOf(risk.party.recordBlacklist({ ...listing, idNumber: '张小明' }))).toMatchObject({
      code: 'party.id_number',
    })
  })

  it('a blacklisted business lists whoever runs it', async () => {
    const { customerFacts } = await import('#party')
    const { id } = (await lin.party.listCustomers({ search: '91990100MA00TE5T29' })).rows[0]!
    const blacklisted = () => house.system('test.facts', async ctx => (await customerFacts(ctx, id))!.blacklisted)
    expect(await blacklisted()).toBeNull()
    const line = { idNumber: '91990100MA00TE5T29', listed: true, reason: '虚假交易', source: '举报' }
    await risk.party.recordBlacklist(line)
    expect(await blacklisted()).toEqual({ reason: '虚假交易' })
    expect((await lin.party.getCustomer({ id })).blacklisted).toBe(true)
  })

  it('other modules get facts without names, and full data only on record', async () => {
    const { customerFacts, customerForContract, matches } = await import('#party')
    await house.system('contract.produce', async ctx => {
      const facts = (await customerFacts(ctx, customerId))!
      expect(facts).toMatchObject({ kind: 'individual', displayName: '张**', age: 35, blacklisted: null })
      expect(facts.consents).toMatchObject({ 'credit-bureau': false })
      for (const secret of secrets) expect(Object.values(facts).map(String).join()).not.toContain(secret)
      expect(await matches(ctx, { phone: '139 0013 9000' })).toEqual([facts.key])
      expect(await customerForContract(ctx, customerId)).toMatchObject({ idNumber: '990101199003078519' })
    })
    const { rows } = await house.pool.query(
      `SELECT about, detail FROM platform.audit WHERE operation = 'contract.produce'`,
    )
    expect(rows[0]).toMatchObject({ about: [customerId], detail: { openedForContract: customerId } })
  })

  it('refuses fictional numbers where the installation is no demo', async () => {
    await house.pool.query(`DELETE FROM platform.installation WHERE name = 'demo'`)
    expect(await refusalOf(lin.party.addCustomer({ ...person, idNumber: '990303200002290031' }))).toMatchObject({
      code: 'party.id_number',
      detail: '身份证号码有误：地区码 99 为虚构号码。',
    })
  })
})
