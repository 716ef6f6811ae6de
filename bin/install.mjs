// Plain JavaScript without dependencies, because it runs before anything is installed, on whatever Node (20 or newer)
// the machine has.
import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The checkout this program runs from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const modules = join(root, 'node_modules')
const stampFile = join(modules, '.chedai-installed')
const pinnedNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const lockFile = join(root, '.chedai-install.lock')

/**
 * Installs what package-lock.json names, unless that is done already, and returns the path of the Node that runs the
 * program: the pinned one, or the one we run on if it is new enough.
 * Ends the process with one sentence on stderr when the installation is impossible.
 */
export async function install() {
  try {
    if (!isStamped()) await alone(bringUpToDate)
    if (existsSync(pinnedNode)) return pinnedNode
    if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
    throw new Error('the pinned Node 24 is missing: remove node_modules and start again, or use Node 24.')
  } catch (error) {
    process.stderr.write(`chedai: ${error.message}\n`)
    return process.exit(1)
  }
}

/** What the installed packages were made from: other packages, or another machine's, mean a new installation. */
function wantedStamp() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  return `${hash.digest('hex')} ${process.platform}-${process.arch}\n`
}

function isStamped() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wantedStamp()
}

async function bringUpToDate() {
  if (isStamped()) return
  const stamp = wantedStamp()
  if (!isInstalledByHand()) await installPackages()
  writeFileSync(stampFile, stamp)
}

/** Somebody who just ran `npm install` has no stamp, but npm's own record of node_modules says the same. */
function isInstalledByHand() {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record) || !existsSync(pinnedNode)) return false
  const there = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || (there[path] ? there[path].version === version : optional),
  )
}

async function installPackages() {
  process.stderr.write('chedai: installing packages (once; about a minute) …\n')
  const started = Date.now()
  const { code, said } = await runNpm(['ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional'])
  if (code !== 0)
    throw new Error(`packages could not be installed (npm ci ended with ${code}):\n${said.trim().slice(0, 3000)}`)
  process.stderr.write(`chedai: packages installed in ${Math.round((Date.now() - started) / 1000)} s\n`)
}

/** Runs the npm that started us, or the one on the PATH, and keeps what it says. */
function runNpm(args) {
  const own = process.env.npm_execpath
  const [command, ...first] = own?.endsWith('.js') ? [process.execPath, own] : ['npm']
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' && !own }
  // The scripts of two packages put the pinned Node and PostgreSQL's libraries in place, so they must run.
  const child = spawn(command, [...first, ...args, '--ignore-scripts=false', '--loglevel=error'], options)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (said += data))
  return new Promise((resolve, reject) => {
    child.once('error', () => reject(new Error('npm is not on the PATH: install Node.js with npm and start again.')))
    child.once('close', code => resolve({ code, said }))
  })
}

/** Runs `work` while no other process does; the lock of a dead or silent one is taken over. */
async function alone(work) {
  const token = `${process.pid} ${randomUUID()}`
  for (let told = false; !(await takeLock(token)); await sleep(300)) {
    if (!told) process.stderr.write('chedai: waiting for another installation of this checkout …\n')
    told = true
  }
  const touch = setInterval(() => utimesSync(lockFile, new Date(), new Date()), 2000)
  try {
    await work()
  } finally {
    clearInterval(touch)
    rmSync(lockFile, { force: true })
  }
}

async function takeLock(token) {
  try {
    if (isAbandoned()) rmSync(lockFile, { force: true })
    writeFileSync(lockFile, token, { flag: 'wx' })
    // Two that find the same dead lock may both remove it; whoever wrote last has it.
    await sleep(100)
    return readFileSync(lockFile, 'utf8') === token
  } catch (error) {
    if (error.code === 'EEXIST' || error.code === 'ENOENT') return false
    throw new Error(
      `packages are missing and this checkout cannot be written to: run npm ci as its owner (${error.code}).`,
    )
  }
}

function isAbandoned() {
  if (!existsSync(lockFile)) return false
  if (Date.now() - statSync(lockFile).mtimeMs > 30_000) return true
  const holder = Number(readFileSync(lockFile, 'utf8').split(' ')[0])
  if (!holder) return false
  try {
    process.kill(holder, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
