import { flushCompileCache } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { openHouse } from '#app/house'
import { type Day, instantAt } from '#lib/day'
import { heldClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { closeDay } from '#servicing'

/**
 * A process that closes days on a test's database, to be killed in the middle. Arguments: database, home, last day. It
 * outlives a database that goes away and comes back, as the program's own worker does.
 */
const [databaseUrl, home, through] = process.argv.slice(2) as [string, string, Day]
const house = await openHouse({ databaseUrl, home, clock: heldClock(instantAt(through, '23:00')), log: silentLog })
process.stdout.write('ready\n')
// Whoever is started next finds what was compiled here: one that is killed leaves nothing by itself.
flushCompileCache()
for (let lost = 0; ; lost += 1) {
  try {
    await closeDay(house.spine, { through, rangeSize: 12, workers: 2 })
    break
  } catch (error) {
    if (lost === 400 || !isLost(error)) throw error
    await sleep(50)
  }
}
process.stdout.write('done\n')
await house.close()

/** Whether the connection broke or the database is not there, which says nothing about the close. */
function isLost(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return /^(08|57P0|ECONN|EPIPE)/.test(code) || /terminated|timeout exceeded|not queryable/i.test(message)
}
