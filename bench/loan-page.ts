import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type House, openHouse } from '#app/house'
import { openServer } from '#app/server'
import { addDays, addMonths, type Day, instantAt } from '#lib/day'
import type { Id } from '#lib/id'
import { fen, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import { heldClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { openPostgres } from '#platform/postgres'
import { planFor } from '#product'
import { closeDay, recordRepayment } from '#servicing'
import { countOf, percentile, rounded } from './measure.ts'
import { hireFinance, lendAll } from './one-loan.ts'

/**
 * `npm run bench -- loan-page --days 1800 --actions 500 --requests 300`: what a loan's page costs, whole request through the
 * server with sign-in and rights, for a loan on its first day and for one that has lived so many closed days with so many
 * actions. The two are asked in turn; `ratio` is old ÷ new of the medians, 1 where age costs nothing. CpuMs is what our own
 * process worked for a request, the database's share left out: it stands where other work shares the machine.
 */
export async function run(args: string[] = []): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args,
    options: {
      days: { type: 'string', default: '1800' },
      actions: { type: 'string', default: '500' },
      requests: { type: 'string', default: '300' },
    },
    allowPositionals: true,
  })
  const days = countOf(values.days, 'days')
  const actions = countOf(values.actions, 'actions')
  const requests = countOf(values.requests, 'requests')
  const first = '2021-01-15' as Day
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-bench-'))
  const server = await openPostgres(home)
  try {
    const clock = heldClock(instantAt(first, '10:00'))
    const house = await openHouse({ databaseUrl: server.url, home, clock, log: silentLog, firstDay: first })
    await hireFinance(house, first, password)
    const old = await lend(house, 'OLD', first)
    let done = 0
    for (let day = 0; day < days; day += 1) {
      const on = addDays(first, day)
      clock.set(instantAt(on, '10:00'))
      for (const due = Math.floor(((day + 1) * actions) / days); done < due; done += 1)
        await house.system('bench.pay', ctx =>
          recordRepayment(ctx, { loanId: old, amount: fen(5000), channel: 'auto-debit', surplus: 'advance' }),
        )
      await closeDay(house.spine, { workers: 1 })
    }
    const today = addDays(first, days)
    clock.set(instantAt(today, '10:00'))
    const fresh = await lend(house, 'NEW', today)
    const { token } = await house.identity.signIn('finance', password)
    const app = openServer(house)
    const ask = async (id: Id<'loan'>) => {
      const worked = process.cpuUsage()
      const started = performance.now()
      const answer = await app.request(`/api/servicing/loans/${id}`, { headers: { authorization: `Bearer ${token}` } })
      const { byteLength } = await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`the loan's page answered ${answer.status}`)
      return { ms: performance.now() - started, cpu: process.cpuUsage(worked).user / 1000, bytes: byteLength }
    }
    for (let index = 0; index < 40; index += 1) await ask(index % 2 === 0 ? old : fresh)
    const took = { old: [] as number[], fresh: [] as number[] }
    const worked = { old: [] as number[], fresh: [] as number[] }
    let bytes = { old: 0, fresh: 0 }
    for (let index = 0; index < requests; index += 1) {
      const a = await ask(fresh)
      const b = await ask(old)
      took.fresh.push(a.ms)
      took.old.push(b.ms)
      worked.fresh.push(a.cpu)
      worked.old.push(b.cpu)
      bytes = { old: b.bytes, fresh: a.bytes }
    }
    await house.close()
    const [newMs, oldMs] = [percentile(took.fresh, 0.5), percentile(took.old, 0.5)]
    return {
      days,
      actions,
      requests,
      newBytes: bytes.fresh,
      oldBytes: bytes.old,
      newP50Ms: newMs,
      oldP50Ms: oldMs,
      newCpuMs: percentile(worked.fresh, 0.5),
      oldCpuMs: percentile(worked.old, 0.5),
      newP99Ms: percentile(took.fresh, 0.99),
      oldP99Ms: percentile(took.old, 0.99),
      ratio: rounded(oldMs / newMs, 2),
    }
  } finally {
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

const password = 'password-finance'

/** 100,000 yuan over 84 months. */
async function lend(house: House, number: string, on: Day): Promise<Id<'loan'>> {
  const plan = planFor({
    principal: parseYuan('100000')!,
    disbursedOn: on,
    firstDueOn: addMonths(on, 1),
    annualRate: '0.048' as Rate,
    periods: 84,
    method: 'equal-installment',
    dayCount: 'period',
    rounding: 'half-up',
  })
  return (await lendAll(house, [number], on, plan))[0]!
}
