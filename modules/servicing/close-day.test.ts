import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openHouse } from '#app/house'
import { words } from '#app/modules'
import { addDays, addMs, type Day, instantAt } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { fen } from '#lib/money'
import { type Clock, heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { checkBooks, closeDay, recordRepayment, watchClose } from '#servicing'
import { dumpBooks } from '../../tests/books.ts'
import { cutConnections, lendBooks, recordSteps } from '../../tests/crash-book.ts'
import { type TestDatabase, testDatabase } from '../../tests/database.ts'
import { openTestHouse, refusalOf, type TestHouse } from '../../tests/house.ts'
import { disburse, goldenPlan, liveUntil } from '../../tests/loans.ts'
import { setAsideKind } from './set-aside.ts'
import { crossingsAmong } from './store/steps/crossings.ts'
import { daySteps, rangeSteps } from './usecases/close-steps.ts'

const firstDay = '2026-01-01' as Day

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
    // A plan gone wrong, as no program of ours would write it: the installment after this one is due before it.
    const move = (seq: number, dueOn: string) =>
      house.pool.query('UPDATE servicing.installment SET due_on = $3 WHERE loan_id = $1 AND seq = $2', [
        toKey(ids[2]!),
        seq,
        dueOn,
      ])
    await move(2, '2026-02-14')
    await liveUntil(house, '2026-02-17')
    await house.drain()
    const closes = await finance.servicing.listDayCloses()
    expect(closes.setAside).toMatchObject([{ number: 'S-3', day: '2026-02-15' }])
    expect(closes.setAside[0]!.reason).toContain('loan_check')
    expect(setAsideKind(closes.setAside[0]!.reason)).toMatchObject({
      kind: 'constraint',
      name: expect.stringContaining('loan_check'),
    })
    // Later modules hear of the others' standing while one is set aside.
    const loans = { from: 0n, to: 2n ** 63n - 1n }
    const heard = await crossingsAmong({
      sql: house.spine.database,
      day: '2026-02-15' as Day,
      loans,
      now: house.clock.now(),
    })
    expect(heard.map(crossing => crossing.loanKey).sort()).toEqual(
      ids
        .filter(id => id !== ids[2])
        .map(toKey)
        .sort(),
    )
    // Every step, a later module's too, has a name that people read.
    expect(closes.steps.filter(step => !(`servicing.step.${step}` in words))).toEqual([])
    expect(closes.books).toMatchObject({ day: '2026-02-16', agree: true, loanDifferences: 0 })
    expect(closes.days[0]).toMatchObject({ day: '2026-02-16', ranges: 1, rangesDone: 1 })
    const states = await finance.servicing.listLoans({ sort: 'number', direction: 'asc' })
    expect(states.rows.map(row => row.state)).toEqual(['overdue', 'overdue', 'active', 'overdue', 'overdue'])
    const pay = () => finance.servicing.recordRepayment({ id: ids[2]!, amount: '1', channel: 'cash' })
    expect(await refusalOf(pay())).toMatchObject({ code: 'servicing.loan_set_aside' })
    // While it is broken the retry says no, and says why.
    expect(await refusalOf(finance.servicing.retrySetAside({ id: ids[2]! }))).toMatchObject({
      code: 'servicing.set_aside_broken',
    })
    await move(2, '2026-03-15')
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
  /** The same book with January but for its end behind it: where what disturbs a close begins. */
  let middle: string
  let home: string
  const clones: string[] = []
  const middleDay = '2026-01-30' as Day
  const last = '2026-03-05' as Day

  /** A house on a database, without a test house's people. */
  const openOn = (databaseUrl: string, clock: Clock = heldClock(instantAt(firstDay, '09:00'))) =>
    openHouse({ databaseUrl, home, clock, log: silentLog, firstDay })

  /** A copy of a book: as it is before any day is closed, unless another is named. */
  async function clone(from = source.url): Promise<string> {
    const admin = openPool(inject('postgresUrl'), 1)
    const name = `${new URL(source.url).pathname.slice(1)}_${clones.length}`
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${new URL(from).pathname.slice(1)} STRATEGY FILE_COPY`)
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
    await lendBooks(house, firstDay)
    await house.close()
    middle = await clone()
    const later = await openOn(middle)
    await closeDay(later.spine, { through: addDays(middleDay, -1) })
    await later.close()
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
  it('day by day, each step touching the tables it names and no others', async () => {
    const url = await clone()
    const house = await openOn(url)
    const touched = recordSteps(house.pool)
    for (let today = firstDay; today <= last; today = addDays(today, 1)) {
      const [result] = await closeDay(house.spine, { workers: 1 })
      expect(result).toMatchObject({ day: today, ranges: 1, setAside: 0 })
    }
    for (const { name, reads, writes } of [...rangeSteps(), ...daySteps]) {
      const seen = touched.end(name)
      const undeclared = seen.writes.filter(table => !writes.includes(table))
      const unnamed = seen.reads.filter(table => !reads.includes(table) && !writes.includes(table))
      expect({ name, undeclared, unnamed }).toEqual({ name, undeclared: [], unnamed: [] })
      // What had something to do in this book did all that it says.
      if (seen.writes.length > 0)
        expect({ name, writes: seen.writes.toSorted() }).toEqual({ name, writes: writes.toSorted() })
    }
    expect(touched.end('standing').writes).toContain('loan_state')
    expect(await house.system('test.check', checkBooks)).toMatchObject({ agree: true })
    await house.close()
    straight = await dumpOf(url)
    expect(straight.states!.length).toBeGreaterThan(100)
  })

  it('is the same for all missed days at once, in many ranges, by many workers, and twice', async () => {
    const url = await clone()
    const begun = Date.now()
    const house = await openOn(url, { now: () => addMs(instantAt(firstDay, '09:00'), Date.now() - begun) })
    // Whoever watches sees it under way: more than nothing done, less than all, and a time that is left.
    let seen: Awaited<ReturnType<typeof watchClose>>['running'] = null
    let closing = true
    const watching = (async () => {
      for (; closing && seen === null; await sleep(20)) {
        const { running } = await house.system('test.watch', watchClose)
        if (running && running.remaining !== null && Number(running.share) > 0 && Number(running.share) < 1)
          seen = running
      }
    })()
    const both = await Promise.all([
      closeDay(house.spine, { through: last, rangeSize: 12, workers: 3 }),
      closeDay(house.spine, { through: last, rangeSize: 12, workers: 2 }),
    ])
    closing = false
    await watching
    expect(new Set(both.flat().map(result => result.day)).size).toBe(64)
    expect(seen).toMatchObject({ phase: 'closing', remaining: expect.toSatisfy((left: number) => left > 0) })
    expect(await closeDay(house.spine, { through: last })).toEqual([])
    await house.close()
    expect(await dumpOf(url)).toEqual(straight)
  })

  it('is the same after being killed at random moments, two processes at a time', async () => {
    const url = await clone(middle)
    const file = path.join(import.meta.dirname, '..', '..', 'tests', 'close-day-worker.ts')
    const start = async () => {
      const child = spawn(process.execPath, [file, url, home, last], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'chedai-compiled') },
      })
      const ended = once(child, 'exit')
      await Promise.race([once(child.stdout!, 'data'), ended])
      return { child, ended }
    }
    // Killed a moment after some more ranges are through, so that however fast the machine is there is something to lose.
    const moments = fc.sample(fc.record({ ranges: fc.integer({ min: 1, max: 9 }), ms: fc.nat(60) }), {
      seed: 11,
      numRuns: 3,
    })
    const watch = openPool(url, 1)
    const through = async (): Promise<number> => {
      const { rows } = await watch.query(
        'SELECT count(*)::int AS through FROM servicing.day_close_range WHERE completed_at IS NOT NULL',
      )
      return rows[0].through
    }
    let killed = 0
    for (const { ranges, ms } of moments) {
      const [one, other] = await Promise.all([start(), start()])
      const wanted = (await through()) + ranges
      while ((await through()) < wanted) await sleep(5)
      await sleep(ms)
      killed += Number(one.child.kill('SIGKILL')) + Number(other.child.kill('SIGKILL'))
      await Promise.all([one.ended, other.ended])
    }
    await watch.end()
    expect(killed).toBe(6)
    const house = await openOn(url)
    const { rows } = await house.pool.query('SELECT max(day) AS day FROM servicing.day_close')
    expect(rows[0].day >= middleDay).toBe(true)
    expect(rows[0].day < last).toBe(true)
    await closeDay(house.spine, { through: last, rangeSize: 12 })
    expect(await house.system('test.check', checkBooks)).toMatchObject({ agree: true })
    await house.close()
    expect(await dumpOf(url)).toEqual(straight)
  })

  it('is the same after losing its connection at one statement after another, before and after it is sent', async () => {
    const url = await clone(middle)
    const house = await openOn(url)
    const cutter = cutConnections(house.pool)
    // Through a month's end and the day after it; the rest is closed undisturbed.
    const disturbed = '2026-02-01' as Day
    await closeDay(house.spine, { through: middleDay })
    let cuts = 0
    for (let ended = false, at = 1; !ended; at += 1) {
      cutter.cutAt(at)
      ended = await closeDay(house.spine, { through: disturbed, rangeSize: 25, workers: 2 }).then(
        () => true,
        () => false,
      )
      cuts += cutter.release()
    }
    await closeDay(house.spine, { through: last })
    console.log(`close cut ${cuts} times`)
    expect(cuts).toBeGreaterThan(30)
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
