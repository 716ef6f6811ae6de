import { expect } from 'vitest'
import { type Client, refusalOf, type TestHouse } from './house.ts'

/** A plan of a test: two percent of what is lent, 40 % of it deferred, and 100 yuan for a new customer. */
export const plan = {
  posts: ['market_developer'],
  riskRelevant: true,
  performance: null,
  components: [
    {
      code: 'volume',
      kind: 'commission' as const,
      role: 'brought' as const,
      when: null,
      base: 'principal',
      rate: '0.02',
      tierBy: null,
      tierMode: 'slice' as const,
      tiers: [],
      quality: null,
      monthlyCap: null,
      deferred: true,
    },
    {
      code: 'new-customer',
      kind: 'spot' as const,
      role: 'brought' as const,
      when: 'new_customer = 1',
      base: '100',
      rate: '1',
      tierBy: null,
      tierMode: 'slice' as const,
      tiers: [],
      quality: null,
      monthlyCap: '1000',
      deferred: false,
    },
  ],
  teamPool: null,
  gates: [],
  deferral: {
    share: '0.4',
    parts: [
      { afterMonths: 12, share: '0.3' },
      { afterMonths: 24, share: '0.3' },
      { afterMonths: 36, share: '0.4' },
    ],
  },
}

/** Gives somebody one permission more, so that a rule about persons is asked and not the door. */
export async function permit(house: TestHouse, username: string, permission: string, scope: string): Promise<void> {
  const role = `extra_${permission.replaceAll(/[.-]/g, '_')}`
  await house.rule('role', role, { zh: '另加', en: 'Extra', permissions: [{ permission, scope }] })
  await house.grant(username, role)
}

/** Has lin give an account and HR confirm it; nobody confirms their own, and what is no card number is none. */
export async function giveAccount(house: TestHouse, lin: Client, hr: Client): Promise<void> {
  const refused = async (call: Promise<unknown>) => (await refusalOf(call)).code
  const given = { bank: '@工商银行, 上海分行', number: '6200000000000005' }
  const own = lin.performance
  expect(await refused(own.givePayAccount({ ...given, number: '6200000000000006' }))).toBe('performance.account_number')
  await own.givePayAccount({ ...given, bank: '招商银行' })
  const { id, version } = (await own.givePayAccount(given)) as { id: `payaccount_${string}`; version: number }
  expect(await own.myPayAccount()).toMatchObject({ confirmed: null, last: { tail: '0005', state: 'waiting' } })
  expect((await hr.performance.listPayAccounts({})).total).toBe(1)
  const decision = { id, version, confirm: true, reason: '核对银行卡' }
  await permit(house, 'lin', 'performance.wage.write', 'own')
  expect(await refused(own.decidePayAccount(decision))).toBe('performance.own_account')
  expect(await refused(hr.performance.decidePayAccount({ ...decision, id: 'payaccount_0000000000001' }))).toBe(
    'performance.account_not_found',
  )
  await hr.performance.decidePayAccount(decision)
  expect(await refused(hr.performance.decidePayAccount({ ...decision, version: version + 1 }))).toBe(
    'performance.account_state',
  )
  expect(await own.myPayAccount()).toMatchObject({ confirmed: { tail: '0005' }, last: null })
}
