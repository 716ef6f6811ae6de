import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type House, openHouse } from '#app/house'
import { addMonths, type Day, instantAt } from '#lib/day'
import type { Id } from '#lib/id'
import { fen, type Money } from '#lib/money'
import { heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres } from '#platform/postgres'
import { runCommand } from '#platform/write-path'
import { recordRepayment } from '#servicing'
import { atOnce, countOf, percentile, rounded } from './measure.ts'
import { hireFinance, lendAll } from './one-loan.ts'

/**
 * `npm run bench -- repayments --count 2000 --clients 8`: repayments of one installment each, every one through the whole
 * write path (authority, idempotency, use case, journal, audit, outbox) with durable commits. The floor is measured in
 * the same run on a copy of the same database: exactly the statements that the write path sent, with the values it sent,
 * in as many transactions and connections, sent by a bare loop that computes nothing.
 */
export async function run(args: string[] = []): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args,
    options: { count: { type: 'string', default: '2000' }, clients: { type: 'string', default: '8' } },
    allowPositionals: true,
  })
  const count = countOf(values.count, 'count')
  const clients = countOf(values.clients, 'clients')
  const day = '2026-03-16' as Day
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-bench-'))
  const server = await openPostgres(home)
  try {
    const clock = heldClock(instantAt(day, '10:00'))
    const open = () => openHouse({ databaseUrl: server.url, home, clock, log: silentLog, firstDay: day })
    const filling = await open()
    const userId = await hire(filling, day)
    const warming = Math.min(count, 200)
    const loans = await fill(filling, count + warming, day)
    await atOnce(warming, clients, index => repay(filling, userId, loans[count + index]!, count + index))
    await filling.close()
    const twin = await copyOf(server.url)

    const house = await open()
    const sent = listenTo(house.pool)
    const started = performance.now()
    const took = await atOnce(count, clients, index => repay(house, userId, loans[index]!, index))
    const seconds = (performance.now() - started) / 1000
    await house.close()

    const floorSeconds = await replay(twin, sent, clients)
    return {
      repayments: count,
      clients,
      statements: sent.reduce((all, one) => all + one.length, 0),
      seconds: rounded(seconds),
      repaymentsPerSecond: Math.floor(count / seconds),
      p50Ms: percentile(took, 0.5),
      p99Ms: percentile(took, 0.99),
      floorSeconds: rounded(floorSeconds),
      ratio: rounded(seconds / floorSeconds, 2),
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

const installment: Money = fen(300_000)

/** The sign-in behind somebody of finance who records them. */
async function hire(house: House, day: Day): Promise<string> {
  await hireFinance(house, day)
  const { rows } = await house.pool.query<{ user_id: string }>(
    `SELECT user_id FROM team.person WHERE username = 'finance'`,
  )
  return rows[0]!.user_id
}

/** As many loans of twelve installments, the first due today. */
async function fill(house: House, count: number, day: Day): Promise<Id<'loan'>[]> {
  const disbursedOn = addMonths(day, -1)
  const installments = Array.from({ length: 12 }, (_, index) => ({
    seq: index + 1,
    dueOn: addMonths(disbursedOn, index + 1),
    principal: fen(280_000),
    interest: fen(20_000),
    fee: fen(0),
  }))
  const ids: Id<'loan'>[] = []
  for (let from = 0; from < count; from += 500) {
    const numbers = Array.from({ length: Math.min(500, count - from) }, (_, index) => `R${from + index}`)
    ids.push(...(await lendAll(house, numbers, disbursedOn, { installments })))
  }
  return ids
}

async function repay(house: House, userId: string, id: Id<'loan'>, index: number): Promise<void> {
  const call = {
    userId,
    language: 'zh' as const,
    idempotencyKey: `bench-${index}`,
    dryRun: false,
    requestId: `bench-${index}`,
    address: null,
  }
  const input = { id, amount: installment, channel: 'auto-debit' as const, reference: `bench-${index}` }
  const called = { name: 'POST /servicing/loans/{id}/repayments', permission: 'servicing.repayment.record' }
  await runCommand(house.spine, call, called, input, (ctx, { id: loanId, ...rest }) =>
    recordRepayment(ctx, { loanId, ...rest }),
  )
}

type Statement = { text: string; values: unknown[] }

/** Keeps what every connection of the pool sends from now on, a transaction or a lone statement as one group. */
function listenTo(pool: pg.Pool): Statement[][] {
  const groups: Statement[][] = []
  const heard = new WeakSet<pg.PoolClient>()
  pool.on('acquire', client => {
    if (heard.has(client)) return
    heard.add(client)
    let group: Statement[] | null = null
    const query = client.query.bind(client) as (...given: unknown[]) => unknown
    Object(client).query = (...given: unknown[]) => {
      const [first, second] = given as [string | { text: string; values?: unknown[] }, unknown]
      const text = typeof first === 'string' ? first : first.text
      const values = typeof first === 'string' ? (Array.isArray(second) ? second : []) : (first.values ?? [])
      if (/^begin/i.test(text)) {
        group = []
        groups.push(group)
      }
      if (group) group.push({ text, values })
      else groups.push([{ text, values }])
      if (/^(commit|rollback)$/i.test(text)) group = null
      return query(...given)
    }
  })
  return groups
}

/** A copy of the database, file by file. */
async function copyOf(url: string): Promise<string> {
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const pool = openPool(admin.href, 1)
  await pool.query('CREATE DATABASE twin TEMPLATE chedai STRATEGY FILE_COPY')
  await pool.query('CHECKPOINT')
  await pool.end()
  const twin = new URL(url)
  twin.pathname = '/twin'
  return twin.href
}

/** Sends the groups again over as many connections; the seconds it took. */
async function replay(url: string, groups: Statement[][], clients: number): Promise<number> {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const free = [...connections]
  const started = performance.now()
  await atOnce(groups.length, clients, async index => {
    const client = free.pop()!
    for (const { text, values } of groups[index]!) await client.query(text, values)
    free.push(client)
  })
  const seconds = (performance.now() - started) / 1000
  await Promise.all(connections.map(client => client.end()))
  return seconds
}

if (import.meta.main) console.log(JSON.stringify(await run(process.argv.slice(2))))
