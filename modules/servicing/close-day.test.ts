import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type House, openHouse } from '#app/house'
import { addDays, type Day, instantAt, monthEnd } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { fen, type Money } from '#lib/money'
import { heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { checkBooks, closeDay, openLoan, recordRepayment } from '#servicing'
import { dumpBooks } from '../../tests/books.ts'
import { type TestDatabase, testDatabase } from '../../tests/database.ts'
import { openTestHouse, refusalOf, type TestHouse } from '../../tests/house.ts'
import { anyBook, bookWith, disburse, goldenPlan, liveUntil, type PlanRow, rules, termsOf } from '../../tests/loans.ts'
import { type Book, fallDue, figuresOf, payableOn, postPenalty, standAt } from './book.ts'
import { isOpen } from './loan.ts'
import { type Payment, recordPayment } from './repayment.ts'
import { totalOf } from './share.ts'
import { bookOf, loanByKey, statesOf } from './store/loan.ts'

const firstDay = '2026-01-01' as Day

/** Disburses a random book as it is. */
const disburseBook = (house: House, number: string, book: Book) =>
  house.system('test.disburse', ctx =>
    openLoan(ctx, {
      number,
      applicationKey: null,
      contractKey: null,
      customerKey: BigInt(number),
      productKey: BigInt(Number(number) % 3) + 1n,
      productVersion: 1,
      dealerKey: 1n,
      ownerKey: null,
      groupKey: null,
      branchKey: BigInt(Number(number) % 2) + 1n,
      principal: book.terms.principal,
      annualRate: book.terms.annualRate,
      penaltyRate: book.terms.penaltyRate,
      plan: book,
      disbursedOn: book.terms.disbursedOn,
      payee: { dealerKey: 1n },
      graceDays: book.terms.graceDays,
      order: book.terms.order,
      settlementFee: { rate: book.terms.settlementFeeRate, freeAfterPeriods: book.terms.settlementFreeAfter },
    }),
  )

describe('the day close in SQL and the rules', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse({ today: firstDay })
  })
  afterAll(() => house.close())

  it('agree to the fen on random books that live random months', { timeout: 180_000 }, async () => {
    const seed = Number(process.env.CHEDAI_SEED ?? 20260102)
    // One book whose penalty at the end of February is exactly half a fen: 2,500 fen × 27 days × 7.2 % ÷ 360 = 13.5.
    const half = (on: Day): PlanRow => ({ seq: 1, dueOn: on, principal: fen(2500), interest: fen(2500), fee: fen(0) })
    const tie = bookWith(termsOf(fen(2500), firstDay, { graceDays: 0 }), [half('2026-02-01' as Day)])
    const books = [...fc.sample(anyBook, { seed, numRuns: 79 }), tie]
    const chance = fc.sample(fc.integer({ min: 0, max: 999 }), { seed, numRuns: 4000 })
    let next = 0
    const roll = () => chance[next++ % chance.length]!
    const loans: { id: Id<'loan'>; book: Book; payments: Payment[]; states: Map<Day, string> }[] = []
    const waiting = books.map((book, index) => ({ book, number: String(index + 1) }))
    for (let today = firstDay; today < '2026-07-05'; today = addDays(today, 1)) {
      for (const { book, number } of waiting.filter(one => one.book.terms.disbursedOn === today)) {
        const id = await disburseBook(house, number, book)
        loans.push({ id, book: standAt(book, today, rules), payments: [], states: new Map() })
      }
      for (const loan of loans) {
        if (!isOpen(loan.book.state) || roll() >= 25) continue
        const back = roll() < 300 ? roll() % 20 : 0
        const wanted = addDays(today, -back)
        const valueDate = wanted < loan.book.terms.disbursedOn ? loan.book.terms.disbursedOn : wanted
        const amount = ((totalOf(payableOn(loan.book, valueDate)) * BigInt((roll() % 100) + 1)) / 100n) as Money
        if (amount <= 0n) continue
        const payment = { key: 0n, valueDate, amount }
        const done = await house
          .system('test.pay', ctx =>
            recordRepayment(ctx, { loanId: loan.id, amount, valueDate, channel: 'bank-transfer' }),
          )
          .catch(error => {
            if (error.code === 'servicing.repayment_exceeds') return null
            throw error
          })
        if (!done) continue
        payment.key = toKey(done.id)
        const recorded = recordPayment(loan.book, payment, loan.payments, today)
        loan.payments.push(payment)
        loan.book = standAt(postPenalty(recorded.book, today).book, today, rules)
        expect(done.shares).toEqual(recorded.shares)
      }
      await closeDay(house.spine, { rangeSize: 13 })
      const morning = addDays(today, 1)
      for (const loan of loans) {
        const fallen = fallDue(loan.book, today)?.book ?? loan.book
        const posted = today === monthEnd(today) && isOpen(fallen.state) ? postPenalty(fallen, today).book : fallen
        loan.book = standAt(posted, morning, rules)
      }
      if (roll() < 60 || today === monthEnd(today)) {
        for (const loan of loans) {
          const row = (await loanByKey(house.spine.database, toKey(loan.id)))!
          expect(await bookOf(house.spine.database, row), `${row.number} on ${today}, seed ${seed}`).toEqual(loan.book)
          expect(row, `${row.number} on ${today}, seed ${seed}`).toMatchObject(figuresOf(loan.book))
          const known = (await statesOf(house.spine.database, row.key)).at(-1)!
          expect(known).toMatchObject({
            state: loan.book.state,
            bucket: loan.book.bucket,
            outstanding: row.outstanding,
          })
        }
        expect(await house.system('test.check', checkBooks)).toMatchObject({
          agree: true,
          accrued: { compared: true },
          loanDifferences: [],
          ledgerDifferences: [],
        })
      }
    }
    expect(loans).toHaveLength(80)
    expect(loans.filter(loan => loan.book.state === 'overdue').length).toBeGreaterThan(10)
    expect(loans.filter(loan => loan.payments.length > 1).length).toBeGreaterThan(20)
  })
})

