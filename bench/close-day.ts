import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type pg from 'pg'
import { openHouse } from '#app/house'
import { type Day, instantAt, parseDay } from '#lib/day'
import { heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres, removePostgres } from '#platform/postgres'
import { closeDay } from '#servicing'

/**
 * `npm run bench -- close-day --loans 1000000`: one business day of a whole book (book.ts) closed with every step on, with
 * durable commits on our own PostgreSQL, in a throw-away home. The floor is the writing no close can do without, measured
 * in the same run: the very rows the close has written are written once more by bare statements on as many connections,
 * into tables with the same keys, and as many loans of the same book are changed. `--day 2026-11-30` closes a month's end.
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
    const [result] = await closeDay(house.spine, { rangeSize: Number(values.range), workers })
    await house.close()
    const { seconds } = result!
    const installments = loans * 36
    const floor = await measureFloor(pool, day, workers)
    process.stderr.write(
      `${JSON.stringify({ steps: result!.counts, rows: floor.rows, generatedPerSecond: Math.floor(installments / fillSeconds) })}\n`,
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

const book = path.join(import.meta.dirname, 'book.ts')

/** What a close writes rows into, and how those of a day are told from others. */
const written: Record<string, string> = {
  loan_transaction: 'posted_on = $1',
  loan_entry: 'posted_on = $1',
  loan_state: 'from_day = $1::date + 1',
  signal: 'from_day = $1::date + 1',
  reminder: 'day = $1::date + 1',
  debit_order: 'day = $1::date + 1',
  loan_month: 'month_end = $1',
}

/** Writes the day's rows once more into twins of their tables, and changes as many loans of the same book by key. */
export async function measureFloor(pool: pg.Pool, day: Day, workers: number) {
  const rows: Record<string, number> = {}
  for (const [table, ofDay] of Object.entries(written)) {
    await pool.query(`CREATE UNLOGGED TABLE public.day_${table} AS SELECT * FROM servicing.${table} LIMIT 0`)
    const { rowCount } = await pool.query(
      `INSERT INTO public.day_${table} SELECT * FROM servicing.${table} WHERE ${ofDay} ORDER BY loan_id`,
      [day],
    )
    rows[table] = rowCount ?? 0
    await pool.query(`CREATE TABLE public.twin_${table} (LIKE servicing.${table} INCLUDING ALL)`)
  }
  // Every loan that fell due or moved: its row was written.
  const { rowCount } = await pool.query(
    `CREATE UNLOGGED TABLE public.day_loan AS SELECT loan_id FROM servicing.loan WHERE period_from = $1
       UNION SELECT loan_id FROM public.day_loan_state ORDER BY loan_id`,
    [day],
  )
  rows.loan = rowCount ?? 0
  const { rows: cuts } = await pool.query(
    `SELECT min(loan_id) AS "from", max(loan_id) AS "to" FROM (SELECT loan_id, ntile($1) OVER (ORDER BY loan_id) AS part FROM servicing.loan) x GROUP BY part`,
    [workers],
  )
  for (const table of Object.keys(rows)) await pool.query(`ANALYZE public.day_${table}`)
  await pool.query('CHECKPOINT')
  const started = performance.now()
  await Promise.all(
    cuts.map(async ({ from, to }) => {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        for (const table of Object.keys(written))
          await client.query(
            `INSERT INTO public.twin_${table} SELECT * FROM public.day_${table} WHERE loan_id BETWEEN $1 AND $2`,
            [from, to],
          )
        await client.query(
          `UPDATE servicing.loan l SET next_interest = l.next_interest + 1, period_from = l.period_from FROM public.day_loan d
            WHERE l.loan_id = d.loan_id AND d.loan_id BETWEEN $1 AND $2`,
          [from, to],
        )
        await client.query('COMMIT')
      } finally {
        client.release()
      }
    }),
  )
  return { seconds: Math.round(performance.now() - started) / 1000, rows }
}

if (import.meta.main) console.log(JSON.stringify(await run(process.argv.slice(2))))
