import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { dayAt, daysBetween } from '#lib/day'
import { loadKey, openVault } from '#platform/crypto'
import { openPool } from '#platform/database'
import { migrations } from '#platform/migrate'
import { homeFolder, openInstallationDatabase } from '../home.ts'
import { keyPrint } from '../house.ts'
import { serverUrl } from './operation.ts'

/** One thing looked at: fine, worth knowing, or wrong with the way to mend it. */
type Finding = { check: string; state: 'ok' | 'warning' | 'wrong'; detail: string; mend?: string }

/** `chedai doctor`: looks the installation over and says what is wrong and how to mend it. Exit 1 when something is wrong. */
export async function run(): Promise<unknown> {
  const findings: Finding[] = []
  const note = (check: string, state: Finding['state'], detail: string, mend?: string) =>
    findings.push({ check, state, detail, ...(mend ? { mend } : {}) })

  const major = Number(process.versions.node.split('.')[0])
  note(
    'node',
    major >= 24 ? 'ok' : 'wrong',
    `v${process.versions.node}`,
    major >= 24 ? undefined : 'npm ci, then run through npm start or npx chedai',
  )

  let home: string
  try {
    home = homeFolder()
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK)
    note('home', 'ok', home)
  } catch (error) {
    note('home', 'wrong', (error as Error).message, 'give this user the folder, or set CHEDAI_HOME to another')
    return verdict(findings)
  }
  const disk = statfsSync(home)
  const freeGiB = (disk.bavail * disk.bsize) / 2 ** 30
  note(
    'disk',
    freeGiB > 2 ? 'ok' : 'warning',
    `${freeGiB.toFixed(1)} GiB free`,
    freeGiB > 2 ? undefined : 'the database needs room to grow: free at least 2 GiB',
  )
  const print = checkKey(home, note)
  await checkDatabase(home, print, note)
  await checkServer(note)

  return verdict(findings)
}

function verdict(findings: Finding[]) {
  const ok = findings.every(finding => finding.state !== 'wrong')
  if (!ok) process.exitCode = 1
  return { ok, findings }
}

/** Looks at the key without making one; returns its print when it is there and whole. */
function checkKey(home: string, note: Note): string | null {
  const file = path.join(home, 'key')
  if (!process.env.CHEDAI_KEY && !existsSync(file)) {
    note('key', 'warning', 'not made yet', 'npm start makes it; keep a copy away from the database backup')
    return null
  }
  try {
    const print = keyPrint(openVault(loadKey(home)))
    const open = !process.env.CHEDAI_KEY && (statSync(file).mode & 0o077) !== 0
    if (open) note('key', 'wrong', `others can read ${file}`, `chmod 600 ${file}`)
    else note('key', 'ok', process.env.CHEDAI_KEY ? 'from CHEDAI_KEY' : file)
    return print
  } catch (error) {
    note(
      'key',
      'wrong',
      (error as Error).message,
      'put the key back from your copy; without it, sealed data stays sealed',
    )
    return null
  }
}

type Note = (check: string, state: Finding['state'], detail: string, mend?: string) => void

