import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '#app/house'
import { cutOff, readTape } from '#app/tape/abs-ee'
import { type Replay, replayTape } from '#app/tape/replay'
import { instantAt } from '#lib/day'
import { heldClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { checkBooks } from '#servicing'
import { type TestDatabase, testDatabase } from '../database.ts'
import { outsideFile } from './outside.ts'

const file = outsideFile('credit/sec_ally_aart2895_2019.csv.gz')

/** Some thirty loans of the real book, lived to the spring of 2020: the comparison must not drift. */
describe.skipIf(file === null)('a real book, replayed', () => {
  let database: TestDatabase
  let house: House
  let replay: Replay
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-tape-'))

  beforeAll(async () => {
    database = await testDatabase()
    const clock = heldClock(instantAt(cutOff, '09:00'))
    house = await openHouse({ databaseUrl: database.url, home, clock, log: silentLog, firstDay: cutOff, hasty: true })
    const { loans } = readTape(gunzipSync(readFileSync(file!)))
    replay = await replayTape(
      house,
      clock,
      loans.filter((_, index) => index % 95 === 0),
      8,
      () => {},
    )
  })
  afterAll(async () => {
    await house?.close()
    await database?.drop()
    rmSync(home, { recursive: true, force: true })
  })

  it('stays within one percent of the tape, loan by loan and in all', () => {
    for (const month of replay.months) {
      expect(Number(month.share.replace(' %', '')), month.month).toBeGreaterThanOrEqual(95)
      expect(Math.abs(Number(month.deviation.replace(' %', ''))), month.month).toBeLessThanOrEqual(0.2)
    }
  })

  it('puts off what the lender put off in the spring of 2020, and refuses nothing', () => {
    expect(replay.deferrals.count).toBeGreaterThan(3)
    // Interest of a deferral runs on: whoever goes on paying the old amount is not behind. Asked at once, five were M2 or worse.
    const { M0 = 0, M1 = 0, ...worse } = replay.months.at(-1)!.buckets
    expect(M0).toBeGreaterThanOrEqual(22)
    expect(M1 + Object.values(worse).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(8)
    expect(Object.values(worse).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2)
    expect(Object.keys(replay.unrepresented).filter(kind => kind.includes('.'))).toEqual([])
  })

  it('leaves books that agree', async () => {
    expect(await house.system('test.check', checkBooks)).toMatchObject({ agree: true })
  })
})