describe('a loan that fails in the close', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('qian', 'finance_officer')
  })
  afterAll(() => house.close())

  it('is set aside with its reason, takes nothing, and comes back mended; the others go on', async () => {
    const ids: Id<'loan'>[] = []
    for (let n = 1; n <= 5; n += 1) ids.push(await disburse(house, `S-${n}`, goldenPlan('2026-01-15' as Day)))
    const finance = await house.as('qian')
    await liveUntil(house, '2026-02-15')
    // A figure gone wrong, as no program of ours would write it: the row no longer owes what its plan does.
    await house.pool.query(`UPDATE servicing.loan SET outstanding = 1 WHERE loan_id = $1`, [toKey(ids[2]!)])
    await liveUntil(house, '2026-02-17')
    const closes = await finance.servicing.listDayCloses()
    expect(closes.setAside).toMatchObject([{ number: 'S-3', day: '2026-02-15' }])
    expect(closes.setAside[0]!.reason).toContain('loan_check')
    expect(closes.days[0]).toMatchObject({ day: '2026-02-16', ranges: 1, rangesDone: 1 })
    const states = await finance.servicing.listLoans({ sort: 'number', direction: 'asc' })
    expect(states.rows.map(row => row.state)).toEqual(['overdue', 'overdue', 'active', 'overdue', 'overdue'])
    const pay = () => finance.servicing.recordRepayment({ id: ids[2]!, amount: '1', channel: 'cash' })
    expect(await refusalOf(pay())).toMatchObject({ code: 'servicing.loan_set_aside' })
    expect(await finance.servicing.checkBooks()).toMatchObject({
      agree: false,
      loanDifferences: [{ number: 'S-3', figure: 'outstanding' }],
    })
    await house.pool.query(`UPDATE servicing.loan SET outstanding = principal WHERE loan_id = $1`, [toKey(ids[2]!)])
    expect(await finance.servicing.retrySetAside({ id: ids[2]! })).toEqual({ state: 'overdue' })
    const mended = await finance.servicing.getLoan({ id: ids[2]! })
    const other = await finance.servicing.getLoan({ id: ids[1]! })
    expect(mended).toMatchObject({ overdueDays: other.overdueDays, bucket: other.bucket, dueTotal: other.dueTotal })
    await liveUntil(house, '2026-02-18')
    expect(await finance.servicing.checkBooks()).toMatchObject({ agree: true })
  })
})

