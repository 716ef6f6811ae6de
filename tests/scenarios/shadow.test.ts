import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { type Lender, openLender, submitted } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

const code = async (call: Promise<unknown>) => (await refusalOf(call)).code

/** A newcomer decides real files for practice, and decided files become cases that point to nobody. */
describe('learning on real files', () => {
  let house: TestHouse
  let lender: Lender
  let he: Client
  let hr: Client
  let heId: Id<'person'>
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    heId = await house.hire('he', 'credit_reviewer', { group: '审核组', name: '何新' })
    await house.hire('hr', 'hr_officer')
    he = await house.as('he')
    hr = await house.as('hr')
  })
  afterAll(() => house.close())

  const file = (n: number) => submitted(lender, n, { principal: '130000.00', price: '200000.00' })
  const review = async (by: Client, id: Id<'application'>, verdict: 'approve' | 'reject') => {
    const { version } = await by.origination.getApplication({ id })
    const reason = verdict === 'reject' ? ('debt' as const) : null
    await by.origination.reviewApplication({ id, version, verdict, reason, note: '真实意见' })
  }
  const shadow = (id: Id<'application'>, change: object = {}) =>
    he.origination.decideInShadow({ id, verdict: 'approve', note: '影子的理由', ...change })
  const decided: Id<'application'>[] = []

  it('keeps shadow decisions from everybody until the file was really decided, and then compares', async () => {
    const one = await file(201)
    expect(await he.origination.listShadowFiles()).toEqual([])
    expect(await code(shadow(one.id))).toBe('origination.shadow_newcomer')
    await hr.training.saveFirstDaysPlan({
      post: 'credit_reviewer',
      number: 0,
      fromDay: '2026-03-02',
      reviewDays: [30, 60, 90],
      changeNote: '首版',
      items: [{ code: 'desk', name: '工位', nameEn: 'Desk', withinDays: 1, by: 'manager', courseCode: null }],
    })
    const { rows } = await hr.team.listPeople({})
    const mentorId = rows.find(person => person.username === 'xu')!.id
    await hr.training.startFirstDays({ personId: heId, mentorId, fromDay: '2026-03-02' })
    expect((await he.origination.listShadowFiles()).map(row => row.id)).toEqual([one.id])
    expect(await code(shadow(one.id, { verdict: 'reject' }))).toBe('origination.reason_needed')
    const before = await lender.reviewer.origination.getReview({ id: one.id })
    await shadow(one.id)
    expect(await code(shadow(one.id))).toBe('origination.shadow_twice')
    // Nothing of the file has changed for who decides it, and neither mentor, manager nor HR sees what was said.
    expect(await lender.reviewer.origination.getReview({ id: one.id })).toEqual(before)
    const audit = await (await house.as('boss')).authority.listAudit({ about: one.id })
    expect(JSON.stringify(audit)).not.toContain('shadow')
    for (const other of [lender.senior, lender.manager, hr]) {
      const figures = await other.origination.shadowFigures({ personId: heId })
      expect([figures.compared, figures.waiting, figures.rows]).toEqual([0, 0, []])
    }
    expect((await he.origination.shadowFigures({ personId: heId })).waiting).toBe(1)
    expect(await code(lender.reviewer.origination.shadowFigures({ personId: heId }))).toBe('authority.out_of_scope')

    expect(await code(hr.origination.shadowFigures({ personId: 'person_0000000000001' }))).toBe(
      'origination.shadow_person',
    )
    await review(lender.reviewer, one.id, 'approve')
    const two = await file(202)
    await shadow(two.id)
    await review(lender.reviewer, two.id, 'reject')
    expect(await code(shadow(two.id))).toBe('origination.shadow_closed')
    decided.push(one.id, two.id)
    const figures = await lender.senior.origination.shadowFigures({ personId: heId })
    expect([figures.compared, figures.agreed, figures.rate]).toEqual([2, 1, 0.5])
    expect(figures.low).toBeGreaterThan(0)
    expect(figures.high).toBeLessThan(1)
    expect(figures.differences).toEqual([
      { verdict: 'approve', real: 'reject', outcome: 'laxer', reason: 'debt', count: 1 },
    ])
    // It counts for nothing: no review of the newcomer's is on any record.
    const { rows: events } = await house.pool.query(
      `SELECT count(*)::int AS n FROM origination.application_event e JOIN team.person p ON p.id = e.actor_key WHERE p.username = 'he'`,
    )
    expect(events[0].n).toBe(0)
  })

  it('makes cases only of decided files, only where enough customers look alike, and each once', async () => {
    const [first] = decided as [Id<'application'>]
    const give = (id: Id<'application'>) =>
      hr.origination.exportCase({
        id,
        title: '工薪客户购车',
        topic: '信贷政策',
        policyVerdict: 'approve',
        policyReasons: [],
        policyNote: '收入覆盖月供。',
      })
    const open = await file(203)
    expect(await code(give(open.id))).toBe('origination.case_open')
    expect(await code(give(first))).toBe('origination.case_rare')
    for (const n of [204, 205]) await file(n)
    const told = await hr.origination.tellCase({ id: first })
    expect(told.alike).toBe(5)
    expect(told.facts).toMatchObject({ 贷款金额: '约 13 万元' })
    await give(first)
    expect(await code(give(first))).toBe('origination.case_taken')
    const [made] = (await hr.training.listCases({})).rows
    const text = JSON.stringify(made)
    expect(text).not.toContain('张三')
    expect(text).not.toContain('130000')
    expect(made?.story).toContain('约 13 万元')
  })
})
