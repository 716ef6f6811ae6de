import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type pg from 'pg'
import { type House, openHouse } from '#app/house'
import { openServer } from '#app/server'
import { addDays, type Day, instantAt, monthEnd, parseDay } from '#lib/day'
import { toId } from '#lib/id'
import { heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres, removePostgres } from '#platform/postgres'
import { ensureBranch, insertGroup, staffing } from '#team'
import { countOf, percentile, rounded, spentBy } from './measure.ts'

/**
 * `npm run bench -- portfolio --loans 100000 --requests 5`: what the pictures of a book cost that has lived: every loan with its
 * past states and month ends. Each is asked through the server, with sign-in and rights; `pageMs` is what the portfolio's first
 * page waits for, all of its requests at once, `slowestMs` the slowest picture by its median.
 */
export async function run(args: string[] = []): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args,
    options: {
      loans: { type: 'string', default: '100000' },
      requests: { type: 'string', default: '5' },
      day: { type: 'string', default: '2026-11-26' },
    },
    allowPositionals: true,
  })
  const loans = countOf(values.loans, 'loans')
  const requests = countOf(values.requests, 'requests')
  const day = parseDay(values.day)
  if (!day) throw new Error(`--day ${values.day} is not a day`)
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-bench-'))
  const server = await openPostgres(home)
  const pool = openPool(server.url, 2)
  try {
    const clock = heldClock(instantAt(day, '10:00'))
    const house = await openHouse({ databaseUrl: server.url, home, clock, log: silentLog, firstDay: day })
    await promisify(execFile)(process.execPath, [...process.execArgv, book, server.url, String(loans), day, '10'])
    await givePast(pool, day)
    await hire(house, day)
    const { token } = await house.identity.signIn('risk', password)
    const app = openServer(house)
    const ask = async (address: string) => {
      const started = performance.now()
      const answer = await app.request(`/api${address}`, { headers: { authorization: `Bearer ${token}` } })
      const body = await answer.text()
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${body}`)
      return performance.now() - started
    }
    const took: Record<string, number> = {}
    for (const [name, address] of Object.entries(pictures(day))) {
      const times: number[] = []
      await ask(address)
      const before = await cpuMs(pool)
      for (let n = 0; n < requests; n += 1) times.push(await ask(address))
      took[name] = percentile(times, 0.5)
      const cpu = rounded(((await cpuMs(pool)) - before) / requests, 0)
      process.stderr.write(`${name} ${took[name]} ms, processor ${cpu} ms\n`)
    }
    const pages: number[] = []
    const cpuBefore = await cpuMs(pool)
    for (let n = 0; n < requests; n += 1) {
      const started = performance.now()
      await Promise.all(firstPage.map(ask))
      pages.push(performance.now() - started)
    }
    const pageCpuMs = ((await cpuMs(pool)) - cpuBefore) / requests
    const [{ months, states }] = (
      await pool.query(
        'SELECT (SELECT count(*)::int FROM servicing.loan_month) AS months, (SELECT count(*)::int FROM servicing.loan_state) AS states',
      )
    ).rows as [{ months: number; states: number }]
    await house.close()
    return {
      loans,
      monthRows: months,
      stateRows: states,
      requests,
      ...took,
      slowestMs: Math.max(...Object.values(took)),
      pageMs: percentile(pages, 0.5),
      pageWorstMs: rounded(Math.max(...pages), 2),
      pageCpuMs: rounded(pageCpuMs, 0),
    }
  } finally {
    await pool.end()
    await server.stop()
    await removePostgres(home)
    rmSync(home, { recursive: true, force: true })
  }
}

/** Processor milliseconds used so far by this process and its database, ended workers included; 0 where /proc is not. */
async function cpuMs(pool: pg.Pool): Promise<number> {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + (await spentBy(pool)).processorSeconds * 1000
}

const book = path.join(import.meta.dirname, 'book.ts')
const password = 'password-risk'

/** What the portfolio asks for when it is opened. */
const firstPage = [
  '/risk/aging',
  '/risk/flow?months=13',
  '/risk/watch-list?limit=1',
  '/team/groups',
  '/product/products',
]

const pictures = (day: Day): Record<string, string> => ({
  aging: '/risk/aging',
  agingPast: `/risk/aging?day=${addDays(day, -200)}`,
  agingSlice: '/risk/aging?brand=B3&condition=new',
  flow13: '/risk/flow?months=13',
  flow24: '/risk/flow?months=24',
  roll3: '/risk/roll?months=3',
  roll12: '/risk/roll?months=12',
  vintageEver: '/risk/vintage?ever=true&grain=quarter',
  vintageCurrent: '/risk/vintage?ever=false&grain=month',
  firstPayment18: '/risk/first-payment?months=18',
  byDealer: '/risk/concentration?by=dealer',
  byModel: '/risk/concentration?by=model',
  byOwner: '/risk/concentration?by=owner',
  byDealerGroupPast: `/risk/concentration?by=dealerGroup&day=${addDays(day, -200)}`,
  choices: '/risk/choices',
  cellAging: '/risk/cell-loans?picture=aging&x%5B0%5D=M1',
  cellRoll: '/risk/cell-loans?picture=roll&months=3&x%5B0%5D=M0&y%5B0%5D=M1',
  cellVintage: '/risk/cell-loans?picture=vintage&x%5B0%5D=2025-Q2&y%5B0%5D=3',
  watchList: '/risk/watch-list',
  watchListBySince: '/risk/watch-list?sort=since',
  dayPicture: '/servicing/day-picture',
})

/** Gives every loan the past the close would have left: states, month ends, and when the first installment was paid. */
async function givePast(pool: pg.Pool, day: Day): Promise<void> {
  const random = (salt: string) => `(abs(hashtextextended(l.loan_id::text || '${salt}', 0)) % 1000)`
  await pool.query(`UPDATE servicing.loan l SET vehicle_brand = 'B' || ${random('b')} % 12, vehicle_model = 'B' || ${random('b')} % 12 || ' M' || ${random('m')} % 8,
    vehicle_condition = CASE WHEN ${random('c')} < 200 THEN 'used' ELSE 'new' END, region = 'R' || ${random('r')} % 30, owner_id = 1 + ${random('o')} % 120, group_id = 1 + ${random('o')} % 12`)
  // Lent, then each month four in a hundred fall behind for some days, and a few of them for good.
  await pool.query(`INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, stage, outstanding)
    SELECT loan_id, disbursed_on, 'active', 'M0', 'normal', 1, principal FROM servicing.loan`)
  await pool.query(
    `INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, stage, outstanding)
     SELECT l.loan_id, i.due_on + s.after, s.state, s.bucket, s.class, s.stage, l.principal * (37 - i.seq) / 36
       FROM servicing.loan l JOIN servicing.installment i ON i.loan_id = l.loan_id
      CROSS JOIN LATERAL (SELECT abs(hashtextextended(l.loan_id || '/' || i.seq, 0)) % 1000 AS luck) r
       JOIN (VALUES (1, 'overdue', 'M1', 'special-mention', 1, 0), (12, 'active', 'M0', 'normal', 1, 0),
                    (20, 'overdue', 'M1', 'special-mention', 1, 1), (31, 'overdue', 'M2', 'special-mention', 2, 1), (40, 'active', 'M0', 'special-mention', 2, 1),
                    (110, 'active', 'M0', 'normal', 1, 1)) AS s(after, state, bucket, class, stage, deep)
         ON (r.luck < 40 AND s.deep = 0) OR (r.luck < 3 AND s.deep = 1)
      WHERE i.due_on + s.after <= $1::date
     ON CONFLICT DO NOTHING`,
    [day],
  )
  await pool.query(`INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, stage, outstanding)
    SELECT l.loan_id, l.oldest_unpaid_due + 1, l.state, l.bucket, l.class, l.stage, l.outstanding FROM servicing.loan l WHERE l.state = 'overdue'
    ON CONFLICT (loan_id, from_day) DO UPDATE SET state = excluded.state, bucket = excluded.bucket, class = excluded.class, stage = excluded.stage`)
  const { rows } = await pool.query<{ first: Day }>('SELECT min(disbursed_on) AS first FROM servicing.loan')
  for (let end = monthEnd(rows[0]!.first); end < day; end = monthEnd(addDays(end, 1))) {
    const first = `${end.slice(0, 7)}-01`
    await pool.query(
      `CREATE TABLE servicing.loan_month_${first.slice(0, 7).replace('-', '_')} PARTITION OF servicing.loan_month FOR VALUES FROM ('${first}') TO ('${addDays(end, 1)}')`,
    )
    await pool.query(
      `INSERT INTO servicing.loan_month (loan_id, month_end, branch_id, product_id, state, bucket, class, stage, oldest_unpaid_due, outstanding, overdue, expected_loss)
       SELECT l.loan_id, $1::date, l.branch_id, l.product_id, s.state, s.bucket, s.class, s.stage, NULL, s.outstanding, 0, s.outstanding / CASE s.stage WHEN 1 THEN 100 WHEN 2 THEN 10 ELSE 2 END
         FROM servicing.loan l CROSS JOIN LATERAL (SELECT i.* FROM servicing.loan_state i WHERE i.loan_id = l.loan_id AND i.from_day <= $1::date + 1
                ORDER BY i.from_day DESC LIMIT 1) s WHERE l.disbursed_on <= $1::date`,
      [end],
    )
  }
  await pool.query(
    `INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, interest, principal, recorded_by, recorded_at)
     SELECT l.loan_id, 2, 'repayment', i.due_on + (CASE WHEN ${random('f')} < 30 THEN ${random('g')} % 40 ELSE 0 END)::int, i.due_on, i.principal + i.interest, i.interest, i.principal, 'bench', now()
       FROM servicing.loan l JOIN servicing.installment i ON i.loan_id = l.loan_id AND i.seq = 1 AND i.due_on < $1::date`,
    [day],
  )
  await pool.query(`INSERT INTO servicing.loan_share (loan_id, transaction_id, seq, fee, penalty, compound, interest, principal)
     SELECT t.loan_id, t.id, 1, 0, 0, 0, i.interest, i.principal FROM servicing.loan_transaction t JOIN servicing.installment i ON i.loan_id = t.loan_id AND i.seq = 1
      WHERE t.id = 2`)
  await pool.query(
    `INSERT INTO servicing.day_total (day, branch_id, product_id, bucket, class, stage, loans, outstanding, overdue, accrued)
     SELECT $1::date - 1, branch_id, product_id, bucket, class, stage, count(*), sum(outstanding), 0, 0 FROM servicing.loan GROUP BY 2, 3, 4, 5, 6`,
    [day],
  )
  for (const table of ['loan', 'loan_state', 'loan_month', 'loan_transaction', 'loan_share'])
    await pool.query(`VACUUM ANALYZE servicing.${table}`)
}

async function hire(house: House, day: Day): Promise<void> {
  await house.system('bench.staff', async ctx => {
    const branchKey = await ensureBranch(ctx.sql, { code: 'HQ', name: 'HQ', city: 'HQ' })
    const groupKey = await insertGroup(ctx.sql, { branchKey, parentKey: null, name: 'risk', function: 'risk' })
    await staffing.addPerson(ctx, {
      name: 'risk',
      username: 'risk',
      post: 'risk_officer',
      groupId: toId('group', groupKey!),
      reportsTo: null,
      joinedOn: addDays(day, -1),
      fromDay: addDays(day, -1),
      password,
    })
  })
}
