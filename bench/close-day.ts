import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type pg from 'pg'
import { openHouse } from '#app/house'
import { addDays, type Day, instantAt, parseDay } from '#lib/day'
import { heldClock } from '#platform/clock'
import { openDatabase, openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres, removePostgres } from '#platform/postgres'
import { closeDay } from '#servicing'
import { finishDay, planDay } from '../modules/servicing/store/close.ts'
import { daySteps, rangeSteps } from '../modules/servicing/usecases/close-steps.ts'
import { movedBetween, movedBy, rounded, spentBetween, spentBy } from './measure.ts'
import { measureFloor, prepareFloor } from './measure-floor.ts'

const timed = { max_wal_size: '8GB', checkpoint_timeout: '30min', jit: 'off', autovacuum: 'off' }

/**
 * `npm run bench -- close-day --loans 1000000`: one business day of a whole book (book.ts) closed with every step on, with
 * durable commits on our own PostgreSQL, in a throw-away home; the day before has been closed. The floor (measure-floor.ts) is the plainest SQL that writes
 * the same rows, measured in the same run, on a copy of the book made before the close. Both begin alike: the server has just been
 * started, nothing since the checkpoint has been written, and loans and the indexes a day is read by are in its buffers, as on a
 * server that has run all day; `--cold` leaves them out. What each step took, summed over the workers,
 * goes to stderr, and so does what does not depend on what else the machine does: the processor seconds, the log written and the
 * pages read and written by either, and the load average before.
 * With `--home DIR --part book` the book and its copy are only made there, and `--home DIR --part close` measures them, once: what takes
 * long need not be done while the machine is kept quiet. `--day 2026-11-30` closes a month's end; `--buffers 64MB` gives the database that much for its pages, the same for both.
 * `--alone` makes no copy and measures no floor: half the disk, and no ratio.
 */
export async function run(args: string[] = []): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args,
    options: {
      loans: { type: 'string', default: '100000' },
      workers: { type: 'string', default: '2' },
      range: { type: 'string', default: '100000' },
      day: { type: 'string', default: '2026-11-16' },
      unpaid: { type: 'string', default: '10' },
      buffers: { type: 'string', default: '2GB' },
      home: { type: 'string' },
      part: { type: 'string' },
      cold: { type: 'boolean', default: false },
      alone: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const loans = Number(values.loans)
  const workers = Number(values.workers)
  const day = parseDay(values.day)
  if (!Number.isInteger(loans) || loans < 1) throw new Error('--loans must be a positive whole number')
  if (!day) throw new Error(`--day ${values.day} is not a day`)
  const home = values.home ?? mkdtempSync(path.join(os.tmpdir(), 'chedai-bench-'))
  // A vacuum that comes by would count for one of the two and not for the other.
  const settings = { ...timed, shared_buffers: values.buffers }
  // What fills an empty table and builds its indexes needs no log: the table is written out instead.
  let server = await openPostgres(home, { settings: { ...settings, wal_level: 'minimal', max_wal_senders: '0' } })
  const opened = () =>
    openHouse({
      databaseUrl: server.url,
      home,
      clock: heldClock(instantAt(day, '23:30')),
      log: silentLog,
      firstDay: day,
    })
  /** Starts the server anew, so that nothing is in its buffers. */
  const restart = async () => {
    await server.stop()
    server = await openPostgres(home, { settings })
  }
  const copyUrl = () => server.url.replace(/[^/]*$/, 'floor')
  const using = async <Out>(url: string, work: (pool: pg.Pool) => Promise<Out>): Promise<Out> => {
    const pool = openPool(url, Math.max(2, workers))
    try {
      return await work(pool)
    } finally {
      await pool.end()
    }
  }
  const made = values.part === 'close'
  try {
    const fillSeconds = made ? null : await fill(server.url, loans, day, values, async () => (await opened()).close())
    if (values.part === 'book') return { loans, installments: loans * 36, seconds: rounded(fillSeconds ?? 0) }
    await restart()
    const stepSeconds = timeSteps()
    const house = await opened()
    if (!values.cold) await using(server.url, pool => warm(pool, day))
    const [load] = os.loadavg()
    const { result, close } = await using(server.url, async pool => {
      const still = await movedBy(pool)
      const before = await spentBy(pool)
      const own = process.cpuUsage()
      const [closed] = await closeDay(house.spine, { rangeSize: Number(values.range), workers })
      const { user, system } = process.cpuUsage(own)
      const spent = spentBetween(before, await spentBy(pool))
      await house.close()
      const programSeconds = rounded((user + system) / 1e6, 2)
      return { result: closed!, close: { ...spent, programSeconds, ...movedBetween(still, await movedBy(pool)) } }
    })
    const peakMemoryMiB = Math.round(process.resourceUsage().maxRSS / 1024)
    const { seconds } = result
    const installments = loans * 36
    const measured = {
      steps: result.counts,
      stepSeconds,
      generatedPerSecond: fillSeconds && Math.floor(installments / fillSeconds),
      load,
      close,
    }
    const figures = { loans, installments, seconds, loansPerSecond: Math.floor(loans / seconds) }
    if (values.alone) {
      process.stderr.write(`${JSON.stringify(measured)}\n`)
      return { ...figures, peakMemoryMiB }
    }
    const plan = await using(server.url, closed => using(copyUrl(), copy => prepareFloor(closed, copy, day, workers)))
    await restart()
    if (!values.cold) await using(copyUrl(), pool => warm(pool, day))
    const floor = await using(copyUrl(), copy => measureFloor(copy, plan))
    process.stderr.write(`${JSON.stringify({ ...measured, rows: plan.rows, floor: floor.spent })}\n`)
    return {
      ...figures,
      floorSeconds: floor.seconds,
      ratio: Math.round((seconds / floor.seconds) * 100) / 100,
      peakMemoryMiB,
    }
  } finally {
    await server.stop()
    if (values.part !== 'book') {
      await removePostgres(home)
      rmSync(home, { recursive: true, force: true })
    }
  }
}

