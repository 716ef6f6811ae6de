import { execFile, execFileSync, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { giveTo, ownLike, type Place } from './postgres-place.ts'

/** A server process of one data directory, as its `postmaster.pid` describes it. */
export type Server = { pid: number; port: number; ready: boolean }

/** How an attempt to start ended; everything but 'started' is a reason to look again. */
export type Outcome = 'started' | 'port taken' | 'another was first' | 'orphans ended'

/** Makes the data directory aside and puts it in its place whole: a killed first start leaves nothing half made. */
export async function createData(place: Place): Promise<void> {
  const versionFile = join(place.data, 'PG_VERSION')
  if (existsSync(versionFile)) {
    const made = readFileSync(versionFile, 'utf8').trim()
    if (made === place.major) return
    throw new Error(
      `The data in ${place.data} is of PostgreSQL ${made}, but this program brings ${place.major}: dump it with the release that made it.`,
    )
  }
  const draft = `${place.data}.new`
  const passwordFile = `${draft}.password`
  try {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o700 })
    giveTo(place.account, draft)
    writeFileSync(passwordFile, place.password, { mode: 0o600 })
    giveTo(place.account, passwordFile)
    await promisify(execFile)(
      join(place.binaries, 'bin', 'initdb'),
      [
        `--pgdata=${draft}`,
        '--username=chedai',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      { ...place.account, cwd: '/', env: environment() },
    )
    renameSync(draft, place.data)
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message
    throw new Error(`The database in ${place.data} could not be made: ${said}`)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Runs the server in a session of its own, so that neither Ctrl+C nor the end of its starter takes it from other users. */
export async function startServer(place: Place, port: number, settings: Record<string, string>): Promise<Outcome> {
  disownReusedPid(place)
  if (existsSync(place.log) && statSync(place.log).size > 10_000_000) renameSync(place.log, `${place.log}.1`)
  const log = openSync(place.log, 'a', 0o600)
  ownLike(place.home, place.log)
  const logStart = statSync(place.log).size
  const options = Object.entries({ ...tuning(place), ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = spawn(join(place.binaries, 'bin', 'postgres'), ['-D', place.data, '-p', String(port), ...options], {
    ...place.account,
    cwd: '/',
    env: environment(),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let ended = child.pid === undefined
  child.once('error', () => {
    ended = true
  })
  child.once('exit', () => {
    ended = true
  })
  while (!ended) {
    const server = runningServer(place)
    if (server?.pid === child.pid && server?.ready) return 'started'
    await sleep(10)
  }
  const said = readFileSync(place.log).subarray(logStart).toString().trim()
  if (/could not bind|could not create any TCP/.test(said)) return 'port taken'
  if (/lock file "postmaster.pid"/.test(said)) return 'another was first'
  if (/pre-existing shared memory block/.test(said)) {
    endOrphans(place)
    return 'orphans ended'
  }
  throw new Error(`PostgreSQL did not start; the end of ${place.log} says: ${said.split('\n').slice(-8).join('\n')}`)
}

/** The server that `postmaster.pid` names, if that process lives and really is the server of this data directory. */
export function runningServer(place: Place): Server | undefined {
  const lines = readIfThere(join(place.data, 'postmaster.pid')).split('\n')
  const pid = Number(lines[0])
  if (!(pid > 0) || !servesData(pid, place.data)) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** A server that was told to stop takes its `postmaster.pid` away; one that crashed leaves it. */
export function hasCrashed(place: Place): boolean {
  return existsSync(join(place.data, 'postmaster.pid')) && !runningServer(place)
}

/** Tells a server from a stranger that got its number after a crash. A server someone started by hand with a relative path counts. */
function servesData(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false
  const command = commandOf(pid)
  const program = command.split(' ', 1)[0] ?? ''
  return /(^|\/)postgres$/.test(program) && (command.includes(` ${data} `) || !/ -D ?\//.test(command))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The command line of a process with a space at its end; empty for one that is gone or waits to be reaped. */
function commandOf(pid: number): string {
  if (process.platform === 'linux') return readIfThere(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
  try {
    return `${execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()} `
  } catch {
    return ''
  }
}

/**
 * After a crash another process may have got the number in `postmaster.pid`, and PostgreSQL would then refuse to start.
 * It takes its parent's number for a leftover, so we put ours there; removing the file would also remove its check that
 * no backend of the old server still writes. We write to the very file we read, never to a new server's new one.
 */
function disownReusedPid(place: Place): void {
  let file: number
  try {
    file = openSync(join(place.data, 'postmaster.pid'), 'r+')
  } catch {
    return
  }
  try {
    const text = readFileSync(file, 'utf8')
    const written = text.split('\n', 1)[0] ?? ''
    const pid = Number(written)
    if (!(pid > 0) || !isAlive(pid) || servesData(pid, place.data)) return
    writeSync(file, String(process.pid).padStart(written.length, '0') + text.slice(written.length), 0)
  } finally {
    closeSync(file)
  }
}

/** Backends that outlive their killed server block the next one and can do nothing useful any more. */
function endOrphans(place: Place): void {
  if (process.platform !== 'linux') return
  const script = `for p in /proc/[0-9]*; do [ "$(readlink "$p/cwd")" = "$0" ] && kill -9 "\${p#/proc/}"; done; true`
  execFileSync('/bin/sh', ['-c', script, place.data], { ...place.account, cwd: '/', stdio: 'ignore' })
}

/** Fast shutdown: open transactions roll back, everything committed is on disk. */
export async function shutDown(place: Place, server: Server): Promise<void> {
  if (!signal(server.pid, 'SIGINT')) return
  for (const deadline = Date.now() + 120_000; runningServer(place)?.pid === server.pid; await sleep(15)) {
    if (Date.now() < deadline) continue
    // A checkpoint that does not end is left to the recovery of the next start.
    signal(server.pid, 'SIGQUIT')
    await sleep(2000)
  }
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** The port of the last start, which PostgreSQL keeps with its command line. */
export function lastPort(place: Place): number | undefined {
  const port = /"-p" "(\d+)"/.exec(readIfThere(join(place.data, 'postmaster.opts')))?.[1]
  return port ? Number(port) : undefined
}

/** `wanted` if nothing listens there, else any free port. A killed server's port may need a moment to become free. */
export async function freePort(wanted: number | undefined): Promise<number> {
  for (let tries = 8; wanted && tries > 0; tries--) {
    if (await listenablePort(wanted)) return wanted
    await sleep(25)
  }
  const port = await listenablePort(0)
  if (!port) throw new Error('This machine has no free port on 127.0.0.1.')
  return port
}

/** The port itself (any free one for 0), if we could listen there. */
function listenablePort(wanted: number): Promise<number | undefined> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Settings for a small machine that others share. Commits stay durable. */
function tuning(place: Place): Record<string, string> {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY
  const memory = Math.min(totalmem(), limit) / 2 ** 20
  const disk = statfsSync(dirname(place.data))
  const freeDisk = (disk.bavail * disk.bsize) / 2 ** 20
  const sharedMemory = existsSync('/dev/shm') ? statfsSync('/dev/shm') : { blocks: 0, bsize: 0 }
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: `${Math.round(Math.max(128, Math.min(2048, memory / 8)))}MB`,
    effective_cache_size: `${Math.round(memory / 2)}MB`,
    work_mem: '24MB',
    maintenance_work_mem: `${Math.round(Math.max(64, Math.min(512, memory / 32)))}MB`,
    // A container often has 64 MB of /dev/shm, too little for a parallel join; files in the data directory always fit.
    ...(process.platform === 'linux' && sharedMemory.blocks * sharedMemory.bsize < 2 ** 28
      ? { dynamic_shared_memory_type: 'mmap' }
      : {}),
    max_wal_size: `${Math.round(Math.max(1024, Math.min(8192, freeDisk / 4)))}MB`,
    checkpoint_timeout: '15min',
    // A day close writes hundreds of megabytes of log within seconds: with room for them, written out beside it, nobody waits for the log.
    wal_buffers: `${memory < 4096 ? 16 : 64}MB`,
    wal_writer_delay: '20ms',
    wal_writer_flush_after: '8MB',
    wal_compression: 'off',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Details of an error quote the rows it is about.
    log_error_verbosity: 'terse',
    // A killed client's long query must not hold its locks for long.
    client_connection_check_interval: '5s',
    cluster_name: 'chedai',
  }
}

/** Nothing of the caller's PG* variables or locale reaches the server: its messages must be the ones we read. */
function environment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'ENOTDIR') return ''
    throw error
  }
}
