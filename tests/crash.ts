import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { openHouse } from '#app/house'
import { addDays, type Day, instantAt } from '#lib/day'
import { heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres, removePostgres } from '#platform/postgres'
import { choosePlace } from '#platform/postgres-place'
import { checkBooks, closeDay } from '#servicing'
import { dumpBooks } from './books.ts'
import { lendBooks } from './crash-book.ts'

/**
 * `npm run crash -- --kills 200 --seed 1`: closes days with two processes at a time and kills them, and the database, with
 * SIGKILL at random moments; after each round the books must be those of an undisturbed close. Prints how often it killed
 * what; exits 1 when any book differs. Several shorter runs with other seeds are as good as a long one.
 */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
})
const wanted = Number(values.kills)
let state = Number(values.seed) >>> 0 || 1
/** A small generator of our own, so that a run can be repeated: xorshift, 0 ≤ n < bound. */
const random = (bound: number) => {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  state >>>= 0
  return state % bound
}

const firstDay = '2026-01-01' as Day
// Through two month ends; so short that many rounds are compared.
const last = addDays(firstDay, 64)
const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-crash-'))
const server = await openPostgres(home)
const urlOf = (name: string) => {
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return url.href
}
const openOn = (databaseUrl: string) =>
  openHouse({ databaseUrl, home, clock: heldClock(instantAt(last, '23:00')), log: silentLog, firstDay })

/** Runs one statement, waiting for a database that is coming up again: minutes, where other work shares the machine. */
async function admin(statement: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const pool = openPool(server.url, 1)
    try {
      await pool.query(statement)
      return
    } catch (error) {
      if (attempt === 3000 || (error as { code?: string }).code === '42P04') throw error
      await sleep(100)
    } finally {
      await pool.end()
    }
  }
}

async function dumpOf(name: string) {
  const pool = openPool(urlOf(name), 1)
  try {
    return await dumpBooks(pool)
  } finally {
    await pool.end()
  }
}

const worker = path.join(import.meta.dirname, 'close-day-worker.ts')
async function start(name: string) {
  const child = spawn(process.execPath, [worker, urlOf(name), home, last], {
    stdio: ['ignore', 'pipe', 'ignore'],
    // Most of a killed process's life would be spent compiling the program once more.
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(home, 'compiled') },
  })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout!, 'data'), ended])
  return { child, ended }
}

/** Kills a process; false when the last round's kill has not been made good yet and there is none. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as { code?: string }).code === 'ESRCH') return false
    throw error
  }
}

const counts = { processKills: 0, databaseKills: 0, rounds: 0, differing: 0 }
const kills = () => counts.processKills + counts.databaseKills
try {
  await admin('CREATE DATABASE source')
  const source = await openOn(urlOf('source'))
  await lendBooks(source, firstDay)
  await source.close()
  await admin('CREATE DATABASE straight TEMPLATE source')
  const undisturbed = await openOn(urlOf('straight'))
  await closeDay(undisturbed.spine, { through: last })
  await undisturbed.close()
  const straight = await dumpOf('straight')

  while (kills() < wanted) {
    counts.rounds += 1
    const name = `round_${counts.rounds}`
    await admin(`CREATE DATABASE ${name} TEMPLATE source`)
    let finished = false
    for (let turn = 0; turn < 8 && !finished && kills() < wanted; turn += 1) {
      const pair = await Promise.all([start(name), start(name)])
      const running = () => pair.filter(({ child }) => child.exitCode === null)
      await sleep(5 + random(400))
      // The processes outlive the database a few times, then are killed themselves.
      for (let times = random(4); times > 0 && running().length > 0; times -= 1) {
        // The first line of the file is the process that must be killed for the whole server to be gone.
        const [pid] = readFileSync(path.join(choosePlace(home).data, 'postmaster.pid'), 'utf8').split('\n')
        counts.databaseKills += Number(killed(Number(pid)))
        await admin('SELECT 1')
        await sleep(100 + random(600))
      }
      for (const { child } of running()) counts.processKills += Number(child.kill('SIGKILL'))
      await Promise.all(pair.map(one => one.ended))
      finished = pair.some(({ child }) => child.exitCode === 0)
      process.stderr.write(`\r${kills()} kills, round ${counts.rounds} `)
    }
    await admin('SELECT 1')
    const house = await openOn(urlOf(name))
    await closeDay(house.spine, { through: last })
    const check = await house.system('crash.check', checkBooks)
    await house.close()
    if (!check.agree || !isDeepStrictEqual(await dumpOf(name), straight)) counts.differing += 1
    await admin(`DROP DATABASE ${name} WITH (FORCE)`)
  }
} finally {
  await server.stop()
  await removePostgres(home)
  rmSync(home, { recursive: true, force: true })
}
process.stderr.write('\n')
console.log(JSON.stringify({ seed: Number(values.seed), kills: kills(), ...counts, same: counts.differing === 0 }))
process.exitCode = counts.differing === 0 ? 0 : 1
