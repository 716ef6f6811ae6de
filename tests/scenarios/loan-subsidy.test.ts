import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { fen, type Money, parseYuan, sum, zero } from '#lib/money'
import { recordRepayment, subsidyMoney } from '#servicing'
import { loseSubsidy } from '../../modules/servicing/usecases/change-plan.ts'
import { sendReminders } from '../../modules/servicing/usecases/send-reminders.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { codeOf, disburse, goldenPlan, liveUntil } from '../loans.ts'

/** Subsidies from the disbursement to the money: who owes what, what came in, what is lost, and the books beside it. */
describe('subsidies of loans', () => {
  let house: TestHouse
  const ids: Id<'loan'>[] = []
  const plan = goldenPlan('2026-01-15' as Day)
  /** The treasury pays a fifth of each installment's interest, the brand 1,000 at once. */
  const treasury = plan.map(row => (row.interest / 5n) as Money)
  const reduced = plan.map((row, index) => ({ ...row, interest: (row.interest - treasury[index]!) as Money }))
  const subsidies = [
    {
      payer: 'manufacturer' as const,
      when: 'disbursement' as const,
      amount: fen(100_000),
      earned: Array.from({ length: 5 }, () => fen(20_000)),
    },
    { payer: 'fiscal' as const, when: 'each' as const, amount: sum(treasury), earned: treasury },
  ]
  const balance = async (account: string) =>
    (
      await house.pool.query(
        `SELECT coalesce(sum(CASE WHEN debit = $1 THEN amount ELSE -amount END), 0)::bigint AS b FROM servicing.loan_entry WHERE $1 IN (debit, credit)`,
        [account],
      )
    ).rows[0].b as bigint
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('qian', 'finance_manager')
    await house.hire('liu', 'finance_officer')
    for (let n = 1; n <= 3; n += 1)
      ids.push(
        await disburse(house, `S-${n}`, reduced, {
          subsidies,
          subsidyLoss: { overdueDays: 30, clawBack: true },
          slices: { vehicle: { brand: '远山', model: 'M1', condition: 'new' } },
          charges: [
            { name: '上牌费', nameEn: 'Plates', amount: fen(30_000), chargedBy: 'dealer', taken: 'borrower' },
            { name: '手续费', nameEn: 'Fee', amount: fen(50_000), chargedBy: 'lender', taken: 'borrower' },
          ],
        }),
      )
  })
  afterAll(() => house.close())

  const pay = (id: Id<'loan'>, amount: Money) =>
    house.system('test.pay', ctx => recordRepayment(ctx, { loanId: id, amount, channel: 'cash' }))
  const row = (index: number) => sum([reduced[index]!.principal, reduced[index]!.interest])

  it('are receivable when the money leaves and with each installment, and met by what comes in', async () => {
    expect(await balance('1136')).toBe(300_000n)
    expect(await balance('2401')).toBe(-300_000n)
    const liu = await house.as('liu')
    const brand = { payer: 'manufacturer' as const, brand: '远山', reference: 'B-1' }
    const { claims } = await liu.servicing.recordSubsidyReceipt({ ...brand, amount: '2500.00' })
    expect(claims).toBe(3)
    await refused(liu.servicing.recordSubsidyReceipt({ ...brand, amount: '1.00' }), 'servicing.subsidy_reference_taken')
    for (const [input, code] of [
      [{ ...brand, reference: 'B-2', amount: '500.01' }, 'servicing.subsidy_exceeds'],
      [{ payer: 'dealer' as const, reference: 'B-3', amount: '1.00' }, 'servicing.subsidy_payer'],
      [{ ...brand, reference: 'B-4', amount: '1.00', receivedOn: '2026-01-16' as const }, 'servicing.subsidy_day'],
    ] as const)
      await refused(liu.servicing.recordSubsidyReceipt(input), code)
    await liveUntil(house, '2026-02-15')
    for (const id of ids.slice(0, 2)) await pay(id, row(0))
    await liveUntil(house, '2026-02-16')
    const [payer] = (await liu.servicing.listSubsidyPayers()).filter(one => one.payer === 'fiscal')
    expect(payer).toMatchObject({ claims: 3, due: '240.00', received: '0.00', open: '240.00' })
    expect(await balance('2401')).toBe(-240_000n)
    const page = await liu.servicing.listSubsidyClaims({ payer: 'manufacturer', state: 'open', sort: 'open' })
    expect(page.rows.map(one => one.open)).toEqual(['500.00'])
    const loan = await liu.servicing.getLoan({ id: ids[0]! })
    expect(loan.subsidies).toMatchObject([
      { payer: 'manufacturer', brand: '远山', agreed: '1000.00', received: '1000.00', unearned: '800.00' },
      { payer: 'fiscal', due: '80.00', received: '0.00', lostOn: null },
    ])
    expect(loan.charges.map(one => [one.nameEn, one.amount, one.chargedBy, one.taken])).toEqual([
      ['Plates', '300.00', 'dealer', 'direct'],
      ['Fee', '500.00', 'lender', 'borrower'],
    ])
    expect(loan.upfrontFee).toBe('500.00')
    expect(await liu.servicing.checkBooks()).toMatchObject({ agree: true, loanDifferences: [], ledgerDifferences: [] })
  })

  it('are lost by who is overdue: the close raises the installments ahead, once, and tells the borrower', async () => {
    await liveUntil(house, '2026-03-18')
    const lost = await house.pool.query(
      `SELECT l.number, t.value_date FROM servicing.loan_transaction t JOIN servicing.loan l USING (loan_id) WHERE t.kind = 'subsidy-loss'`,
    )
    // Due on 15 February: the 17th of March is the 30th day, its close the first beyond.
    expect(lost.rows).toEqual([])
    for (const id of ids.slice(0, 2)) await pay(id, row(1))
    await liveUntil(house, '2026-03-20')
    const liu = await house.as('liu')
    const loan = await liu.servicing.getLoan({ id: ids[2]! })
    expect(loan.subsidies[1]).toMatchObject({ lostOn: '2026-03-18', toCome: '0.00' })
    expect(loan.installments.map(one => one.interest)).toEqual(
      plan.map((one, index) => fenText(index < 2 ? reduced[index]!.interest : one.interest)),
    )
    await sendReminders(house.spine)
    const told = await house.pool.query(
      `SELECT count(*)::int AS n FROM servicing.notice WHERE template = 'servicing.notice.subsidy-lost'`,
    )
    expect(told.rows[0].n).toBe(1)
    expect(
      await codeOf(() =>
        house.system('test.lose', ctx => loseSubsidy(ctx, { id: ids[2]!, cause: 'ended', reason: 'x' })),
      ),
    ).toBe('servicing.no_subsidy_ahead')
    // Taken back, the parts are as they were.
    const qian = await house.as('qian')
    const { id: action } = loan.transactions.find(one => one.kind === 'subsidy-loss')!
    await qian.servicing.reverseRepayment({ id: ids[2]!, transactionId: action, reason: '误判' })
    expect((await liu.servicing.getLoan({ id: ids[2]! })).subsidies[1]).toMatchObject({ lostOn: null })
    expect(await liu.servicing.checkBooks()).toMatchObject({ agree: true, loanDifferences: [] })
  })

  it('end with an early settlement: the brand gets back what was not earned, which is set off or returned', async () => {
    const liu = await house.as('liu')
    const total = (await liu.servicing.getLoan({ id: ids[0]! })).settlement!.total
    await liu.servicing.settleLoan({ id: ids[0]!, amount: total, channel: 'bank-transfer' })
    const back = (await liu.servicing.listSubsidyClaims({ state: 'to-return' })).rows
    expect(back.map(one => [one.number, one.open])).toEqual([['S-1', '-600.00']])
    const brand = { payer: 'manufacturer' as const, brand: '远山' }
    const tooMuch = { ...brand, way: 'returned', amount: '600.01', reference: 'R-1' } as const
    await refused(liu.servicing.recordSubsidyReceipt(tooMuch), 'servicing.subsidy_exceeds')
    const { id, claims, setOff } = await liu.servicing.recordSubsidyReceipt({
      ...brand,
      way: 'returned',
      amount: '600.00',
      reference: 'R-1',
    })
    expect([claims, setOff]).toEqual([1, '0.00'])
    await liu.servicing.reverseSubsidyReceipt({ id, reason: '重复' })
    await refused(liu.servicing.reverseSubsidyReceipt({ id, reason: '再次' }), 'servicing.reversed_taken')
    const none = toId('receipt', 1n)
    await refused(liu.servicing.reverseSubsidyReceipt({ id: none, reason: '无' }), 'servicing.receipt_not_found')
    const receipts = await liu.servicing.listSubsidyReceipts({})
    expect(receipts.rows.map(one => one.amount)).toEqual(['600.00', '-600.00', '2500.00'])
    await liveUntil(house, '2026-03-22')
    expect(await liu.servicing.checkBooks()).toMatchObject({ agree: true, loanDifferences: [], ledgerDifferences: [] })
    expect(await balance('1136')).toBe(300_000n - 250_000n - 60_000n + treasuryDue())
    // Two closes have found the third loan overdue as before: what was taken back stays taken back.
    expect((await liu.servicing.getLoan({ id: ids[2]! })).subsidies[1]).toMatchObject({ lostOn: null })
    const row = await house.pool.query(`SELECT received FROM servicing.subsidy WHERE loan_id = $1 AND seq = 1`, [
      toKey(ids[0]!),
    ])
    expect(row.rows[0].received).toBe(100_000n)
  })

  it('are lost again by a new overdue, and what is lost uses nothing of the treasury’s cap any more', async () => {
    const used = async () =>
      (await house.system('test.used', ctx => subsidyMoney.fiscalOfLoans(ctx.sql, 1n, 0n))).byYear['2026']
    // The first was settled early: of it two installments' parts are used, of the others all five.
    expect(await used()).toBe(2n * sum(treasury) + treasury[0]! + treasury[1]!)
    const liu = await house.as('liu')
    const { dueTotal } = await liu.servicing.getLoan({ id: ids[2]! })
    await pay(ids[2]!, parseYuan(dueTotal) as Money)
    await liveUntil(house, '2026-05-16')
    expect((await liu.servicing.getLoan({ id: ids[2]! })).subsidies[1]).toMatchObject({ lostOn: null })
    await liveUntil(house, '2026-05-17')
    // Due on 15 April: the 16th of May is the 31st day. Both that are left are overdue.
    for (const id of ids.slice(1))
      expect((await liu.servicing.getLoan({ id })).subsidies[1]).toMatchObject({ lostOn: '2026-05-16', toCome: '0.00' })
    expect(await used()).toBe(2n * (sum(treasury) - treasury[4]!) + treasury[0]! + treasury[1]!)
    expect(await liu.servicing.checkBooks()).toMatchObject({ agree: true, loanDifferences: [], ledgerDifferences: [] })
  })

  /** Two installments of each loan have fallen due. */
  const treasuryDue = () => 3n * (treasury[0]! + treasury[1]!) + zero
})

const fenText = (amount: Money) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`
const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code })
