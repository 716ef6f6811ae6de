import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { permit, plan } from '../plans.ts'

const refused = async (call: Promise<unknown>) => (await refusalOf(call)).code

/** Drafts, linter, second person, versions one after the other. */
describe('an incentive plan', () => {
  let house: TestHouse
  let hr: Client
  let director: Client

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('he', 'hr_officer', { group: '人事组' })
    await house.hire('sun', 'risk_director', { group: '风控组' })
    hr = await house.as('he')
    director = await house.as('sun')
  })
  afterAll(() => house.close())

  it('is paid by a plan one person wrote and another approved', async () => {
    expect(
      await refused(
        hr.performance.addPlan({ code: 'market', name: '市场提成', reason: '首版', body: { ...plan, posts: [] } }),
      ),
    ).toBe('performance.plan_empty')
    const draft = await hr.performance.addPlan({ code: 'market', name: '市场提成', reason: '首版', body: plan })
    expect(draft.findings.map(one => one.code)).toEqual(['no-quality'])
    expect(await refused(hr.performance.addPlan({ code: 'market', name: '又一个', reason: '再来', body: plan }))).toBe(
      'performance.plan_taken',
    )
    expect(await refused(hr.performance.draftPlan({ id: draft.id, reason: '又一稿' }))).toBe(
      'performance.plan_draft_conflict',
    )
    const approval = { id: draft.id, version: draft.version, fromDay: '2026-01-15', acceptedBecause: null }

    expect(await refused(director.performance.approvePlan(approval))).toBe('performance.plan_warning')
    const accepted = { ...approval, acceptedBecause: '质量系数下一版加入' }
    expect(await refused(director.performance.approvePlan({ ...accepted, fromDay: '2026-01-14' }))).toBe(
      'performance.plan_day',
    )
    expect(await refused(director.performance.approvePlan({ ...accepted, version: 9 }))).toBe('performance.stale')
    const approved = await director.performance.approvePlan(accepted)
    expect(approved.state).toBe('approved')
    expect(
      await refused(hr.performance.savePlan({ id: draft.id, version: approved.version, reason: '改', body: plan })),
    ).toBe('performance.plan_state')
    // The next version may not begin before this one, nor another plan take the same post.
    const next = await hr.performance.draftPlan({ id: draft.id, reason: '第二版' })
    const again = { id: next.id, version: next.version, fromDay: '2026-01-15', acceptedBecause: '同上' }
    expect(await refused(director.performance.approvePlan(again))).toBe('performance.plan_overlap')
    await hr.performance.discardPlan({ id: next.id, version: next.version })
    const rival = await hr.performance.addPlan({ code: 'rival', name: '另一方案', reason: '试', body: plan })
    expect(await refused(director.performance.approvePlan({ ...again, id: rival.id, version: rival.version }))).toBe(
      'performance.plan_posts',
    )
    const steering = { ...plan, components: [{ ...plan.components[0]!, base: 'principal * annual_rate' }] }
    const bad = await hr.performance.savePlan({ id: rival.id, version: rival.version, reason: '试', body: steering })
    expect(await refused(director.performance.approvePlan({ ...again, id: bad.id, version: bad.version }))).toBe(
      'performance.plan_error',
    )
    expect(await refused(hr.performance.getPlan({ id: 'planversion_0000000000001' }))).toBe(
      'performance.plan_not_found',
    )
    await hr.performance.discardPlan({ id: bad.id, version: bad.version })
  })

  it('refuses that whoever wrote a plan approves it', async () => {
    // A person of both posts: an administrator grants nothing here, so the rule is asked with the maker's own approval right.
    const draft = await hr.performance.addPlan({
      code: 'service',
      name: '客服',
      reason: '首版',
      body: { ...plan, posts: ['service_agent'] },
    })
    await permit(house, 'he', 'performance.plan.approve', 'all')
    expect(
      await refused(
        hr.performance.approvePlan({
          id: draft.id,
          version: draft.version,
          fromDay: '2026-02-01',
          acceptedBecause: '试',
        }),
      ),
    ).toBe('performance.own_plan')
  })

  it('offers months for freezing that owe base pay alone, from the first wage on and none that was frozen', async () => {
    const person = (await director.team.me()).person.id as `person_${string}`
    // What they earned before the house opened in January was paid elsewhere.
    await hr.performance.setWage({ personId: person, fromDay: '2025-12-01', monthly: '6200.00', reason: '入职' })
    await hr.performance.setWage({ personId: person, fromDay: '2026-01-16', monthly: '9300.00', reason: '调薪' })
    const offered = async () => (await hr.performance.listMonths()).map(row => [row.month, row.state])
    expect(await offered()).toEqual([['2026-01-01', 'open']])
    await house.pool.query(`UPDATE platform.business_day SET closed_at = now()`)
    await house.pool.query(`INSERT INTO platform.business_day (day, opened_at) VALUES ('2026-03-05', now())`)
    expect(await offered()).toEqual([
      ['2026-03-01', 'open'],
      ['2026-02-01', 'open'],
      ['2026-01-01', 'open'],
    ])
    // Frozen first, February would leave January's wage unpaid.
    expect(await refusalOf(hr.performance.freezeMonth({ month: '2026-02-01' }))).toMatchObject({
      code: 'performance.month_before_open',
      facts: { month: '2026-01' },
    })
    // Fifteen of January's 31 days by the one wage, sixteen by the other.
    expect(await hr.performance.freezeMonth({ month: '2026-01-01' })).toMatchObject({ people: 1, net: '7800.00' })
    expect(await offered()).toEqual([
      ['2026-03-01', 'open'],
      ['2026-02-01', 'open'],
      ['2026-01-01', 'frozen'],
    ])
  })
})
