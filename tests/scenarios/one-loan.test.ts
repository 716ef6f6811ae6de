import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import { planFor } from '#product'
import { balancesOf, noTotals, sumEntries } from '../../modules/servicing/entry.ts'
import { sumParts, totalOf } from '../../modules/servicing/share.ts'
import { bookOf, loanByKey } from '../../modules/servicing/store/loan.ts'
import { bookedEffects } from '../../modules/servicing/store/transaction.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, liveUntil } from '../loans.ts'

const start = '2026-01-15' as Day
const reason = '按约定'

/**
 * One loan lives through everything that can happen to a loan, and after every step three things say the same: the sum of
 * its entries, the balance on its row, and what its plan comes to.
 */
describe('one loan that lives through everything', () => {
  let house: TestHouse
  const as: Record<string, Client> = {}
  let id: Id<'loan'>
  let sibling: Id<'loan'>
  const steps: string[] = []
  let firstPlan: { dueOn: string; principal: string; interest: string; fee: string }[] | undefined
  let planChanges: string[] = []

  beforeAll(async () => {
    house = await openTestHouse({ today: start })
    for (const [name, post] of [
      ['finance', 'finance_officer'],
      ['manager', 'finance_manager'],
      ['officer', 'risk_officer'],
      ['director', 'risk_director'],
    ] as const) {
      await house.hire(name, post)
      as[name] = await house.as(name)
    }
    const plan = planFor({
      principal: parseYuan('60000')!,
      disbursedOn: start,
      annualRate: '0.048' as Rate,
      periods: 24,
      method: 'equal-installment',
      dayCount: 'period',
      rounding: 'half-up',
    }).installments
    const more = {
      annualRate: '0.048' as Rate,
      graceDays: 0,
      commitment: parseYuan('80000')!,
      floating: { base: 'lpr-1y', margin: '0.018', reset: 'publication', floor: '0.02', cap: '0.08' } as const,
      charges: [
        { name: '手续费', nameEn: 'Fee', amount: parseYuan('300')!, chargedBy: 'lender', taken: 'borrower' },
      ] as const,
    }
    id = await disburse(house, 'ALL-1', plan, more as never)
    sibling = await disburse(house, 'ALL-2', plan, { ...more, commitment: parseYuan('60000')! } as never)
  })
  afterAll(() => house.close())

  const page = () => as.finance!.servicing.getLoan({ id })

  /** Row, plan and entries of the loan, to the fen: by the SQL of the books check, and by the rules account by account. */
  async function agrees(step: string): Promise<void> {
    steps.push(step)
    const check = await as.finance!.servicing.checkBooks()
    expect(check.loanDifferences, step).toEqual([])
    await chained(step)
    const { database } = house.spine
    const row = (await loanByKey(database, toKey(id)))!
    const book = await bookOf(database, row)
    const totals = noTotals()
    for (const { kind, effect } of await bookedEffects(database, toKey(id))) {
      const parts = sumParts(effect.shares)
      if (kind === 'waiver') totals.waived = sumParts([totals.waived, parts])
      if (kind === 'write-off') totals.writtenOff += totalOf(parts)
      if (kind === 'application') totals.applied += totalOf(parts)
      else totals.advances += effect.advance
      totals.settlementFees += effect.settlementFee
      totals.recovered += effect.recovered
      totals.grown += effect.grown
    }
    const { rows } = await house.pool.query(
      'SELECT debit, credit, amount FROM servicing.loan_entry WHERE loan_id = $1',
      [toKey(id)],
    )
    const stated = balancesOf(book, totals)
    const add = (account: string, amount: bigint) => stated.set(account, (stated.get(account) ?? 0n) + amount)
    add('1002', row.upfrontFee)
    add('6021', -row.upfrontFee)
    for (const [account, amount] of stated) if (amount === 0n) stated.delete(account)
    expect(new Map([...sumEntries(rows)].sort()), step).toEqual(new Map([...stated].sort()))
  }

  /** The first plan and the lines of its changes come to the plan that stands; each names the line it replaces. */
  async function chained(step: string): Promise<void> {
    const changes = []
    for (let before: Id<'repayment'> | null = null; ; ) {
      const answer = await as.finance!.servicing.listPlanChanges({ id, limit: 3, ...(before && { before }) } as never)
      changes.push(...answer.rows)
      before = answer.next
      if (!before) break
    }
    type Asked = { dueOn: string; principal: string; interest: string; fee: string }
    const asked = ({ dueOn, principal, interest, fee }: Asked) => ({ dueOn, principal, interest, fee })
    const stored = (await page()).installments.map(asked)
    firstPlan ??= stored
    const lines = new Map(
      firstPlan.map((row, index) => [index + 1, { row: row as Asked | null, by: null as string | null }]),
    )
    for (const { id: by, lines: replaced } of changes.toReversed())
      for (const { seq, before, after, replaces } of replaced) {
        const known = lines.get(seq) ?? { row: null, by: null }
        expect({ row: before && asked(before), by: replaces?.id ?? null }, `${step}: ${seq}`).toEqual(known)
        lines.set(seq, { row: after && asked(after), by })
      }
    const standing = [...lines].sort(([a], [b]) => a - b).flatMap(([, { row }]) => row ?? [])
    expect(standing, step).toEqual(stored)
    planChanges = changes.map(({ kind, takesBack }) => (takesBack ? `${kind} of ${takesBack}` : kind))
  }

  const pay = (amount: string, more: object = {}) =>
    as.finance!.servicing.recordRepayment({ id, amount, channel: 'bank-transfer', ...more })
  const last = async (kind: string) =>
    (await as.finance!.servicing.listTransactions({ id, limit: 200 })).rows.find(row => row.kind === kind)!

  it('is lent, grows by a tranche, is repaid, prepaid both ways and re-priced', async () => {
    await agrees('disbursed with a fee')
    await liveUntil(house, '2026-02-01')
    await as.finance!.servicing.disburseTranche({ id, amount: '20000', reason })
    await agrees('second tranche')
    await liveUntil(house, '2026-02-15')
    await pay((await page()).dueTotal, { reference: 'P-1' })
    await agrees('repaid')
    await liveUntil(house, '2026-03-01')
    await as.finance!.servicing.prepayLoan({ id, principal: '5000', keeps: 'installment', channel: 'wechat' })
    await agrees('prepaid, shorter')
    await liveUntil(house, '2026-03-15')
    await pay((await page()).dueTotal, { reference: 'P-2' })
    await liveUntil(house, '2026-03-25')
    await as.finance!.servicing.prepayLoan({ id, principal: '4000', keeps: 'term', channel: 'wechat' })
    await agrees('prepaid, lower')
    await house.pool.query(
      `INSERT INTO reference.series (code, day, value, source, mark, recorded_at) VALUES ('lpr-1y', '2026-03-30', '0.0275', 'test', 'D', now())`,
    )
    await liveUntil(house, '2026-03-31')
    expect(await last('repricing')).toMatchObject({ valueDate: '2026-03-30', recordedByName: null })
    await agrees('re-priced by the close')
    await as.manager!.servicing.repriceLoan({ id, annualRate: '0.044', reason })
    await agrees('re-priced by hand')
  })

  it('has its due day moved, is put off in both ways, falls behind, and is let off a part', async () => {
    await liveUntil(house, '2026-04-02')
    await as.manager!.servicing.moveDueDay({ id, date: 20, reason })
    await agrees('due day moved')
    await as.manager!.servicing.deferLoan({ id, periods: 1, interest: 'spread', reason })
    await agrees('put off, interest spread')
    await liveUntil(house, '2026-05-22')
    await pay((await page()).dueTotal, { reference: 'P-3' })
    await as.manager!.servicing.deferLoan({ id, periods: 1, interest: 'runs-on', reason })
    await agrees('put off, interest running on')
    await liveUntil(house, '2026-07-24')
    const { due } = await page()
    expect(Number(due.penalty)).toBeGreaterThan(0)
    await agrees('fell behind')
    const limit = (Number(due.penalty) / 2).toFixed(2)
    await as.manager!.servicing.waiveDebt({ id, penalty: limit, reason })
    await agrees('waived')
  })

  it('is paid too much by a file, refunded, corrected backwards, and a payment is taken back', async () => {
    const file = Buffer.from(`number,amount,valueDate,reference\nALL-1,40000,2026-07-24,F-1\n`).toString('base64')
    await as.finance!.servicing.importRepayments({ fileName: 'f.csv', content: file })
    const { advance } = await page()
    expect(Number(advance)).toBeGreaterThan(10_000)
    await agrees('paid in advance')
    await as.manager!.servicing.refundAdvance({ id, amount: (Number(advance) - 500).toFixed(2), reason })
    await agrees('refunded')
    await liveUntil(house, '2026-08-21')
    await agrees('met by what was paid in advance')
    await pay('1500', { reference: 'P-4', valueDate: '2026-07-22' })
    await agrees('corrected backwards')
    const target = (await as.finance!.servicing.listTransactions({ id, limit: 200 })).rows.find(
      row => row.reference === 'P-4',
    )!
    await as.manager!.servicing.reverseRepayment({ id, transactionId: target.id, reason })
    await agrees('taken back')
    const fee = await last('charge')
    await as.manager!.servicing.reverseRepayment({ id, transactionId: fee.id, reason })
    await agrees('fee given back')
  })

  it('is restructured, accelerated, written off, recovered, and ends', async () => {
    await liveUntil(house, '2026-08-25')
    await as.officer!.servicing.restructureLoan({
      id,
      periods: 12,
      firstDueOn: '2026-09-05',
      annualRate: '0.04',
      method: 'equal-principal',
      arrears: 'spread',
      reason,
    })
    await agrees('restructured')
    await liveUntil(house, '2026-09-02')
    await as.officer!.servicing.accelerateLoan({ id, payBy: '2026-09-08', reason })
    await agrees('accelerated')
    await liveUntil(house, '2026-09-10')
    await as.director!.servicing.writeOffLoan({ id, reason })
    await agrees('written off')
    await liveUntil(house, '2026-10-05')
    const { claim, claimGrown, claimable } = await page()
    expect(Number(claimGrown)).toBeGreaterThan(0)
    await as.finance!.servicing.recoverClaim({ id, amount: '1000', channel: 'cash' })
    await agrees('recovered in part')
    await as.finance!.servicing.recoverClaim({ id, amount: (Number(claimable) - 1000).toFixed(2), channel: 'cash' })
    await agrees('recovered with what it had grown by')
    expect(await page()).toMatchObject({ claim: '0.00', claimGrown: '0.00', state: 'written-off' })
    expect(Number(claim)).toBeGreaterThan(30_000)
    await liveUntil(house, '2026-10-06')
    expect(await as.finance!.servicing.checkBooks()).toMatchObject({ agree: true, ledgerDifferences: [] })
  })

  it('beside it a sibling is quoted and settled early, and the books of both agree with the ledger', async () => {
    const quoted = await as.finance!.servicing.promiseSettlement({ id: sibling })
    await as.finance!.servicing.settleLoan({
      id: sibling,
      amount: quoted.total,
      quoteId: quoted.quote.id,
      channel: 'bank-transfer',
    })
    expect(await refusalOf(as.finance!.servicing.promiseSettlement({ id: sibling }))).toMatchObject({
      code: 'servicing.loan_settled',
    })
    await agrees('the sibling settled')
    await liveUntil(house, '2026-10-07')
    expect(await as.finance!.servicing.checkBooks()).toMatchObject({
      agree: true,
      loanDifferences: [],
      ledgerDifferences: [],
    })
  })

  it('has lived through every kind of action there is, and any of its days can be shown', async () => {
    const kinds = new Set((await as.finance!.servicing.listTransactions({ id, limit: 200 })).rows.map(row => row.kind))
    for (const kind of [
      'disbursement',
      'payout',
      'charge',
      'tranche',
      'repayment',
      'prepayment',
      'repricing',
      'due-day',
      'deferral',
      'waiver',
      'refund',
      'application',
      'reallocation',
      'reversal',
      'restructuring',
      'acceleration',
      'write-off',
      'recovery',
      'due',
      'penalty',
    ])
      expect(kinds.has(kind as never), kind).toBe(true)
    expect(steps.length).toBeGreaterThanOrEqual(24)
    for (const kind of ['tranche', 'prepayment', 'repricing', 'due-day', 'deferral', 'restructuring', 'acceleration'])
      expect(planChanges, kind).toContain(kind)
    const noted = (await page()).states
    for (const { fromDay, state, outstanding } of noted.slice(-12, -1))
      expect(await as.finance!.servicing.getLoan({ id, shownOn: fromDay }), fromDay).toMatchObject({
        state,
        outstanding,
      })
  })
})
