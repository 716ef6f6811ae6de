import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('dealers', () => {
  let house: TestHouse
  let lin: Client
  let boss: Client

  beforeAll(async () => {
    house = await openTestHouse()
    await house.hire('lin', 'market_developer', { group: '一组' })
    await house.hire('boss', 'team_manager', { group: '管理' })
    lin = await house.as('lin')
    boss = await house.as('boss')
  })
  afterAll(() => house.close())

  it('have one record per credit code and can be frozen by the version seen', async () => {
    const dealer = {
      name: '浦东新源汽车',
      creditCode: '91990300MADEALR15Q',
      grade: 'A' as const,
      contact: '李经理',
      accountName: '浦东新源汽车有限公司',
      account: '6200000000000005',
      bankName: '示范银行',
    }
    const { id } = await boss.party.addDealer(dealer)
    expect(await refusalOf(boss.party.addDealer(dealer))).toMatchObject({ code: 'party.dealer_duplicate' })
    expect((await lin.party.listDealers({})).rows[0]).toMatchObject({ account: '**** 0005', state: 'active' })
    await boss.party.setDealerState({ id, version: 1, state: 'frozen', reason: '库存异常' })
    expect(await refusalOf(boss.party.setDealerState({ id, version: 1, state: 'active', reason: 'x' }))).toMatchObject({
      code: 'party.stale',
    })
    expect(
      await refusalOf(
        boss.party.setDealerState({
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

  it('change by version; their account and phone are sealed and checked', async () => {
    const { rows: dealers } = await lin.party.listDealers({ search: '新源' })
    const { id } = dealers[0]!
    const dealer = await boss.party.getDealer({ id })
    expect(dealer).toMatchObject({ state: 'frozen', frozenReason: '库存异常', mayChange: true })
    expect((await lin.party.getDealer({ id })).mayChange).toBe(false)
    expect(dealer.dealerGroup).toBeNull()
    const change = {
      id,
      version: dealer.version,
      dealerGroup: '新源集团',
      account: '3105 0161 0000 0000 0123',
      contactPhone: '137 0013 7000',
    }
    await boss.party.updateDealer(change)
    expect(await boss.party.getDealer({ id })).toMatchObject({
      account: '**** 0123',
      contactPhone: '137****7000',
      dealerGroup: '新源集团',
    })
    const { rows } = await house.pool.query('SELECT d::text AS stored FROM party.dealer d')
    for (const secret of ['31050161000000000123', '13700137000']) expect(rows[0].stored).not.toContain(secret)
    expect(await refusalOf(boss.party.updateDealer(change))).toMatchObject({ code: 'party.stale' })
    const next = { ...change, version: dealer.version + 1 }
    expect(await refusalOf(boss.party.updateDealer({ ...next, account: '12-3x' }))).toMatchObject({
      code: 'party.account',
      fields: [{ path: 'account', label: '收款账号' }],
    })
    expect(await refusalOf(boss.party.updateDealer({ ...next, contactPhone: '110' }))).toMatchObject({
      code: 'party.phone',
      fields: [{ path: 'contactPhone' }],
    })
    expect((await boss.party.getDealer({ id })).timeline[0]).toMatchObject({
      operation: 'PATCH /party/dealers/{id}',
      detail: { changed: ['dealerGroup', 'contactPhone', 'account'] },
    })
    await boss.party.updateDealer({ id, version: next.version, dealerGroup: '' })
    expect((await boss.party.getDealer({ id })).dealerGroup).toBeNull()
    await house.hire('boss2', 'team_manager', { branch: 'BJ', group: '管理' })
    const other = await house.as('boss2')
    expect((await other.party.listDealers({})).total).toBe(0)
    expect(await refusalOf(other.party.updateDealer(next))).toMatchObject({ code: 'authority.out_of_scope' })
  })

  it('are paid where their record says; opening the account for a payment leaves a record', async () => {
    const { dealerPayee } = await import('#party')
    const { rows: dealers } = await lin.party.listDealers({})
    await house.system('funding.disburse', async ctx =>
      expect(await dealerPayee(ctx, dealers[0]!.id)).toMatchObject({ account: '31050161000000000123' }),
    )
    const { rows } = await house.pool.query(`SELECT detail FROM platform.audit WHERE operation = 'funding.disburse'`)
    expect(rows[0].detail).toEqual({ openedForPayment: dealers[0]!.id })
  })
})
