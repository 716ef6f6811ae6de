import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ensureWeb } from '#app/web'
import { removePostgres } from '#platform/postgres'
import { testDatabase } from '../database.ts'
import { patience } from '../patience.ts'

/** The whole program as a user starts it, on installations of the test's own. */
const starter = join(import.meta.dirname, '..', '..', 'bin', 'start.mjs')
const homes: string[] = []
const children: ChildProcess[] = []

beforeAll(async () => {
  await ensureWeb()
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const home of homes.splice(0)) {
    await removePostgres(home)
    rmSync(home, { recursive: true, force: true })
  }
})

function newHome(): string {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'chedai-home-')))
  homes.push(home)
  return home
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  return port
}

type Program = { child: ChildProcess; port: number; said: () => string; ended: Promise<number | null> }

/** Starts the program; `npm start` itself adds nothing but npm. */
async function start(home: string, options: { port?: number; env?: Record<string, string>; args?: string[] } = {}) {
  const port = options.port ?? (await freePort())
  const child = spawn(process.execPath, [starter, ...(options.args ?? ['--empty'])], {
    env: { ...process.env, CHEDAI_HOME: home, PORT: String(port), DATABASE_URL: '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream!.on('data', data => (said += data))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return { child, port, said: () => said, ended } satisfies Program
}

async function usable(program: Program): Promise<void> {
  for (const deadline = Date.now() + patience.program; Date.now() < deadline; await sleep(50)) {
    if (program.child.exitCode !== null) throw new Error(`ended: ${program.said()}`)
    const page = await fetch(`http://127.0.0.1:${program.port}/`).catch(() => null)
    const printed = program.said().includes(`http://127.0.0.1:${program.port}`)
    if (printed && page?.ok && (await page.text()).includes('<div id="root">')) return
  }
  throw new Error(`no page: ${program.said()}`)
}

function passwordOf(program: Program): string | undefined {
  return /^ {2}admin {3}(\S+)/m.exec(program.said())?.[1]
}

async function signIn(program: Program, password: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${program.port}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  })
  return response.status
}

async function end(program: Program): Promise<number | null> {
  program.child.kill('SIGTERM')
  return program.ended
}

describe('npm start', () => {
  it('shows the administrator’s password once, serves a second start of the home on another port, and tells where on the same', async () => {
    const home = newHome()
    const first = await start(home)
    await usable(first)
    const password = passwordOf(first)!
    expect(password).toMatch(/^\S{12,}$/)
    expect(await signIn(first, 'not the password')).toBe(401)
    expect(await signIn(first, password)).toBe(200)

    const beside = await start(home)
    await usable(beside)
    expect(passwordOf(beside)).toBeUndefined()
    expect(await signIn(beside, password)).toBe(200)

    const again = await start(home, { port: first.port })
    expect(await again.ended).toBe(0)
    expect(again.said()).toContain(`already running at http://127.0.0.1:${first.port}`)
    expect(await end(beside)).toBe(0)
    expect(await signIn(first, password)).toBe(200)
    expect(await end(first)).toBe(0)
  })

  it('runs two homes side by side, and comes back by itself after everything was killed', async () => {
    const [one, two] = await Promise.all([start(newHome()), start(newHome())])
    await Promise.all([usable(one!), usable(two!)])
    const password = passwordOf(one!)!
    expect(await signIn(two!, password)).toBe(401)
    const server = Number(readFileSync(pidFileOf(homes[0]!), 'utf8').split('\n')[0])
    one!.child.kill('SIGKILL')
    process.kill(server, 'SIGKILL')
    await one!.ended
    const after = await start(homes[0]!, { port: one!.port })
    await usable(after)
    expect(passwordOf(after)).toBeUndefined()
    expect(await signIn(after, password)).toBe(200)
    expect(await end(two!)).toBe(0)
    expect(await end(after)).toBe(0)
  })

  it('leaves no database behind when it is stopped while it still fills the demo', async () => {
    const home = newHome()
    const program = await start(home, { args: [] })
    for (const deadline = Date.now() + patience.program; !program.said().includes('loans'); await sleep(50)) {
      if (Date.now() > deadline) throw new Error(`no filling: ${program.said()}`)
    }
    expect(existsSync(pidFileOf(home))).toBe(true)
    expect(await end(program)).toBe(0)
    expect(existsSync(pidFileOf(home))).toBe(false)
  })

  it('uses the server DATABASE_URL names, and starts none of its own', async () => {
    const database = await testDatabase()
    const home = newHome()
    const program = await start(home, { env: { DATABASE_URL: database.url } })
    await usable(program)
    expect(await signIn(program, passwordOf(program)!)).toBe(200)
    expect(existsSync(join(home, 'postgres'))).toBe(false)
    expect(existsSync(join(home, 'postgres-location'))).toBe(false)
    expect(await end(program)).toBe(0)
    await database.drop()
  })

  it('says in one sentence why it does not start', async () => {
    const nowhere = await start(newHome(), { env: { DATABASE_URL: 'postgres://chedai@127.0.0.1:1/none' } })
    expect(await nowhere.ended).toBe(1)
    expect(nowhere.said().trim()).toMatch(/^.*DATABASE_URL.*$/)

    const stranger = createServer().listen(0, '127.0.0.1')
    await once(stranger, 'listening')
    const { port } = stranger.address() as { port: number }
    const taken = await start(newHome(), { port })
    expect(await taken.ended).toBe(1)
    expect(taken.said()).toContain(`port ${port} is taken by another program`)
    stranger.close()

    const wrong = await start(newHome(), { args: ['--emtpy'] })
    expect(await wrong.ended).toBe(1)
    expect(wrong.said()).toContain('--emtpy')
    const noPort = await start(newHome(), { env: { PORT: 'eighty' } })
    expect(await noPort.ended).toBe(1)
    expect(noPort.said()).toContain('PORT must be a number')
  })
})

function pidFileOf(home: string): string {
  const location = join(home, 'postgres-location')
  const data = existsSync(location) ? readFileSync(location, 'utf8').trim() : join(home, 'postgres')
  return join(data, 'postmaster.pid')
}
