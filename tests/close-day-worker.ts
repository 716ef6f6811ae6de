import { openHouse } from '#app/house'
import { type Day, instantAt } from '#lib/day'
import { heldClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { closeDay } from '#servicing'

/** A process that closes days on a test's database, to be killed in the middle. Arguments: database, home, last day. */
const [databaseUrl, home, through] = process.argv.slice(2) as [string, string, Day]
const house = await openHouse({ databaseUrl, home, clock: heldClock(instantAt(through, '23:00')), log: silentLog })
process.stdout.write('ready\n')
await closeDay(house.spine, { through, rangeSize: 7, workers: 2 })
process.stdout.write('done\n')
await house.close()