describe('the day close', () => {
  let source: TestDatabase
  let home: string
  const clones: string[] = []
  const last = '2026-04-20' as Day

  /** A house on a database, without a test house's people. */
  const openOn = (databaseUrl: string) =>
    openHouse({ databaseUrl, home, clock: heldClock(instantAt(firstDay, '09:00')), log: silentLog, firstDay })

  /** A copy of the source book, as it is before any day is closed. */
  async function clone(): Promise<string> {
    const admin = openPool(inject('postgresUrl'), 1)
    const from = new URL(source.url).pathname.slice(1)
    const name = `${from}_${clones.length}`
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY`)
    await admin.end()
    const url = new URL(source.url)
    url.pathname = `/${name}`
    clones.push(url.href)
    return url.href
  }

  async function dumpOf(databaseUrl: string) {
    const pool = openPool(databaseUrl, 1)
    const dump = await dumpBooks(pool)
    await pool.end()
    return dump
  }

  beforeAll(async () => {
    source = await testDatabase()
    home = mkdtempSync(path.join(os.tmpdir(), 'chedai-close-'))
    const house = await openOn(source.url)
    const books = fc.sample(anyBook, { seed: 7, numRuns: 60 })
    for (const [index, book] of books.entries()) {
      // All lent on the first day, so that one evening's book is the whole book.
      const shift = (Date.parse(book.terms.disbursedOn) - Date.parse(firstDay)) / 86_400_000
      const moved = {
        ...book,
        terms: { ...book.terms, disbursedOn: firstDay },
        installments: book.installments.map(row => ({ ...row, dueOn: addDays(row.dueOn, -shift) })),
      }
      const id = await disburseBook(house, String(index + 1), moved)
      if (index % 4 === 0)
        await house.system('test.pay', ctx => recordRepayment(ctx, { loanId: id, amount: fen(1), channel: 'cash' }))
    }
    await house.close()
  })
  afterAll(async () => {
    for (const url of clones) {
      const pool = openPool(inject('postgresUrl'), 1)
      await pool.query(`DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
      await pool.end()
    }
    await source.drop()
    rmSync(home, { recursive: true, force: true })
  })

  let straight: Awaited<ReturnType<typeof dumpBooks>>
  it('day by day', async () => {
    const url = await clone()
    const house = await openOn(url)
    for (let today = firstDay; today <= last; today = addDays(today, 1)) {
      const [result] = await closeDay(house.spine)
      expect(result).toMatchObject({ day: today, ranges: 1, setAside: 0 })
    }
    expect(await house.system('test.check', checkBooks)).toMatchObject({ agree: true })
    await house.close()
    straight = await dumpOf(url)
    expect(straight.states!.length).toBeGreaterThan(150)
  })

  it('is the same for all missed days at once, in many ranges, by many workers, and twice', {
    timeout: 120_000,
  }, async () => {
    const url = await clone()
    const house = await openOn(url)
    const both = await Promise.all([
      closeDay(house.spine, { through: last, rangeSize: 7, workers: 3 }),
      closeDay(house.spine, { through: last, rangeSize: 7, workers: 2 }),
    ])
    expect(new Set(both.flat().map(result => result.day)).size).toBe(110)
    expect(await closeDay(house.spine, { through: last })).toEqual([])
    await house.close()
    expect(await dumpOf(url)).toEqual(straight)
  })

  it('is the same after being killed at random moments, two processes at a time', { timeout: 180_000 }, async () => {
    const url = await clone()
    const file = path.join(import.meta.dirname, '..', '..', 'tests', 'close-day-worker.ts')
    const start = async () => {
      const child = spawn(process.execPath, [file, url, home, last], { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = once(child, 'exit')
      await Promise.race([once(child.stdout!, 'data'), ended])
      return { child, ended }
    }
    const delays = fc.sample(fc.integer({ min: 5, max: 450 }), { seed: 11, numRuns: 10 })
    let killed = 0
    for (const delay of delays) {
      const [one, other] = await Promise.all([start(), start()])
      await sleep(delay)
      killed += Number(one.child.kill('SIGKILL')) + Number(other.child.kill('SIGKILL'))
      await Promise.all([one.ended, other.ended])
    }
    expect(killed).toBeGreaterThanOrEqual(10)
    const house = await openOn(url)
    const { rows } = await house.pool.query('SELECT count(*)::int AS begun FROM servicing.day_close')
    expect(rows[0].begun).toBeGreaterThan(3)
    expect(rows[0].begun).toBeLessThan(110)
    await closeDay(house.spine, { through: last, rangeSize: 7 })
    expect(await house.system('test.check', checkBooks)).toMatchObject({ agree: true })
    await house.close()
    expect(await dumpOf(url)).toEqual(straight)
  })

  it('takes nothing into a day that has just ended', async () => {
    const url = await clone()
    const house = await openOn(url)
    const [{ loan_id: key }] = (await house.pool.query('SELECT loan_id FROM servicing.loan LIMIT 1')).rows
    const late = house.system('test.late', async ctx => {
      await closeDay(house.spine)
      return recordRepayment(ctx, { loanId: toId('loan', key), amount: fen(1), channel: 'cash' })
    })
    await expect(late).rejects.toMatchObject({ code: 'servicing.day_stale' })
    await house.close()
  })
})
