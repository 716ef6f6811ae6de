import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { openPostgres, removePostgres, stopPostgres } from '#platform/postgres'
import { patience } from '../patience.ts'

const asRoot = process.getuid?.() === 0
const fixture = join(import.meta.dirname, 'hold.ts')
const homes: string[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const home of homes.splice(0)) {
    await removePostgres(home)
    rmSync(home, { recursive: true, force: true })
  }
})

function newHome(mode = 0o755): string {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'chedai-home-')))
  chmodSync(home, mode)
  homes.push(home)
  return home
}

function dataOf(home: string): string {
  const location = join(home, 'postgres-location')
  return existsSync(location) ? readFileSync(location, 'utf8').trim() : join(home, 'postgres')
}

function pidFile(home: string): string {
  return join(dataOf(home), 'postmaster.pid')
}

function serverPid(home: string): number {
  return Number(readFileSync(pidFile(home), 'utf8').split('\n')[0])
}

/** Another process that uses the database of the home. */
async function hold(home: string, account: { uid?: number; gid?: number } = {}, runner = '--no-warnings') {
  const child = spawn(process.execPath, [runner, fixture, home], {
    ...account,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout! }), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('the process ended before it had the database'))),
  ])
  return { child, ...(JSON.parse(line) as { url: string; joined: boolean }) }
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query(text)
    return Object.values(rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + patience.page; ; await sleep(50)) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
  }
}

async function killServer(home: string): Promise<void> {
  const pid = serverPid(home)
  process.kill(pid, 'SIGKILL')
  while (existsSync(`/proc/${pid}/exe`)) await sleep(5)
}

