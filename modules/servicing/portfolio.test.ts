import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { type Money, min } from '#lib/money'
import type { Context } from '#platform/context'
import { rows, sql } from '#platform/database'
import { openTestHouse, type TestHouse } from '../../tests/house.ts'
import { disburse, goldenPlan } from '../../tests/loans.ts'
import { isOpen, type LoanState } from './loan.ts'
import * as rules from './portfolio.ts'
import * as store from './store/portfolio.ts'
import { openMonth } from './store/steps/month.ts'
import { firstPaymentMissed } from './store/watch-list.ts'

const buckets = ['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M6+']
const classes = ['normal', 'special-mention', 'substandard', 'doubtful', 'loss']
const bad = classes.slice(2)
const start = '2025-01-20' as Day
const today = '2026-01-15' as Day

/** Any past of a loan: runs, runs late, ends in any way, more than once a month or not for months. */
const anyHistory = fc
  .record({
    age: fc.integer({ min: 0, max: 500 }),
    from: fc.integer({ min: 0, max: 340 }),
    principal: fc.bigInt({ min: 1n, max: 9_000_000n }),
    steps: fc.array(
      fc.record({
        after: fc.integer({ min: 1, max: 70 }),
        bucket: fc.constantFrom(...buckets),
        class: fc.constantFrom(...classes),
        outstanding: fc.bigInt({ min: 1n, max: 9_000_000n }),
      }),
      { maxLength: 12 },
    ),
    end: fc.constantFrom<LoanState | null>(null, null, 'settled', 'settled-early', 'written-off'),
    endsTwice: fc.boolean(),
  })
  .map(({ age, from, principal, steps, end, endsTwice }) => {
    let day = addDays(start, from)
    const originatedOn = addDays(day, -age)
    const states: { fromDay: Day; state: LoanState; bucket: string; class: string; outstanding: Money }[] = [
      { fromDay: day, state: 'active', bucket: 'M0', class: 'normal', outstanding: principal as Money },
    ]
    const add = (after: number, state: Omit<(typeof states)[number], 'fromDay'>) => {
      day = addDays(day, after)
      if (day <= today) states.push({ fromDay: day, ...state })
    }
    for (const step of steps)
      add(step.after, {
        state: step.bucket === 'M0' ? 'active' : 'overdue',
        bucket: step.bucket,
        class: step.class,
        outstanding: min(step.outstanding as Money, principal as Money),
      })
    if (end) {
      const ended = { state: end, bucket: 'M0', class: 'normal', outstanding: 0n as Money }
      add(9, ended)
      if (endsTwice) add(9, ended)
    }
    return { principal: principal as Money, originatedOn, disbursedOn: addDays(start, from), states }
  })

