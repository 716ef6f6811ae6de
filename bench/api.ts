import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createProbe } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { demoFirstDay } from '#app/demo/days'
import { seedDemo } from '#app/demo/seed'
import { openHouse } from '#app/house'
import { ensureWeb } from '#app/web'
import { dayAt } from '#lib/day'
import { steeredClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres } from '#platform/postgres'
import { atOnce, countOf, percentile, rounded } from './measure.ts'

/**
 * `npm run bench -- api --requests 4000 --clients 8`: a running server over HTTP, asked as its own web asks it, nine reads
 * to one write, each by the person whose work it is. The floor is what no such request can do without, measured in the
 * same run: as many requests to a bare server that opens one read-only transaction for each and answers as many bytes.
 */
export async function run(args: string[] = []): Promise<Record<string, number | object>> {
  const { values } = parseArgs({
    args,
    options: {
      requests: { type: 'string', default: '4000' },
      clients: { type: 'string', default: '8' },
      loans: { type: 'string', default: '120' },
    },
    allowPositionals: true,
  })
  const requests = countOf(values.requests, 'requests')
  const clients = countOf(values.clients, 'clients')
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-bench-'))
  const server = await openPostgres(home)
  const children: ChildProcess[] = []
  try {
    await ensureWeb()
    await fill(home, server.url, countOf(values.loans, 'loans'))
    const port = await freePort()
    children.push(start(['app/cli.ts', 'start'], { CHEDAI_HOME: home, PORT: String(port), CHEDAI_LOG: 'error' }))
    const base = `http://127.0.0.1:${port}`
    await answering(`${base}/api/ready`)
    const calls = await callsOf(base)
    const sizes: number[] = []
    const perKind = new Map<string, number[]>()
    const ask = (counted: boolean) => async (index: number) => {
      const call = calls[index % calls.length]!
      const started = performance.now()
      const response = await call.send()
      const { byteLength } = await response.arrayBuffer()
      if (!response.ok) throw new Error(`${call.name} answered ${response.status}`)
      if (!counted) return
      sizes.push(byteLength)
      perKind.set(call.name, [...(perKind.get(call.name) ?? []), performance.now() - started])
    }
    await atOnce(Math.min(requests, 400), clients, ask(false))
    const started = performance.now()
    const took = await atOnce(requests, clients, ask(true))
    const seconds = (performance.now() - started) / 1000

    const floorSeconds = await floor(server.url, sizes, clients, children)
    return {
      requests,
      clients,
      seconds: rounded(seconds),
      requestsPerSecond: Math.floor(requests / seconds),
      p50Ms: percentile(took, 0.5),
      p99Ms: percentile(took, 0.99),
      operations: Object.fromEntries(
        [...perKind].map(([name, times]) => [name, { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) }]),
      ),
      floorSeconds: rounded(floorSeconds),
      ratio: rounded(seconds / floorSeconds, 2),
    }
  } finally {
    for (const child of children) {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    }
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** A small demo city. */
async function fill(home: string, databaseUrl: string, loans: number): Promise<void> {
  const clock = steeredClock()
  const firstDay = demoFirstDay(dayAt(clock.now()), 2)
  const house = await openHouse({ home, databaseUrl, clock, log: silentLog, firstDay, hasty: true })
  await seedDemo(house, clock, () => {}, { months: 2, loans, pipelineDays: 6 })
  await house.pool.query(`UPDATE platform.installation SET value = '"filled"' WHERE name = 'demo'`)
  await house.close()
}

type Call = { name: string; send(): Promise<Response> }

/** What people ask of an ordinary morning, nine reads to one write. */
async function callsOf(base: string): Promise<Call[]> {
  const [developer, finance, manager] = await Promise.all(['lin', 'liu', 'zheng'].map(name => signIn(base, name)))
  const get = (name: string, who: string, address: string): Call => ({
    name,
    send: () => fetch(`${base}/api${address}`, { headers: { authorization: `Bearer ${who}` } }),
  })
  const loans = (await (await get('', finance!, '/servicing/loans?limit=50').send()).json()) as {
    rows: { id: string }[]
  }
  const loan = loans.rows[0]!.id
  let sequence = 0
  const lead: Call = {
    name: 'origination.addLead',
    send: () => {
      sequence += 1
      const body = {
        name: '测试',
        phone: `139${String(10_000_000 + sequence)}`,
        source: 'online',
        interest: '新车',
      }
      return fetch(`${base}/api/origination/leads`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${developer}`,
          'content-type': 'application/json',
          'idempotency-key': `bench-${process.pid}-${sequence}`,
        },
        body: JSON.stringify(body),
      })
    },
  }
  return [
    get('team.me', developer!, '/team/me'),
    get('servicing.listLoans', finance!, '/servicing/loans?limit=50'),
    get('servicing.getLoan', finance!, `/servicing/loans/${loan}`),
    get('party.listCustomers', manager!, '/party/customers?limit=50'),
    lead,
    get('origination.listApplications', manager!, '/origination/applications?limit=50'),
    get('origination.listLeads', developer!, '/origination/leads?limit=20'),
    get('servicing.quoteSettlement', finance!, `/servicing/loans/${loan}/settlement-quote`),
    get('notification.listNotices', developer!, '/notification/notices'),
    get('servicing.listLoans', manager!, '/servicing/loans?state=overdue'),
  ]
}

async function signIn(base: string, username: string): Promise<string> {
  const response = await fetch(`${base}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: `chedai-${username}` }),
  })
  const token = response.headers.get('set-auth-token')
  if (!token) throw new Error(`sign-in of ${username} answered ${response.status}`)
  return token
}

/** The same number of requests and bytes from a server that does nothing but one read-only transaction. */
async function floor(databaseUrl: string, sizes: number[], clients: number, children: ChildProcess[]): Promise<number> {
  const port = await freePort()
  children.push(start(['bench/api.ts', '--floor', databaseUrl], { PORT: String(port) }))
  const base = `http://127.0.0.1:${port}`
  await answering(`${base}/100`)
  const ask = async (index: number) => {
    await (await fetch(`${base}/${sizes[index]}`)).arrayBuffer()
  }
  await atOnce(Math.min(sizes.length, 400), clients, ask)
  const started = performance.now()
  await atOnce(sizes.length, clients, ask)
  return (performance.now() - started) / 1000
}

function serveFloor(databaseUrl: string): void {
  const pool = openPool(databaseUrl, 12)
  createServer(async (request, response) => {
    const client = await pool.connect()
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query('SELECT day FROM platform.business_day WHERE closed_at IS NULL')
    await client.query('COMMIT')
    client.release()
    response.setHeader('content-type', 'application/json')
    response.end('x'.repeat(Number(request.url!.slice(1))))
  }).listen(Number(process.env.PORT), '127.0.0.1')
}

function start(program: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...program], {
    cwd: path.join(import.meta.dirname, '..'),
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function answering(url: string): Promise<void> {
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await sleep(100)) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok) return
  }
  throw new Error(`${url} does not answer`)
}

async function freePort(): Promise<number> {
  const probe = createProbe().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

if (import.meta.main) {
  const [flag, databaseUrl] = process.argv.slice(2)
  if (flag === '--floor') serveFloor(databaseUrl!)
  else console.log(JSON.stringify(await run(process.argv.slice(2))))
}
