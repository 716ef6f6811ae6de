import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { formatYuan, parseYuan, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor } from '#product'
import { recordRepayment } from '#servicing'
import type { Floating } from '../../modules/servicing/floating.ts'
import { loanByKey } from '../../modules/servicing/store/loan.ts'
import { sendReminders } from '../../modules/servicing/usecases/send-reminders.ts'
import { writeOffLoan } from '../../modules/servicing/usecases/write-off-loan.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { booksOf } from '../loan-books.ts'
import { disburse, liveUntil } from '../loans.ts'

const follows: Omit<Floating, 'base'> = {
  margin: '0.018' as Rate,
  reset: 'publication',
  floor: '0.02' as Rate,
  cap: '0.06' as Rate,
}

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
        floating: { ...follows, base },
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
        floating: { ...follows, base },
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
    const gone = toId('correction', 1n)
    await expect(decide(sun, gone, 'nothing')).rejects.toMatchObject({ code: 'servicing.correction_not_found' })
    // Corrected once more and not noted yet: nothing is given back by a figure that does not hold any more.
    await record('lpr-1y', '0.0350')
    await expect(decide(sun, of(paid[0]).id, 'refund')).rejects.toMatchObject({ code: 'servicing.correction_nothing' })
    await record('lpr-1y', '0.0300')
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
