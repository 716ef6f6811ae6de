import { setTimeout as sleep } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPool } from '#platform/database'
import { type ModuleJobs, openJobs } from '#platform/jobs'
import { silentLog } from '#platform/log'
import type { Spine } from '#platform/write-path'
import { openTestHouse, type TestHouse } from '../tests/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

/** What the handler of the test's own event did, by the number it was sent. */
const begun: number[] = []
const done: number[] = []
let failures = 0
let pause = 0

const ours: ModuleJobs = {
  tasks: {
    async 'made.numbers'(_: Spine, { n }: { n: number }) {
      begun.push(n)
      await sleep(pause)
      if (failures > 0) {
        failures -= 1
        throw new Error('the first attempt fails')
      }
      done.push(n)
    },
  },
}
const open = () => openJobs(openPool(house.databaseUrl, 4), { team: ours }, silentLog)

beforeEach(() => {
  begun.length = 0
  done.length = 0
  failures = 0
  pause = 0
})

async function until(met: () => boolean, withinMs = 15_000) {
  for (const deadline = Date.now() + withinMs; !met(); await sleep(20))
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms; begun ${begun}, done ${done}`)
}

describe('the queue', () => {
  it('lets what runs finish when it stops, and keeps what waits for the next start', async () => {
    const before = await open()
    await before.work(house.spine)
    pause = 800
    await before.send(house.spine.database, 'made.numbers', { n: 1 })
    await until(() => begun.includes(1))
    await before.send(house.spine.database, 'made.numbers', { n: 2 })
    await before.stop()
    expect(done).toEqual([1])
    pause = 0
    const after = await open()
    await after.work(house.spine)
    await until(() => done.includes(2))
    expect(done).toEqual([1, 2])
    await after.stop()
  })

  it('tries again what failed', async () => {
    const jobs = await open()
    await jobs.work(house.spine)
    failures = 1
    await jobs.send(house.spine.database, 'made.numbers', { n: 3 })
    await until(() => done.includes(3))
    expect(begun).toEqual([3, 3])
    await jobs.stop()
  })

  it('gives what a killed process was doing to another one', async () => {
    const jobs = await open()
    await jobs.send(house.spine.database, 'made.numbers', { n: 4 })
    const pool = openPool(house.databaseUrl, 2)
    const killed = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
      schema: 'pgboss',
      supervise: false,
      schedule: false,
    })
    await killed.start()
    const [taken] = await killed.fetch('team.hears.made.numbers')
    expect(taken?.data).toEqual({ n: 4 })
    // A minute and more goes by without a sign of life.
    await pool.query(
      `UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '5 minutes' WHERE name = 'team.hears.made.numbers' AND state = 'active'`,
    )
    await killed.supervise()
    await jobs.work(house.spine)
    await until(() => done.includes(4))
    await jobs.stop()
    await killed.stop({ graceful: false })
    await pool.end()
  })

  it('forgets what is sent inside a transaction that is rolled back', async () => {
    const jobs = await open()
    await house.spine.database
      .transaction()
      .execute(async sql => {
        await jobs.send(sql, 'made.numbers', { n: 5 })
        throw new Error('the use case refuses')
      })
      .catch(() => {})
    expect(await jobs.drain(house.spine)).toBe(0)
    await jobs.stop()
  })
})
