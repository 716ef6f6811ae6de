import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMonths, type Day, instantAt } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { fen, parseYuan, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor, floating as rates } from '#product'
import { seriesPointsThrough } from '#reference'
import { closeDay, recordRepayment } from '#servicing'
import { type Floating, resetsDue } from '../../modules/servicing/floating.ts'
import { bookOf, loanByKey } from '../../modules/servicing/store/loan.ts'
import { repriceLoan } from '../../modules/servicing/usecases/change-plan.ts'
import { lookBack } from '../../modules/servicing/usecases/look-back.ts'
import { sendReminders } from '../../modules/servicing/usecases/send-reminders.ts'
import { fictionalId } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { booksOf } from '../loan-books.ts'
import { disburse, liveUntil } from '../loans.ts'

const start = '2025-12-20' as Day
const end = '2026-03-04' as Day
/** What the base is published at; the last is known two days late. Later points of the first series end each change. */
const published = [
  ['lpr-1y', '2025-12-31', '0.0290'],
  ['lpr-5y', '2025-12-29', '0.0340'],
  ['lpr-1y', '2026-01-14', '0.0275'],
  ['lpr-5y', '2026-02-03', '0.0330'],
] as const
const late = { known: '2026-02-12' as Day, point: ['lpr-1y', '2026-02-10', '0.0260'] as const }

type Case = { number: string; floating: Floating; periods: number; principal: string; disbursedOn: Day; pays: boolean }
const methods = ['equal-installment', 'equal-principal', 'interest-only'] as const

/** Every base and kind of reset, on plans of three kinds; half of them are paid, late and unevenly. */
const cases: Case[] = rates.bases.flatMap((base, b) =>
  rates.resets.flatMap((reset, r) =>
    [0, 1, 2, 3].map(n => ({
      number: `${1 + b * 100 + r * 10 + n}`,
      floating: {
        base,
        margin: '0.018',
        reset,
        floor: '0.02',
        cap: '0.0475',
        ...(n === 3 ? { margin: '0.03' } : {}),
      } as Floating,
      periods: 6 + n * 3 + r,
      principal: `${50_000 + n * 1_234 + b}`,
      disbursedOn: (reset === 'anniversary'
        ? ['2025-01-10', '2025-02-11', '2025-01-02', '2025-03-03'][n]!
        : start) as Day,
      pays: n % 2 === 1,
    })),
  ),
)

const publish = (house: TestHouse, [code, day, value]: readonly [string, string, string]) =>
  house.pool.query(
    `INSERT INTO reference.series (code, day, value, source, mark, recorded_at) VALUES ($1, $2, $3, 'test', 'D', now())`,
    [code, day, value],
  )

async function lend(house: TestHouse, one: Case, number: string, floats: boolean): Promise<Id<'loan'>> {
  const n = Number(one.number) % 10
  const plan = planFor({
    principal: parseYuan(one.principal)!,
    disbursedOn: one.disbursedOn,
    firstDueOn: addMonths(start, 1, 5 + n * 7),
    annualRate: '0.048' as Rate,
    periods: one.periods,
    method: methods[n % 3]!,
    dayCount: 'period',
    rounding: 'half-up',
  })
  return disburse(house, number, plan.installments, {
    annualRate: '0.048' as Rate,
    disbursedOn: one.disbursedOn,
    graceDays: 0,
    ...(floats ? { floating: one.floating } : {}),
  })
}