describe('the database of a home', () => {
  it('starts from nothing, for this machine only, durable, with a private password', async () => {
    const home = newHome()
    const postgres = await openPostgres(home)
    expect(postgres.joined).toBe(false)
    expect(
      await ask(
        postgres.url,
        `SELECT current_database() || ' ' || pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()`,
      ),
    ).toBe('chedai UTF8')
    expect(await ask(postgres.url, 'SHOW listen_addresses')).toBe('127.0.0.1')
    expect(await ask(postgres.url, `SELECT current_setting('fsync') || current_setting('synchronous_commit')`)).toBe(
      'onon',
    )
    expect(statSync(join(home, 'postgres-password')).mode & 0o777).toBe(0o600)
    const stranger = new URL(postgres.url)
    stranger.password = 'guess'
    await expect(ask(stranger.href, 'SELECT 1')).rejects.toThrow(/password/)
    await postgres.stop()
    expect(existsSync(pidFile(home))).toBe(false)
    await postgres.stop()
  })

  it('serves two that start at once on an empty home, and stays while either of them lives', async () => {
    const home = newHome()
    const [first, second] = await Promise.all([hold(home), hold(home)])
    expect(first.url).toBe(second.url)
    expect([first.joined, second.joined].sort()).toEqual([false, true])
    const [starter, joiner] = first.joined ? [second, first] : [first, second]
    await end(starter.child)
    expect(await ask(joiner.url, 'SELECT 1')).toBe(1)
    await end(joiner.child)
    expect(existsSync(pidFile(home))).toBe(false)
  })

  it('gives a newcomer a server even when the last user is just stopping it', async () => {
    const home = newHome()
    let last = await openPostgres(home)
    for (let round = 0; round < 4; round++) {
      const stopped = last.stop()
      await sleep(round * 8)
      const next = await openPostgres(home)
      await stopped
      expect(await ask(next.url, 'SELECT 1')).toBe(1)
      last = next
    }
    await last.stop()
  })

  it('comes back after everything was killed, with what was committed, on the same port', async () => {
    const home = newHome()
    const before = await hold(home)
    await ask(before.url, 'CREATE TABLE kept (n int)')
    await ask(before.url, 'INSERT INTO kept VALUES (7)')
    before.child.kill('SIGKILL')
    await killServer(home)
    const after = await openPostgres(home)
    expect(after.joined).toBe(false)
    expect(after.url).toBe(before.url)
    expect(await ask(after.url, 'SELECT n FROM kept')).toBe(7)
    await after.stop()
  })

  it('does not count a killed user', async () => {
    const home = newHome()
    const [killed, other] = [await hold(home), await openPostgres(home)]
    expect(other.joined).toBe(true)
    killed.child.kill('SIGKILL')
    await once(killed.child, 'exit')
    await sleep(100)
    await other.stop()
    expect(existsSync(pidFile(home))).toBe(false)
  })

  it('heals on the same port when the server alone is killed, even while a backend is busy', async () => {
    const home = newHome()
    const postgres = await openPostgres(home)
    const busy = ask(postgres.url, 'SELECT count(*) FROM generate_series(1, 1000000000) a').catch(() => 'cut off')
    await sleep(200)
    const killed = serverPid(home)
    await killServer(home)
    expect(await busy).toBe('cut off')
    expect(await eventually(() => ask(postgres.url, 'SELECT 1'))).toBe(1)
    await eventually(async () =>
      expect(await ask(postgres.url, `SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory'`)).toBe(1),
    )
    expect(serverPid(home)).not.toBe(killed)
    await postgres.stop()
    expect(existsSync(pidFile(home))).toBe(false)
  })

  it('stays stopped when it was told to stop', async () => {
    const home = newHome()
    const postgres = await openPostgres(home)
    await stopPostgres(home)
    await sleep(1000)
    expect(existsSync(pidFile(home))).toBe(false)
    await postgres.stop()
  })

  it('takes another port when the one wished for, or the one of last time, is a stranger’s', async () => {
    const home = newHome()
    const stranger = createServer().listen(0, '127.0.0.1')
    await once(stranger, 'listening')
    const { port } = stranger.address() as { port: number }
    const first = await openPostgres(home, { port })
    expect(new URL(first.url).port).not.toBe(String(port))
    await first.stop()
    const second = createServer().listen(Number(new URL(first.url).port), '127.0.0.1')
    await once(second, 'listening')
    const again = await openPostgres(home)
    expect(again.url).not.toBe(first.url)
    expect(await ask(again.url, 'SELECT 1')).toBe(1)
    await again.stop()
    stranger.close()
    second.close()
  })

  it('is not fooled by a stranger who got the dead server’s process number', async () => {
    const home = newHome()
    const { child, url } = await hold(home)
    child.kill('SIGKILL')
    await killServer(home)
    const { uid, gid } = statSync(dataOf(home))
    const stranger = spawn('sleep', ['60'], asRoot ? { uid, gid } : {})
    children.push(stranger)
    const lines = readFileSync(pidFile(home), 'utf8').split('\n')
    writeFileSync(pidFile(home), [stranger.pid, ...lines.slice(1)].join('\n'))
    const [one, two] = await Promise.all([hold(home), hold(home)])
    expect([one.url, two.url]).toEqual([url, url])
    expect(stranger.exitCode).toBe(null)
  })

  it('says in one sentence why it cannot start', async () => {
    const home = newHome()
    await expect(openPostgres(home, { settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /did not start.*plenty/s,
    )
    const postgres = await openPostgres(home)
    writeFileSync(join(home, 'postgres-password'), 'lost\n')
    await expect(openPostgres(home)).rejects.toThrow(/postgres-password/)
    await postgres.stop()
    writeFileSync(join(dataOf(home), 'PG_VERSION'), '17\n')
    await expect(openPostgres(home)).rejects.toThrow(/PostgreSQL 17/)
  })
})

describe('who may run it', () => {
  it.skipIf(!asRoot)(
    'root, from a home only root can enter: the data stands aside, and a copy of the home gets its own',
    async () => {
      const home = newHome(0o700)
      const postgres = await openPostgres(home)
      expect(dataOf(home)).toMatch(/^\/var\/lib\/chedai\//)
      await ask(postgres.url, 'CREATE TABLE here (n int)')
      const copy = newHome(0o700)
      execFileSync('cp', ['-a', `${home}/.`, copy])
      const other = await openPostgres(copy)
      expect(dataOf(copy)).not.toBe(dataOf(home))
      expect(await ask(other.url, `SELECT to_regclass('here')`)).toBe(null)
      await Promise.all([postgres.stop(), other.stop()])
      const data = dataOf(home)
      await removePostgres(home)
      expect(existsSync(data)).toBe(false)
      expect(existsSync(dataOf(copy))).toBe(true)
    },
  )

  const nobody = { uid: 65534, gid: 65534 }
  const reachable = asRoot && spawnSync(process.execPath, ['--check', fixture], { ...nobody, cwd: '/' }).status === 0

  it.skipIf(!reachable)(
    'an ordinary user, from a home of their own; root may join (skipped where the checkout is root’s alone)',
    async () => {
      const home = newHome(0o700)
      chownSync(home, nobody.uid, nobody.gid)
      const user = await hold(home, nobody)
      expect(statSync(dataOf(home)).uid).toBe(nobody.uid)
      const root = await openPostgres(home)
      expect(root.joined).toBe(true)
      await end(user.child)
      expect(await ask(root.url, 'SELECT 1')).toBe(1)
      await root.stop()
      const again = await hold(home, nobody)
      await end(again.child)
    },
  )
})

describe('the starter', () => {
  const starter = join(import.meta.dirname, '..', '..', 'bin', 'run.mjs')

  it('hands signals on, and takes the program with it when it is killed itself', async () => {
    const home = newHome()
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const { child } = await hold(home, {}, starter)
      expect(existsSync(pidFile(home))).toBe(true)
      child.kill(signal)
      await eventually(async () => expect(existsSync(pidFile(home))).toBe(false))
    }
  })

  it('ends with the program’s exit code', () => {
    const run = (...args: string[]) => spawnSync(process.execPath, [starter, ...args], { stdio: 'ignore' }).status
    expect(run()).toBe(2)
    expect(run('--eval=process.exit(5)')).toBe(5)
  })
})

describe('the installation', () => {
  it('has every native package that the lock file names for this machine', () => {
    const root = join(import.meta.dirname, '..', '..')
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { os?: string[]; cpu?: string[]; libc?: string[] }>
    }
    const libc = (process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header.glibcVersionRuntime
      ? 'glibc'
      : 'musl'
    const missing = Object.entries(packages)
      .filter(([, { os, cpu }]) => os?.includes(process.platform) && (!cpu || cpu.includes(process.arch)))
      .filter(([, entry]) => process.platform !== 'linux' || !entry.libc || entry.libc.includes(libc))
      .filter(([path]) => !existsSync(join(root, path)))
    expect(missing).toEqual([])
    expect(readdirSync(join(root, 'node_modules', 'node', 'bin'))).toContain('node')
  })
})
