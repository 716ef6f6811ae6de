import { openHouse } from '#app/house'
import { type Day, instantAt } from '#lib/day'
import { heldClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { closeDay } from '#servicing'

/**
 * A process of its own on a test's database: `close` closes one day and asks whoever works off the queue to help, `help` is
 * one that does, until it is killed. Arguments: database, home, day, role.
 */
const [databaseUrl, home, day, role] = process.argv.slice(2) as [string, string, Day, 'close' | 'help']
const house = await openHouse({ databaseUrl, home, clock: heldClock(instantAt(day, '23:00')), log: silentLog })
if (role === 'help') {
  await house.jobs.work(house.spine)
  process.stdout.write('ready\n')
} else {
  process.stdout.write('ready\n')
  await closeDay(house.spine, { rangeSize: 2, workers: 1, shared: true })
  await house.close()
}
