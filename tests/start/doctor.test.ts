import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { run } from '#app/commands/doctor'
import { openHouse } from '#app/house'
import { dayAt } from '#lib/day'
import { systemClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { type TestDatabase, testDatabase } from '../database.ts'

/** `npx chedai doctor` on a good installation, and on one with each fault it claims to find. */
describe('the doctor', () => {
  const home = mkdtempSync(join(tmpdir(), 'chedai-doctor-'))
  const key = join(home, 'key')
  const before = { ...process.env }
  let database: TestDatabase
  let pool: ReturnType<typeof openPool>

  beforeAll(async () => {
    database = await testDatabase()
    const today = dayAt(systemClock.now())
    await (await openHouse({ databaseUrl: database.url, home, log: silentLog, firstDay: today })).close()
    copyFileSync(key, `${key}.copy`)
    pool = openPool(database.url, 1)
  })
  afterEach(() => {
    process.exitCode = 0
    copyFileSync(`${key}.copy`, key)
    chmodSync(key, 0o600)
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
    rmSync(home, { recursive: true, force: true })
    process.env = before
  })

  type Finding = { check: string; state: string; detail: string; mend?: string }
  const look = async (env: Record<string, string> = {}) => {
    process.env = {
      ...before,
      CHEDAI_HOME: home,
      DATABASE_URL: database.url,
      CHEDAI_URL: 'http://127.0.0.1:1',
      CHEDAI_KEY: '',
      ...env,
    }
    process.exitCode = 0
    const { ok, findings } = (await run()) as { ok: boolean; findings: Finding[] }
    expect(process.exitCode ?? 0).toBe(ok ? 0 : 1)
    return { ok, findings, bad: findings.filter(finding => finding.state !== 'ok') }
  }
  /** Exactly this is found, with a way to mend it. */
  const finds = async (check: string, state: 'wrong' | 'warning', detail: RegExp, env: Record<string, string> = {}) => {
    const { ok, bad } = await look(env)
    expect(bad.map(finding => finding.check)).toEqual([check])
    expect(bad[0]).toMatchObject({ state })
    expect(bad[0]!.detail).toMatch(detail)
    expect(bad[0]!.mend).toMatch(/\w{3,} \w+/)
    expect(ok).toBe(state === 'warning')
  }

  it('finds nothing wrong with a good installation', async () => {
    const { ok, findings, bad } = await look()
    expect(bad).toEqual([])
    expect(ok).toBe(true)
    expect(findings.map(finding => finding.check)).toEqual([
      'node',
      'home',
      'disk',
      'key',
      'database',
      'schema',
      'seal',
      'business day',
      'rights',
      'queue',
      'server',
    ])
  })

  it('finds a home that is none', async () => {
    await finds('home', 'wrong', /CHEDAI_HOME/, { CHEDAI_HOME: join(key, 'below') })
  })

  it('finds a key that is open to others, broken, missing, or of another database', async () => {
    chmodSync(key, 0o644)
    await finds('key', 'wrong', /others can read/)
    chmodSync(key, 0o600)
    writeFileSync(key, 'torn')
    await finds('key', 'wrong', /64 hex digits/)
    await finds('key', 'wrong', /64 hex digits/, { CHEDAI_KEY: 'short' })
    rmSync(key)
    await finds('key', 'warning', /not made/)
    await finds('seal', 'wrong', /another key/, { CHEDAI_KEY: 'ab'.repeat(32) })
    await expect(
      openHouse({ databaseUrl: database.url, home: mkdtempSync(join(home, 'other-')), log: silentLog }),
    ).rejects.toThrow('sealed with another key')
  })

  it('finds a database that does not answer or is empty', async () => {
    await finds('database', 'wrong', /DATABASE_URL names cannot be used/, {
      DATABASE_URL: 'postgres://chedai@127.0.0.1:1/none',
    })
    await finds('database', 'wrong', /postgres:\/\/user/, { DATABASE_URL: 'mysql://x' })
    const empty = new URL(database.url)
    empty.pathname = '/template1'
    await finds('schema', 'warning', /empty/, { DATABASE_URL: empty.href })
  })

  it('finds migrations that were changed, wait, or are of a newer program', async () => {
    const change = async (harm: string, mend: string, state: 'wrong' | 'warning', detail: RegExp) => {
      await pool.query(harm)
      await finds('schema', state, detail)
      await pool.query(mend)
    }
    const one = `name = '0010_team.sql'`
    const { rows } = await pool.query(`SELECT checksum FROM public.migration WHERE ${one}`)
    const { checksum } = rows[0]
    await change(
      `UPDATE public.migration SET checksum = 'other' WHERE ${one}`,
      `UPDATE public.migration SET checksum = '${checksum}' WHERE ${one}`,
      'wrong',
      /0010_team\.sql/,
    )
    await change(
      `DELETE FROM public.migration WHERE ${one}`,
      `INSERT INTO public.migration (name, checksum) VALUES ('0010_team.sql', '${checksum}')`,
      'warning',
      /1 migrations wait/,
    )
    await change(
      `INSERT INTO public.migration (name, checksum) VALUES ('9999_newer.sql', 'x')`,
      `DELETE FROM public.migration WHERE name = '9999_newer.sql'`,
      'wrong',
      /9999_newer\.sql/,
    )
  })

  it('finds a day that nobody closed, jobs that failed, and a server that is not well', async () => {
    await pool.query(`UPDATE platform.business_day SET day = day - 5 WHERE closed_at IS NULL`)
    await finds('business day', 'warning', /5 days behind/)
    await pool.query(`UPDATE platform.business_day SET day = day + 5 WHERE closed_at IS NULL`)

    await pool.query(`INSERT INTO pgboss.job (name, data, state) SELECT name, '{}', 'failed' FROM pgboss.queue LIMIT 1`)
    await finds('queue', 'warning', /1 jobs failed/)
    await pool.query(`DELETE FROM pgboss.job WHERE state = 'failed'`)

    const ill = createServer((_, response) => response.writeHead(503).end()).listen(0, '127.0.0.1')
    await once(ill, 'listening')
    const url = `http://127.0.0.1:${(ill.address() as AddressInfo).port}`
    await finds('server', 'wrong', /503/, { CHEDAI_URL: url })
    ill.close()
  })
})