/**
 * Brings into the buffers what a day is read by: the loans, and what the indexes of the plan say of the days about it. The plan's own pages
 * stay out of them, but are where the system has what it read last: a copy made last would have them there and the book not.
 */
async function warm(pool: pg.Pool, day: Day): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_prewarm')
    await client.query(`SELECT pg_prewarm('servicing.loan'), pg_prewarm('servicing.loan_pkey')`)
    await client.query(
      `SELECT pg_prewarm('servicing.installment', 'read'), pg_prewarm('servicing.installment_pkey', 'read')`,
    )
    await client.query('SET enable_seqscan = off; SET enable_bitmapscan = off')
    const unpaid = '(principal > principal_paid OR interest > interest_paid OR fee > fee_paid)'
    await client.query(
      `SELECT sum(principal) FROM servicing.installment WHERE due_on BETWEEN $1::date - 400 AND $1::date + 40 AND ${unpaid}`,
      [day],
    )
    await client.query('SELECT count(loan_id) FROM servicing.installment WHERE due_on = $1', [day])
    await client.query('RESET ALL')
    await client.query('CHECKPOINT')
  } finally {
    client.release()
  }
}

/** Fills a database that has been opened once with the book, and copies it for the floor unless the close is measured alone. Returns how long the filling took. */
async function fill(
  url: string,
  loans: number,
  day: Day,
  { unpaid, alone, range }: { unpaid: string; alone: boolean; range: string },
  open: () => Promise<void>,
): Promise<number> {
  await open()
  const args = [...process.execArgv, book, url, String(loans), day, unpaid]
  const filled = await promisify(execFile)(process.execPath, args)
  await closedBefore(url, addDays(day, -1), { loans, rangeSize: Number(range) })
  if (!alone) await copyForFloor(url)
  return (JSON.parse(filled.stdout) as { seconds: number }).seconds
}

/** Leaves the day before closed, so that the book is cut into ranges already, as on any day but a book's first. */
async function closedBefore(url: string, day: Day, book: { loans: number; rangeSize: number }): Promise<void> {
  const pool = openPool(url, 1)
  const [database, at] = [openDatabase(pool), instantAt(day, '23:30')]
  await planDay(database, day, book, at)
  await pool.query('UPDATE servicing.day_close_range SET completed_at = $1', [at])
  await finishDay(database, day, BigInt(book.loans), {}, at)
  await pool.end()
}

async function copyForFloor(url: string): Promise<void> {
  const admin = openPool(url.replace(/[^/]*$/, 'postgres'), 1)
  await admin.query(`CREATE DATABASE floor TEMPLATE ${url.replace(/.*\//, '')} STRATEGY file_copy`)
  await admin.end()
}

/** Adds up how long each step takes, in seconds over all workers. */
function timeSteps(): Record<string, number> {
  const seconds: Record<string, number> = {}
  for (const step of [...rangeSteps(), ...daySteps]) {
    const run = step.run.bind(step) as (...args: unknown[]) => Promise<number>
    step.run = async (...args: unknown[]) => {
      const started = performance.now()
      try {
        return await run(...args)
      } finally {
        seconds[step.name] = Math.round((seconds[step.name] ?? 0) * 1000 + performance.now() - started) / 1000
      }
    }
  }
  return seconds
}

const book = path.join(import.meta.dirname, 'book.ts')

if (import.meta.main) console.log(JSON.stringify(await run(process.argv.slice(2))))
