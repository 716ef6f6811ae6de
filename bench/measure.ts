import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

/** Runs `count` pieces of work, `clients` at a time, and returns how long each took in milliseconds, in order of ending. */
export async function atOnce(
  count: number,
  clients: number,
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const took: number[] = []
  let next = 0
  const client = async () => {
    while (next < count) {
      const index = next
      next += 1
      const started = performance.now()
      await work(index)
      took.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return took
}

/** The value that this share of the measurements does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return rounded(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0, 2)
}

export const rounded = (value: number, places = 3) => Number(value.toFixed(places))

/** A whole positive number of an option. @throws Error in one sentence. */
export function countOf(value: string, name: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} must be a positive whole number`)
  return count
}

/** What a database has used so far. */
export type Spent = { processorSeconds: number; logBytes: number }

/** Processor seconds a database has used so far, its ended processes included (0 where /proc is not), and bytes of its log. */
export async function spentBy(pool: pg.Pool): Promise<Spent> {
  const statOf = (pid: string) => {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  }
  const { rows } = await pool.query<{ pid: number; log: string }>(
    `SELECT pg_backend_pid() AS pid, pg_current_wal_insert_lsn() - '0/0' AS log`,
  )
  let ticks = 0
  try {
    const postmaster = statOf(String(rows[0]!.pid))[1]!
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name)))
      try {
        const stat = statOf(pid)
        // User and system time; of the postmaster also that of the children it has seen end.
        if (pid === postmaster) ticks += [11, 12, 13, 14].reduce((total, at) => total + Number(stat[at]), 0)
        else if (stat[1] === postmaster) ticks += Number(stat[11]) + Number(stat[12])
      } catch {
        // It ended meanwhile.
      }
  } catch {
    // Only Linux tells.
  }
  return { processorSeconds: ticks / 100, logBytes: Number(rows[0]!.log) }
}

/** What was used between two moments, for a report. */
export const spentBetween = (before: Spent, after: Spent) => ({
  processorSeconds: rounded(after.processorSeconds - before.processorSeconds, 2),
  logMB: Math.round((after.logBytes - before.logBytes) / 1e6),
})

/** Pages of 8 kB that a database has moved so far, and how often all that had changed was brought to its place. */
export type Moved = { pagesRead: number; pagesWritten: number; checkpoints: number }

/** What a database has moved so far; what a connection did counts once it has ended or, of this pool, is idle. */
export async function movedBy(pool: pg.Pool): Promise<Moved> {
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  try {
    await Promise.all(clients.map(client => client.query('SELECT pg_stat_force_next_flush()')))
    const { rows } = await clients[0]!.query<Record<keyof Moved, string>>(
      `SELECT sum(read_bytes) / 8192 AS "pagesRead", sum(write_bytes) / 8192 AS "pagesWritten",
              (SELECT num_done FROM pg_stat_checkpointer) AS checkpoints
         FROM pg_stat_io WHERE object = 'relation'`,
    )
    const { pagesRead, pagesWritten, checkpoints } = rows[0]!
    return { pagesRead: Number(pagesRead), pagesWritten: Number(pagesWritten), checkpoints: Number(checkpoints) }
  } finally {
    for (const client of clients) client.release()
  }
}

/** What was moved between two moments, for a report. */
export const movedBetween = (before: Moved, after: Moved): Moved => ({
  pagesRead: Math.round(after.pagesRead - before.pagesRead),
  pagesWritten: Math.round(after.pagesWritten - before.pagesWritten),
  checkpoints: after.checkpoints - before.checkpoints,
})
