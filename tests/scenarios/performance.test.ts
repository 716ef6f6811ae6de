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
    expect(board.all.applications?.value).toBe('2')
    expect(board.groups.find(group => group.name === '华东一组')?.figures.applications?.value).toBe('2')
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
