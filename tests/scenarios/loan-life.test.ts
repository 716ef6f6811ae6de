import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, goldenPlan, liveUntil } from '../loans.ts'

/** 100,000 at 4.8 %, penalty 7.2 %, three days of grace: two paid, two missed, penalty, paid, settled early. */
describe('the life of a loan', () => {
  let house: TestHouse
  let finance: Client
  let manager: Client
  let id: Id<'loan'>

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('qian', 'finance_officer')
    await house.hire('sun', 'finance_manager')
    finance = await house.as('qian')
    manager = await house.as('sun')
    id = await disburse(house, 'CD-0001', goldenPlan('2026-01-15' as never), {
      order: ['fee', 'penalty', 'compound', 'interest', 'principal'],
    })
  })
  afterAll(() => house.close())

  const pay = (amount: string, more: object = {}) =>
    finance.servicing.recordRepayment({ id, amount, channel: 'bank-transfer', ...more })
  const booksAgree = async () => {
    const check = await finance.servicing.checkBooks()
    expect(check).toMatchObject({ agree: true, loanDifferences: [], ledgerDifferences: [] })
    const { totals } = await finance.ledger.trialBalance({ from: '2026-01-01', to: '2026-12-31' })
    expect(totals.balanced).toBe(true)
  }

  it('is disbursed: the loan stands in the books, the dealer is paid', async () => {
    const loan = await finance.servicing.getLoan({ id })
    expect(loan).toMatchObject({ state: 'active', outstanding: '100000.00', dueTotal: '0.00', nextDueOn: '2026-02-15' })
    expect(loan.yearlyCost).toEqual({ simple: '4.8000', effective: '4.9070' })
    expect(loan.transactions.map(one => [one.kind, one.entries])).toEqual([
      ['disbursement', [{ debit: '1303', credit: '2241', amount: '100000.00' }]],
      ['payout', [{ debit: '2241', credit: '1002', amount: '100000.00' }]],
    ])
    await liveUntil(house, '2026-01-16')
    await booksAgree()
    const { rows } = await finance.ledger.trialBalance({ to: '2026-01-15' })
    expect(rows.map(row => [row.code, row.closing])).toEqual([
      ['1002', '-100000.00'],
      ['1303', '100000.00'],
      ['2241', '0.00'],
    ])
  })

  it('earns interest every evening that is not yet due', async () => {
    await liveUntil(house, '2026-02-01')
    // At the end of 31 January 16 of the 31 days have passed: 400.00 × 16 ÷ 31 = 206.45.
    const { rows } = await finance.ledger.trialBalance({ to: '2026-01-31' })
    expect(rows.find(row => row.code === '1135')?.closing).toBe('206.45')
    expect(rows.find(row => row.code === '6011')?.closing).toBe('-206.45')
    await booksAgree()
  })

  it('takes two installments on their days', async () => {
    await liveUntil(house, '2026-02-15')
    expect(await finance.servicing.getLoan({ id })).toMatchObject({ dueTotal: '2988.12' })
    expect(await pay('2988.12', { reference: 'B-1' })).toMatchObject({
      parts: { interest: '400.00', principal: '2588.12', penalty: '0.00' },
      outstanding: '97411.88',
      state: 'active',
    })
    expect(await refusalOf(pay('10', { reference: 'B-1' }))).toMatchObject({
      status: 409,
      code: 'servicing.reference_taken',
    })
    await liveUntil(house, '2026-03-15')
    await booksAgree()
    // The second comes two days late, within the grace days: no penalty.
    await liveUntil(house, '2026-03-17')
    expect(await finance.servicing.getLoan({ id })).toMatchObject({
      state: 'overdue',
      bucket: 'M1',
      overdueDays: 2,
      dueTotal: '2988.12',
    })
    await pay('2988.12', { reference: 'B-2' })
    expect(await finance.servicing.getLoan({ id })).toMatchObject({
      state: 'active',
      bucket: 'M0',
      overdueDays: 0,
      outstanding: '94813.41',
    })
    await liveUntil(house, '2026-03-18')
    await booksAgree()
  })

  it('falls overdue, with penalty and compound interest to the fen', async () => {
    await liveUntil(house, '2026-04-16')
    expect(await finance.servicing.getLoan({ id })).toMatchObject({
      state: 'overdue',
      bucket: 'M1',
      class: 'special-mention',
      overdueDays: 1,
      dueTotal: '2988.12',
    })
    // Month end, 15 days: 2,608.87 × 15 × 7.2 % ÷ 360 = 7.83; 379.25 × 15 × 7.2 % ÷ 360 = 1.14.
    await liveUntil(house, '2026-05-01')
    const april = (await finance.servicing.getLoan({ id })).transactions.filter(one => one.kind === 'penalty')
    expect(april.map(one => [one.valueDate, one.amount, one.entries])).toEqual([
      ['2026-04-30', '8.97', [{ debit: '1133', credit: '6012', amount: '8.97' }]],
    ])
    await booksAgree()
    await liveUntil(house, '2026-05-20')
    // 35 days on the third: 18.26 + 2.65; 5 days on the fourth: 2,619.30 and 368.82: 2.62 + 0.37.
    const loan = await finance.servicing.getLoan({ id })
    expect(loan).toMatchObject({
      bucket: 'M2',
      overdueDays: 35,
      due: { fee: '0.00', penalty: '20.88', compound: '3.02', interest: '748.07', principal: '5228.17' },
      dueTotal: '6000.14',
      overdue: '5976.24',
    })
    expect(loan.states.map(one => [one.fromDay, one.state, one.bucket])).toEqual([
      ['2026-01-15', 'active', 'M0'],
      ['2026-02-15', 'active', 'M0'],
      ['2026-03-16', 'overdue', 'M1'],
      ['2026-03-17', 'active', 'M0'],
      ['2026-04-16', 'overdue', 'M1'],
      ['2026-05-16', 'overdue', 'M2'],
    ])
    await booksAgree()
  })

  it('says what may be paid when more is brought, and shows a split before it is recorded', async () => {
    const problem = await refusalOf(pay('106000'))
    // Everything due and the fifth installment, which is all that is left: 6,000.14 + 89,943.58… as planned.
    expect(problem).toMatchObject({ status: 422, code: 'servicing.repayment_exceeds', facts: { amount: '106000.00' } })
    const preview = await finance.servicing.recordRepayment(
      { id, amount: '3000', channel: 'cash' },
      { context: { headers: { 'x-dry-run': '1' } } },
    )
    // Penalty 18.26, compound 2.65, interest 379.25, principal 2,599.84 of the third.
    expect(preview.shares).toEqual([
      { seq: 3, fee: '0.00', penalty: '18.26', compound: '2.65', interest: '379.25', principal: '2599.84' },
    ])
    expect(await finance.servicing.getLoan({ id })).toMatchObject({ dueTotal: '6000.14' })
  })

  it('is paid up, a day late in the books with the day the money came', async () => {
    await liveUntil(house, '2026-05-21')
    // Recorded on the 21st with value day the 20th: the penalty of the 20th, not of the 21st.
    expect(await pay('6000.14', { valueDate: '2026-05-20', reference: 'B-3' })).toMatchObject({ state: 'active' })
    expect(await finance.servicing.getLoan({ id })).toMatchObject({ state: 'active', bucket: 'M0', dueTotal: '0.00' })
    await liveUntil(house, '2026-05-22')
    await booksAgree()
  })

  it('takes a repayment back and lives the rest again', async () => {
    const { transactions } = await finance.servicing.getLoan({ id })
    const second = transactions.find(one => one.reference === 'B-2')!
    expect(
      await refusalOf(finance.servicing.reverseRepayment({ id, transactionId: second.id, reason: '串户' })),
    ).toMatchObject({ status: 403 })
    const first = transactions[0]!
    expect(
      await refusalOf(manager.servicing.reverseRepayment({ id, transactionId: first.id, reason: '错' })),
    ).toMatchObject({
      code: 'servicing.not_reversible',
    })
    expect(
      await refusalOf(
        manager.servicing.reverseRepayment({ id, transactionId: 'repayment_0000000000001', reason: '错' }),
      ),
    ).toMatchObject({
      status: 404,
      code: 'servicing.transaction_not_found',
    })
    await manager.servicing.reverseRepayment({ id, transactionId: second.id, reason: '串户，退回他人' })
    expect(
      await refusalOf(manager.servicing.reverseRepayment({ id, transactionId: second.id, reason: '再来' })),
    ).toMatchObject({
      status: 409,
      code: 'servicing.reversed_taken',
    })
    const loan = await finance.servicing.getLoan({ id })
    // The second installment is open since 15 March; B-3 met it first and left part of the fourth unpaid.
    expect(loan.state).toBe('overdue')
    const reallocated = loan.transactions.find(one => one.kind === 'reallocation')!
    expect(reallocated.parentId).toBe(loan.transactions.find(one => one.reference === 'B-3')!.id)
    expect(reallocated.amount).toBe('0.00')
    await liveUntil(house, '2026-05-23')
    await booksAgree()
    // The money is found after all, with its own day: everything stands as if it had never been taken back.
    await pay('2988.12', { valueDate: '2026-03-17', reference: 'B-2 更正' })
    expect(await finance.servicing.getLoan({ id })).toMatchObject({
      state: 'active',
      dueTotal: '0.00',
      outstanding: '89585.24',
    })
    await liveUntil(house, '2026-05-24')
    await booksAgree()
  })

  it('is settled early by the quoted amount and by no other', async () => {
    const quote = await finance.servicing.quoteSettlement({ id })
    // 9 days on 89,585.24 at 4.8 % ÷ 360 = 107.50; 3 % fee 2,687.56.
    expect(quote).toMatchObject({
      remainingPrincipal: '89585.24',
      accruedInterest: '107.50',
      settlementFee: '2687.56',
      total: '92380.30',
    })
    const settle = (amount: string, more: object = {}) =>
      finance.servicing.settleLoan({ id, amount, channel: 'bank-transfer', ...more })
    expect(await refusalOf(settle('92380.29'))).toMatchObject({
      code: 'servicing.settlement_amount',
      facts: { total: '92380.30' },
    })
    expect(await refusalOf(settle('92380.30', { valueDate: '2026-05-25' }))).toMatchObject({
      code: 'servicing.value_date',
    })
    const settled = await settle('92380.30', { reference: 'B-4' })
    expect(settled.state).toBe('settled-early')
    const loan = await finance.servicing.getLoan({ id })
    expect(loan).toMatchObject({
      state: 'settled-early',
      outstanding: '0.00',
      dueTotal: '0.00',
      settlement: null,
      closedOn: '2026-05-24',
    })
    expect(loan.installments.map(row => row.state)).toEqual(['paid', 'paid', 'paid', 'paid', 'settled'])
    expect(await refusalOf(pay('1'))).toMatchObject({ code: 'servicing.loan_settled' })
    const third = loan.transactions.find(one => one.reference === 'B-3')!
    expect(
      await refusalOf(manager.servicing.reverseRepayment({ id, transactionId: third.id, reason: '错' })),
    ).toMatchObject({
      code: 'servicing.settlement_stands',
    })
    await liveUntil(house, '2026-05-25')
    await booksAgree()
  })

  it('opens again when the settlement is taken back after its last due day, with what it missed', async () => {
    await liveUntil(house, '2026-06-17')
    const { transactions } = await finance.servicing.getLoan({ id })
    const settlement = transactions.find(one => one.kind === 'settlement')!
    await manager.servicing.reverseRepayment({ id, transactionId: settlement.id, reason: '银行退票' })
    const loan = await finance.servicing.getLoan({ id })
    expect(loan).toMatchObject({ state: 'overdue', overdueDays: 2, outstanding: '89585.24', nextDueOn: null })
    expect(loan.transactions.findLast(one => one.kind === 'due')).toMatchObject({
      valueDate: '2026-06-15',
      postedOn: '2026-06-17',
      amount: '358.34',
    })
    await liveUntil(house, '2026-06-18')
    await booksAgree()
    await pay('89943.58', { valueDate: '2026-06-16' })
    expect(await finance.servicing.getLoan({ id })).toMatchObject({ state: 'settled', outstanding: '0.00' })
    await liveUntil(house, '2026-06-19')
    await booksAgree()
  })

  it('refuses what does not exist or is doubled', async () => {
    expect(await refusalOf(finance.servicing.getLoan({ id: 'loan_0000000000001' }))).toMatchObject({
      status: 404,
      code: 'servicing.loan_not_found',
    })
    await expect(disburse(house, 'CD-0001', goldenPlan('2026-06-19' as never))).rejects.toMatchObject({
      code: 'servicing.number_taken',
    })
    await expect(
      disburse(house, 'CD-0002', goldenPlan('2026-01-15' as never), { disbursedOn: '2026-01-15' as never }),
    ).rejects.toMatchObject({
      code: 'servicing.value_date',
    })
    expect(await refusalOf(finance.servicing.retrySetAside({ id }))).toMatchObject({
      status: 404,
      code: 'servicing.set_aside_not_found',
    })
    expect(await refusalOf(finance.servicing.startDayClose({ through: '2026-01-01' }))).toMatchObject({
      code: 'servicing.through',
    })
  })

  it('tells its story to whoever may hear it, and the ledger opens down to the loan', async () => {
    const page = await finance.servicing.listLoans({ search: 'CD-', state: 'settled' })
    expect(page.rows.map(row => row.number)).toEqual(['CD-0001'])
    expect(page.totals).toEqual({ loans: 1, principal: '100000.00', outstanding: '0.00', overdue: '0.00' })
    const lines = await finance.ledger.listLines({ code: '6012', limit: 200 })
    expect(lines.total).toBeGreaterThan(0)
    const line = lines.rows.find(row => row.credit !== '0.00' && row.day === '2026-04-30')!
    const entries = await finance.servicing.listEntries({ day: line.day, account: '6012' })
    expect(entries.rows).toMatchObject([
      { number: 'CD-0001', kind: 'penalty', debit: '1133', credit: '6012', amount: line.credit },
    ])
    const journal = await finance.ledger.getJournal({ id: line.journalId })
    expect(journal).toMatchObject({ source: 'servicing.day-closed', day: '2026-04-30' })
  })
})
