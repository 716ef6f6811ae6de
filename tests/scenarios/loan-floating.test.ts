import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMonths, type Day, instantAt } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { fen, formatYuan, parseYuan, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor, floating as rates } from '#product'
import { seriesPointsThrough } from '#reference'
import { closeDay, recordRepayment } from '#servicing'
import { type Floating, resetsDue } from '../../modules/servicing/floating.ts'
import { bookOf, loanByKey } from '../../modules/servicing/store/loan.ts'
import { repriceLoan } from '../../modules/servicing/usecases/change-plan.ts'
import { lookBack } from '../../modules/servicing/usecases/look-back.ts'
import { sendReminders } from '../../modules/servicing/usecases/send-reminders.ts'
import { writeOffLoan } from '../../modules/servicing/usecases/write-off-loan.ts'
import { fictionalId } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
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

/** Everything the books hold of a loan but its keys and who recorded it. */
async function booksOf(house: TestHouse, id: Id<'loan'>) {
  const key = toKey(id)
  const all = async (text: string) => (await house.pool.query(text, [key])).rows
  return {
    loan: await all(
      `SELECT state, principal, annual_rate, outstanding, overdue_principal, overdue_interest, overdue_fee, next_seq, next_due_on, next_interest,
              period_from, oldest_unpaid_due, bucket, class, stage, matures_on, advance FROM servicing.loan WHERE loan_id = $1`,
    ),
    plan: await all(
      `SELECT seq, due_on, principal, interest, fee, principal_paid, interest_paid, penalty_paid, penalty_posted, compound_posted,
              penalty_before, compound_before, principal_product, interest_product, product_through FROM servicing.installment WHERE loan_id = $1 ORDER BY seq`,
    ),
    transactions: await all(
      `SELECT kind, value_date, posted_on, amount, fee, penalty, compound, interest, principal, terms->>'annualRate' AS rate
         FROM servicing.loan_transaction WHERE loan_id = $1 ORDER BY posted_on, value_date, kind, amount`,
    ),
    entries: await all(
      `SELECT t.kind, e.posted_on, e.debit, e.credit, e.amount FROM servicing.loan_entry e
         JOIN servicing.loan_transaction t ON t.loan_id = e.loan_id AND t.id = e.transaction_id
        WHERE e.loan_id = $1 ORDER BY e.posted_on, t.kind, e.debit, e.credit, e.amount`,
    ),
    states: await all(
      `SELECT from_day, state, bucket, class, stage, outstanding FROM servicing.loan_state WHERE loan_id = $1 ORDER BY from_day`,
    ),
  }
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
      await closeDay(house.spine, { rangeSize: 13 })
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

/** A published value corrected after the close has used it. */
describe('floating rates whose base was published wrong', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-09-11' })
    await house.hire('qian', 'finance_officer')
  })
  afterAll(() => house.close())

  it('are set again where the value they used is corrected: as if it had been right, and never to anybody’s arrears', async () => {
    await house.hire('guo', 'administrator')
    const guo = await house.as('guo')
    const record = (code: 'lpr-1y' | 'lpr-5y', on: string, value: string) =>
      guo.reference.recordSeries({ code, day: on, value, source: 'PBoC', mark: 'A' })
    const terms = {
      principal: parseYuan('60000')!,
      disbursedOn: '2026-09-11' as Day,
      firstDueOn: '2026-09-20' as Day,
      annualRate: '0.048' as Rate,
      periods: 12,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    } as const
    const follow = (base: 'lpr-1y' | 'lpr-5y') =>
      disburse(house, `C-${base}`, planFor(terms).installments, {
        floating: { ...cases[0]!.floating, base, reset: 'publication', cap: '0.06' as Rate },
      })
    const [wrong, right] = [await follow('lpr-1y'), await follow('lpr-5y')]
    await liveUntil(house, '2026-09-12')
    // Published wrong for the one, right for the other; both pay what the one is asked, and the other's rest waits.
    await record('lpr-1y', '2026-09-12', '0.0300')
    await record('lpr-5y', '2026-09-12', '0.0280')
    await house.jobs.drain(house.spine)
    const pay = async (on: string) => {
      await liveUntil(house, on)
      await house.system('test.pay', async ctx => {
        const amount = parseYuan('5200')!
        for (const loanId of [wrong, right])
          await recordRepayment(ctx, { loanId, amount, channel: 'cash', surplus: 'advance' })
      })
    }
    await pay('2026-09-24')
    await pay('2026-10-22')
    await liveUntil(house, '2026-10-24')
    const rateNow = async (id: Id<'loan'>) => (await loanByKey(house.spine.database, toKey(id)))!.annualRate
    expect([await rateNow(wrong), await rateNow(right)]).toEqual(['0.048', '0.046'])
    await record('lpr-1y', '2026-09-12', '0.0280')
    await house.jobs.drain(house.spine)
    await liveUntil(house, '2026-11-02')
    const whole = async (id: Id<'loan'>) => {
      const { loan, plan } = await booksOf(house, id)
      const balances = await house.pool.query(
        `SELECT account, sum(amount)::text AS amount FROM (SELECT debit AS account, amount FROM servicing.loan_entry WHERE loan_id = $1
           UNION ALL SELECT credit, -amount FROM servicing.loan_entry WHERE loan_id = $1) e GROUP BY 1 HAVING sum(amount) <> 0 ORDER BY 1`,
        [toKey(id)],
      )
      return { loan, plan, balances: balances.rows }
    }
    expect(await whole(wrong)).toEqual(await whole(right))
    // What replaced what can be read: the reset taken back by a line that names it, and the one in its place.
    const lines = async () =>
      (
        await house.pool.query(
          `SELECT kind, value_date::text AS on, posted_on::text AS posted, terms->>'annualRate' AS rate, parent_id IS NOT NULL AS names
             FROM servicing.loan_transaction WHERE loan_id = $1 AND kind IN ('repricing', 'reversal') ORDER BY id`,
          [toKey(wrong)],
        )
      ).rows.map(row => Object.values(row).join(' '))
    expect(await lines()).toEqual(['repricing 2026-09-12 2026-10-24 0.046 false'])
    // Found too low later: what fell due stays as it was asked, the rate is right from the day on which it is known.
    const before = await booksOf(house, wrong)
    await record('lpr-1y', '2026-09-12', '0.0310')
    await house.jobs.drain(house.spine)
    await liveUntil(house, '2026-11-04')
    expect((await lines()).at(-1)).toBe('repricing 2026-11-02 2026-11-02 0.049 false')
    const after = await booksOf(house, wrong)
    const asked = ({ plan }: typeof after) =>
      plan.slice(0, 2).map(row => [row.principal, row.interest, row.penalty_posted])
    expect(asked(after)).toEqual(asked(before))
    expect(after.loan[0]).toMatchObject({ state: 'active', annual_rate: '0.049' })
    // Corrected back: the line taken on that day is taken back, by a line that names it.
    await record('lpr-1y', '2026-09-12', '0.0280')
    await house.jobs.drain(house.spine)
    await liveUntil(house, '2026-11-06')
    expect((await lines()).at(-1)).toBe('reversal 2026-11-02 2026-11-04  true')
    const finance = await house.as('qian')
    expect(await finance.servicing.checkBooks()).toMatchObject({ agree: true })
  })

  it('of loans that had ended are told with what each paid too much or too little, and decided by people', async () => {
    await house.hire('sun', 'finance_manager')
    await house.hire('zhou', 'service_agent', { branch: 'BJ' })
    const [guo, sun, qian, zhou] = await Promise.all(['guo', 'sun', 'qian', 'zhou'].map(name => house.as(name)))
    const record = (code: 'lpr-1y' | 'lpr-5y', value: string) =>
      guo!.reference.recordSeries({ code, day: '2026-11-07', value, source: 'PBoC', mark: 'A' })
    const terms = {
      principal: parseYuan('60000')!,
      disbursedOn: '2026-11-06' as Day,
      firstDueOn: '2026-11-13' as Day,
      every: { count: 1, unit: 'week' },
      annualRate: '0.046' as Rate,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    } as const
    const lend = (base: 'lpr-1y' | 'lpr-5y', name: string, periods: number) =>
      disburse(house, `E-${name}-${base}`, planFor({ ...terms, periods }).installments, {
        annualRate: terms.annualRate,
        floating: { ...cases[0]!.floating, base, reset: 'publication', cap: '0.06' as Rate },
      })
    const pair = async (name: string, periods: number) =>
      [await lend('lpr-1y', name, periods), await lend('lpr-5y', name, periods)] as const
    const [paid, early, lost] = [await pair('paid', 2), await pair('early', 6), await pair('lost', 2)]
    await liveUntil(house, '2026-11-07')
    // Published wrong for the one of each pair, right for the other; both bring the same money where it is not asked to the fen.
    await record('lpr-1y', '0.0350')
    await record('lpr-5y', '0.0300')
    const pay = (loans: readonly Id<'loan'>[], amount: string) =>
      house.system('test.pay', async ctx => {
        for (const loanId of loans)
          await recordRepayment(ctx, { loanId, amount: parseYuan(amount)!, channel: 'cash', surplus: 'advance' })
      })
    await liveUntil(house, '2026-11-15')
    await pay(paid, '30300')
    await pay(early, '10200')
    const settled: bigint[] = []
    for (const id of early) {
      const { total } = await qian!.servicing.quoteSettlement({ id })
      const settle = (amount: string) => qian!.servicing.settleLoan({ id, amount, channel: 'cash' })
      await expect(settle((Number(total) + 1).toFixed(2))).rejects.toMatchObject({
        code: 'servicing.settlement_amount',
      })
      await settle(total)
      settled.push(parseYuan(total)!)
    }
    await liveUntil(house, '2026-11-22')
    const { due } = await qian!.servicing.getLoan({ id: paid[0] })
    await pay(paid, formatYuan(sum(Object.values(due).map(part => parseYuan(part)!))))
    for (const id of lost) await house.system('test.lose', ctx => writeOffLoan(ctx, { id, reason: '失联' }))
    const standing = async (id: Id<'loan'>) => {
      const { loan, plan } = await booksOf(house, id)
      const balances = await house.pool.query(
        `SELECT account, sum(amount)::text AS amount FROM (SELECT debit AS account, amount FROM servicing.loan_entry WHERE loan_id = $1
           UNION ALL SELECT credit, -amount FROM servicing.loan_entry WHERE loan_id = $1) e GROUP BY 1 HAVING sum(amount) <> 0 ORDER BY 1`,
        [toKey(id)],
      )
      return { loan, plan, balances: balances.rows }
    }
    const rights = await Promise.all([paid, early, lost].map(([, right]) => standing(right)))
    expect(rights.map(({ loan }) => loan[0].state)).toEqual(['settled', 'settled-early', 'written-off'])
    const open = async () => (await qian!.servicing.listCorrections({ state: 'open' })).rows
    expect(await open()).toEqual([])

    await record('lpr-1y', '0.0300')
    await house.jobs.drain(house.spine)
    await house.jobs.drain(house.spine)
    const noted = await open()
    const of = (id: Id<'loan'>) => noted.find(row => row.loanId === id)!
    expect(noted).toHaveLength(3)
    const claims = await Promise.all(lost.map(async id => (await standing(id)).loan[0]))
    const overpaid = await house.pool.query(`SELECT advance FROM servicing.loan WHERE loan_id = $1`, [toKey(paid[1])])
    expect(of(paid[0]).difference).toBe(`-${formatYuan(overpaid.rows[0].advance)}`)
    expect(parseYuan(of(early[0]).difference!)).toBe(settled[1]! - settled[0]!)
    expect(Number(of(lost[0]).difference)).toBeLessThan(0)
    expect(claims[0].state).toBe('written-off')
    // Who may decide is told, once, and finds it among what waits; a branch that has none of them sees none.
    const told = (await sun!.notification.listNotices({})).rows.filter(
      row => row.template === 'servicing.notice.corrections',
    )
    expect(told.map(row => row.text)).toEqual([expect.stringContaining('3 笔')])
    expect((await zhou!.servicing.listCorrections({})).total).toBe(0)
    const decide = (by: typeof sun, id: Id<'correction'>, outcome: 'refund' | 'waive' | 'nothing') =>
      by!.servicing.decideCorrection({ id, outcome, reason: 'LPR 更正' })
    await expect(decide(qian, of(paid[0]).id, 'refund')).rejects.toMatchObject({ status: 403 })
    await expect(decide(sun, of(paid[0]).id, 'waive')).rejects.toMatchObject({ code: 'servicing.correction_outcome' })
    // Given back, each stands as the loan whose base was right at first.
    for (const [wrong] of [paid, early, lost]) await decide(sun, of(wrong).id, 'refund')
    expect(await standing(paid[0])).toEqual(rights[0])
    expect(await standing(lost[0])).toEqual(rights[2])
    const back = await standing(early[0])
    expect(back.plan).toEqual(rights[1]!.plan)
    expect(back.loan[0]).toEqual({ ...rights[1]!.loan[0], advance: settled[0]! - settled[1]! })
    await expect(decide(sun, of(paid[0]).id, 'nothing')).rejects.toMatchObject({ code: 'servicing.correction_stale' })
    // What waits is paid out as any advance is.
    const { advance } = (await qian!.servicing.listCorrections({ state: 'decided' })).rows.find(
      row => row.loanId === early[0],
    )!
    expect(await sun!.servicing.refundAdvance({ id: early[0], amount: advance, reason: '退还' })).toMatchObject({
      advance: '0.00',
    })
    // Heard again, nothing is noted anew; corrected the other way, what was too little is never asked for.
    await record('lpr-1y', '0.0300')
    await house.jobs.drain(house.spine)
    expect(await open()).toEqual([])
    const before = await standing(early[1])
    await record('lpr-5y', '0.0400')
    await house.jobs.drain(house.spine)
    const more = (await open()).find(row => row.loanId === early[1])!
    expect(Number(more.difference)).toBeGreaterThan(0)
    await expect(decide(sun, more.id, 'refund')).rejects.toMatchObject({ code: 'servicing.correction_outcome' })
    await decide(sun, more.id, 'waive')
    expect(await standing(early[1])).toEqual(before)
    // Corrected back, the others are no longer waited for.
    await record('lpr-5y', '0.0300')
    await house.jobs.drain(house.spine)
    expect(await open()).toEqual([])
    await liveUntil(house, '2026-11-23')
    expect(await qian!.servicing.checkBooks()).toMatchObject({
      agree: true,
      loanDifferences: [],
      ledgerDifferences: [],
    })
    for (let run = 0; run < 2; run += 1) await sendReminders(house.spine)
    const sent = await house.pool.query(
      `SELECT count(*)::int AS n FROM servicing.notice WHERE template = 'servicing.notice.corrected'`,
    )
    expect(sent.rows[0].n).toBe(2)
  })
})
