import type { Day } from '#lib/day'
import type { Id } from '#lib/id'
import type { House } from '../house.ts'
import { type Client, staffOf } from './client.ts'
import { demoPeople } from './people.ts'

const deferral = {
  share: '0.4',
  parts: [
    { afterMonths: 12, share: '0.3' },
    { afterMonths: 24, share: '0.3' },
    { afterMonths: 36, share: '0.4' },
  ],
}
const quality = {
  metric: 'overdue-rate',
  leastLoans: 10,
  steps: [
    { from: '0', factor: '1.1' },
    { from: '0.02', factor: '1' },
    { from: '0.05', factor: '0.8' },
  ],
}
const component = {
  tierBy: null,
  tierMode: 'slice',
  tiers: [],
  quality: null,
  when: null,
  rate: '1',
  monthlyCap: null,
  deferred: false,
} as const

/** What the demo city pays its developers and reviewers for. */
const plans = [
  {
    code: 'market',
    name: '市场开发提成',
    reason: '按放款额分段计提，质量系数调节，绩效按考核得分，团队共享奖池，四成递延三年',
    body: {
      posts: ['market_developer'],
      riskRelevant: true,
      performance: {
        monthly: '1500',
        floor: 50,
        most: 120,
        weights: [
          { code: 'disbursed-amount', family: 'volume', weight: 40 },
          { code: 'fpd30', family: 'risk', weight: 40 },
          { code: 'papers-returned', family: 'process', weight: 20 },
        ],
      },
      components: [
        {
          ...component,
          code: 'volume',
          kind: 'commission',
          role: 'brought',
          base: 'principal',
          rate: '0.004',
          tierBy: 'amount',
          tiers: [
            { from: '0', factor: '1' },
            { from: '500000', factor: '1.2' },
            { from: '1000000', factor: '1.4' },
          ],
          quality,
          monthlyCap: '20000',
          deferred: true,
        },
        {
          ...component,
          code: 'new-customer',
          kind: 'spot',
          role: 'brought',
          when: 'new_customer = 1',
          base: '100',
          monthlyCap: '2000',
        },
      ],
      teamPool: { share: '0.05', weights: [{ post: 'market_developer', weight: 1 }] },
      gates: [
        { code: 'red-line', bound: '1', factor: '0' },
        { code: 'company-risk', bound: '0.08', factor: '0.8' },
      ],
      deferral,
    },
  },
  {
    code: 'review',
    name: '审批时效奖励',
    reason: '时限内作出的决定按件奖励，与金额和利率无关',
    body: {
      posts: ['credit_reviewer', 'senior_reviewer'],
      riskRelevant: true,
      performance: null,
      components: [
        {
          ...component,
          code: 'in-time',
          kind: 'spot',
          role: 'reviewed',
          when: 'within_time = 1',
          base: '30',
          monthlyCap: '3000',
          deferred: true,
        },
      ],
      teamPool: null,
      gates: [],
      deferral,
    },
  },
] as const

/** A month's wage by post, in yuan; fictional, as everything of the demo city. */
const wages: Partial<Record<string, string>> = {
  market_developer: '6000.00',
  credit_reviewer: '8000.00',
  senior_reviewer: '10000.00',
  risk_officer: '10000.00',
  risk_director: '18000.00',
  service_agent: '6000.00',
  collector: '6500.00',
  finance_officer: '7500.00',
  finance_manager: '12000.00',
  team_manager: '13000.00',
}

/** Writes the plans and wages the city starts with: one person writes, another approves. */
export async function seedPlans(house: House, people: Map<string, Id<'person'>>, from: Day): Promise<void> {
  const as = staffOf(house)
  const hr = await as('yuyang')
  const director = await as('guo')
  for (const plan of plans) {
    const draft = await hr.performance.addPlan(plan as unknown as Parameters<Client['performance']['addPlan']>[0])
    await director.performance.approvePlan({
      id: draft.id,
      version: draft.version,
      fromDay: from,
      acceptedBecause: null,
    })
  }
  for (const { username, post } of demoPeople) {
    const monthly = wages[post]
    const personId = people.get(username)
    if (monthly && personId) await hr.performance.setWage({ personId, fromDay: from, monthly, reason: '入职定薪' })
  }
  await giveAccounts(house)
}

/** Two thirds of the staff have given where their pay goes and HR has confirmed it; of the rest some still wait. */
async function giveAccounts(house: House): Promise<void> {
  const as = staffOf(house)
  for (const [at, { username }] of demoPeople.entries()) {
    if (at % 6 === 5 || username === 'yuyang') continue
    const given = await (await as(username)).performance.givePayAccount({
      bank: at % 2 === 0 ? '中国工商银行上海分行' : '招商银行上海分行',
      number: cardOf(at),
    })
    if (at % 6 === 4) continue
    await (await as('yuyang')).performance.decidePayAccount({
      id: given.id as Id<'payaccount'>,
      version: given.version,
      confirm: true,
      reason: '银行卡复印件与本人核对一致',
    })
  }
}

/** A card number of the range nobody issues (6200 00…), with Luhn's check digit. */
function cardOf(at: number): string {
  const body = `62000000${String(at + 1).padStart(7, '0')}`
  const digits = [...body].map(Number).reverse()
  const total = digits.reduce((sum, digit, place) => {
    const value = place % 2 === 0 ? digit * 2 : digit
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
  return `${body}${(10 - (total % 10)) % 10}`
}

/** Freezes, approves and pays the month before, as on the first working day of every month. */
export async function payLastMonth(house: House, month: Day): Promise<void> {
  const as = staffOf(house)
  await (await as('yuyang')).performance.freezeMonth({ month })
  const frozen = await (await as('qian')).performance.approveMonth({ month, version: 1 })
  await (await as('liu')).performance.payMonth({ month, version: frozen.version })
}