/** Rates that follow an index are set anew by the day close as somebody would by hand. */
describe('floating rates', () => {
  let house: TestHouse
  const pairs: { one: Case; own: Id<'loan'>; hand: Id<'loan'>; next: Day }[] = []
  beforeAll(async () => {
    house = await openTestHouse({ today: start })
    for (const point of published) await publish(house, point)
    for (const one of cases) {
      const own = await lend(house, one, `A-${one.number}`, true)
      const hand = await lend(house, one, `H-${one.number}`, false)
      const { resetOn } = (await loanByKey(house.spine.database, toKey(own)))!
      pairs.push({ one, own, hand, next: resetOn! })
    }
  })
  afterAll(() => house.close())

  it('come to what they would by hand, whatever the plan, paid or not, a value known late too', async () => {
    let byHand = 0
    for (let today = start; today < end; today = addDays(today, 1)) {
      house.clock.set(instantAt(today, '10:00'))
      if (today === late.known) await publish(house, late.point)
      const points = await seriesPointsThrough(house.spine.database, rates.bases, today)
      await house.system('test.life', async ctx => {
        for (const [index, pair] of pairs.entries()) {
          const { one, own, hand } = pair
          if (one.pays && (Number(today.slice(8)) + index) % 9 === 0)
            for (const loanId of [own, hand])
              await recordRepayment(ctx, {
                loanId,
                amount: fen(200_000 + index * 77),
                channel: 'cash',
                surplus: 'advance',
              })
          const due = resetsDue(one.floating, one.disbursedOn, pair.next, today, points[one.floating.base])
          pair.next = due.next
          for (const { on, annualRate } of due.resets) {
            if (Number((await loanByKey(ctx.sql, toKey(hand)))!.annualRate) === Number(annualRate)) continue
            await repriceLoan(ctx, { id: hand, annualRate, valueDate: on, reason: 'LPR' })
            byHand += 1
          }
        }
      })
      await closeDay(house.spine, { rangeSize: 40 })
    }
    expect(byHand).toBeGreaterThan(30)
    for (const { one, own, hand } of pairs)
      expect(await booksOf(house, own), `${one.number} ${one.floating.base} ${one.floating.reset}`).toEqual(
        await booksOf(house, hand),
      )
    const { rows } = await house.pool.query(
      `SELECT loan_id, value_date, count(*) FROM servicing.loan_transaction WHERE kind = 'repricing' GROUP BY 1, 2 HAVING count(*) > 1`,
    )
    expect(rows).toEqual([])
    // A value published late was lived as if it had been known.
    const told = await house.pool.query(
      `SELECT count(*)::int AS n FROM servicing.loan_transaction WHERE kind = 'repricing' AND value_date = '2026-02-10' AND posted_on = $1`,
      [late.known],
    )
    expect(told.rows[0].n).toBeGreaterThan(0)
  })

  it('never leave their bounds, and keep subledger and ledger agreeing', async () => {
    const { rows } = await house.pool.query(
      `SELECT max(annual_rate) AS most FROM servicing.loan WHERE floating IS NOT NULL`,
    )
    expect(rows[0].most).toBe('0.0475')
    await house.hire('qian', 'finance_officer')
    const finance = await house.as('qian')
    expect(await finance.servicing.checkBooks()).toMatchObject({
      agree: true,
      loanDifferences: [],
      ledgerDifferences: [],
    })
    // The close's penalty is what the rules make of it, each rate bearing its own days.
    let carried = 0n
    await house.system('test.penalty', async ctx => {
      for (const { own } of pairs.filter(pair => !pair.one.pays)) {
        const loan = (await loanByKey(ctx.sql, toKey(own)))!
        const { book } = await lookBack(ctx, loan, { shownOn: '2026-02-28' as Day })
        const posted = (rows: typeof book.installments) => rows.map(row => [row.penaltyPosted, row.compoundPosted])
        expect(posted((await bookOf(ctx.sql, loan)).installments)).toEqual(posted(book.installments))
        carried += sum(book.installments.map(row => row.penaltyBefore))
      }
    })
    expect(carried).toBeGreaterThan(0n)
    const { floating, transactions } = await finance.servicing.getLoan({ id: pairs[0]!.own })
    expect(floating).toMatchObject({ base: 'lpr-1y', reset: 'january', nextOn: '2027-01-01' })
    expect(transactions.find(row => row.kind === 'repricing')!.terms).toMatchObject({
      annualRate: '0.047',
      follows: { base: 'lpr-1y', value: '0.0290', publishedOn: '2025-12-31', margin: '0.018' },
    })
  })

  it('come to the same when days are caught up in one go, or closed twice', async () => {
    const other = await openTestHouse({ today: start })
    try {
      for (const point of published) await publish(other, point)
      const caught: [Case, Id<'loan'>][] = []
      for (const one of cases) if (!one.pays) caught.push([one, await lend(other, one, `A-${one.number}`, true)])
      await closeDay(other.spine, { through: addDays(late.known, -1), workers: 1 })
      await publish(other, late.point)
      for (const through of [addDays(end, -1), addDays(end, -1)]) await closeDay(other.spine, { through })
      for (const [one, id] of caught)
        expect(await booksOf(other, id), one.number).toEqual(
          await booksOf(house, pairs.find(pair => pair.one === one)!.own),
        )
    } finally {
      await other.close()
    }
  })

  it('are told to the borrower the next morning, once, and not when taken back', async () => {
    await house.hire('lin', 'market_developer')
    const lin = await house.as('lin')
    const ids: Id<'loan'>[] = []
    for (let n = 1; n <= 2; n += 1) {
      const { id } = await lin.party.addCustomer({
        kind: 'individual',
        name: `李四${n}`,
        idNumber: fictionalId(50 + n),
        phone: `1390000000${n}`,
        monthlyIncome: '30000.00',
        monthlyDebt: '0.00',
      })
      const plan = planFor({
        principal: parseYuan('60000')!,
        disbursedOn: end,
        annualRate: '0.048' as Rate,
        periods: 24,
        method: 'equal-installment',
        dayCount: 'period',
        rounding: 'half-up',
      })
      const floating: Floating = { ...cases[0]!.floating, reset: 'publication' }
      ids.push(await disburse(house, `T-${n}`, plan.installments, { customerKey: toKey(id), floating }))
    }
    await liveUntil(house, '2026-03-10')
    await publish(house, ['lpr-1y', '2026-03-10', '0.0240'])
    await liveUntil(house, '2026-03-11')
    const second = await loanByKey(house.spine.database, toKey(ids[1]!))
    expect(second!.annualRate).toBe('0.042')
    await house.hire('sun', 'finance_manager')
    const manager = await house.as('sun')
    const repriced = (await manager.servicing.getLoan({ id: ids[1]! })).transactions.find(
      row => row.kind === 'repricing',
    )!
    await manager.servicing.reverseRepayment({ id: ids[1]!, transactionId: repriced.id, reason: '公布有误' })
    for (let run = 0; run < 2; run += 1) await sendReminders(house.spine)
    const { rows } = await house.pool.query(
      `SELECT template, about FROM notification.message WHERE template LIKE 'servicing.notice.%'`,
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ template: 'servicing.notice.repriced', about: ids[0] })
  })
})