/** The pictures of the book: what SQL makes of the whole book is what the rules make of each loan. */
describe('the pictures of the book', () => {
  let house: TestHouse
  let histories: rules.History[]
  const months = [rules.monthIndex(start), rules.monthIndex(today) - 1] as const
  const question = { permission: 'risk.portfolio.read', slice: {} }
  const asked = (picture: (ctx: Context) => store.Picture) =>
    house.system('test.picture', ctx =>
      rows(
        sql<rules.CellRow>`SELECT p.loan_id AS "loanKey", p.x, p.y, p.balance, p.bad FROM (${picture(ctx)}) p`,
        ctx.sql,
      ),
    )

  beforeAll(async () => {
    house = await openTestHouse({ today })
    const made = fc.sample(anyHistory, { numRuns: 120, seed: 7 })
    histories = made.map((history, index) => ({ loanKey: BigInt(index + 1), ...history }))
    await house.system('test.book', async ctx => {
      for (const [index, one] of made.entries()) {
        const now = one.states.at(-1)!
        await sql`INSERT INTO servicing.loan (loan_id, number, customer_id, product_id, product_version, branch_id, principal, annual_rate, penalty_rate,
            grace_days, allocation_order, settlement_fee_rate, settlement_free_after, disbursed_on, matures_on, periods, opened_at, state, outstanding,
            next_seq, next_interest, period_from, bucket, class, originated_on, dealer_id, vehicle_brand, oldest_unpaid_due, closed_on)
          VALUES (${index + 1}, ${`P-${index}`}, 1, 1, 1, ${(index % 3) + 1}, ${one.principal}, 0.05, 0.07, 0, '{interest,principal,fee,penalty,compound}', 0, 0,
            ${one.disbursedOn}, ${addDays(one.disbursedOn, 900)}, 30, ${ctx.now}, ${now.state}, ${now.outstanding}, 1, 0, ${one.disbursedOn}, ${now.bucket}, ${now.class},
            ${one.originatedOn}, ${index % 4 === 0 ? null : index % 4}, ${index % 5 === 0 ? null : `B${index % 5}`},
            ${now.state === 'overdue' ? addDays(today, -3) : null}, ${now.outstanding === 0n ? today : null})`.execute(
          ctx.sql,
        )
        for (const state of one.states)
          await sql`INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, outstanding)
            VALUES (${index + 1}, ${state.fromDay}, ${state.state}, ${state.bucket}, ${state.class}, ${state.outstanding})`.execute(
            ctx.sql,
          )
      }
      // What the close notes at each month's end: loans that run, and those that ended in the month.
      for (let month = months[0]; month <= months[1]; month += 1) {
        await openMonth(ctx.sql, rules.lastDay(month))
        for (const history of histories) {
          const standing = rules.standingAt(history, rules.lastDay(month))
          const before = rules.standingAt(history, rules.lastDay(month - 1))
          if (!standing || (!isOpen(standing.state) && before?.state === standing.state)) continue
          await sql`INSERT INTO servicing.loan_month (loan_id, month_end, branch_id, product_id, state, bucket, class, stage, outstanding, overdue, expected_loss)
            VALUES (${history.loanKey}, ${rules.lastDay(month)}, 1, 1, ${standing.state}, ${standing.bucket}, ${standing.class}, 1, ${standing.outstanding}, 0, 0)`.execute(
            ctx.sql,
          )
        }
      }
    })
  })
  afterAll(() => house.close())

  const sorted = (list: readonly rules.CellRow[]) =>
    list.map(row => [row.loanKey, row.x, row.y, row.balance, row.bad].join(' ')).sort()
  const same = (found: readonly rules.CellRow[], wanted: readonly rules.CellRow[]) => {
    expect(wanted.length).toBeGreaterThan(20)
    expect(sorted(found)).toEqual(sorted(wanted))
  }

  it('show the aging of any past evening, and of today', async () => {
    for (const evening of ['2025-06-30', '2025-09-14', '2025-12-31', today] as Day[])
      same(await asked(ctx => store.aging(ctx, question, evening, bad)), rules.agingRows(histories, evening, bad))
  })

  it('show the buckets at each month’s end', async () => {
    same(await asked(ctx => store.flow(ctx, question, ...months, bad)), rules.flowRows(histories, ...months, bad))
    same(
      await asked(ctx => store.flow(ctx, question, months[1] - 2, months[1], bad)),
      rules.flowRows(histories, months[1] - 2, months[1], bad),
    )
  })

  it('show where each bucket’s loans stood a month later', async () => {
    same(
      await asked(ctx => store.roll(ctx, question, months[0] + 1, months[1])),
      rules.rollRows(histories, months[0] + 1, months[1]),
    )
  })

  it('show vintages, current and ever, by month and by quarter', async () => {
    for (const from of [1, 2, 4])
      for (const [grain, cohort] of [
        ['month', rules.monthText],
        ['quarter', rules.quarterText],
      ] as const) {
        const vintage = { buckets: buckets.slice(from), through: months[1], grain }
        same(
          await asked(ctx => store.vintage(ctx, question, vintage)),
          rules.vintageRows(histories, vintage.buckets, months[1], cohort),
        )
        same(
          await asked(ctx => store.vintageEver(ctx, question, vintage)),
          rules.vintageEverRows(histories, vintage.buckets, months[1], cohort),
        )
      }
  })

  it('add up to the same, cut by any slice and opened by any cell', async () => {
    await house.system('test.cells', async ctx => {
      const whole = await store.cells(ctx, store.aging(ctx, question, today, bad))
      const total = (list: readonly store.Cell[]) => list.reduce((sum, cell) => sum + cell.balance, 0n)
      let parts = 0n
      for (const branchKey of [1n, 2n, 3n])
        parts += total(await store.cells(ctx, store.aging(ctx, { ...question, slice: { branchKey } }, today, bad)))
      expect(parts).toBe(total(whole))
      for (const by of ['dealer', 'brand', 'channel'] as const)
        expect(total(await store.cells(ctx, store.concentration(ctx, question, today, by, bad)))).toBe(total(whole))
      for (const cell of whole) {
        const opened = await store.cellLoans(
          ctx,
          store.aging(ctx, question, today, bad),
          { x: [cell.x], y: [cell.y] },
          { limit: 1000 },
        )
        expect(opened.total).toEqual({ loans: cell.loans, balance: cell.balance })
        expect(opened.rows.reduce((sum, row) => sum + row.balance, 0n)).toBe(cell.balance)
      }
    })
  })
})

