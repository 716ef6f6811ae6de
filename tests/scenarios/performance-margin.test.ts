import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Day, daysBetween, monthEnd } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { parseYuan, sum } from '#lib/money'
import { recordRepayment } from '#servicing'
import { type Metric, type MetricCode, metricOf } from '../../modules/performance/metric.ts'
import { ask, type FigureRow, measure, measureOne, measureRows } from '../../modules/performance/store/measure.ts'
import { sumMonthEnds } from '../../modules/servicing/store/figure-sum.ts'
import { type Client, openTestHouse, type TestHouse } from '../house.ts'
import { disburse, goldenPlan, liveUntil } from '../loans.ts'

const monthOf = (from: string) => ({ from: from as Day, to: monthEnd(from as Day) })

/** A figure told whole, with its rows. */
const told = (house: TestHouse, metric: Metric, from: string) =>
  house.system('test', async ctx => {
    const asked = await ask(ctx, 'everything')
    const rows = await measureRows(asked, metric, monthOf(from), {}, 100_000)
    return { rows, tally: await measureOne(asked, metric, monthOf(from), {}) }
  })

const setWarnings = (house: TestHouse, value: object) =>
  house.pool.query(
    `WITH made AS (INSERT INTO reference.parameter (code, value, from_day, source, mark, reason, proposed_at)
       VALUES ('performance.warnings', $1::jsonb, '2025-01-01', 'test', 'D', 'test', now()) RETURNING id)
     INSERT INTO reference.parameter_decision (parameter_id, approved, decided_at, reason) SELECT id, true, now(), 'test' FROM made`,
    [JSON.stringify(value)],
  )

