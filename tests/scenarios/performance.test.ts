import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'

describe('figures about people', () => {
  let house: TestHouse
  let lender: Lender
  const period = { from: '2026-03-01', to: '2026-03-31' }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    // One approved by the rules and paid out, one that waits for a reviewer.
    const paid = await submitted(lender, 1, { principal: '60000.00', price: '160000.00' })
    const { fundingId } = await requested(lender, paid.id)
    const funding = await lender.finance.origination.getFunding({ id: fundingId })
    await lender.finance.origination.disburseFunding({ id: fundingId, version: funding.version })
    await submitted(lender, 2, { principal: '250000.00', price: '400000.00', income: '60000.00' })
  })
  afterAll(() => house.close())

  it('sum the very rows they open, and are the same for one person and in all', async () => {
    const board = await lender.manager.performance.teamBoard(period)
    const lin = board.people.find(person => person.name === '林晓雯')!
    expect(lin.figures.applications?.value).toBe('2')
    expect(lin.figures['in-progress']?.value).toBe('1')
    expect(lin.figures['disbursed-amount']?.value).toBe('60000.00')
    expect(lin.figures['overdue-rate']).toMatchObject({ value: '0.000000', numerator: '0.00', denominator: '60000.00' })
    for (const person of board.people) {
      for (const [metric, figure] of Object.entries(person.figures)) {
        const why = await lender.manager.performance.figureRows({
          metric: metric as 'applications',
          personId: person.id,
          ...period,
        })
        expect(why.figure, `${person.name} ${metric}`).toEqual(figure)
        expect(why.rows.length).toBe(figure.rows)
        if (metric === 'disbursed-amount') {
          const fen = why.rows.reduce((total, row) => total + BigInt(row.measure!.replace('.', '')), 0n)
          expect(fen).toBe(BigInt(figure.value!.replace('.', '')))
        }
      }
    }
    for (const group of board.groups) {
      for (const [metric, figure] of Object.entries(group.figures)) {
        const why = await lender.manager.performance.figureRows({
          metric: metric as 'applications',
          groupId: group.id,
          ...period,
        })
        expect(why.figure, `${group.name} ${metric}`).toEqual(figure)
        expect(why.rows.length).toBe(figure.rows)
      }
    }
    expect(board.all.applications?.value).toBe('2')
    expect(board.groups.find(group => group.name === '华东一组')?.figures.applications?.value).toBe('2')
  })

  it('count the work in everybody’s hands, and say who reports to whom', async () => {
    await lender.developer.origination.addLead({
      name: '李四',
      phone: '13800000001',
      source: 'walk-in',
      interest: '新能源车',
      nextContactOn: null,
    })
    const waiting = (await lender.reviewer.origination.listReviewQueue()).rows[0]!
    await lender.reviewer.origination.claimApplication({ id: waiting.id })
    const board = await lender.manager.performance.teamBoard(period)
    const of = (name: string) => board.people.find(person => person.name === name)!
    expect(of('林晓雯').figures.leads?.value).toBe('1')
    expect(of('陈思远').figures['in-hand']?.value).toBe('1')
    expect(of('周明').figures['in-hand']).toBeUndefined()
    expect(of('林晓雯').reportsTo).toBe(of('boss').id)
    // Half an hour later nobody holds it any more.
    house.clock.advance(31 * 60_000)
    const later = await lender.manager.performance.teamBoard(period)
    expect(later.people.find(person => person.name === '陈思远')!.figures['in-hand']).toBeUndefined()
  })

  it('give a group what lies below it, and measure an application from submission to its end', async () => {
    const { groups } = await lender.manager.team.listGroups()
    const market = groups.find(group => group.name === '华东一组')!
    await house.hire('he', 'market_developer', { group: '华东二组', name: '何梅' })
    await house.pool.query(
      `UPDATE team.group_period SET parent_id = (SELECT group_id FROM team.group_period WHERE name = '华东一组') WHERE name = '华东二组'`,
    )
    const waiting = (await lender.reviewer.origination.listReviewQueue()).rows[0]!
    const { application } = await lender.reviewer.origination.getReview({ id: waiting.id })
    await lender.reviewer.origination.reviewApplication({
      id: waiting.id,
      version: application.version,
      verdict: 'approve',
      principal: application.principal,
      conditions: [],
      reason: null,
      note: '资料齐全',
    })
    const he = await house.as('he')
    await submitted({ ...lender, developer: he }, 3, { principal: '60000.00', price: '160000.00' })
    const board = await lender.manager.performance.teamBoard(period)
    const first = board.groups.find(group => group.id === market.id)!
    const second = board.groups.find(group => group.name === '华东二组')!
    expect(second.parentId).toBe(market.id)
    expect(second.figures.applications?.value).toBe('1')
    expect(first.figures.applications?.value).toBe('3')
    const minutes = await lender.manager.performance.figureRows({
      metric: 'decision-time',
      groupId: market.id,
      ...period,
    })
    // Two by the rules at once, one after the half hour the case lay in somebody's hands.
    expect(minutes.rows.map(row => Number(row.measure)).sort((a, b) => a - b)).toEqual([0, 0, 31])
    expect(minutes.figure.value).toBe('0')
    expect(board.people.find(person => person.name === '陈思远')!.figures.turnaround?.value).toBe('31')
  })

  it('show a person only what lies in the own scope', async () => {
    const own = await lender.developer.performance.teamBoard(period)
    expect(own.people.map(person => person.name)).toEqual(['林晓雯'])
    const other = await (await house.as('wu')).performance.teamBoard(period)
    expect(other.all.applications?.value ?? '0').toBe('0')
  })

  it('have definitions, and refuse a period that runs backwards', async () => {
    expect((await lender.manager.performance.listMetrics()).length).toBeGreaterThanOrEqual(5)
    expect(
      await refusalOf(lender.manager.performance.teamBoard({ from: '2026-03-31', to: '2026-03-01' })),
    ).toMatchObject({ code: 'performance.period' })
  })
})
