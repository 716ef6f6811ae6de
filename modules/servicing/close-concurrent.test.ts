import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { fen } from '#lib/money'
import { checkBooks, closeDay, recordRepayment } from '#servicing'
import { openTestHouse, type TestHouse } from '../../tests/house.ts'
import { disburse, goldenPlan, rules } from '../../tests/loans.ts'
import { figuresOf, standAt } from './book.ts'
import { bookOf, loanByKey } from './store/loan.ts'

/** Repayments go on while days close: each falls wholly before or wholly after its range, or is told that the day has ended. */
describe('repayments while days close', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
  })
  afterAll(() => house.close())

  it('leave the books agreeing and every loan standing where its plan says', async () => {
    const ids: Id<'loan'>[] = []
    for (let n = 1; n <= 30; n += 1) ids.push(await disburse(house, `K-${n}`, goldenPlan('2026-01-15' as Day)))
    await closeDay(house.spine, { through: '2026-02-12' as Day })
    let closing = true
    const told = { recorded: 0, dayEnded: 0 }
    const pay = async (start: number) => {
      for (let turn = start; closing; turn += 7) {
        try {
          await house.system('test.pay', ctx =>
            recordRepayment(ctx, { loanId: ids[turn % ids.length]!, amount: fen(1000 + turn), channel: 'wechat' }),
          )
          told.recorded += 1
        } catch (error) {
          const { code } = error as { code?: string }
          if (code === 'servicing.day_stale') told.dayEnded += 1
          else if (code !== 'servicing.repayment_exceeds') throw error
        }
      }
    }
    const payers = [1, 2, 3, 4].map(pay)
    await closeDay(house.spine, { through: '2026-03-19' as Day, rangeSize: 4, workers: 3 })
    closing = false
    await Promise.all(payers)
    expect(told.recorded).toBeGreaterThan(50)
    await closeDay(house.spine)
    expect(await house.system('test.check', checkBooks)).toMatchObject({ agree: true, accrued: { compared: true } })
    for (const id of ids) {
      const row = (await loanByKey(house.spine.database, toKey(id)))!
      const book = await bookOf(house.spine.database, row)
      expect(row).toMatchObject(figuresOf(book))
      expect(book).toEqual(standAt(book, addDays('2026-03-20' as Day, 1), rules))
    }
  })
})
