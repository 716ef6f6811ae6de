import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type Day } from '#lib/day'
import type { Id } from '#lib/id'
import { parseYuan, sum } from '#lib/money'
import { closeDay, recordRepayment } from '#servicing'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, goldenPlan } from '../loans.ts'

/** The pictures of the book through the public API: figures, the loans behind them, and who may see which. */
describe('portfolio pictures', () => {
  let house: TestHouse
  let risk: Client
  const plan = goldenPlan('2026-01-15' as Day)

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('fengkong', 'risk_officer')
    await house.hire('shichang', 'market_developer')
    risk = await house.as('fengkong')
    const ids: Id<'loan'>[] = []
    for (let n = 1; n <= 4; n += 1)
      ids.push(
        await disburse(house, `R-${n}`, plan, {
          slices: { vehicle: { brand: n === 4 ? '蔚来' : '比亚迪', model: '汉', condition: 'new' }, region: '上海' },
        }),
      )
    // Two pay each month, one stops after the first, one never pays.
    for (const [month, payers] of [3, 2, 2].entries()) {
      const due = plan[month]!
      await closeDay(house.spine, { through: addDays(due.dueOn, -1) })
      for (const id of ids.slice(0, payers))
        await house.system('test.pay', ctx =>
          recordRepayment(ctx, { loanId: id, amount: sum([due.principal, due.interest]), channel: 'cash' }),
        )
    }
    await closeDay(house.spine, { through: '2026-05-03' as Day })
  })
  afterAll(() => house.close())

  it('show the quality of the book, and open each cell to the loans it is made of', async () => {
    const picture = await risk.risk.aging({})
    expect(picture.loans).toBe(4)
    expect(picture.overdue.loans).toBe(2)
    // Provided for at the end of April; nothing is over 90 days yet, so there is nothing to cover.
    expect(parseYuan(picture.provision!)!).toBeGreaterThan(0n)
    expect(picture.coverage).toBeNull()
    expect((await risk.risk.aging({ day: '2026-01-20' })).provision).toBeNull()
    expect(picture.buckets.find(bucket => bucket.name === 'M3')).toEqual({ name: 'M3', from: 61, to: 90 })
    for (const cell of picture.cells) {
      const opened = await risk.risk.cellLoans({ picture: 'aging', x: [cell.x], y: [cell.y] })
      expect(opened.loans).toBe(cell.loans)
      expect(opened.balance).toBe(cell.balance)
      expect(sum(opened.rows.map(row => parseYuan(row.balance)!))).toBe(parseYuan(cell.balance))
    }
  })

  it('show how it was on any day', async () => {
    expect((await risk.risk.aging({ day: '2026-02-20' })).overdue.loans).toBe(1)
    expect((await risk.risk.aging({ day: '2026-01-31' })).overdue.loans).toBe(0)
    expect(await refusalOf(risk.risk.aging({ day: '2026-09-01' }))).toMatchObject({ code: 'risk.day' })
  })

  it('show roll rates whose rows add up to one', async () => {
    const picture = await risk.risk.roll({ months: 3 })
    expect([picture.from, picture.to]).toEqual(['2026-01', '2026-04'])
    for (const bucket of new Set(picture.cells.map(cell => cell.x))) {
      const row = picture.cells.filter(cell => cell.x === bucket)
      expect(row.reduce((total, cell) => total + Number(cell.shareByBalance), 0)).toBeCloseTo(1, 5)
    }
    const rolled = picture.cells.find(cell => cell.x === 'M1' && cell.y === 'M2')!
    const opened = await risk.risk.cellLoans({ picture: 'roll', months: 3, x: ['M1'], y: ['M2'] })
    expect([opened.loans, opened.balance]).toEqual([rolled.loans, rolled.balance])
  })

  it('show vintages up to the age the cohort has reached, and no further', async () => {
    const { cohorts } = await risk.risk.vintage({ bucket: 'M2', grain: 'month', ever: 'true' })
    expect(cohorts.map(cohort => [cohort.cohort, cohort.loans, cohort.curve.at(-1)?.age])).toEqual([['2026-01', 4, 3]])
    // One never paid: over 30 days in March; one stopped after the first: over 30 days in April.
    expect(cohorts[0]!.curve.map(point => point.loans)).toEqual([0, 0, 1, 2])
    const opened = await risk.risk.cellLoans({
      picture: 'vintage',
      bucket: 'M2',
      grain: 'month',
      ever: 'true',
      x: ['2026-01'],
      y: ['0', '1', '2', '3'],
    })
    expect([opened.loans, opened.balance]).toEqual([2, cohorts[0]!.curve.at(-1)!.balance])
    expect(await refusalOf(risk.risk.vintage({ bucket: 'M0' }))).toMatchObject({ code: 'risk.bucket' })
  })

  it('show who missed the very first installment, and where the book is concentrated', async () => {
    const { cells } = await risk.risk.firstPayment({})
    expect(cells.map(cell => [cell.x, cell.y, cell.loans, cell.badLoans]).sort()).toEqual([
      ['2026-02', '1', 4, 1],
      ['2026-02', '15', 4, 1],
      ['2026-02', '30', 4, 1],
      ['2026-02', '7', 4, 1],
    ])
    const { groups } = await risk.risk.concentration({ by: 'brand' })
    expect(groups.map(group => [group.name, group.loans])).toEqual([
      ['比亚迪', 3],
      ['蔚来', 1],
    ])
    expect((await risk.risk.aging({ brand: '蔚来' })).loans).toBe(1)
    expect((await risk.risk.aging({ brand: '蔚来', condition: 'used' })).loans).toBe(0)
  })

  it('are not for everybody', async () => {
    const developer = await house.as('shichang')
    expect(await refusalOf(developer.risk.aging({}))).toMatchObject({ code: 'authority.not_permitted' })
  })
})
