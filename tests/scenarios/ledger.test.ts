import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { post } from '#ledger'
import type { Day } from '#lib/day'
import type { Id } from '#lib/id'
import { fen } from '#lib/money'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** Journals by hand, what they may not be, and the figures that open down to them. */
describe('the general ledger', () => {
  let house: TestHouse
  let manager: Client
  let officer: Client
  let branchId: Id<'branch'>

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('sun', 'finance_manager')
    await house.hire('qian', 'finance_officer')
    manager = await house.as('sun')
    officer = await house.as('qian')
    branchId = (await manager.team.listGroups()).branches[0]!.id
  })
  afterAll(() => house.close())

  const capital = (amount = '1000000.00') => ({
    branchId,
    note: '股东出资',
    lines: [
      { account: '1002', debit: amount },
      { account: '4001', credit: amount },
    ],
  })

  it('takes a balanced journal into the open day and shows it everywhere', async () => {
    const { id } = await manager.ledger.addJournal(capital())
    const journal = await officer.ledger.getJournal({ id })
    expect(journal).toMatchObject({ day: '2026-03-02', amount: '1000000.00', source: 'ledger.journal-posted' })
    expect(journal.lines.map(line => [line.account, line.zh, line.debit, line.credit])).toEqual([
      ['1002', '银行存款', '1000000.00', '0.00'],
      ['4001', '实收资本', '0.00', '1000000.00'],
    ])
    const balance = await officer.ledger.trialBalance({})
    expect(balance.rows.map(row => [row.code, row.opening, row.debit, row.credit, row.closing])).toEqual([
      ['1002', '0.00', '1000000.00', '0.00', '1000000.00'],
      ['4001', '0.00', '0.00', '1000000.00', '-1000000.00'],
    ])
    expect(balance.totals).toEqual({ debit: '1000000.00', credit: '1000000.00', balanced: true })
    const lines = await officer.ledger.listLines({ code: '1002' })
    expect(lines).toMatchObject({ total: 1, debit: '1000000.00', credit: '0.00', rows: [{ journalId: id }] })
    expect(await officer.ledger.listJournals({ account: '4001' })).toMatchObject({ total: 1, amount: '1000000.00' })
  })

  it('is reversed by a new journal that names it, once', async () => {
    const { id } = await manager.ledger.addJournal({ ...capital('12.34'), note: '记错了' })
    const reversal = await manager.ledger.reverseJournal({ id, note: '金额填错' })
    expect(await manager.ledger.getJournal({ id: reversal.id })).toMatchObject({ parentId: id, amount: '12.34' })
    expect(await manager.ledger.getJournal({ id })).toMatchObject({ reversedById: reversal.id })
    expect(await refusalOf(manager.ledger.reverseJournal({ id, note: '再来' }))).toMatchObject({
      status: 409,
      code: 'ledger.reversed_taken',
    })
    expect(await refusalOf(manager.ledger.reverseJournal({ id: reversal.id, note: '再来' }))).toMatchObject({
      code: 'ledger.reversed_taken',
    })
    const { rows } = await manager.ledger.trialBalance({})
    expect(rows.find(row => row.code === '1002')?.closing).toBe('1000000.00')
  })

  it('leaves the accounts of the loan book to the loan book, or the two would part unseen', async () => {
    for (const account of ['1132', '1133', '1134', '1135', '1303', '2203']) {
      const lines = [
        { account, debit: '0.01' },
        { account: '1002', credit: '0.01' },
      ]
      expect(await refusalOf(manager.ledger.addJournal({ branchId, note: '试', lines })), account).toMatchObject({
        code: 'ledger.account_of_module',
        fields: [{ path: 'lines.0.account', label: '科目' }],
      })
    }
  })

  it('refuses what does not balance, is not in the chart, does not exist, or is another module’s', async () => {
    const add = (lines: { account: string; debit?: string; credit?: string }[]) =>
      refusalOf(manager.ledger.addJournal({ branchId, note: '试', lines }))
    expect(
      await add([
        { account: '1002', debit: '1' },
        { account: '4001', credit: '2' },
      ]),
    ).toMatchObject({ code: 'ledger.unbalanced', facts: { debits: '1.00', credits: '2.00' } })
    expect(
      await add([
        { account: '1002', debit: '1' },
        { account: '9999', credit: '1' },
      ]),
    ).toMatchObject({ status: 404, code: 'ledger.account_not_found', fields: [{ path: 'lines.1.account' }] })
    expect(await refusalOf(officer.ledger.addJournal(capital()))).toMatchObject({ status: 403 })
    expect(await refusalOf(manager.ledger.getJournal({ id: 'journal_0000000000001' }))).toMatchObject({
      status: 404,
      code: 'ledger.journal_not_found',
    })
    expect(await refusalOf(manager.ledger.trialBalance({ from: '2026-03-02', to: '2026-03-01' }))).toMatchObject({
      code: 'ledger.period',
    })
    const lines = [
      { account: '1002', debit: fen(1) },
      { account: '4001', credit: fen(1) },
    ]
    const journal = { source: 'test.fact', about: null, branchKey: 1n, description: 'test.fact', lines }
    const id = await house.system('test.post', ctx => post(ctx, { ...journal, day: ctx.today }))
    expect(await refusalOf(manager.ledger.reverseJournal({ id, note: '试' }))).toMatchObject({
      code: 'ledger.journal_of_module',
    })
    const yesterday = house.system('test.post', ctx => post(ctx, { ...journal, day: '2026-03-01' as Day }))
    await expect(yesterday).rejects.toMatchObject({ code: 'ledger.day_closed' })
  })

  it('is guarded by the database itself: nothing unbalanced commits, nothing posted changes', async () => {
    const insert = (lines: string) =>
      house.pool.query(
        `WITH j AS (INSERT INTO ledger.journal (day, branch_id, source, description, posted_by, posted_at)
           VALUES ('2026-03-02', 1, 'x', 'x', 'x', now()) RETURNING id)
         INSERT INTO ledger.line (journal_id, seq, day, branch_id, account, debit, credit) SELECT id, ${lines} FROM j`,
      )
    await expect(insert(`1, '2026-03-02', 1, '1002', 5, 0`)).rejects.toThrow(/unbalanced/)
    await expect(
      house.pool.query(`INSERT INTO ledger.journal (day, branch_id, source, description, posted_by, posted_at)
        VALUES ('2026-03-02', 1, 'x', 'x', 'x', now())`),
    ).rejects.toThrow(/empty/)
    const [{ journal_id: journal }] = (await house.pool.query('SELECT journal_id FROM ledger.line LIMIT 1')).rows
    await expect(
      house.pool.query(
        `INSERT INTO ledger.line (journal_id, seq, day, branch_id, account, debit) SELECT id, 99, day, branch_id, '1002', 1 FROM ledger.journal WHERE id = $1`,
        [journal],
      ),
    ).rejects.toThrow(/unbalanced/)
    await expect(house.pool.query('UPDATE ledger.line SET debit = debit + 1')).rejects.toThrow(/facts/)
    await expect(house.pool.query('DELETE FROM ledger.journal')).rejects.toThrow(/facts/)
  })
})
