import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('customers and dealers', () => {
  let house: TestHouse
  let lin: Client
  let ma: Client
  let manager: Client
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
    ;[lin, ma, manager, agent, risk] = (await Promise.all(
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
  }

  it('show personal data masked, and keep it sealed in the database', async () => {
    expect(await lin.party.getCustomer({ id: customerId })).toMatchObject({
      name: '张**',
      idNumber: '990101********8519',
      phone: '138****8000',
      bankCard: '**** 0005',
      address: '上海市浦东新区****',
      age: 35,
      monthlyIncome: '12000.00',
    })
    const { rows } = await house.pool.query('SELECT * FROM party.customer')
    const stored = JSON.stringify(rows[0], (_, value) =>
      typeof value === 'bigint'
        ? String(value)
        : value?.type === 'Buffer'
          ? Buffer.from(value.data).toString('latin1')
          : value,
    )
    for (const secret of ['张小明', '990101199003078519', '13800138000', '6200000000000005', '世纪大道'])
      expect(stored).not.toContain(secret)
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
  })

  it('are revealed with a reason that stays on record', async () => {
    expect(await agent.party.revealCustomer({ id: customerId, reason: '客户来电核对' })).toMatchObject({
      name: '张小明',
      idNumber: '990101199003078519',
      phone: '13800138000',
    })
    const { rows } = await house.pool.query(
      `SELECT detail FROM platform.audit WHERE operation LIKE '%reveal' AND outcome = 'done' AND about @> ARRAY[$1]`,
      [customerId],
    )
    expect(rows[0].detail).toMatchObject({ reason: '客户来电核对' })
    expect(JSON.stringify(rows)).not.toContain('13800138000')
    expect(await refusalOf(lin.party.revealCustomer({ id: customerId, reason: '看看' }))).toMatchObject({
      code: 'authority.not_permitted',
    })
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
    expect(await bad({ idNumber: '99020219851231402X', phone: '12345' })).toMatchObject({ code: 'party.phone' })
    expect(await bad({ idNumber: '99020219851231402X', bankCard: '6200000000000006' })).toMatchObject({
      code: 'party.bank_card',
    })
    expect(await bad({ idNumber: '99020219851231402X', kind: 'sole-proprietor' })).toMatchObject({
      code: 'party.business_missing',
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

  it('change by version', async () => {
    const change = { id: customerId, version: 1, monthlyIncome: '13000', monthlyDebt: '0', phone: '13900139000' }
    expect((await lin.party.updateCustomer(change)).version).toBe(2)
    expect(await refusalOf(lin.party.updateCustomer(change))).toMatchObject({ status: 409, code: 'party.stale' })
    expect((await lin.party.listCustomers({ search: '13900139000' })).total).toBe(1)
  })

  it('keep every consent, the latest holds', async () => {
    const line = {
      id: customerId,
      kind: 'credit-bureau' as const,
      wordingVersion: '2026-01',
      channel: 'in-person' as const,
    }
    await lin.party.recordConsent({ ...line, given: true })
    await lin.party.recordConsent({ ...line, given: false })
    expect((await lin.party.getCustomer({ id: customerId })).consents).toMatchObject([
      { kind: 'credit-bureau', given: false },
    ])
  })

  it('blacklist by one, release by another', async () => {
    const director = await house.as('risk2')
    await risk.party.recordBlacklist({
      idNumber: '990101199003078519',
      listed: true,
      reason: '伪造流水',
      source: '核查',
    })
    expect((await lin.party.getCustomer({ id: customerId })).blacklisted).toBe('伪造流水')
    const release = { idNumber: '990101199003078519', listed: false, reason: '查明有误', source: '复核' }
    expect(await refusalOf(risk.party.recordBlacklist(release))).toMatchObject({ code: 'party.blacklist_own' })
    await director.party.recordBlacklist(release)
    expect(await refusalOf(director.party.recordBlacklist(release))).toMatchObject({
      code: 'party.blacklist_not_found',
    })
    expect((await risk.party.listBlacklist()).map(row => row.listed)).toEqual([false, true])
  })

  it('dealers have one record per credit code and can be frozen by the version seen', async () => {
    const dealer = {
      name: '浦东新源汽车',
      creditCode: '91990300MADEALR15Q',
      grade: 'A' as const,
      contact: '李经理',
      accountName: '浦东新源汽车有限公司',
      account: '6200000000000005',
      bankName: '示范银行',
    }
    const { id } = await manager.party.addDealer(dealer)
    expect(await refusalOf(manager.party.addDealer(dealer))).toMatchObject({ code: 'party.dealer_duplicate' })
    expect((await lin.party.listDealers({})).rows[0]).toMatchObject({ account: '**** 0005', state: 'active' })
    await manager.party.setDealerState({ id, version: 1, state: 'frozen', reason: '库存异常' })
    expect(
      await refusalOf(manager.party.setDealerState({ id, version: 1, state: 'active', reason: 'x' })),
    ).toMatchObject({ code: 'party.stale' })
    expect(
      await refusalOf(
        manager.party.setDealerState({
          id: 'dealer_0000000000001' as Id<'dealer'>,
          version: 1,
          state: 'active',
          reason: 'x',
        }),
      ),
    ).toMatchObject({ code: 'party.dealer_not_found' })
    await expect(house.system('x', async ctx => (await import('#party')).addDealer(ctx, dealer))).rejects.toMatchObject(
      { code: 'party.no_branch' },
    )
  })

  it('refuses fictional numbers where the installation is no demo', async () => {
    await house.pool.query(`DELETE FROM platform.installation WHERE name = 'demo'`)
    expect(await refusalOf(lin.party.addCustomer({ ...person, idNumber: '990303200002290031' }))).toMatchObject({
      code: 'party.id_number',
      detail: '身份证号码有误：地区码 99 为虚构号码。',
    })
  })
})
