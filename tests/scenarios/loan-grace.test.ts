import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Id, toKey } from '#lib/id'
import { type Money, parseYuan } from '#lib/money'
import { planFor } from '#product'
import { bookOf, loanByKey } from '../../modules/servicing/store/loan.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, liveUntil } from '../loans.ts'

const yuan = (text: string) => parseYuan(text) as Money
const reason = '客户申请'
const names = ['plain', 'prompt', 'late', 'undone', 'settled', 'paying', 'broken', 'lost']

/** Loans whose interest joins the principal at first, through the closes and by the public API, with the books compared. */
describe('loans in their grace', () => {
  let house: TestHouse
  let finance: Client
  let manager: Client
  let director: Client
  const loans: Record<string, Id<'loan'>> = {}

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('qian', 'finance_officer')
    await house.hire('sun', 'finance_manager')
    finance = await house.as('qian')
    manager = await house.as('sun')
    await house.hire('guo', 'risk_director')
    director = await house.as('guo')
    // 100,000 at 6 %: 500.00, 502.50 and 505.01 join the principal, then twelve installments of 8,736.39.
    const plan = planFor({
      principal: yuan('100000'),
      disbursedOn: '2026-01-15' as never,
      annualRate: '0.06' as never,
      periods: 15,
      principalGracePeriods: 3,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    }).installments
    for (const [index, name] of names.entries())
      loans[name] = await disburse(house, `CD-${index}`, plan, { annualRate: '0.06' as never, graceDays: 0 })
  })
  afterAll(() => house.close())

  const at = (name: string) => ({ id: loans[name]! })
  const loan = (name: string) => finance.servicing.getLoan(at(name))
  const reprice = (name: string, annualRate: string, valueDate?: string) =>
    manager.servicing.repriceLoan({ ...at(name), annualRate, valueDate: valueDate as never, reason })
  const booksAgree = async () =>
    expect(await finance.servicing.checkBooks()).toMatchObject({
      agree: true,
      loanDifferences: [],
      ledgerDifferences: [],
    })
  /** Plan, figures and accounts of a loan: what must be the same however it came about. */
  const stands = async (name: string) => {
    const key = toKey(loans[name]!)
    const row = (await loanByKey(house.spine.database, key))!
    const { rows: accounts } = await house.pool.query(
      `SELECT account, sum(amount)::bigint AS amount FROM (SELECT debit AS account, amount FROM servicing.loan_entry WHERE loan_id = $1
         UNION ALL SELECT credit, -amount FROM servicing.loan_entry WHERE loan_id = $1) e GROUP BY 1 HAVING sum(amount) <> 0 ORDER BY 1`,
      [key],
    )
    const { installments, terms, nextSeq } = await bookOf(house.spine.database, row)
    return { installments, terms, nextSeq, outstanding: row.outstanding, nextInterest: row.nextInterest, accounts }
  }

  /** Where a loan has stood by now and on each month's end behind a day. */
  const stood = async (name: string, after: string) => {
    const { rows } = await house.pool.query(
      `SELECT 'now' AS at, state, bucket, class, stage, outstanding FROM (SELECT * FROM servicing.loan_state WHERE loan_id = $1 ORDER BY from_day DESC LIMIT 1) s
        UNION ALL SELECT month_end::text, state, bucket, class, stage, outstanding FROM servicing.loan_month WHERE loan_id = $1 AND month_end > $2 ORDER BY 1`,
      [toKey(loans[name]!), after],
    )
    return rows
  }
  /** Makes the close fail on a loan, or mends it: the second period would end before the first. */
  const breakPlan = (name: string, dueOn: string) =>
    house.pool.query('UPDATE servicing.installment SET due_on = $2 WHERE loan_id = $1 AND seq = 2', [
      toKey(loans[name]!),
      dueOn,
    ])

  it('capitalises at the close of each due day; nobody is asked for anything, and the books agree', {
    timeout: 120_000,
  }, async () => {
    await liveUntil(house, '2026-02-10')
    await reprice('prompt', '0.05')
    await finance.servicing.prepayLoan({ ...at('undone'), principal: '5000', keeps: 'term', channel: 'bank-transfer' })
    await breakPlan('broken', '2026-02-14')
    await liveUntil(house, '2026-02-16')
    await booksAgree()
    const plain = await loan('plain')
    expect(plain).toMatchObject({
      state: 'active',
      outstanding: '100500.00',
      overdue: '0.00',
      overdueDays: 0,
      dueTotal: '0.00',
      payable: '0.00',
      paidPeriods: 0,
      nextDueOn: '2026-05-15',
    })
    // The list says, too, when something is first to be paid, sorts by it and finds by it.
    const listed = await finance.servicing.listLoans({
      sort: 'nextDueOn',
      direction: 'asc',
      dueTo: '2026-05-15' as never,
    })
    expect(listed.rows.map(row => [row.nextDueOn, row.inGrace])).toEqual(names.map(() => ['2026-05-15', true]))
    expect((await finance.servicing.listLoans({ dueTo: '2026-05-14' as never })).total).toBe(0)
    expect(plain.installments.slice(0, 4).map(row => [row.state, row.payment, row.balance])).toEqual([
      ['capitalised', '0.00', '100500.00'],
      ['grace', '0.00', '101002.50'],
      ['grace', '0.00', '101507.51'],
      ['upcoming', '8736.39', plain.installments[3]!.balance],
    ])
    expect(plain.transactions.at(-1)).toMatchObject({
      kind: 'capitalisation',
      amount: '500.00',
      valueDate: '2026-02-15',
      entries: [{ debit: '1303', credit: '6011', amount: '500.00' }],
    })
    const { rows } = await house.pool.query(
      `SELECT (SELECT count(*)::int FROM servicing.reminder) AS reminders, (SELECT count(*)::int FROM servicing.debit_order) AS debits`,
    )
    expect(rows).toEqual([{ reminders: 0, debits: 0 }])
  })

  it('refuses a repayment and a deferral while nothing is due, and says until when', async () => {
    const typed = { ...at('paying'), amount: '100', channel: 'bank-transfer' as const }
    expect(await refusalOf(finance.servicing.recordRepayment(typed))).toMatchObject({
      code: 'servicing.repayment_exceeds',
    })
    expect(
      await refusalOf(manager.servicing.deferLoan({ ...at('paying'), periods: 1, interest: 'free', reason })),
    ).toMatchObject({ code: 'servicing.in_grace', detail: expect.stringContaining('2026-04-15') })
  })

  it('corrected across a capitalisation stands as if it had been known in time, and taken back as if it had not been', async () => {
    await liveUntil(house, '2026-02-20')
    await reprice('late', '0.05', '2026-02-10')
    expect(await stands('late')).toEqual(await stands('prompt'))
    const prepaid = (await loan('undone')).transactions.find(one => one.kind === 'prepayment')!
    await manager.servicing.reverseRepayment({ ...at('undone'), transactionId: prepaid.id, reason })
    expect(await stands('undone')).toEqual(await stands('plain'))
    await liveUntil(house, '2026-03-03')
    await booksAgree()
  })

  it('settles within the grace by the quote, and closes without ever capitalising what was paid', async () => {
    await liveUntil(house, '2026-03-15')
    const { settlement } = await loan('settled')
    // The second period ends today: its 502.50 is due as interest, the principal is that of before it.
    expect(settlement).toMatchObject({ remainingPrincipal: '100500.00', due: { interest: '502.50' } })
    await finance.servicing.settleLoan({ ...at('settled'), amount: settlement!.total, channel: 'bank-transfer' })
    await liveUntil(house, '2026-03-16')
    expect(await loan('settled')).toMatchObject({ state: 'settled-early', outstanding: '0.00' })
    await booksAgree()
  })

  it('set aside over two capitalisations stands, once it is mended, as one that never was', async () => {
    const { setAside } = await finance.servicing.listDayCloses()
    expect(setAside.map(one => one.day)).toEqual(['2026-02-15'])
    expect(await loan('broken')).toMatchObject({ setAside: true, outstanding: '100000.00' })
    expect(await refusalOf(finance.servicing.retrySetAside(at('broken')))).toMatchObject({
      code: 'servicing.set_aside_broken',
    })
    await breakPlan('broken', '2026-03-15')
    expect(await finance.servicing.retrySetAside(at('broken'))).toEqual({ state: 'active' })
    expect(await stands('broken')).toEqual(await stands('plain'))
    expect(await stood('broken', '2026-03-01')).toEqual(await stood('plain', '2026-03-01'))
    // What was missed counts from its own days.
    const missed = (await loan('broken')).transactions.filter(one => one.kind === 'capitalisation')
    expect(missed.map(one => [one.valueDate, one.postedOn, one.amount])).toEqual([
      ['2026-02-15', '2026-03-16', '500.00'],
      ['2026-03-15', '2026-03-16', '502.50'],
    ])
    await booksAgree()
    // The other is out of the close for the last of its grace and its first installment.
    await house.pool.query(
      `INSERT INTO servicing.set_aside (loan_id, day, reason, at) VALUES ($1, '2026-03-16', 'broken', now())`,
      [toKey(loans.lost!)],
    )
    await liveUntil(house, '2026-05-20')
    expect(await loan('lost')).toMatchObject({ setAside: true, outstanding: '101002.50' })
    expect(await finance.servicing.retrySetAside(at('lost'))).toEqual({ state: 'overdue' })
    await liveUntil(house, '2026-06-01')
    for (const name of ['broken', 'lost']) {
      expect(await stands(name), name).toEqual(await stands('plain'))
      expect(await stood(name, '2026-05-20'), name).toEqual(await stood('plain', '2026-05-20'))
    }
    await booksAgree()
  })

  it('is an ordinary loan behind it: overdue from the first installment that was not paid', {
    timeout: 120_000,
  }, async () => {
    await liveUntil(house, '2026-06-01')
    await booksAgree()
    expect(await loan('plain')).toMatchObject({ state: 'overdue', overdueDays: 17, outstanding: '101507.51' })
    const { rows } = await house.pool.query(
      `SELECT first_payment_days AS days FROM servicing.signal WHERE loan_id = $1 AND first_payment_days IS NOT NULL ORDER BY from_day`,
      [toKey(loans.plain!)],
    )
    expect(rows).toEqual([{ days: 1 }, { days: 7 }, { days: 15 }])
    // What nobody paid of what was asked first is a first payment default in the picture and on the watch list too.
    const { cells } = await director.risk.firstPayment({ months: 6 })
    const may = cells.filter(cell => cell.x === '2026-05')
    expect(may.map(({ y, loans, badLoans }) => `${badLoans} of ${loans} on day ${y}`).sort()).toEqual([
      '7 of 7 on day 1',
      '7 of 7 on day 15',
      '7 of 7 on day 7',
    ])
    const watched = await director.risk.listWatched({})
    expect(watched.rows.map(row => row.next)).toEqual(Array(7).fill('first-payment'))
    // Shown on a day within the grace, it stands as it stood.
    const then = await finance.servicing.getLoan({ ...at('plain'), shownOn: '2026-03-20' as never })
    expect(then).toMatchObject({ outstanding: '101002.50', state: 'active' })
  })
})
