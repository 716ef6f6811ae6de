import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { closeDay } from '#servicing'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { type Client, openTestHouse, type TestHouse } from '../house.ts'
import { plan } from '../plans.ts'

const tiers = [
  { from: '0', factor: '1' },
  { from: '2', factor: '2' },
]

/** Two percent of what is lent, doubled for the whole month from the second loan on, 40 % deferred. */
describe('a tier that counts the whole month', () => {
  let house: TestHouse
  let lender: Lender
  let hr: Client
  let planId: `planversion_${string}`

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-31' })
    lender = await openLender(house)
    await house.hire('he', 'hr_officer', { group: '人事组' })
    hr = await house.as('he')
    const component = { ...plan.components[0]!, tierBy: 'count' as const, tierMode: 'whole' as const, tiers }
    const draft = await hr.performance.addPlan({
      code: 'market',
      name: '市场提成',
      reason: '首版',
      body: { ...plan, components: [component] },
    })
    planId = draft.id
    const approval = { id: draft.id, version: draft.version, fromDay: '2026-01-31', acceptedBecause: '演练' }
    await lender.riskDirector.performance.approvePlan(approval)
    for (const sequence of [1, 2]) {
      const { id } = await submitted(lender, sequence, { principal: '60000.00', price: '160000.00' })
      const { fundingId } = await requested(lender, id)
      const { version } = await lender.finance.origination.getFunding({ id: fundingId })
      await lender.finance.origination.disburseFunding({ id: fundingId, version })
      await house.drain()
    }
    house.clock.set('2026-02-01T15:30:00.000Z' as never)
    await closeDay(house.spine, { through: '2026-02-01' as Day })
    await house.drain()
  })
  afterAll(() => house.close())

  it('makes up for the first loan when the month is frozen, deferred as the loan’s own pay was', async () => {
    const month = await hr.performance.freezeMonth({ month: '2026-01-01' })
    // 1,200 and 2,400 when paid out, 1,200 more at the end: 4,800, of which 40 % waits.
    expect(month).toMatchObject({ net: '2880.00', deferred: '1920.00' })
    const { lines } = await lender.developer.performance.myPay({ month: '2026-01-01' })
    expect(
      lines.filter(one => one.part === 'correction').map(one => [one.step, one.amount, one.vestsOn, one.parentId]),
    ).toEqual([
      ['earn', '720.00', null, null],
      ['defer', '144.00', '2027-01-31', null],
      ['defer', '144.00', '2028-01-31', null],
      ['defer', '192.00', '2029-01-31', null],
    ])
  })

  it('is tried on last year as it would have paid', async () => {
    const test = await hr.performance.backTest({ id: planId })
    expect(test).toMatchObject({ loans: 2, would: '4800.00', months: [{ month: '2026-01', amount: '4800.00' }] })
  })
})