describe('first payment default', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
  })
  afterAll(() => house.close())

  it('counts what is unpaid 1, 7, 15 and 30 days after the first due day, as the rule does', async () => {
    const { closeDay, recordRepayment } = await import('#servicing')
    const plan = goldenPlan('2026-01-15' as Day)
    const amount = (plan[0]!.principal + plan[0]!.interest) as Money
    const pays: ([Day, Money] | null)[] = [
      ['2026-02-15' as Day, amount],
      ['2026-02-16' as Day, amount],
      ['2026-02-23' as Day, 1000n as Money],
      ['2026-02-18' as Day, amount],
      null,
    ]
    const ids: Id<'loan'>[] = []
    for (const index of pays.keys()) ids.push(await disburse(house, `F-${index}`, plan))
    // Lent elsewhere and taken over: within the first month its first installment is ours, later it never was.
    const young = await disburse(house, 'F-young', plan, { slices: { originatedOn: '2025-12-20' as Day } })
    const old = await disburse(house, 'F-old', plan, { slices: { originatedOn: '2025-10-15' as Day } })
    for (const on of [...new Set(pays.flatMap(pay => (pay ? [pay[0]] : [])))].sort()) {
      await closeDay(house.spine, { through: addDays(on, -1) })
      for (const [index, pay] of pays.entries())
        if (pay?.[0] === on)
          await house.system('test.pay', ctx =>
            recordRepayment(ctx, { loanId: ids[index]!, amount: pay[1], channel: 'cash' }),
          )
    }
    await closeDay(house.spine, { through: '2026-03-09' as Day })
    const question = { permission: 'risk.portfolio.read', slice: {} }
    const from = '2026-01-01' as Day
    const foundOn = (evening: Day) =>
      house.system('test.picture', ctx => store.cells(ctx, store.firstPayment(ctx, question, from, evening)))
    const found = await foundOn('2026-03-10' as Day)
    const wanted = rules.firstPaymentRows(
      [...pays, null].map((pay, index) => ({
        loanKey: BigInt(index),
        dueOn: plan[0]!.dueOn,
        amount,
        paid: pay ? [{ on: pay[0], amount: pay[1] }] : [],
      })),
      '2026-03-10' as Day,
    )
    // The 30th day has not come yet; who paid late or never is counted day by day.
    expect(found.map(cell => [cell.y, cell.loans, cell.badLoans]).sort()).toEqual([
      ['1', 6, 5],
      ['15', 6, 3],
      ['7', 6, 3],
    ])
    // A past evening knew no more than it did.
    expect((await foundOn('2026-02-20' as Day)).map(cell => [cell.y, cell.loans, cell.badLoans])).toEqual([['1', 6, 5]])
    await house.system('test.taken-over', async ctx => {
      expect(await store.firstDueElsewhere(ctx, question, from, ctx.today)).toBe(1)
      // The watch list and the close's signals know no first installment of it either.
      const missed = await firstPaymentMissed(ctx.sql, [toKey(young), toKey(old)], ctx.today, 15)
      expect([...missed]).toEqual([toKey(young)])
      const told = await rows(
        sql<{
          key: bigint
        }>`SELECT DISTINCT loan_id AS key FROM servicing.signal WHERE first_payment_days IS NOT NULL AND loan_id = ANY(${[toKey(young), toKey(old)]}::bigint[])`,
        ctx.sql,
      )
      expect(told.map(row => row.key)).toEqual([toKey(young)])
    })
    for (const cell of found) expect(wanted.filter(row => row.y === cell.y && row.bad).length).toBe(cell.badLoans)
  })
})
