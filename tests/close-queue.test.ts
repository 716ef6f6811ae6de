import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openHouse } from '#app/house'
import { addDays, type Day, instantAt } from '#lib/day'
import { heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { checkBooks, closeDay } from '#servicing'
import { dumpBooks } from './books.ts'
import { lendBooks } from './crash-book.ts'
import { type TestDatabase, testDatabase } from './database.ts'

/** Two processes, as two servers would: one closes a day, the other hears of it by the queue and takes ranges too. */
describe('a day closed by two processes', () => {
  const firstDay = '2026-01-01' as Day
  /** A month's end, so that every step has something to do. */
  const day = '2026-02-28' as Day
  let source: TestDatabase
  let home: string
  let straight: Record<string, string[]>
  const pools: pg.Pool[] = []

  const openOn = (databaseUrl: string) =>
    openHouse({ databaseUrl, home, clock: heldClock(instantAt(day, '23:00')), log: silentLog, firstDay })

  const admin = async (statement: string) => {
    const pool = openPool(inject('postgresUrl'), 1)
    await pool.query(statement)
    await pool.end()
  }
  const names: string[] = []

  /** A copy of the book as the evening finds it, in which each range takes a while and says whose it was. */
  async function evening(): Promise<{ url: string; pool: pg.Pool }> {
    const from = new URL(source.url).pathname.slice(1)
    const name = `${from}_${names.length}`
    names.push(name)
    await admin(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY`)
    const url = new URL(source.url)
    url.pathname = `/${name}`
    const pool = openPool(url.href, 1)
    pools.push(pool)
    await pool.query(`CREATE TABLE public.taken (seq int, name text)`)
    await pool.query(`CREATE FUNCTION public.take() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO public.taken VALUES (NEW.seq, current_setting('application_name'));
      PERFORM pg_sleep(0.1);
      RETURN NEW;
    END $$`)
    await pool.query(`CREATE TRIGGER take BEFORE UPDATE OF completed_at ON servicing.day_close_range
      FOR EACH ROW EXECUTE FUNCTION public.take()`)
    return { url: url.href, pool }
  }

  const worker = path.join(import.meta.dirname, 'close-queue-worker.ts')
  async function start(databaseUrl: string, role: 'close' | 'help') {
    const url = new URL(databaseUrl)
    url.searchParams.set('application_name', role)
    const child = spawn(process.execPath, [worker, url.href, home, day, role], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    await Promise.race([once(child.stdout!, 'data'), ended])
    return { child, ended }
  }

  /** Waits until a query's count is as high, and returns it. */
  async function until(pool: pg.Pool, least: number, query: string): Promise<number> {
    for (let turn = 0; turn < 1200; turn += 1) {
      const { n } = (await pool.query(`SELECT count(*)::int AS n FROM ${query}`)).rows[0]
      if (n >= least) return n
      await sleep(50)
    }
    throw new Error(`no ${least} rows of ${query}`)
  }
  const takenBy = (name: string) => `public.taken WHERE name = '${name}'`

  beforeAll(async () => {
    source = await testDatabase()
    home = mkdtempSync(path.join(os.tmpdir(), 'chedai-queue-'))
    const house = await openOn(source.url)
    await lendBooks(house, firstDay)
    await closeDay(house.spine, { through: addDays(day, -1) })
    await house.jobs.drain(house.spine)
    await house.close()
    const undisturbed = await evening()
    const alone = await openOn(undisturbed.url)
    await closeDay(alone.spine)
    await alone.close()
    straight = await dumpBooks(undisturbed.pool)
  })
  afterAll(async () => {
    for (const pool of pools) await pool.end()
    for (const name of names) await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await source.drop()
    rmSync(home, { recursive: true, force: true })
  })

  it('leaves the same books when the one that helps is killed', async () => {
    const { url, pool } = await evening()
    const helper = await start(url, 'help')
    const closer = await start(url, 'close')
    await until(pool, 2, takenBy('help'))
    helper.child.kill('SIGKILL')
    await Promise.all([helper.ended, closer.ended])
    expect(closer.child.exitCode).toBe(0)
    expect(await until(pool, 1, takenBy('close'))).toBeGreaterThan(1)
    expect(await dumpBooks(pool)).toEqual(straight)
  })

  it('leaves the same books when the one that closes is killed, its ranges are finished and the day is closed again', async () => {
    const { url, pool } = await evening()
    const helper = await start(url, 'help')
    const closer = await start(url, 'close')
    await until(pool, 1, takenBy('close'))
    const before = await until(pool, 2, takenBy('help'))
    closer.child.kill('SIGKILL')
    await closer.ended
    const ranges = await until(pool, 1, 'servicing.day_close_range WHERE day = $$2026-02-28$$')
    await until(pool, ranges, 'servicing.day_close_range WHERE day = $$2026-02-28$$ AND completed_at IS NOT NULL')
    expect(await until(pool, before, takenBy('help'))).toBeGreaterThan(before)
    // Ranges are anyone's; the day is ended by whoever closes it, here again after the kill.
    expect((await pool.query('SELECT finished_at FROM servicing.day_close WHERE day = $1', [day])).rows).toEqual([
      { finished_at: null },
    ])
    const house = await openOn(url)
    await closeDay(house.spine)
    expect(await house.system('test.check', checkBooks)).toMatchObject({ agree: true })
    await house.close()
    helper.child.kill('SIGKILL')
    await helper.ended
    expect(await dumpBooks(pool)).toEqual(straight)
  })
})
