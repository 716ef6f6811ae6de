import type { TestHouse } from './house.ts'

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
