import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { openHouse } from '#app/house'
import { instantAt, parseDay } from '#lib/day'
import { heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres, removePostgres } from '#platform/postgres'
import { closeDay } from '#servicing'
import { daySteps, rangeSteps } from '../modules/servicing/usecases/close-steps.ts'
import { movedBetween, movedBy, rounded, spentBetween, spentBy } from './measure.ts'
import { measureFloor } from './measure-floor.ts'

/**
 * `npm run bench -- close-day --loans 1000000`: one business day of a whole book (book.ts) closed with every step on, with
 * durable commits on our own PostgreSQL, in a throw-away home. The floor (measure-floor.ts) is the plainest SQL that writes
 * the same rows, measured in the same run. What each step took, summed over the workers, goes to stderr, and so does what does
 * not depend on what else the machine does: the processor seconds, the log written and the pages read and written by either, and the
 * load average before.
 * `--day 2026-11-30` closes a month's end.
 */
export async function run(args: string[] = []): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args,
    options: {
      loans: { type: 'string', default: '100000' },
      workers: { type: 'string', default: '2' },
      range: { type: 'string', default: '50000' },
      day: { type: 'string', default: '2026-11-16' },
      unpaid: { type: 'string', default: '10' },
      buffers: { type: 'string', default: '2GB' },
    },
    allowPositionals: true,
  })
  const loans = Number(values.loans)
  const workers = Number(values.workers)
  const day = parseDay(values.day)
  if (!Number.isInteger(loans) || loans < 1) throw new Error('--loans must be a positive whole number')
  if (!day) throw new Error(`--day ${values.day} is not a day`)
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-bench-'))
  const server = await openPostgres(home, {
    settings: { shared_buffers: values.buffers, max_wal_size: '8GB', checkpoint_timeout: '30min', jit: 'off' },
  })
  const pool = openPool(server.url, Math.max(2, workers))
  try {
    const clock = heldClock(instantAt(day, '23:30'))
    const house = await openHouse({ databaseUrl: server.url, home, clock, log: silentLog, firstDay: day })
    const filled = await promisify(execFile)(process.execPath, [
      ...process.execArgv,
      book,
      server.url,
      String(loans),
      day,
      values.unpaid,
    ])
    const { seconds: fillSeconds } = JSON.parse(filled.stdout) as { seconds: number }
    const stepSeconds = timeSteps()
    const [load] = os.loadavg()
    const still = await movedBy(pool)
    const before = await spentBy(pool)
    const own = process.cpuUsage()
    const [result] = await closeDay(house.spine, { rangeSize: Number(values.range), workers })
    const { user, system } = process.cpuUsage(own)
    const spent = spentBetween(before, await spentBy(pool))
    await house.close()
    const close = {
      ...spent,
      programSeconds: rounded((user + system) / 1e6, 2),
      ...movedBetween(still, await movedBy(pool)),
    }
    const { seconds } = result!
    const installments = loans * 36
    const floor = await measureFloor(pool, day, workers)
    process.stderr.write(
      `${JSON.stringify({ steps: result!.counts, stepSeconds, rows: floor.rows, generatedPerSecond: Math.floor(installments / fillSeconds), load, close, floor: floor.spent })}\n`,
    )
    return {
      loans,
      installments,
      seconds,
      loansPerSecond: Math.floor(loans / seconds),
      floorSeconds: floor.seconds,
      ratio: Math.round((seconds / floor.seconds) * 100) / 100,
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await pool.end()
    await server.stop()
    await removePostgres(home)
    rmSync(home, { recursive: true, force: true })
  }
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
