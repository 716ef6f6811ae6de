import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { type Money, parseYuan } from '#lib/money'
import { planFor } from '#product'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, goldenPlan, liveUntil } from '../loans.ts'

const yuan = (text: string) => parseYuan(text) as Money
const reason = '客户申请'

/** Several loans through what people decide about them, by the public API, with the books compared after the closes. */
describe('what people decide about loans', () => {
  let house: TestHouse
  let finance: Client
  let manager: Client
  let director: Client
  let officer: Client
  const loans: Record<string, Id<'loan'>> = {}

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('qian', 'finance_officer')
    await house.hire('sun', 'finance_manager')
    await house.hire('zhou', 'risk_director')
    await house.hire('wu', 'risk_officer')
    finance = await house.as('qian')
    manager = await house.as('sun')
    director = await house.as('zhou')
    officer = await house.as('wu')
    const year = planFor({
      principal: yuan('12000'),
      disbursedOn: '2026-01-15' as never,
      annualRate: '0.06' as never,
      periods: 12,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    }).installments
    for (const [index, name] of ['deferred', 'moved', 'restructured', 'written', 'late', 'over'].entries())
      loans[name] = await disburse(house, `CD-${index}`, year, { annualRate: '0.06' as never, graceDays: 0 })
    loans.growing = await disburse(house, 'CD-8', year, { annualRate: '0.06' as never, commitment: yuan('15000') })
    loans.golden = await disburse(house, 'CD-9', goldenPlan('2026-01-15' as never))
  })
  afterAll(() => house.close())

  const at = (name: string) => ({ id: loans[name]! })
  const pay = (name: string, amount: string, more: object = {}) =>
    finance.servicing.recordRepayment({ ...at(name), amount, channel: 'bank-transfer', ...more })
  const loan = (name: string) => finance.servicing.getLoan(at(name))
  const booksAgree = async () => {
    const check = await finance.servicing.checkBooks()
    expect(check).toMatchObject({ agree: true, loanDifferences: [], ledgerDifferences: [] })
  }
  const dryRun = { context: { headers: { 'x-dry-run': '1' } } }

  it('puts installments off by whole periods, and says what it would come to before it is done', async () => {
    const input = { ...at('deferred'), periods: 2, interest: 'first' as const, reason }
    const before = await loan('deferred')
    const preview = await manager.servicing.deferLoan(input, dryRun as never)
    expect((await loan('deferred')).installments).toEqual(before.installments)
    // Two months of 12,000.00 at 6 %: the first installment's 60.00 by 59 days (15 Feb to 15 Apr) of its 31: 114.19.
    expect(preview).toMatchObject({
      nextDueOn: { before: '2026-02-15', after: '2026-04-15' },
      maturesOn: { before: '2027-01-15', after: '2027-03-15' },
      nextPayment: { before: '1032.80', after: '1146.99' },
      periods: { before: 12, after: 12 },
    })
    const done = await manager.servicing.deferLoan(input)
    expect({ ...done, id: preview.id }).toEqual(preview)
    expect(await refusalOf(manager.servicing.deferLoan({ ...input, periods: 4 }))).toMatchObject({
      code: 'servicing.over_periods',
    })
    expect(await refusalOf(finance.servicing.deferLoan(input))).toMatchObject({ code: 'authority.not_permitted' })
    await liveUntil(house, '2026-02-20')
    expect(await loan('deferred')).toMatchObject({ state: 'active', overdueDays: 0 })
    await booksAgree()
  })

  it('moves the due day, its first interest by its days', async () => {
    await pay('moved', '1032.80', { valueDate: '2026-02-15' })
    const change = await manager.servicing.moveDueDay({ ...at('moved'), date: 25, reason })
    // 55.14 for 28 days becomes 38 days: 74.83.
    expect(change).toMatchObject({ nextDueOn: { after: '2026-03-25' }, nextPayment: { after: '1052.49' } })
    expect(await refusalOf(manager.servicing.moveDueDay({ ...at('moved'), date: 25, reason }))).toMatchObject({
      code: 'servicing.due_day_same',
    })
    expect((await loan('moved')).installments.at(-1)!.dueOn).toBe('2027-01-25')
  })

  it('waives penalty within the limit of the post, never more than is owed', async () => {
    await liveUntil(house, '2026-03-17')
    const { due } = await loan('restructured')
    expect(due.penalty).not.toBe('0.00')
    const waiver = { ...at('restructured'), reason }
    expect(await refusalOf(manager.servicing.waiveDebt({ ...waiver, penalty: '5000.01' }))).toMatchObject({
      code: 'servicing.over_limit',
    })
    expect(await refusalOf(manager.servicing.waiveDebt({ ...waiver, penalty: '900' }))).toMatchObject({
      code: 'servicing.waiver_exceeds',
    })
    expect(await refusalOf(officer.servicing.restructureLoan({ ...at('restructured'), ...newPlan }))).toMatchObject({
      code: 'servicing.restructuring_penalty',
    })
    const done = await manager.servicing.waiveDebt({ ...waiver, penalty: due.penalty, compound: due.compound })
    expect(Number(done.amount)).toBeCloseTo(Number(due.penalty) + Number(due.compound), 2)
    expect((await loan('restructured')).due).toMatchObject({ penalty: '0.00', compound: '0.00' })
    await booksAgree()
  })

  const newPlan = {
    periods: 18,
    firstDueOn: '2026-04-20',
    annualRate: '0.048',
    method: 'equal-installment' as const,
    arrears: 'spread' as const,
    reason: '收入下降，重组',
  }

  it('restructures: a new plan for all that is unpaid, interest asked and not capitalised, the loan observed', async () => {
    expect(
      await refusalOf(
        officer.servicing.restructureLoan({ ...at('restructured'), ...newPlan, firstDueOn: '2026-03-17' }),
      ),
    ).toMatchObject({ code: 'servicing.first_due' })
    const before = await loan('restructured')
    const change = await officer.servicing.restructureLoan({ ...at('restructured'), ...newPlan })
    expect(change).toMatchObject({
      state: 'active',
      outstanding: { before: '12000.00', after: '12000.00' },
      observation: { firstRepaymentOn: '2026-04-20', endsOn: '2027-04-20', again: false },
    })
    const rows = change.installments.filter(row => row.unpaid !== '0.00')
    expect(rows).toHaveLength(18)
    // Interest due and earned by then (60.00 + 55.14 and two days) is asked with the new installments.
    const interest = rows.reduce((sum, row) => sum + Math.round(Number(row.interest) * 100), 0)
    const alone = planFor({
      principal: yuan('12000'),
      disbursedOn: '2026-03-17' as never,
      firstDueOn: '2026-04-20' as never,
      annualRate: '0.048' as never,
      periods: 18,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    }).totals.interest
    expect(interest - Number(alone)).toBe(6000 + 5514 + 324)
    expect(before.overdueDays).toBeGreaterThan(0)
    expect(await loan('restructured')).toMatchObject({ state: 'active', overdueDays: 0, annualRate: '0.048' })
    await liveUntil(house, '2026-03-20')
    await booksAgree()
  })

  it('restructures a second time while observed, and knows it', async () => {
    const again = await officer.servicing.restructureLoan({
      ...at('restructured'),
      ...newPlan,
      firstDueOn: '2026-05-20',
      periods: 24,
    })
    expect(again.observation).toEqual({ firstRepaymentOn: '2026-05-20', endsOn: '2027-05-20', again: true })
  })

  it('declares everything due by a day; unpaid, it is overdue like anything else', async () => {
    expect(
      await refusalOf(officer.servicing.accelerateLoan({ ...at('written'), payBy: '2026-03-20', reason })),
    ).toMatchObject({ code: 'servicing.pay_by' })
    const change = await officer.servicing.accelerateLoan({ ...at('written'), payBy: '2026-03-31', reason })
    expect(change).toMatchObject({ periods: { before: 12, after: 3 }, maturesOn: { after: '2026-03-31' } })
    await liveUntil(house, '2026-04-02')
    expect(await loan('written')).toMatchObject({ state: 'overdue', overduePrincipal: '12000.00' })
    expect(await refusalOf(manager.servicing.moveDueDay({ ...at('written'), date: 3, reason }))).toMatchObject({
      code: 'servicing.nothing_ahead',
    })
    await booksAgree()
  })

  it('writes off against the allowance, and takes what comes back there', async () => {
    expect(await refusalOf(director.servicing.writeOffLoan({ ...at('deferred'), reason }))).toMatchObject({
      code: 'servicing.not_overdue',
    })
    expect(
      await refusalOf(finance.servicing.recoverClaim({ ...at('written'), amount: '1', channel: 'cash' })),
    ).toMatchObject({ code: 'servicing.not_written_off' })
    const gone = await director.servicing.writeOffLoan({ ...at('written'), reason: '无可供执行财产' })
    expect(gone).toMatchObject({ state: 'written-off', parts: { principal: '12000.00' } })
    expect(await loan('written')).toMatchObject({
      outstanding: '0.00',
      overdue: '0.00',
      dueTotal: '0.00',
      claim: gone.amount,
      paidPeriods: 0,
    })
    // What a write-off cleared is not called paid.
    expect(new Set((await loan('written')).installments.map(row => row.state))).toEqual(new Set(['written-off']))
    expect(await refusalOf(pay('written', '1'))).toMatchObject({ code: 'servicing.loan_settled' })
    const recovery = { ...at('written'), channel: 'bank-transfer' as const }
    expect(await refusalOf(finance.servicing.recoverClaim({ ...recovery, amount: '99999' }))).toMatchObject({
      code: 'servicing.recovery_exceeds',
    })
    await finance.servicing.recoverClaim({ ...recovery, amount: '3000', reference: 'R-1' })
    const left = (Number(gone.amount) - 3000).toFixed(2)
    expect(await loan('written')).toMatchObject({ claim: left })
    await liveUntil(house, '2026-04-03')
    await booksAgree()
    // What the loan has drawn from the allowance and not given back is what is left of the claim.
    const drawn = (await loan('written')).transactions
      .flatMap(one => one.entries)
      .reduce(
        (sum, { debit, credit, amount }) =>
          sum + Number(amount) * (Number(debit === '1304') - Number(credit === '1304')),
        0,
      )
    expect(drawn.toFixed(2)).toBe(left)
  })

  it('takes a write-off back: the claim is a loan again, and what came in has met it', async () => {
    const { transactions } = await loan('written')
    const target = transactions.find(one => one.kind === 'write-off')!
    await manager.servicing.reverseRepayment({ ...at('written'), transactionId: target.id, reason: '误核销' })
    expect(await loan('written')).toMatchObject({ state: 'overdue', claim: '0.00' })
    expect((await loan('written')).outstanding).not.toBe('12000.00')
    await liveUntil(house, '2026-04-04')
    await booksAgree()
  })

  it('keeps what a bank’s file brings too much, lets it meet what falls due, and gives the rest back', async () => {
    await pay('over', '2065.60', { valueDate: '2026-03-15' })
    const file = (amount: string, reference: string) =>
      finance.servicing.importRepayments({
        fileName: `${reference}.csv`,
        content: Buffer.from(`number,amount,valueDate,reference\nCD-5,${amount},2026-04-04,${reference}\n`).toString(
          'base64',
        ),
      })
    expect((await file('3000', 'F-1')).results).toMatchObject([{ outcome: 'recorded' }])
    const before = await loan('over')
    expect(Number(before.advance)).toBeGreaterThan(1500)
    await liveUntil(house, '2026-05-16')
    const after = await loan('over')
    expect(after).toMatchObject({ state: 'active', overdueDays: 0 })
    expect(after.transactions.map(one => one.kind)).toContain('application')
    expect(Number(before.advance) - Number(after.advance)).toBeCloseTo(1032.8, 2)
    expect(await refusalOf(manager.servicing.refundAdvance({ ...at('over'), amount: '99999', reason }))).toMatchObject({
      code: 'servicing.refund_exceeds',
    })
    await manager.servicing.refundAdvance({ ...at('over'), amount: after.advance, reason })
    expect(await loan('over')).toMatchObject({ advance: '0.00' })
    await liveUntil(house, '2026-05-17')
    await booksAgree()
  })

  it('pays out a second tranche within what the contract commits', async () => {
    const tranche = { ...at('growing'), amount: '3000', reason: '二期放款' }
    expect(await refusalOf(finance.servicing.disburseTranche({ ...tranche, amount: '3000.01' }))).toMatchObject({
      code: 'servicing.tranche_exceeds',
    })
    const change = await finance.servicing.disburseTranche(tranche)
    expect(change.outstanding).toEqual({ before: '12000.00', after: '15000.00' })
    await liveUntil(house, '2026-05-18')
    await booksAgree()
  })

  it('reprices from a day: equal installments are solved again for what is left', async () => {
    await pay('moved', (await loan('moved')).dueTotal)
    const change = await manager.servicing.repriceLoan({ ...at('moved'), annualRate: '0.045', reason: 'LPR 下调' })
    expect(Number(change.cost.after)).toBeLessThan(Number(change.cost.before))
    const payments = change.installments
      .filter(row => row.state === 'upcoming')
      .slice(1, -1)
      .map(row => row.payment)
    expect(new Set(payments).size).toBe(1)
    await liveUntil(house, '2026-05-19')
    await booksAgree()
  })

  it('recorded a month late, a payment makes everything behind it new, as lines that name what they replace', async () => {
    await pay('late', '2000', { reference: 'L-1' })
    await liveUntil(house, '2026-06-20')
    const before = await loan('late')
    await pay('late', '1032.80', { valueDate: '2026-02-15', reference: 'L-2' })
    const after = await loan('late')
    const first = before.transactions.find(one => one.reference === 'L-1')!
    const { amount, entries, parts, recordedAt } = first
    expect(after.transactions.find(one => one.id === first.id)).toMatchObject({ amount, entries, parts, recordedAt })
    const moved = after.transactions.filter(one => one.kind === 'reallocation')
    expect(moved.map(one => one.parentId)).toEqual([first.id])
    expect(Number(after.due.penalty)).toBeLessThan(Number(before.due.penalty))
    const late = after.transactions.find(one => one.reference === 'L-2')!
    expect(late).toMatchObject({ valueDate: '2026-02-15', postedOn: '2026-06-20' })
    expect(await refusalOf(pay('late', '1', { valueDate: '2026-01-14' }))).toMatchObject({
      code: 'servicing.value_date',
    })
    await liveUntil(house, '2026-07-01')
    await booksAgree()
  })

  it('shows any past day as it was known then, and as it is known now', async () => {
    const then = await finance.servicing.getLoan({ ...at('late'), shownOn: '2026-06-10', knownOn: '2026-06-10' })
    const now = await finance.servicing.getLoan({ ...at('late'), shownOn: '2026-06-10' })
    // On 10 June nobody knew of the payment of February that was recorded on the 20th.
    expect(then.transactions.some(one => one.reference === 'L-2')).toBe(false)
    expect(Number(then.outstanding) - Number(now.outstanding)).toBeGreaterThan(900)
    expect(then.overdueDays).toBeGreaterThan(now.overdueDays)
    expect([then.today, then.knownOn, then.actions]).toEqual(['2026-06-10', '2026-06-10', []])
    // What the loan's own history of states noted that evening is what living it again says.
    const noted = (await loan('late')).states.findLast(row => row.fromDay <= '2026-06-10')!
    expect(then).toMatchObject({ state: noted.state, bucket: noted.bucket, outstanding: noted.outstanding })
    const first = await finance.servicing.getLoan({ ...at('restructured'), shownOn: '2026-01-20' })
    expect(first).toMatchObject({ annualRate: '0.06', periods: 12, outstanding: '12000.00', restructuring: null })
    expect(await refusalOf(finance.servicing.getLoan({ ...at('late'), shownOn: '2026-01-14' }))).toMatchObject({
      code: 'servicing.shown_on',
    })
  })

  it('promises a settlement amount and honours it until its day, unless the loan moves', async () => {
    const promised = await finance.servicing.promiseSettlement(at('golden'))
    expect(promised.quote).toMatchObject({ settlesOn: '2026-07-01', validUntil: '2026-07-04', total: promised.total })
    expect(await refusalOf(finance.servicing.promiseSettlement({ ...at('golden'), waiveFee: true }))).toMatchObject({
      code: 'authority.not_permitted',
    })
    await liveUntil(house, '2026-07-03')
    const settle = { ...at('golden'), amount: promised.total, channel: 'bank-transfer' as const }
    expect(await refusalOf(finance.servicing.settleLoan(settle))).toMatchObject({ code: 'servicing.settlement_amount' })
    expect(await refusalOf(finance.servicing.settleLoan({ ...settle, quoteId: 'quote_0000000000001' }))).toMatchObject({
      code: 'servicing.quote_not_found',
    })
    await finance.servicing.settleLoan({ ...settle, quoteId: promised.quote.id })
    expect(await loan('golden')).toMatchObject({ outstanding: '0.00', dueTotal: '0.00' })
    await liveUntil(house, '2026-07-04')
    await booksAgree()
    const other = await finance.servicing.promiseSettlement(at('growing'))
    await pay('growing', '100')
    const late = { ...at('growing'), amount: other.total, quoteId: other.quote.id, channel: 'bank-transfer' as const }
    expect(await refusalOf(finance.servicing.settleLoan(late))).toMatchObject({ code: 'servicing.quote_stale' })
  })

  it('lists what happened page by page, the newest first', async () => {
    const all = await finance.servicing.listTransactions({ ...at('late'), limit: 200 })
    const first = await finance.servicing.listTransactions({ ...at('late'), limit: 3 })
    const second = await finance.servicing.listTransactions({ ...at('late'), limit: 3, before: first.next! })
    expect([...first.rows, ...second.rows]).toEqual(all.rows.slice(0, 6))
    expect(all.next).toBeNull()
    expect((await loan('late')).allocationVersion).toBe('allocation.order@2018-01-01')
    const about = await finance.servicing.listTransactions({ ...at('late'), topic: 'correction', limit: 200 })
    expect(about.rows.length).toBeGreaterThan(0)
    expect(about.rows).toEqual(all.rows.filter(one => ['reversal', 'reallocation'].includes(one.kind)))
  })

  it('does not tell of a line that it was taken back before that was known, nor of what came after the day shown', async () => {
    const known = async (knownOn: string) =>
      (await finance.servicing.listTransactions({ ...at('late'), knownOn, limit: 200 })).rows
    const today = '2026-07-04'
    const line = (await known(today)).find(one => one.reference === 'L-2')!
    await manager.servicing.reverseRepayment({ ...at('late'), transactionId: line.id, reason: '退票' })
    const told = async (knownOn: string) => (await known(knownOn)).find(one => one.id === line.id)!.reversedById
    expect(await told('2026-07-03')).toBeNull()
    expect(await told(today)).not.toBeNull()
    const shown = await finance.servicing.getLoan({ ...at('late'), shownOn: '2026-03-01' })
    expect(shown.transactions.filter(one => one.valueDate > '2026-03-01')).toEqual([])
  })
})
