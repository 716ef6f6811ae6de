#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { install, root } from './install.mjs'

/**
 * Installs what is missing, then runs a TypeScript file on the pinned Node in its stead: same terminal, same directory,
 * signals handed on, and the same end.
 */
export async function run(file, args) {
  const node = await install()
  const leash = join(root, 'bin', 'leash.mjs')
  // On a large machine Node would keep 60 MB of room for what is young, filled once by loading the program.
  const options = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16', `--import=${leash}`]
  const child = spawn(node, [...options, file, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // Ctrl+C reaches the whole terminal group, the child included; passed on again it would count as a second, impatient one.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  watchNpm(child)
  const end = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
  process.exit(end)
}

/** An npm that is killed without a word would leave the program behind, running for nobody. */
function watchNpm(child) {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500)
}

if (process.argv[1] && realpathSync(process.argv[1]) === join(root, 'bin', 'run.mjs')) {
  const [file, ...args] = process.argv.slice(2)
  if (file) await run(file, args)
  process.stderr.write('usage: node bin/run.mjs <file.ts> [arguments]\n')
  process.exit(2)
}
