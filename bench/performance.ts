import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openHouse } from '#app/house'
import { openServer } from '#app/server'
import { addMonths, type Day, instantAt, monthEnd } from '#lib/day'
import { toId } from '#lib/id'
import { heldClock } from '#platform/clock'
import type { Context } from '#platform/context'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres, removePostgres } from '#platform/postgres'
import { isKept, metrics } from '../modules/performance/metric.ts'
import { ask, measure } from '../modules/performance/store/measure.ts'
import { sumAnew } from '../modules/servicing/store/figure-sum.ts'
import { countOf, percentile, rounded, spentBetween, spentBy } from './measure.ts'
import { fill, firstOf, hire, isFilled, liveToday, plainest } from './measure-book.ts'
import { fillPay, payRun } from './measure-pay.ts'

/**
 * `npm run bench -- performance --loans 1000000 --people 1000`: every metric that is kept, of every person, for each of twelve months at
 * once, first as the database has just started (`measure`), then again (`warm`); one person's scorecard and a page of rows through the
 * server with sign-in and rights; a pay run of everybody, run twice and compared. The floor reads the same tables once each by the plainest
 * grouped sums. Loans carry their whole plan and what came in on it. With `--home DIR` the book is kept there and used again, its pay run
 * always taken back; `--part book` only makes it.
 */
export async function run(args: string[] = []): Promise<Record<string, number | boolean>> {
  const { values } = parseArgs({
    args,
    options: {
      loans: { type: 'string', default: '20000' },
      people: { type: 'string', default: '100' },
      requests: { type: 'string', default: '9' },
      home: { type: 'string' },
      part: { type: 'string' },
    },
    allowPositionals: true,
  })
  const [loans, people, requests] = [
    countOf(values.loans, 'loans'),
    countOf(values.people, 'people'),
    countOf(values.requests, 'requests'),
  ]
  const day = '2026-11-26' as Day
  const kept = values.home !== undefined
  if (values.home) mkdirSync(values.home, { recursive: true })
  const home = values.home ?? mkdtempSync(path.join(os.tmpdir(), 'chedai-bench-'))
  const server = await openPostgres(home)
  const pool = openPool(server.url, 2)
  try {
    const clock = heldClock(instantAt(day, '10:00'))
    const house = await openHouse({ databaseUrl: server.url, home, clock, log: silentLog, firstDay: day })
    const filled = await isFilled(pool)
    const first = filled ? await firstOf(pool) : await hire(house, pool, people)
    if (!filled) await fill(pool, day, loans)
    if (!filled) await house.system('bench.sums', ctx => sumAnew(ctx, 24))
    if (!filled) await liveToday(pool, day)
    if (values.part === 'book') {
      await fillPay(house, pool)
      await house.close()
      return { loans, people }
    }
    const measuring = metrics.filter(isKept)
    const months = Array.from({ length: 12 }, (_, at) => {
      const from = addMonths('2025-12-01' as Day, at)
      return { from, to: monthEnd(from) }
    })
    const time = async <T>(work: () => Promise<T>) => {
      const before = await spentBy(pool)
      const started = performance.now()
      const value = await work()
      const seconds = rounded((performance.now() - started) / 1000)
      return { value, seconds, spent: spentBetween(before, await spentBy(pool)) }
    }
    const all = (ctx: Context) => ask(ctx, 'everything').then(asked => measure(asked, measuring, months, 'people'))
    const measured = await time(() => house.system('bench.measure', all))
    const warm = await time(() => house.system('bench.measure', all))
    const floor = await time(() => plainest(pool, months[0]!.from, day))
    process.stderr.write(
      `load average ${os
        .loadavg()
        .map(load => load.toFixed(1))
        .join(' ')}\n`,
    )
    const { token } = await house.identity.signIn('p1', 'password-bench')
    const app = openServer(house)
    const asked = async (address: string) => {
      const times: number[] = []
      for (let n = 0; n < requests + 1; n += 1) {
        const started = performance.now()
        const answer = await app.request(`/api${address}`, { headers: { authorization: `Bearer ${token}` } })
        const body = await answer.text()
        if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${body}`)
        if (n > 0) times.push(performance.now() - started)
      }
      return percentile(times, 0.5)
    }
    const scoreMs = await asked('/performance/score')
    const rowsMs = await asked(
      `/performance/rows?metric=disbursed-amount&personId=${toId('person', first)}&from=2025-12-01&to=2026-11-26`,
    )
    const pay = await payRun(house, pool, kept)
    await house.close()
    return {
      loans,
      people,
      metrics: measuring.length,
      figures: measured.value.length,
      measureSeconds: measured.seconds,
      measureProcessorSeconds: measured.spent.processorSeconds,
      warmSeconds: warm.seconds,
      warmProcessorSeconds: warm.spent.processorSeconds,
      floorSeconds: floor.seconds,
      floorProcessorSeconds: floor.spent.processorSeconds,
      ratio: rounded(measured.seconds / floor.seconds, 2),
      scoreMs,
      rowsMs,
      ...pay,
    }
  } finally {
    await pool.end()
    await server.stop()
    if (!kept) {
      await removePostgres(home)
      rmSync(home, { recursive: true, force: true })
    }
  }
}
