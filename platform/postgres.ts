import { existsSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { alone, choosePlace, type Place } from './postgres-place.ts'
import {
  createData,
  freePort,
  hasCrashed,
  lastPort,
  type Outcome,
  runningServer,
  shutDown,
  startServer,
} from './postgres-process.ts'

/** A running server that this process uses. */
export type Postgres = {
  /** URL of the database `chedai`, as its superuser. */
  url: string
  /** True when another process had already started the server. */
  joined: boolean
  /** Ends this process's use; the last user stops the server. */
  stop(): Promise<void>
}

type Wish = { port?: number | undefined; settings?: Record<string, string> | undefined }

/**
 * Every user of the server holds this advisory lock, shared, in the database `postgres`. The lock goes with the
 * connection, so a killed process stops counting by itself, and whoever can take the lock alone is the last one.
 */
const usersLock = 0x63686564

/** Long enough to replay a full write-ahead log after a crash. */
const patience = 15 * 60_000

/**
 * Starts the PostgreSQL whose home is `home`, or joins the one another process has started there. The port asked for is
 * taken when it is free, else the port of last time, else any. Settings count only for the one who starts the server.
 * If the server dies while we use it, it is started again on the same port, so `url` stays true.
 * @throws Error in one sentence, with the end of the server's log, when it cannot run.
 */
export async function openPostgres(home: string, options: Wish = {}): Promise<Postgres> {
  const place = await alone(home, async () => {
    const chosen = choosePlace(home)
    await createData(chosen)
    return chosen
  })
  const first = await attach(place, options)
  await ensureDatabase(first.client)
  idle(first.client)
  let client = first.client
  let stopped: Promise<void> | undefined

  const keep = (held: pg.Client) => {
    client = held
    held.once('end', () => {
      if (stopped) return
      void regain(place, first.port, options, () => stopped !== undefined).then(again => again && keep(idle(again)))
    })
  }
  keep(client)

  return {
    url: `postgres://chedai:${place.password}@127.0.0.1:${first.port}/chedai`,
    joined: first.joined,
    stop() {
      stopped ??= leave(place, client)
      return stopped
    },
  }
}

/** Stops the server of `home`, whoever uses it; does nothing when none runs. */
export async function stopPostgres(home: string): Promise<void> {
  if (!existsSync(home)) return
  const place = await alone(home, () => choosePlace(home))
  const server = runningServer(place)
  if (server) await shutDown(place, server)
}

/** Stops the server of a throw-away home and removes its data, also where the data stands outside of the home. */
export async function removePostgres(home: string): Promise<void> {
  if (!existsSync(home)) return
  await stopPostgres(home)
  const { data } = await alone(home, () => choosePlace(home))
  const inside = dirname(data) === realpathSync(home)
  rmSync(inside ? data : dirname(data), { recursive: true, force: true })
  for (const name of ['location', 'password', 'lock']) rmSync(join(home, `postgres-${name}`), { force: true })
  rmSync(join(home, 'postgres.log'), { force: true })
}

/** Finds or starts the server and becomes one of its users. */
async function attach(place: Place, wish: Wish) {
  let joined = true
  let port = wish.port ?? lastPort(place)
  for (const deadline = Date.now() + patience; Date.now() < deadline; await sleep(20)) {
    const server = runningServer(place)
    if (server?.ready) {
      const client = await becomeUser(place, server.port)
      if (client) return { client, joined, port: server.port }
    } else if (!server) {
      const outcome = await startIfDown(place, await freePort(port), wish)
      joined = outcome !== 'started'
      if (outcome === 'port taken') port = undefined
    }
  }
  throw new Error(`The database in ${place.data} did not become ready; see ${place.log}.`)
}

/** PostgreSQL's own guard against two starts at once has a gap after a crash, so one starts while the others wait. */
function startIfDown(place: Place, port: number, wish: Wish): Promise<Outcome> {
  return alone(place.home, () =>
    runningServer(place) ? 'another was first' : startServer(place, port, wish.settings ?? {}),
  )
}

/** Connects and counts as a user; undefined when the server is going down or not yet up. */
async function becomeUser(place: Place, port: number): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'chedai',
    password: place.password,
    database: 'postgres',
    application_name: 'chedai user',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('SELECT pg_try_advisory_lock_shared($1) AS held', [usersLock])
    if (rows[0].held) return client
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === '28P01') {
      throw new Error(
        `The password in ${join(place.home, 'postgres-password')} is not the one of the database in ${place.data}.`,
      )
    }
    if (code === '53300') throw new Error('The database has no connection left.')
  }
  await client.end().catch(() => {})
  return undefined
}

/** The connection alone does not keep a process alive: a command that has done its work may end without a word. */
function idle(client: pg.Client): pg.Client {
  // The published types of `pg` do not know ref() and unref().
  Object(client).unref()
  return client
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'chedai'`)
  if (rowCount) return
  await client.query('CREATE DATABASE chedai').catch(error => {
    // Two first users may both find it missing; the second one's wish is fulfilled already.
    if (error.code !== '42P04' && error.code !== '23505') throw error
  })
}

/**
 * Becomes a user again after the connection broke. A server that crashed is started again; one that was told to stop
 * is joined only if somebody else starts it, because starting it would undo someone's wish.
 */
async function regain(place: Place, port: number, wish: Wish, stopping: () => boolean): Promise<pg.Client | undefined> {
  for (const pause of [200, 500, 1000, 3000, 10_000]) {
    await sleep(pause, undefined, { ref: false })
    if (stopping()) return undefined
    try {
      if (hasCrashed(place)) await startIfDown(place, port, wish)
      const server = runningServer(place)
      const again = server?.ready && server.port === port ? await becomeUser(place, port) : undefined
      if (again && !stopping()) return again
      if (again) await leave(place, again)
    } catch {
      // The next round tries again; after the last one, callers see their connections refused.
    }
  }
  return undefined
}

/** Stops counting as a user and, if nobody else counts, stops the server. Newcomers wait while we hold the lock alone. */
async function leave(place: Place, client: pg.Client): Promise<void> {
  Object(client).ref()
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [usersLock])
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS alone', [usersLock])
    const server = runningServer(place)
    if (rows[0].alone && server) await shutDown(place, server)
  } catch {
    // The server is already gone, or going.
  }
  await client.end().catch(() => {})
}
