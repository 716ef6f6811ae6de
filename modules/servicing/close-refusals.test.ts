import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { addDays, type Day, dayAt, instantAt } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { systemClock } from '#platform/clock'
import { run as closeDayCommand } from '../../app/commands/close-day.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../../tests/house.ts'
import { disburse, goldenPlan } from '../../tests/loans.ts'
import { whileClosing } from './store/closing.ts'

/** What cannot be closed, asked of the API in both languages and of the command, which runs by the machine's own clock. */
describe('a day close that cannot be', () => {
  const calendar = dayAt(systemClock.now())
  const open = addDays(calendar, -4)
  let house: TestHouse
  let finance: Client
  let loanId: Id<'loan'>

  beforeAll(async () => {
    house = await openTestHouse({ today: open })
    await house.hire('qian', 'finance_officer')
    loanId = await disburse(house, 'R-1', goldenPlan(open))
    await disburse(house, 'R-2', goldenPlan(open))
    finance = await house.as('qian')
    vi.stubEnv('DATABASE_URL', house.databaseUrl)
    vi.stubEnv('CHEDAI_HOME', house.home)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await house.close()
  })
  afterEach(async () => {
    // Whatever was refused has posted nothing and closed nothing.
    const { rows } = await house.pool.query(
      `SELECT (SELECT count(*)::int FROM servicing.day_close WHERE day >= $1) AS begun, (SELECT count(*)::int FROM ledger.line WHERE day >= $1) AS lines`,
      [dayOpen()],
    )
    expect(rows[0]).toEqual({ begun: 0, lines: 0 })
  })

  let closed = 0
  const dayOpen = () => addDays(open, closed)

  /** Asks for a close both ways; both must be refused with this code and sentence. */
  async function refused(asked: { day?: Day; through?: Day }, code: string, zh: string, en: string): Promise<void> {
    const ask = (language: string) =>
      refusalOf(finance.servicing.startDayClose(asked, { context: { headers: { 'accept-language': language } } }))
    expect(await ask('zh-CN')).toMatchObject({ code, detail: expect.stringContaining(zh) })
    expect(await ask('en')).toMatchObject({ code, detail: expect.stringContaining(en) })
    const args = Object.entries(asked).flatMap(([name, day]) => [`--${name}`, day])
    const said = await closeDayCommand(args).then(
      () => 'accepted',
      error => (error as Error).message,
    )
    expect(said).toContain(`${code}: `)
    expect(said).toContain(zh)
    expect(said).toContain(en)
  }

  it('is told so of a day that has not come', async () => {
    house.clock.set(systemClock.now())
    const tomorrow = addDays(calendar, 1)
    await refused({ through: tomorrow }, 'servicing.day_future', `${tomorrow} 还没有到`, `${tomorrow} has not come yet`)
    await refused({ day: addDays(calendar, 9) }, 'servicing.day_future', '不能提前日终', 'cannot be closed ahead')
    // Where every day up to today is closed, there is no earlier one to choose.
    house.clock.set(instantAt(addDays(open, -1), '12:00'))
    expect(await refusalOf(finance.servicing.startDayClose({}))).toMatchObject({
      code: 'servicing.day_ahead',
      detail: expect.stringContaining(`到今天（${addDays(open, -1)}）为止的营业日都已日终；${open} 还没有到`),
    })
    house.clock.set(systemClock.now())
  })

  it('is told so of a day before which another is open', async () => {
    const next = addDays(open, 1)
    await refused(
      { day: next },
      'servicing.previous_open',
      `未日终的营业日 ${open}`,
      `Business day ${open} before ${next}`,
    )
  })

  it('is told so of a day out of order, closed before', async () => {
    expect(await closeDayCommand(['--day', open])).toMatchObject({ days: [{ day: open, setAside: 0 }] })
    closed = 1
    await refused({ day: open }, 'servicing.day_closed', `${open} 已经日终`, `${open} is closed already`)
    await refused({ through: open }, 'servicing.through', `早于当前营业日`, 'before the open business day')
  })

  it('is told so while another is under way, and no longer when that has ended or been killed', async () => {
    await whileClosing(house.spine.database, () =>
      refused({}, 'servicing.closing_conflict', '日终正在进行', 'A day close is under way'),
    )
    expect(await finance.servicing.startDayClose({}, { context: { headers: { 'x-dry-run': '1' } } })).toEqual({
      through: dayOpen(),
    })
  })

  it('is stopped before posting by a loan that does not agree with its plan, and names it', async () => {
    const set = (amount: number) =>
      house.pool.query('UPDATE servicing.loan SET outstanding = $2 WHERE loan_id = $1', [toKey(loanId), amount])
    await set(9_999_999)
    await refused(
      {},
      'servicing.books_broken',
      '贷款 R-1 的剩余本金，贷款 99,999.99',
      'nothing was posted: loan R-1, Outstanding',
    )
    await set(10_000_000)
  })

  it('is stopped by an installment that was changed, though all sums agree', async () => {
    const add = (fen: number) =>
      house.pool.query('UPDATE servicing.installment SET principal = principal + $2 WHERE loan_id = $1 AND seq = 5', [
        toKey(loanId),
        fen,
      ])
    await add(1)
    await refused({}, 'servicing.books_broken', '计划 100,000.01', 'plan 100,000.01')
    await add(-1)
  })

  it('is stopped by a ledger that says something else than the loans', async () => {
    await house.pool.query(
      `ALTER TABLE ledger.line DISABLE TRIGGER USER; UPDATE ledger.line SET debit = debit - 1 WHERE account = '1303' AND debit > 0; ALTER TABLE ledger.line ENABLE TRIGGER USER`,
    )
    await refused({}, 'servicing.ledger_broken', '科目 1303，贷款合计 200,000.00', 'account 1303, loans 200,000.00')
  })
})