/** Two months of a small book: paid, late, settled early, written off with something coming back; some of it warned of. */
describe('figures of loans that lived', () => {
  let house: TestHouse
  let finance: Client
  const plan = goldenPlan('2026-01-15' as Day)
  const names = ['pays', 'stops', 'watched', 'too-late', 'spared', 'settled', 'lost'] as const
  type Name = (typeof names)[number]
  const ids = {} as Record<Name, Id<'loan'>>
  const nameOf = (row: FigureRow) => names.find(name => toKey(ids[name]) === row.key)

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('fengkong', 'risk_officer')
    await house.hire('zongjian', 'risk_director')
    await house.hire('caiwu', 'finance_manager')
    finance = await house.as('caiwu')
    await setWarnings(house, { leadDays: 20, withinDays: 45, firstPaymentDays: 15 })
    for (const [at, name] of names.entries())
      ids[name] = await disburse(house, `W-${at + 1}`, plan, {
        customerKey: BigInt(at + 1),
        branchKey: BigInt(1 + (at % 2)),
      })
    const officer = await house.as('fengkong')
    const director = await house.as('zongjian')
    const watch = (name: Name) => () =>
      officer.servicing.watchLoan({ id: ids[name], reason: '经营停工', reviewOn: '2026-12-31' })
    const paid = (name: Name) => () =>
      house.system('test.pay', ctx => {
        const due = plan.find(row => row.dueOn === ctx.today)!
        return recordRepayment(ctx, { loanId: ids[name], amount: sum([due.principal, due.interest]), channel: 'cash' })
      })
    const steps: [day: string, ...work: (() => Promise<unknown>)[]][] = [
      ['2026-02-01', watch('spared')],
      ['2026-02-15', paid('pays'), paid('spared'), paid('settled')],
      ['2026-02-20', watch('watched')],
      ['2026-02-24', () => director.servicing.writeOffLoan({ id: ids.lost, reason: '失联' })],
      [
        '2026-02-25',
        async () => {
          const { total } = await finance.servicing.quoteSettlement({ id: ids.settled })
          return finance.servicing.settleLoan({ id: ids.settled, amount: total, channel: 'bank-transfer' })
        },
        () => {
          const money = { amount: '1234.56', channel: 'bank-transfer' as const, reference: 'V-1' }
          return finance.servicing.recoverClaim({ id: ids.lost, ...money })
        },
      ],
      ['2026-03-05', watch('too-late')],
      ['2026-03-15', paid('pays'), paid('spared')],
    ]
    for (const [day, ...work] of steps) {
      await liveUntil(house, day)
      for (const deed of work) await deed()
    }
    await liveUntil(house, '2026-03-19')
    await house.system('test.sums', ctx => sumMonthEnds(ctx, 3))
  })
  afterAll(() => house.close())

  it('say who had been warned of before going bad, and whom a warning was right about', async () => {
    // Bad from 31 days past due here, so that two months are enough.
    const from31 = (code: MetricCode) => ({ ...metricOf(code), lateFrom: 31 })
    const seen = async (code: MetricCode, month: string) => {
      const { rows, tally } = await told(house, from31(code), month)
      const part = rows.filter(row => row.counted).length
      expect([tally.rows, tally.total ?? '0', tally.part ?? '0']).toEqual([rows.length, `${rows.length}`, `${part}`])
      return rows.map(row => `${nameOf(row)} ${row.day} ${row.counted}`).sort()
    }
    expect(await seen('alert-recall', '2026-02-01')).toEqual([])
    expect(await seen('alert-recall', '2026-03-01')).toEqual([
      'stops 2026-03-18 false',
      'too-late 2026-03-18 false',
      'watched 2026-03-18 true',
    ])
    // What the warnings of later days were worth is not known yet.
    expect(await seen('alert-precision', '2026-03-01')).toEqual(['spared 2026-03-18 false'])
    expect(await seen('alert-precision', '2026-04-01')).toEqual([])
  })

  it('earned to the fen what the ledger says the book did, loan by loan as each one’s own entries do', async () => {
    const days = { income: ['6011', '6012', '6021', '6051'], accrued: '1135', impairment: '6702' }
    const { rows: entries } = await house.pool.query(
      `SELECT loan_id AS "key", debit, credit, amount, posted_on::text AS day FROM servicing.loan_entry`,
    )
    const { rows: ends } = await house.pool.query(
      `SELECT loan_id AS "key", month_end::text AS day, outstanding, expected_loss AS loss FROM servicing.loan_month`,
    )
    for (const [month, before] of [
      ['2026-01-01', '2025-12-31'],
      ['2026-02-01', '2026-01-31'],
    ] as const) {
      const span = monthOf(month)
      const { rows, tally } = await told(house, metricOf('margin-after-loss'), month)
      expect(rows.length, month).toBe(7)
      const total = (of: (row: FigureRow) => string | null) =>
        rows.reduce((whole, row) => whole + BigInt(of(row) ?? '0'), 0n)
      expect([tally.rows, BigInt(tally.total!)]).toEqual([7, total(row => row.measure)])

      // Loan by loan, in plain words.
      let [funding, charged] = [0n, 0n]
      for (const row of rows) {
        const own = entries.filter(one => one.key === row.key && one.day >= month && one.day <= span.to)
        const brought = (codes: readonly string[]) =>
          own.reduce(
            (whole, one) =>
              whole + (codes.includes(one.credit) ? one.amount : 0n) - (codes.includes(one.debit) ? one.amount : 0n),
            0n,
          )
        const at = (day: string) =>
          ends.find(one => one.key === row.key && one.day === day) ?? { outstanding: 0n, loss: 0n }
        const opening: { outstanding: bigint; loss: bigint } = at(before)
        const closing: { outstanding: bigint; loss: bigint } = at(span.to)
        // Half of both balances × 2.5 % × days ÷ 365, half-up: the whole over 2 × 1000 × 365, with half of it added.
        const weight = (opening.outstanding + closing.outstanding) * 25n * BigInt(daysBetween(before as Day, span.to))
        const cost = (weight + 365_000n) / 730_000n
        const charge = closing.loss - opening.loss - brought(['1304'])
        expect([nameOf(row), BigInt(row.part!)]).toEqual([nameOf(row), brought(days.income)])
        expect([nameOf(row), BigInt(row.measure!)]).toEqual([nameOf(row), brought(days.income) - cost - charge])
        funding += cost
        charged += charge
      }

      // In all, as the general ledger moved; interest that is earned but not due belongs to no loan yet.
      const { rows: accounts } = await finance.ledger.trialBalance({ from: span.from, to: span.to })
      const moved = (code: string) => {
        const row = accounts.find(one => one.code === code)
        return row ? parseYuan(row.debit)! - parseYuan(row.credit)! : 0n
      }
      const income = -days.income.reduce((whole, code) => whole + moved(code), 0n)
      expect(total(row => row.part)).toBe(income - moved(days.accrued))
      expect(charged).toBe(moved(days.impairment))
      expect(total(row => row.measure)).toBe(income - moved(days.accrued) - funding - charged)
    }
  })

  it('are the same off the sums and off the rows, and a loan noted anew lets go of its month and the next', async () => {
    const kept = async () =>
      (
        await house.pool.query(
          `SELECT month_end::text AS day FROM servicing.figure_kept WHERE kind = 'margin' AND month_end >= '2026-01-01' ORDER BY 1`,
        )
      ).rows.map(row => row.day)
    expect(await kept()).toEqual(['2026-01-31', '2026-02-28'])
    const all = () =>
      house.system('test', async ctx => {
        const spans = ['2026-01-01', '2026-02-01'].map(monthOf)
        const found = await measure(await ask(ctx, 'everything'), [metricOf('margin-after-loss')], spans, 'branches')
        // The same figures in whatever order they were found.
        const place = (one: (typeof found)[number]) => `${one.span} ${one.isAll} ${one.subjectKey}`
        return found.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
      })
    const summed = await all()
    // Whatever is written into a month that is summed, past everything that should let go of it, shows in the sums alone.
    await house.pool.query(`UPDATE servicing.figure_sum SET amount = amount + 1 WHERE kind = 'margin'`)
    expect(await all()).not.toEqual(summed)
    await house.pool.query(`UPDATE servicing.loan_month SET overdue = overdue WHERE month_end = '2026-01-31'`)
    expect(await kept()).toEqual([])
    expect(await all()).toEqual(summed)
    expect(summed.map(one => one.subjectKey)).toEqual(expect.arrayContaining([1n, 2n]))
    expect(summed.every(one => one.tally.rows >= 3)).toBe(true)
  })
})