async function checkDatabase(home: string, print: string | null, note: Note) {
  let database: { url: string; stop(): Promise<void> } | undefined
  try {
    database = await openInstallationDatabase(home)
  } catch (error) {
    note(
      'database',
      'wrong',
      (error as Error).message,
      process.env.DATABASE_URL ? 'check DATABASE_URL and that the server runs' : 'look at the server log in the home',
    )
    return
  }
  const pool = openPool(database.url, 2)
  try {
    const { rows: version } = await pool.query<{ server_version: string }>('SHOW server_version')
    note('database', 'ok', `PostgreSQL ${version[0]!.server_version}`)
    const { rows: exists } = await pool.query<{ there: boolean }>(
      `SELECT to_regclass('public.migration') IS NOT NULL AS there`,
    )
    if (!exists[0]!.there) {
      note('schema', 'warning', 'the database is empty', 'npm start')
      return
    }
    const { rows: applied } = await pool.query<{ name: string; checksum: string }>(
      'SELECT name, checksum FROM public.migration',
    )
    const wanted = migrations()
    const waiting = wanted.filter(one => !applied.some(row => row.name === one.name)).length
    const changed = wanted
      .filter(one => applied.some(row => row.name === one.name && row.checksum !== one.checksum))
      .map(one => one.name)
    const unknown = applied.map(row => row.name).filter(name => !wanted.some(one => one.name === name))
    if (unknown.length > 0)
      note(
        'schema',
        'wrong',
        `the database has migrations this program does not know: ${unknown.join(', ')}`,
        'it was opened by a newer program: use that one',
      )
    else if (changed.length > 0)
      note(
        'schema',
        'wrong',
        `migrations changed after they ran: ${changed.join(', ')}`,
        'restore these files; write a new migration instead',
      )
    else
      note(
        'schema',
        waiting === 0 ? 'ok' : 'warning',
        waiting === 0 ? `${applied.length} migrations` : `${waiting} migrations wait`,
        waiting === 0 ? undefined : 'npm start applies them',
      )
    const { rows: key } = await pool.query<{ print: string }>(
      `SELECT value #>> '{}' AS print FROM platform.installation WHERE name = 'key'`,
    )
    if (print && key[0] && key[0].print !== print)
      note(
        'seal',
        'wrong',
        'the database was sealed with another key',
        'put the file `key` of its home, or its CHEDAI_KEY, back',
      )
    else note('seal', 'ok', 'the key is the one of this database')
    const { rows: days } = await pool.query<{ day: string }>(
      'SELECT day FROM platform.business_day WHERE closed_at IS NULL',
    )
    const behind = days[0] ? daysBetween(days[0].day as never, dayAt(new Date().toISOString() as never)) : 0
    note(
      'business day',
      behind > 1 ? 'warning' : 'ok',
      days[0] ? `${days[0].day} is open${behind > 1 ? `, ${behind} days behind the calendar` : ''}` : 'none open yet',
      behind > 1 ? 'npx chedai close-day --through <yesterday>' : undefined,
    )
    const { rows: rights } = await pool.query<{ code: string; added: string }>(
      `SELECT v.code, v.source AS added FROM authority.rule_version v
        WHERE v.proposed_by IS NULL AND NOT EXISTS (SELECT FROM authority.rule_decision d WHERE d.version_id = v.id) ORDER BY v.code`,
    )
    note(
      'rights',
      rights.length > 0 ? 'warning' : 'ok',
      rights.length > 0
        ? `new with this program, given to nobody yet: ${rights.map(row => `${row.code} (${row.added})`).join(', ')}`
        : 'every role has what this program offers, or was asked',
      rights.length > 0 ? 'somebody who may approve rules decides on them: 权限规则 · Rules, waiting' : undefined,
    )
    const { rows: queue } = await pool.query<{ there: boolean }>(
      `SELECT to_regclass('pgboss.job') IS NOT NULL AS there`,
    )
    const { rows: failed } = queue[0]!.there
      ? await pool.query<{ failed: number }>(`SELECT count(*)::int AS failed FROM pgboss.job WHERE state = 'failed'`)
      : { rows: [{ failed: 0 }] }
    note(
      'queue',
      failed[0]!.failed > 0 ? 'warning' : 'ok',
      failed[0]!.failed > 0 ? `${failed[0]!.failed} jobs failed for good` : 'no failed jobs',
      failed[0]!.failed > 0 ? 'the log names each; mend the cause, they can be retried' : undefined,
    )
  } finally {
    await pool.end()
    await database.stop()
  }
}

async function checkServer(note: Note) {
  try {
    const response = await fetch(`${serverUrl()}/api/ready`, { signal: AbortSignal.timeout(3000) })
    note(
      'server',
      response.ok ? 'ok' : 'wrong',
      response.ok ? serverUrl() : `answers ${response.status}`,
      response.ok ? undefined : 'look at its log',
    )
  } catch {
    note('server', 'ok', `not running at ${serverUrl()}`)
  }
}
