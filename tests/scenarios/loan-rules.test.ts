import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import type { Id } from '#lib/id'
import { formatYuan, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor } from '#product'
import type { NewLoan } from '#servicing'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, liveUntil } from '../loans.ts'

const start = '2026-01-15' as Day
const plan = (periods: number, principal = '36000') =>
  planFor({
    principal: parseYuan(principal)!,
    disbursedOn: start,
    annualRate: '0.06' as Rate,
    periods,
    method: 'equal-installment',
    dayCount: 'period',
    rounding: 'half-up',
  }).installments

/** What law and policy hold a loan to: the longest term, fees at disbursement, closed months, and a claim after write-off. */
describe('rules around a loan', () => {
  let house: TestHouse
  let finance: Client
  let manager: Client
  let officer: Client
  let director: Client
  const loans: Record<string, Id<'loan'>> = {}
  beforeAll(async () => {
    house = await openTestHouse({ today: start })
    await house.hire('qian', 'finance_officer')
    await house.hire('sun', 'finance_manager')
    await house.hire('wu', 'risk_officer')
    await house.hire('zhou', 'risk_director')
    finance = await house.as('qian')
    manager = await house.as('sun')
    officer = await house.as('wu')
    director = await house.as('zhou')
    const rate = { annualRate: '0.06' as Rate, penaltyRate: '0.09' as Rate, graceDays: 0 }
    const used = { slices: { vehicle: { brand: '大众', model: '朗逸', condition: 'used' as const } } }
    loans.used = await disburse(house, 'U-1', plan(36), { ...rate, ...used })
    loans.short = await disburse(house, 'U-2', plan(24), { ...rate, ...used })
    loans.lost = await disburse(house, 'W-1', plan(12, '12000'), rate)
    loans.month = await disburse(house, 'C-1', plan(12, '12000'), rate)
    const charge = (
      name: string,
      amount: string,
      chargedBy: 'lender' | 'third-party',
      taken: 'borrower' | 'payout',
    ) => ({
      name,
      nameEn: name,
      amount: parseYuan(amount)!,
      chargedBy,
      taken,
    })
    const charges: NewLoan['charges'] = [
      charge('手续费', '600', 'lender', 'borrower'),
      charge('担保费', '250', 'third-party', 'payout'),
      charge('服务费', '100', 'lender', 'payout'),
      charge('上牌费', '500', 'third-party', 'borrower'),
    ]
    loans.charged = await disburse(house, 'F-1', plan(12, '12000'), { ...rate, charges })
  })
  afterAll(() => house.close())

  const at = (name: string) => ({ id: loans[name]! })
  const loan = (name: string) => finance.servicing.getLoan(at(name))
  const booksAgree = async () =>
    expect(await finance.servicing.checkBooks()).toMatchObject({
      agree: true,
      loanDifferences: [],
      ledgerDifferences: [],
    })

  it('hold a deferral to the longest term by the vehicle, and leave exceptions to who may make them', async () => {
    const put = { ...at('used'), periods: 1, interest: 'spread' as const, reason: '客户申请' }
    expect(await refusalOf(manager.servicing.deferLoan(put))).toMatchObject({
      code: 'servicing.over_term_cap',
      facts: { maturesOn: '2029-02-15', until: '2029-01-15', months: 36 },
    })
    // 24 months of a used car have room.
    await manager.servicing.deferLoan({ ...put, ...at('short') })
    // Interest that runs on makes a plan longer than the periods put off.
    expect(await refusalOf(manager.servicing.deferLoan({ ...put, ...at('used'), interest: 'runs-on' }))).toMatchObject({
      code: 'servicing.over_term_cap',
      facts: { maturesOn: '2029-03-15' },
    })
    expect(await refusalOf(manager.servicing.deferLoan({ ...put, termException: true }))).toMatchObject({
      code: 'authority.not_permitted',
    })
    const done = await director.servicing.deferLoan({ ...put, termException: true })
    expect(done.maturesOn.after).toBe('2029-02-15')
  })

  it('hold a restructuring to it too, whoever asks', async () => {
    const wanted = {
      ...at('short'),
      periods: 36,
      firstDueOn: '2026-02-20',
      annualRate: '0.05',
      method: 'equal-installment' as const,
      arrears: 'spread' as const,
      reason: '收入下降',
    }
    expect(await refusalOf(officer.servicing.restructureLoan(wanted))).toMatchObject({
      code: 'servicing.over_term_cap',
      facts: { maturesOn: '2029-01-20' },
    })
    expect(await refusalOf(officer.servicing.restructureLoan({ ...wanted, termException: true }))).toMatchObject({
      code: 'authority.not_permitted',
    })
    await officer.servicing.restructureLoan({ ...wanted, periods: 35 })
  })

  it('book the fees of disbursement: ours as income, others’ as owed to them, what was taken out of the payout not paid out', async () => {
    const { transactions, upfrontFee, yearlyCost } = await loan('charged')
    const entries = transactions.flatMap(one =>
      one.entries.map(entry => `${one.kind} ${entry.debit} ${entry.credit} ${entry.amount}`),
    )
    expect(entries.sort()).toEqual([
      'charge 1002 6021 600.00',
      'charge 2241 2202 250.00',
      'charge 2241 6021 100.00',
      'disbursement 1303 2241 12000.00',
      'payout 2241 1002 11650.00',
    ])
    // What a third party takes from the borrower is on the cost form and not in our books.
    expect(upfrontFee).toBe('950.00')
    expect(Number(yearlyCost.simple)).toBeGreaterThan(15)
    await liveUntil(house, '2026-01-16')
    await booksAgree()
  })

  it('give a fee back to the borrower, once', async () => {
    const fee = (await loan('charged')).transactions.find(one => one.charged === '250.00')!
    const back = { ...at('charged'), transactionId: fee.id, reason: '未提供担保' }
    expect(await refusalOf(finance.servicing.reverseRepayment(back))).toMatchObject({ code: 'authority.not_permitted' })
    await manager.servicing.reverseRepayment(back)
    expect(await refusalOf(manager.servicing.reverseRepayment(back))).toMatchObject({
      code: 'servicing.reversed_taken',
    })
    const { transactions, upfrontFee, outstanding } = await loan('charged')
    expect([upfrontFee, outstanding]).toEqual(['700.00', '12000.00'])
    expect(transactions.at(-1)).toMatchObject({
      kind: 'reversal',
      amount: '-250.00',
      parentId: fee.id,
      entries: [{ debit: '2202', credit: '1002', amount: '250.00' }],
    })
    await liveUntil(house, '2026-01-17')
    await booksAgree()
    // The three-way check looks at fees too.
    await house.pool.query(`UPDATE servicing.loan SET upfront_fee = 1 WHERE number = 'F-1'`)
    expect((await finance.servicing.checkBooks()).loanDifferences).toMatchObject([{ number: 'F-1', figure: 'charged' }])
    await house.pool.query(`UPDATE servicing.loan SET upfront_fee = 70000 WHERE number = 'F-1'`)
  })

  it('take a correction of a closed month into the open one, with the day it counts from', async () => {
    await liveUntil(house, '2026-02-20')
    await finance.servicing.recordRepayment({ ...at('month'), amount: '1032.80', channel: 'cash', reference: 'M-1' })
    await liveUntil(house, '2026-03-10')
    const books = async (from: string, to: string) =>
      (
        await house.pool.query(
          `SELECT j.day::text AS day, l.account, l.debit, l.credit FROM ledger.journal j JOIN ledger.line l ON l.journal_id = j.id
            WHERE j.day BETWEEN $1 AND $2 ORDER BY j.id, l.account, l.debit, l.credit`,
          [from, to],
        )
      ).rows
    const february = await books('2026-02-01', '2026-02-28')
    const entries = async () =>
      (
        await house.pool.query(
          `SELECT e.* FROM servicing.loan_entry e JOIN servicing.loan l ON l.loan_id = e.loan_id
            WHERE l.number = 'C-1' AND e.posted_on < '2026-03-10' ORDER BY e.transaction_id, e.debit, e.credit`,
        )
      ).rows
    const before = await entries()
    // Paid on the due day, as it turns out: no penalty, and the payment of the 20th met the next installment.
    await finance.servicing.recordRepayment({
      ...at('month'),
      amount: '1032.80',
      valueDate: '2026-02-15',
      channel: 'cash',
      reference: 'M-2',
    })
    const { transactions, due } = await loan('month')
    expect(due.penalty).toBe('0.00')
    const corrected = transactions.filter(one => one.postedOn === '2026-03-10')
    expect(corrected.map(one => [one.kind, one.valueDate])).toEqual(
      expect.arrayContaining([
        ['repayment', '2026-02-15'],
        ['reallocation', '2026-02-20'],
      ]),
    )
    await liveUntil(house, '2026-03-11')
    await booksAgree()
    expect(await entries()).toEqual(before)
    expect(await books('2026-02-01', '2026-02-28')).toEqual(february)
    const march = await books('2026-03-10', '2026-03-10')
    // The penalty of February goes out of the books of March.
    expect(march.some(line => line.account === '6012' && Number(line.debit) > 0)).toBe(true)
  })

  it('let a claim grow outside the books once it is written off, and take its growth as income when it is paid', async () => {
    const gone = await director.servicing.writeOffLoan({ ...at('lost'), reason: '无可供执行财产' })
    const parts = { principal: 12_000_00, interest: Math.round(Number(gone.parts.interest) * 100) }
    await liveUntil(house, '2026-05-20')
    await booksAgree()
    const later = await loan('lost')
    // Outside the books: nothing was posted, nothing is receivable.
    expect(later.claim).toBe(gone.amount)
    expect(later.transactions.filter(one => one.postedOn > '2026-03-11')).toEqual([])
    const bearing = BigInt(parts.principal + parts.interest)
    const grown = (bearing * 70n * 9n * 2n + 36000n) / (36000n * 2n)
    expect(later.claimGrown).toBe(formatYuan(grown as never))
    const all = (Number(gone.amount) + Number(later.claimGrown)).toFixed(2)
    const recovery = { ...at('lost'), channel: 'bank-transfer' as const }
    expect(
      await refusalOf(finance.servicing.recoverClaim({ ...recovery, amount: (Number(all) + 0.01).toFixed(2) })),
    ).toMatchObject({ code: 'servicing.recovery_exceeds' })
    // The claim first, back to the allowance; then its growth, income.
    const first = await finance.servicing.recoverClaim({ ...recovery, amount: '5000', reference: 'R-1' })
    expect(first).toMatchObject({ claimGrown: later.claimGrown })
    await liveUntil(house, '2026-06-19')
    const half = await loan('lost')
    const smaller = (bearing * 70n + BigInt(Math.round(Number(half.claim) * 100)) * 30n) * 9n
    expect(half.claimGrown).toBe(formatYuan(((smaller * 2n + 36000n) / (36000n * 2n)) as never))
    const rest = (Number(half.claim) + Number(half.claimGrown)).toFixed(2)
    await finance.servicing.recoverClaim({ ...recovery, amount: rest, reference: 'R-2' })
    const closed = await loan('lost')
    expect(closed).toMatchObject({ state: 'written-off', claim: '0.00', claimGrown: '0.00' })
    expect(closed.actions).not.toContain('recover')
    expect(closed.transactions.at(-1)).toMatchObject({
      grown: half.claimGrown,
      recovered: half.claim,
      entries: [
        { debit: '1002', credit: '1304', amount: half.claim },
        { debit: '1002', credit: '6012', amount: half.claimGrown },
      ],
    })
    await liveUntil(house, '2026-06-20')
    await booksAgree()
    expect((await loan('lost')).claimGrown).toBe('0.00')
    // Seen as of the day before, nothing of it had come in yet.
    expect(await finance.servicing.getLoan({ ...at('lost'), shownOn: '2026-05-19' })).toMatchObject({
      claim: gone.amount,
    })
  })

  it('take a write-off back whole, growth and all: what came in has met the loan', async () => {
    const { transactions } = await loan('lost')
    const target = transactions.find(one => one.kind === 'write-off')!
    await manager.servicing.reverseRepayment({ ...at('lost'), transactionId: target.id, reason: '误核销' })
    const back = await loan('lost')
    expect(back).toMatchObject({ claim: '0.00', claimGrown: '0.00' })
    expect(['active', 'overdue', 'settled']).toContain(back.state)
    await liveUntil(house, '2026-06-21')
    await booksAgree()
  })
})
