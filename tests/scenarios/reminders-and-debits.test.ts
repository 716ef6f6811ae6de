import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { toKey } from '#lib/id'
import { fen } from '#lib/money'
import { recordRepayment } from '#servicing'
import { sendReminders } from '../../modules/servicing/usecases/send-reminders.ts'
import { fictionalId } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, goldenPlan, liveUntil } from '../loans.ts'

/** What the night prepares and the morning sends: reminders to borrowers, orders to the bank, and its answer taken in. */
describe('reminders and direct debits', () => {
  let house: TestHouse
  let finance: Client
  const ids: `loan_${string}`[] = []

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('lin', 'market_developer')
    await house.hire('feng', 'finance_officer')
    finance = await house.as('feng')
    const developer = await house.as('lin')
    for (let n = 1; n <= 4; n += 1) {
      const customer = await developer.party.addCustomer({
        kind: 'individual',
        name: `张三${n}`,
        idNumber: fictionalId(n),
        phone: `1380000000${n}`,
        monthlyIncome: '30000.00',
        monthlyDebt: '0.00',
        // The last one has no account to collect from.
        ...(n < 4 ? { bankCard: '6200000000000005' } : {}),
      })
      ids.push(await disburse(house, `D-${n}`, goldenPlan('2026-01-15' as Day), { customerKey: toKey(customer.id) }))
    }
  })
  afterAll(() => house.close())

  const messages = async () => {
    const { rows } = await house.pool.query('SELECT template, about FROM notification.message ORDER BY id')
    return rows.map(row => `${row.template} ${ids.indexOf(row.about) + 1}`)
  }

  it('remind three days and one day before, on the day and the day after, each once, and nobody who has paid', async () => {
    await liveUntil(house, '2026-02-12')
    await sendReminders(house.spine)
    await sendReminders(house.spine)
    expect(await messages()).toEqual([1, 2, 3, 4].map(n => `servicing.reminder.before ${n}`))
    await liveUntil(house, '2026-02-14')
    await house.system('test.pay', ctx =>
      recordRepayment(ctx, { loanId: ids[0]!, amount: fen(298812), channel: 'wechat' }),
    )
    await sendReminders(house.spine)
    expect((await messages()).slice(4)).toEqual([2, 3, 4].map(n => `servicing.reminder.before ${n}`))
    await liveUntil(house, '2026-02-15')
    await sendReminders(house.spine)
    expect((await messages()).slice(7)).toEqual([2, 3, 4].map(n => `servicing.reminder.today ${n}`))
    const outcomes = await house.pool.query(
      `SELECT day::text, count(*)::int AS n, min(outcome) AS least FROM servicing.reminder GROUP BY 1 ORDER BY 1`,
    )
    expect(outcomes.rows).toEqual([
      { day: '2026-02-12', n: 4, least: 'queued' },
      { day: '2026-02-14', n: 4, least: 'paid' },
      { day: '2026-02-15', n: 3, least: 'queued' },
    ])
  })

  it('order everything owed on the due day and write it for the bank, leaving out who has no account', async () => {
    const { days } = await finance.servicing.listDebitBatches()
    expect(days).toMatchObject([{ day: '2026-02-15', orders: 3, amount: '8964.36', waiting: 3, writtenAt: null }])
    const file = await finance.servicing.writeDebitFile({ day: '2026-02-15' })
    expect(file).toMatchObject({ fileName: 'DD20260215.csv', orders: 2, withoutAccount: 1, amount: '5976.24' })
    expect(file.content.split('\r\n')).toEqual([
      'H,CHEDAI-DD,1,DD20260215,2026-02-15',
      'D,D-2,2988.12,6200000000000005,张三2',
      'D,D-3,2988.12,6200000000000005,张三3',
      'T,2,5976.24',
      '',
    ])
    expect(await finance.servicing.writeDebitFile({ day: '2026-02-15' })).toEqual(file)
    expect(await refusalOf(finance.servicing.writeDebitFile({ day: '2026-03-01' }))).toMatchObject({
      code: 'servicing.debit_not_found',
    })
  })

  const read = (rows: string[], total: string, batch = '2026-02-15') =>
    finance.servicing.readDebitResults({
      fileName: 'result.csv',
      content: Buffer.from([`H,CHEDAI-DD-RESULT,1,DD,${batch}`, ...rows, total].join('\n')).toString('base64'),
    })

  it('take in what the bank collected, once, and note what it did not', async () => {
    const rows = ['R,D-2,2988.12,S,BANK0001,', 'R,D-3,0.00,F,,余额不足']
    expect(await read(rows, 'T,2,2988.12')).toEqual({
      recorded: 1,
      failed: 1,
      refused: 0,
      amount: '2988.12',
      repeatedFile: false,
    })
    expect(await read(rows, 'T,2,2988.12')).toMatchObject({ recorded: 0, repeatedFile: true })
    // The same collection in another file: the reference is known, no money is counted twice.
    expect(await read([rows[0]!], 'T,1,2988.12')).toMatchObject({ recorded: 1, repeatedFile: false })
    const loan = await finance.servicing.getLoan({ id: ids[1]! })
    expect(loan.transactions.filter(one => one.kind === 'repayment')).toMatchObject([
      { amount: '2988.12', channel: 'auto-debit', reference: 'BANK0001', valueDate: '2026-02-15' },
    ])
    const { days } = await finance.servicing.listDebitBatches()
    expect(days).toMatchObject([{ collected: 1, collectedAmount: '2988.12', failed: 2, waiting: 0 }])
  })

  it('refuse what the bank cannot mean', async () => {
    const refused = async (answer: Promise<unknown>) => (await refusalOf(answer)).code
    expect(await refused(read(['X'], 'T,1,0.00'))).toBe('servicing.debit_unreadable')
    expect(await refused(read(['R,D-2,1.00,S,B2,'], 'T,1,2.00'))).toBe('servicing.debit_totals')
    expect(await refused(read(['R,D-1,1.00,S,B2,'], 'T,1,1.00'))).toBe('servicing.debit_unknown')
    expect(await refused(read([], 'T,0,0.00', '2020-01-01'))).toBe('servicing.debit_not_found')
  })

  it('remind who is late by a day, and ask the bank again for all that is owed', async () => {
    await liveUntil(house, '2026-02-16')
    // What was not sent on its day is not sent later: the next day's orders ask for it again.
    expect(await refusalOf(finance.servicing.writeDebitFile({ day: '2026-02-15' }))).toMatchObject({
      code: 'servicing.debit_not_found',
    })
    await sendReminders(house.spine)
    expect((await messages()).slice(10)).toEqual([3, 4].map(n => `servicing.reminder.after ${n}`))
    expect((await finance.servicing.listDebitBatches()).days[0]).toMatchObject({ day: '2026-02-16', orders: 2 })
    await liveUntil(house, '2026-02-22')
    const { rows } = await house.pool.query(
      `SELECT day::text, amount FROM servicing.debit_order WHERE loan_id = $1 ORDER BY day`,
      [toKey(ids[2]!)],
    )
    // Past the grace days penalty counts from the due day: 2,588.12 and 400.00 for seven days at 7.2 % ÷ 360.
    expect(rows).toEqual([
      { day: '2026-02-15', amount: 298812n },
      { day: '2026-02-16', amount: 298812n },
      { day: '2026-02-18', amount: 298812n },
      { day: '2026-02-22', amount: 298812n + 362n + 56n },
    ])
  })
})
